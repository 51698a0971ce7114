from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from helpers.plays import SCHEMA, frame, recording_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.played import Played, to_arrays
from core.split_file import SPLIT_FILE
from trainers.split import split_by_recording

relaxed = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
lengths = st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(1, 40), min_size=2, max_size=8)
shares = st.floats(0.05, 0.9)


def blank(name: str, frames: int) -> Played:
    return to_arrays(name, recording_of([frame(n / 30) for n in range(frames)]), SCHEMA)


def parts(played: list[Played], folder: Path, share: float = 0.15, seed: int = 0) -> dict[str, str]:
    """Which part each recording came to."""
    train, validation = split_by_recording(played, folder, share, seed)
    names = [item.name for item in (*train, *validation)]
    assert sorted(names) == sorted(item.name for item in played)
    assert train and validation
    return {item.name: "train" for item in train} | {item.name: "validation" for item in validation}


@relaxed
@given(lengths, shares, st.integers(0, 5))
def test_every_recording_comes_to_one_part_and_neither_is_empty(
    tmp_path: Path, sizes: dict[str, int], share: float, seed: int
) -> None:
    (tmp_path / SPLIT_FILE).unlink(missing_ok=True)
    played = [blank(name, size) for name, size in sizes.items()]
    first = parts(played, tmp_path, share, seed)
    assert parts(played[::-1], tmp_path, share, seed) == first


@relaxed
@given(lengths, shares, st.data())
def test_a_recording_once_decided_never_changes_its_part(
    tmp_path: Path, sizes: dict[str, int], share: float, data: st.DataObject
) -> None:
    """Whatever is recorded or deleted later, what was validated on is not trained on, nor the other way round."""
    (tmp_path / SPLIT_FILE).unlink(missing_ok=True)
    everything = [blank(name, size) for name, size in sizes.items()]
    decided: dict[str, str] = {}
    for _ in range(4):
        some = data.draw(st.lists(st.sampled_from(everything), min_size=2, unique_by=lambda item: item.name))
        now = parts(some, tmp_path, data.draw(shares), data.draw(st.integers(0, 3)))
        moved = {name for name in now.keys() & decided.keys() if now[name] != decided[name]}
        if moved:
            # Only where all that is left belonged to one part, and then just one.
            assert len(moved) == 1 and now.keys() <= decided.keys()
            assert len({decided[name] for name in now}) == 1
        decided |= now


def test_a_new_recording_moves_before_one_that_was_decided(tmp_path: Path) -> None:
    long, short, new = blank("long", 40), blank("short", 2), blank("new", 40)
    decided = parts([long, short], tmp_path, 0.5)
    (kept_out,) = (item for item in (long, short) if decided[item.name] == "validation")
    for share in (0.05, 0.5, 0.95):
        for order in ([kept_out, new], [new, kept_out]):
            (tmp_path / SPLIT_FILE).write_text(json.dumps({"parts": decided}))
            assert parts(order, tmp_path, share)[kept_out.name] == "validation"


def test_the_share_kept_out_is_about_what_was_asked_for(tmp_path: Path) -> None:
    for share in (0.1, 0.25, 0.5):
        played = [blank(f"s{number:02}", 20 + number % 7) for number in range(40)]
        folder = tmp_path / str(share)
        split = parts(played, folder, share)
        kept = sum(len(item) for item in played if split[item.name] == "validation")
        assert kept / sum(map(len, played)) == pytest.approx(share, abs=0.04)


def test_the_seed_decides_and_the_order_of_files_does_not(tmp_path: Path) -> None:
    played = [blank(f"s{number}", 20) for number in range(12)]
    splits = [parts(played, tmp_path / str(seed), 0.5, seed) for seed in range(4)]
    assert len({json.dumps(split, sort_keys=True) for split in splits}) > 1
    assert parts(played[::-1], tmp_path / "again", 0.5, 0) == splits[0]


def test_the_split_stands_beside_the_recordings(tmp_path: Path) -> None:
    split = parts([blank(f"s{number}", 20) for number in range(5)], tmp_path)
    assert json.loads((tmp_path / SPLIT_FILE).read_text())["parts"] == split


def test_a_single_recording_is_cut_in_time_its_end_to_validate_on(tmp_path: Path) -> None:
    only = blank("only", 100)
    (train,), (validation,) = split_by_recording([only], tmp_path, 0.2, 0)
    assert (len(train), len(validation)) == (80, 20)
    assert train.moments.t[-1] < validation.moments.t[0]
    assert np.array_equal(np.concatenate([train.moments.t, validation.moments.t]), only.moments.t)


@pytest.mark.parametrize("frames", [1, 2, 3])
def test_even_the_shortest_recording_gives_both_parts(tmp_path: Path, frames: int) -> None:
    (train,), (validation,) = split_by_recording([blank("only", frames)], tmp_path, 0.15, 0)
    assert len(train) > 0 and len(validation) > 0


@pytest.mark.parametrize("content", ["{", "[]", '{"parts": {"a": 3}}', '{"parts": {"s0": "elsewhere"}}', "\xff"])
def test_a_split_that_cannot_be_read_is_made_anew(tmp_path: Path, content: str) -> None:
    (tmp_path / SPLIT_FILE).write_text(content)
    split = parts([blank(f"s{number}", 20) for number in range(4)], tmp_path)
    assert json.loads((tmp_path / SPLIT_FILE).read_text())["parts"] == split


def test_a_split_that_cannot_be_kept_is_told_and_goes_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / SPLIT_FILE / "in the way").mkdir(parents=True)
    parts([blank(f"s{number}", 20) for number in range(4)], tmp_path)
    assert f"The split could not be kept in {tmp_path / SPLIT_FILE}" in caplog.text


def test_a_recording_gone_for_a_while_is_still_known(tmp_path: Path) -> None:
    played = [blank(f"s{number}", 20) for number in range(6)]
    first = parts(played, tmp_path, 0.4)
    parts(played[:3], tmp_path, 0.4)
    assert parts(played, tmp_path, 0.4, seed=9) == first


def test_pieces_of_one_recording_stay_on_one_side(tmp_path: Path) -> None:
    pieces = [blank(f"s{n}{piece}", 20) for n in range(6) for piece in ("[0:20]", "[30:50]", "-part2", "-merged[5:25]")]
    split = parts(pieces, tmp_path, 0.4)
    for n in range(6):
        assert len({part for name, part in split.items() if name.startswith(f"s{n}")}) == 1
    again = parts([blank(f"s{n}", 20) for n in range(6)], tmp_path, 0.4, seed=5)
    assert again == {f"s{n}": split[f"s{n}[0:20]"] for n in range(6)}


def test_pieces_of_a_single_recording_are_cut_in_time_together(tmp_path: Path) -> None:
    whole = blank("only", 100)
    pieces = [whole.cut(0, 40), whole.cut(50, 70), whole.cut(80, 100)]
    train, validation = split_by_recording(pieces, tmp_path, 0.25, 0)
    assert [len(item) for item in train] == [40, 20] and [len(item) for item in validation] == [20]
    train, validation = split_by_recording(pieces, tmp_path, 0.5, 0)
    assert [len(item) for item in train] == [40] and [len(item) for item in validation] == [20, 20]

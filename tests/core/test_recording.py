from __future__ import annotations

import errno
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import ExitCode, UserError
from core.observation import SeenObject
from core.recording import (
    Frame,
    InputEvent,
    Label,
    Recording,
    WindowInfo,
    new_name,
    read_recording,
    recording_files,
    write_frames,
    write_recording,
)
from core.words import Action, Click


def example(frames: int = 3) -> Recording:
    return Recording(
        profile="arena",
        source="arena",
        player="pilot:aggressor",
        seed=7,
        created="2026-11-20T15:30:00.000+00:00",
        fps=30,
        window=WindowInfo("Outer Belt", 1280, 720, 1.5),
        classes=["drone", "ore"],
        state_names=["hp"],
        hotkeys=["Q", "Ctrl"],
        video="sequence_a.mkv",
        duration=0.1,
        dropped=1,
        late=2,
        events=[InputEvent(0.04, "click", "left", 0.2, 0.3), InputEvent(0.05, "key", "Ctrl", 0.2, 0.3)],
        frames=[
            Frame(
                round(n / 30, 5),
                {"hp": 0.5},
                [SeenObject("drone", 0.1, 0.2, 0.03, 0.04, 0.9)],
                Action(0.2, 0.3, Click.LEFT, 2),
                Label("FIGHT", 0, "pilot"),
                {"score": 10.0},
                n,
            )
            for n in range(frames)
        ],
    )


def test_a_recording_comes_back_as_it_was_written(tmp_path: Path) -> None:
    write_recording(tmp_path / "sequence_a.json", example())
    assert read_recording(tmp_path / "sequence_a.json") == example()


def test_frames_written_one_by_one_make_the_same_file(tmp_path: Path) -> None:
    for count in (0, 1, 3):
        whole, head = example(count), example(0)
        write_recording(tmp_path / "whole.json", whole)
        (tmp_path / "parts.json").unlink(missing_ok=True)
        assert write_frames(tmp_path / "parts.json", head, iter(whole.frames)) == count
        assert (tmp_path / "parts.json").read_bytes() == (tmp_path / "whole.json").read_bytes()


def test_a_failure_while_writing_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "sequence_a.json"
    write_recording(path, example())

    def failing() -> Any:
        yield from example(2).frames
        raise OSError(errno.ENOSPC, "no space")

    with pytest.raises(OSError, match="no space"):
        write_frames(path, example(0), failing())
    assert read_recording(path) == example()
    assert [item.name for item in tmp_path.iterdir()] == ["sequence_a.json"]


def test_what_was_left_at_its_default_takes_no_room(tmp_path: Path) -> None:
    recording = example(0)
    recording.frames = [Frame(0, {}, [], Action(0.5, 0.5))]
    write_recording(tmp_path / "a.json", recording)
    assert json.loads((tmp_path / "a.json").read_text())["frames"] == [
        {"t": 0, "state": {}, "objects": [], "action": [0.5, 0.5, 0, 0]}
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(min_value=0))
def test_a_file_cut_anywhere_is_one_sentence_with_its_name(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "sequence_cut.json"
    write_recording(path, example())
    data = path.read_bytes()
    path.write_bytes(data[: cut % len(data)])
    with pytest.raises(UserError, match=r"sequence_cut\.json is not a whole recording") as caught:
        read_recording(path)
    assert caught.value.code == ExitCode.NO_DATA


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_at_all_do_more_than_raise_a_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "sequence_junk.json"
    path.write_bytes(data)
    with pytest.raises(UserError, match=r"sequence_junk\.json"):
        read_recording(path)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": "other"}, "has the format 'other'"),
        ({"version": 99}, "is of version 99, newer than 1: update Understudy"),
        ({"version": 2, "frames": {"in": "another way"}}, "is of version 2, newer than 1: update Understudy"),
        ({"version": 0}, "is of version 0, which never was"),
        ({"frames": "none"}, "is not a whole recording"),
    ],
)
def test_a_foreign_or_newer_file_says_what_is_wrong(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    path = tmp_path / "sequence_a.json"
    write_recording(path, example())
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(UserError, match=words):
        read_recording(path)


@pytest.mark.parametrize(
    "fixture",
    [
        "npz/arrays.npz",
        "filtered_recorder/session",
        "documents/sequence_rows.json",
        "documents/shadow_recording_demos.json",
    ],
)
def test_one_of_another_format_is_not_called_damaged(fixture: str) -> None:
    path = Path(__file__).parent / "formats" / "fixtures" / fixture
    with pytest.raises(UserError, match="is in another format: `understudy recordings convert`"):
        read_recording(path)


def test_only_recordings_are_listed_by_name(tmp_path: Path) -> None:
    for name in ("sequence_2.json", "sequence_1.json", "shadow_recording_1.json", "notes.json", "sequence_3.journal",
        "sequence_1.edits.json",
    ):  # fmt: skip
        (tmp_path / name).touch()
    names = [path.name for path in recording_files(tmp_path)]
    assert names == ["sequence_1.json", "sequence_2.json", "shadow_recording_1.json"]
    assert recording_files(tmp_path / "missing") == []


def test_names_sort_by_time() -> None:
    first, second = datetime(2026, 9, 30, 23, 59, 59, 5), datetime(2026, 10, 1)
    assert new_name(now=first) == "sequence_20260930_235959_000005"
    assert new_name(now=first) < new_name(now=second)
    assert new_name("shadow", first).startswith("shadow_recording_")


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize(
    ("field", "change"),
    [
        (r"frames\[1\]\.t", lambda recording, n: setattr(recording.frames[1], "t", n)),
        (r"frames\[0\]\.state\.hp", lambda recording, n: recording.frames[0].state.update(hp=n)),
        (
            r"frames\[2\]\.objects\[1\]\.w",
            lambda recording, n: recording.frames[2].objects.append(SeenObject("null", 0.1, 0.1, n, 0.1)),
        ),
        (r"frames\[1\]\.action\.y", lambda recording, n: setattr(recording.frames[1], "action", Action(0.5, n))),
        (
            r"frames\[1\]\.label\.confidence",
            lambda recording, n: setattr(recording.frames[1], "label", Label("FIGHT", confidence=n)),
        ),
        (r"frames\[1\]\.outcome\.score", lambda recording, n: setattr(recording.frames[1], "outcome", {"score": n})),
        (r"events\[0\]\.x", lambda recording, n: setattr(recording.events[0], "x", n)),
        (r"window\.scale", lambda recording, n: setattr(recording.window, "scale", n)),
        (r"^fps", lambda recording, n: setattr(recording, "fps", n)),
    ],
)
def test_a_number_that_is_none_is_refused_by_its_field_before_anything_is_written(
    tmp_path: Path, field: str, change: Callable[[Recording, float], None], number: float
) -> None:
    recording = example()
    change(recording, number)
    with pytest.raises(ValueError, match=rf"{field} is {number}"):
        write_recording(tmp_path / "sequence_a.json", recording)
    assert not list(tmp_path.iterdir())


def test_a_class_may_be_called_null(tmp_path: Path) -> None:
    recording = example()
    recording.frames[0].objects.append(SeenObject("null", 0.1, 0.1, 0.1, 0.1))
    write_recording(tmp_path / "sequence_a.json", recording)
    assert read_recording(tmp_path / "sequence_a.json") == recording

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.films import filmed, numbers_by_frame
from helpers.plays import frame, recording_of, thing

from core.edits import PAUSE, read_edits
from core.home import Home
from core.library import merge, relabel, split_at, tag, trim
from core.recording import read_recording, write_frames
from core.video import VideoReader

pytestmark = pytest.mark.usefixtures("bin_files")


@pytest.fixture
def folder(home: Home) -> Path:
    home.recordings.mkdir(parents=True)
    return home.recordings


def test_halves_hold_every_frame_event_and_picture_and_the_original_is_in_the_bin(
    folder: Path, home: Home, bin_files: Path
) -> None:
    path = filmed(folder, "sequence_a", 75)
    whole = read_recording(path)
    first, second = split_at(path, 1.2, home)
    assert (first.name, second.name) == ("sequence_a-part1.json", "sequence_a-part2.json")
    halves = read_recording(first), read_recording(second)
    assert [len(half.frames) for half in halves] == [36, 39]
    assert numbers_by_frame(first, halves[0]) + numbers_by_frame(second, halves[1]) == list(range(75))
    times = [frame.t for frame in halves[0].frames] + [frame.t + 1.2 for frame in halves[1].frames]
    assert times == pytest.approx([frame.t for frame in whole.frames])
    assert halves[1].frames[0].t == 0
    actions = [frame.action for half in halves for frame in half.frames]
    assert actions == [frame.action for frame in whole.frames]
    assert {file.name for file in bin_files.iterdir()} == {"sequence_a.json", "sequence_a.mkv"}
    assert {file.name for file in folder.glob("sequence*")} == {
        f"sequence_a-part{n}.{end}" for n in (1, 2) for end in ("json", "mkv")
    }


def test_the_second_video_begins_at_a_picture_that_stands_alone(folder: Path, home: Home) -> None:
    _, second = split_at(filmed(folder, "sequence_a", 75), 1.2, home)
    with VideoReader(second.with_suffix(".mkv")) as reader:
        assert len(reader) == 75 - 30


def test_merging_puts_them_end_to_end_with_a_pause(folder: Path, home: Home, bin_files: Path) -> None:
    paths = [filmed(folder, f"sequence_{n}", 40, first=40 * n) for n in range(3)]
    path = merge(paths, home)
    assert path.name == "sequence_0-merged.json"
    whole = read_recording(path)
    assert numbers_by_frame(path, whole) == list(range(120))
    steps = [b.t - a.t for a, b in zip(whole.frames[:-1], whole.frames[1:], strict=True)]
    assert [n for n, step in enumerate(steps) if step > PAUSE] == [39, 79]
    with VideoReader(path.with_suffix(".mkv")) as reader:
        shown = [reader.times[frame.frame_index or 0] for frame in whole.frames]
    assert shown == pytest.approx([frame.t for frame in whole.frames], abs=0.002)
    assert len(list(bin_files.iterdir())) == 6


def test_what_was_split_can_be_merged_again(folder: Path, home: Home) -> None:
    path = filmed(folder, "sequence_a", 75)
    merged = merge(split_at(path, 1.2, home), home)
    assert numbers_by_frame(merged, read_recording(merged)) == list(range(75))
    assert merged.name == "sequence_a-merged.json"


def test_edits_go_with_their_half(folder: Path, home: Home) -> None:
    path = filmed(folder, "sequence_a", 75)
    trim(path, 0.5, 2.0)
    relabel(path, 1.0, 1.5, mode="LOOT", target_track=0)
    tag(path, "good")
    first, second = split_at(path, 1.2, home)
    one, two = read_edits(first), read_edits(second)
    assert one.keep == ((0.5, read_recording(first).frames[-1].t),)
    assert two.keep[0] == pytest.approx((0.0, 0.8))
    assert [(label.start, label.mode) for label in one.labels] == [(1.0, "LOOT")]
    assert two.labels[0].stop == pytest.approx(0.3) and two.labels[0].target_track is None
    assert one.tags == two.tags == ("good",)
    label = read_recording(second).frames[0].label
    assert label is not None and (label.target, label.source) == (0, "person")


def test_a_recording_that_another_program_laid_out_is_split_and_merged_too(folder: Path, home: Home) -> None:
    path = filmed(folder, "sequence_a", 75)
    path.write_text(json.dumps(json.loads(path.read_text()), indent=2, sort_keys=True))
    whole = read_recording(path)
    merged = merge(split_at(path, 1.2, home), home)
    again = read_recording(merged)
    assert numbers_by_frame(merged, again) == list(range(75))
    assert [frame.objects for frame in again.frames] == [frame.objects for frame in whole.frames]


def test_a_target_a_person_named_stands_in_the_merged_recording(folder: Path, home: Home) -> None:
    paths = [filmed(folder, f"sequence_{n}", 40) for n in range(2)]
    relabel(paths[1], 0.5, 1.0, mode="LOOT", target_track=0)
    merged = merge(paths, home)
    labels = [frame.label for frame in read_recording(merged).frames]
    assert [n for n, label in enumerate(labels) if label and label.source == "person"] == list(range(55, 71))
    assert [label.mode for label in read_edits(merged).labels] == ["LOOT"]


def long(folder: Path, name: str, frames: int) -> Path:
    path = folder / f"{name}.json"
    objects = [thing("drone", 0.1 + n / 20, 0.5) for n in range(8)]
    head = recording_of([])
    head.duration = frames / 30
    assert write_frames(path, head, (frame(round(n / 30, 5), *objects) for n in range(frames))) == frames
    return path


def most_memory(do: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        do()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_a_recording_three_times_as_long_takes_no_more_memory(folder: Path, home: Home) -> None:
    most: dict[str, list[int]] = {"split": [], "merge": []}
    # Shorter ones fit into one block.
    for frames in (9000, 27_000):
        path = long(folder, f"sequence_{frames}", frames)
        halves: list[Path] = []
        most["split"].append(most_memory(lambda path=path, halves=halves: halves.extend(split_at(path, 50, home))))  # type: ignore[misc]
        most["merge"].append(most_memory(lambda halves=halves: merge(halves, home)))  # type: ignore[misc]
    for short, threefold in most.values():
        assert threefold < 1.3 * short

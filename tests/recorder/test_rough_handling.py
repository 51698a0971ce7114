"""What happens to windows, folders, disks and clocks while something is recorded."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import GameProcess, wait_until, xdotool
from helpers.recorders import ROOT, Recorder

import core.recording
from core.errors import ExitCode
from core.home import Home
from core.recording import free_name, new_name, read_recording, recording_files
from core.recovery import recover
from core.video import VideoReader

pytestmark = pytest.mark.screen

OpenGame = Callable[..., GameProcess]
Record = Callable[..., Recorder]


# The window


def test_places_stay_right_while_the_window_is_resized_and_moved(game: GameProcess, record: Record) -> None:
    recorder = record("--start")
    recorder.wait_for("Recording.")
    xdotool("mousemove", "--window", game.id, "160", "90", "click", "1")
    wait_until(lambda: recorder.frames_so_far() > 20)
    xdotool("windowsize", "--sync", game.id, "800", "600", "windowmove", "--sync", game.id, "300", "200")
    xdotool("mousemove", "--window", game.id, "600", "450", "click", "3", "sleep", "0.3")
    before = recorder.frames_so_far()
    wait_until(lambda: recorder.frames_so_far() > before + 20)
    xdotool("windowsize", "--sync", game.id, "320", "180")
    xdotool("mousemove", "--window", game.id, "80", "90", "key", "q", "sleep", "0.3")
    recorder.process.terminate()
    assert recorder.wait() == ExitCode.OK
    (recording,) = recorder.recordings
    places = [(event.name, round(event.x, 2), round(event.y, 2)) for event in recording.events]
    assert places == [("left", 0.25, 0.25), ("right", 0.75, 0.75), ("Q", 0.25, 0.5)]
    assert recording.frames[-1].action[:2] == pytest.approx((0.25, 0.5), abs=0.01)
    assert (recording.window.width, recording.window.height) == (640, 360)
    assert recording.video is not None
    with VideoReader(recorder.home.recordings / recording.video) as video:
        assert {picture.shape for _, picture in video.read()} == {(360, 640, 3)}
        assert len(video) == len(recording.frames)


def test_nothing_is_recorded_while_the_window_is_minimised_and_that_is_told(game: GameProcess, record: Record) -> None:
    recorder = record("--start")
    wait_until(lambda: recorder.frames_so_far() > 10)
    xdotool("windowminimize", "--sync", game.id)
    recorder.wait_for("lost the focus")
    known = recorder.frames_so_far()
    xdotool("key", "q", "sleep", "0.6")
    # What was on its way when the focus went is all that may still arrive.
    assert recorder.frames_so_far() <= known + 6
    game.activate()
    recorder.wait_for("has the focus again")
    before = recorder.frames_so_far()
    wait_until(lambda: recorder.frames_so_far() > before + 10)
    recorder.process.terminate()
    assert recorder.wait() == ExitCode.OK
    (recording,) = recorder.recordings
    assert recording.events == []
    assert max(b.t - a.t for a, b in pairwise(recording.frames)) > 0.5


def test_two_recorders_in_two_folders_do_not_disturb_each_other(
    game: GameProcess, record: Record, tmp_path: Path
) -> None:
    one, other = record("--start"), record("--start", home=Home(tmp_path / "other", tmp_path / "other"))
    for recorder in (one, other):
        wait_until(lambda recorder=recorder: recorder.frames_so_far() > 10)
    xdotool("mousemove", "--window", game.id, "160", "90", "key", "q", "sleep", "0.3")
    for recorder in (one, other):
        recorder.process.terminate()
        assert recorder.wait() == ExitCode.OK
        (recording,) = recorder.recordings
        assert [event.name for event in recording.events] == ["Q"]


def test_a_job_that_starts_while_something_is_recorded_leaves_it_alone(game: GameProcess, record: Record) -> None:
    recorder = record("--start")
    wait_until(lambda: recorder.frames_so_far() > 10)
    command = [sys.executable, "-m", "trainers.stats", "--home", str(recorder.home.root)]
    stats = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert stats.returncode == ExitCode.NO_DATA, stats.stdout
    known = recorder.frames_so_far()
    wait_until(lambda: recorder.frames_so_far() > known + 10)
    recorder.process.terminate()
    assert recorder.wait() == ExitCode.OK
    assert len(recorder.recordings[0].frames) > known


# The folder and the disk


def test_a_folder_that_is_removed_is_one_sentence_at_once(game: GameProcess, record: Record) -> None:
    recorder = record("--start")
    wait_until(lambda: recorder.frames_so_far() > 10)
    shutil.rmtree(recorder.home.recordings)
    assert recorder.wait() == ExitCode.DISK
    assert f"error: {recorder.home.recordings} was removed after" in recorder.said
    assert "Traceback" not in recorder.said


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Home]:
    """A home on a disk of its own, of 2 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("only root may mount a small disk")
    yield Home(folder, folder)
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(home: Home) -> Path:
    """Take all the room that is left."""
    balloon = home.root / "balloon"
    with balloon.open("ab", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    return balloon


def test_a_disk_that_fills_up_while_recording_costs_nothing_of_what_came_before(
    game: GameProcess, record: Record, small: Home
) -> None:
    recorder = record("--start", home=small)
    wait_until(lambda: recorder.frames_so_far() > 30)
    known = recorder.frames_so_far()
    balloon = fill(small)
    assert recorder.wait() == ExitCode.DISK
    _told_once(recorder)
    assert recording_files(small.recordings) == []
    balloon.unlink()
    (path,) = recover(small.recordings, small)
    assert len(read_recording(path).frames) >= known


def test_a_disk_that_is_full_when_a_recording_is_saved_costs_nothing(
    game: GameProcess, record: Record, small: Home
) -> None:
    recorder = record("--start", home=small)
    wait_until(lambda: recorder.frames_so_far() > 30)
    xdotool("key", "F5")
    recorder.wait_for("stopped after")
    known = recorder.frames_so_far()
    balloon = fill(small)
    xdotool("key", "F6")
    assert recorder.wait() == ExitCode.DISK
    _told_once(recorder)
    assert "is kept as it is" in recorder.said
    balloon.unlink()
    (path,) = recover(small.recordings, small)
    assert len(read_recording(path).frames) == known
    assert list(small.recordings.glob(".*.part")) == []


def test_a_disk_that_is_full_from_the_start_is_one_sentence(game: GameProcess, record: Record, small: Home) -> None:
    fill(small)
    recorder = record("--start", home=small)
    assert recorder.wait() == ExitCode.DISK
    _told_once(recorder)


def _told_once(recorder: Recorder) -> None:
    assert "Traceback" not in recorder.said
    assert recorder.said.count("error: ") == 1, recorder.said


# The clock


def test_a_clock_that_jumps_does_not_move_what_is_recorded(
    game: GameProcess, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Every look at the wall clock jumps, by up to a day to and fro; see helpers/jumping_clock.
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(JUMPING), os.environ.get("PYTHONPATH", "")]))
    recorder = record("--start")
    wait_until(lambda: recorder.frames_so_far() > 40)
    recorder.process.send_signal(signal.SIGINT)
    assert recorder.wait() == ExitCode.OK
    (recording,) = recorder.recordings
    steps = [after.t - before.t for before, after in pairwise(recording.frames)]
    assert min(steps) > 0
    assert sorted(steps)[len(steps) // 2] == pytest.approx(1 / 30, abs=0.01)
    assert recording.duration == pytest.approx(recording.frames[-1].t)


def test_a_clock_set_back_to_a_moment_recorded_before_gives_another_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = new_name(now=datetime(2026, 10, 25, 2, 30))
    monkeypatch.setattr(core.recording, "new_name", lambda kind: name)
    assert free_name(tmp_path) == name
    (tmp_path / f"{name}.mkv").touch()
    assert free_name(tmp_path) == f"{name}_2"
    (tmp_path / f"{name}_2.journal").touch()
    assert free_name(tmp_path) == f"{name}_3"


JUMPING = Path(__file__).parent.parent / "helpers" / "jumping_clock"

from __future__ import annotations

import resource
import signal
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import GameProcess, wait_until, xdotool
from helpers.recorders import Recorder

from core.errors import ExitCode
from core.runs import RunState
from core.video import VideoReader
from core.words import Click

pytestmark = pytest.mark.screen

ROOT = Path(__file__).parent.parent.parent
OpenGame = Callable[..., GameProcess]
Record = Callable[..., Recorder]


def test_a_recording_holds_frames_video_clicks_and_hotkeys(game: GameProcess, record: Record) -> None:
    recorder = record("--start")
    recorder.wait_for("Recording.")
    xdotool("mousemove", "--window", game.id, "160", "90", "click", "1", "key", "q")
    xdotool("mousemove", "--window", game.id, "480", "270", "click", "3", "key", "space", "key", "x")
    wait_until(lambda: recorder.frames_so_far() > 40)
    recorder.process.send_signal(signal.SIGINT)
    assert recorder.wait() == ExitCode.OK
    (recording,) = recorder.recordings
    assert [(event.kind, event.name) for event in recording.events] == [
        ("click", "left"),
        ("key", "Q"),
        ("click", "right"),
        ("key", "Space"),
    ]
    assert [(event.x, event.y) for event in recording.events[::3]] == [(0.25, 0.25), (0.75, 0.75)]
    assert [frame.action.click for frame in recording.frames if frame.action.click] == [Click.LEFT, Click.RIGHT]
    assert recording.frames[-1].action[:2] == (0.75, 0.75)
    assert (recording.window.title, recording.window.width, recording.window.height) == ("Alpha", 640, 360)
    assert set(recording.frames[0].state) == set(recording.state_names)
    assert recording.video is not None
    with VideoReader(recorder.home.recordings / recording.video) as video:
        assert len(video) == len(recording.frames)
        assert [frame.frame_index for frame in recording.frames] == list(range(len(video)))
        assert video.times == pytest.approx([frame.t - recording.frames[0].t for frame in recording.frames], abs=0.002)


def test_a_click_turns_the_picture_white_in_the_frame_that_holds_it_or_the_next(
    game: GameProcess, record: Record
) -> None:
    recorder = record("--start")
    recorder.wait_for("Recording.")
    xdotool(
        "mousemove", "--window", game.id, "160", "90", "sleep", "0.5", "mousedown", "1", "sleep", "0.5", "mouseup", "1"
    )
    recorder.process.send_signal(signal.SIGINT)
    recorder.wait()
    (recording,) = recorder.recordings
    clicked = next(n for n, frame in enumerate(recording.frames) if frame.action.click)
    assert recording.video is not None
    with VideoReader(recorder.home.recordings / recording.video) as video:
        white = next(n for n, picture in video.read() if picture.min() > 200)
    assert 0 <= white - clicked <= 2


def test_frames_come_at_their_rate_and_are_counted(game: GameProcess, record: Record) -> None:
    recorder = record("--start", "--minutes", "0.05")
    assert recorder.wait() == ExitCode.OK
    (recording,) = recorder.recordings
    assert recording.duration == pytest.approx(3, abs=0.2)
    slots = round((recording.duration - recording.frames[0].t) * 30) + 1
    assert abs(len(recording.frames) + recording.dropped - slots) <= 2
    rows, _ = recorder.run.metrics()
    assert len(rows) >= 2
    assert all({"fps", "dropped", "late"} <= set(row) for row in rows)
    status = recorder.run.status()
    assert status is not None
    assert (status.state, status.result["frames"]) == (RunState.FINISHED, len(recording.frames))


def test_the_keys_start_stop_save_and_discard(game: GameProcess, record: Record) -> None:
    recorder = record()
    recorder.wait_for("Press F5 in the game to start.")
    xdotool("key", "F5")
    recorder.wait_for("Recording.")
    wait_until(lambda: recorder.frames_so_far() > 5)
    xdotool("key", "F5")
    recorder.wait_for("stopped after")
    assert recorder.recordings == []
    xdotool("key", "F6")
    recorder.wait_for("Saved")
    xdotool("key", "F5")
    recorder.wait_for("Recording.", times=2)
    wait_until(lambda: recorder.frames_so_far() > 5)
    xdotool("key", "F7")
    recorder.wait_for("Discarded")
    xdotool("key", "F5")
    recorder.wait_for("Recording.", times=3)
    wait_until(lambda: recorder.frames_so_far() > 5)
    xdotool("key", "F6")
    recorder.wait_for("Saved", times=2)
    recorder.process.terminate()
    assert recorder.wait() == ExitCode.OK
    assert len(recorder.recordings) == 2
    assert len(list(recorder.home.recordings.glob("sequence*"))) == 4
    assert [event.name for recording in recorder.recordings for event in recording.events] == []


def test_closing_the_window_saves_what_there_is_and_says_so(game: GameProcess, record: Record) -> None:
    recorder = record("--start")
    wait_until(lambda: recorder.frames_so_far() > 10)
    game.close()
    assert recorder.wait() == ExitCode.OK
    assert "The window 'Alpha' was closed." in recorder.said
    assert len(recorder.recordings[0].frames) > 10


def test_the_stop_file_ends_it_cleanly(game: GameProcess, record: Record) -> None:
    recorder = record("--start")
    wait_until(lambda: recorder.frames_so_far() > 10)
    recorder.run.ask_to_stop()
    assert recorder.wait() == ExitCode.OK
    assert len(recorder.recordings) == 1


def test_nothing_is_recorded_while_another_window_has_the_focus(
    game: GameProcess, record: Record, open_game: OpenGame
) -> None:
    recorder = record("--start")
    wait_until(lambda: recorder.frames_so_far() > 10)
    open_game("Beta")
    recorder.wait_for("lost the focus")
    xdotool("key", "q")
    pause_began = time.monotonic()
    wait_until(lambda: time.monotonic() - pause_began > 0.5)
    game.activate()
    recorder.wait_for("has the focus again")
    before = recorder.frames_so_far()
    wait_until(lambda: recorder.frames_so_far() > before + 10)
    recorder.process.terminate()
    recorder.wait()
    (recording,) = recorder.recordings
    gaps = [b.t - a.t for a, b in pairwise(recording.frames)]
    assert max(gaps) > 0.5
    assert recording.dropped < 10
    assert recording.events == []


def test_a_second_recorder_in_the_same_folder_is_sent_away(game: GameProcess, record: Record) -> None:
    first = record("--start")
    first.wait_for("Recording.")
    second = record("--start")
    assert second.wait() == ExitCode.BUSY
    assert "error: Another recorder is at work in" in second.said
    first.process.terminate()
    assert first.wait() == ExitCode.OK
    assert len(first.recordings) == 1


@pytest.mark.parametrize("after", [3, 40, 77])
def test_a_killed_recorder_loses_the_last_second_at_most(game: GameProcess, record: Record, after: int) -> None:
    killed = record("--start")
    wait_until(lambda: killed.frames_so_far() >= after)
    killed.process.kill()
    killed.wait()
    known = killed.frames_so_far()
    next_one = record("--start", "--minutes", "0.01")
    assert next_one.wait() == ExitCode.OK, next_one.said
    assert "frames of a recording that was cut off." in next_one.said
    recovered = next_one.recordings[0]
    assert len(recovered.frames) == known
    if recovered.video is None:
        # Killed within the first moments: not even the video's header had reached the disk.
        assert known < 30
    else:
        with VideoReader(next_one.home.recordings / recovered.video) as video:
            assert len(video) >= known - 30
            assert len(list(video.read())) == len(video)
    assert list(next_one.home.recordings.glob("*.journal")) == []


@pytest.mark.skipif(sys.platform != "linux", reason="uses a file size limit to stand in for a full disk")
def test_a_full_disk_is_one_sentence_and_keeps_what_was_saved(game: GameProcess, record: Record) -> None:
    recorder = record("--start")
    wait_until(lambda: recorder.frames_so_far() > 10)
    limit = max(path.stat().st_size for path in recorder.home.recordings.iterdir()) + 50_000
    resource.prlimit(recorder.process.pid, resource.RLIMIT_FSIZE, (limit, limit))
    assert recorder.wait() == ExitCode.DISK
    assert "took no more after" in recorder.said
    assert "Traceback" not in recorder.said
    (recording,) = recorder.recordings
    assert len(recording.frames) > 10


def test_no_window_of_that_name_is_one_sentence(screen: str, record: Record) -> None:
    recorder = record("--start", "--window-title", "No Such Game")
    assert recorder.wait() == ExitCode.NO_SCREEN
    assert "error: There is no window whose title contains 'No Such Game'" in recorder.said
    assert "Traceback" not in recorder.said

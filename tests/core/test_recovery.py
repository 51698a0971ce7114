from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest

from core.errors import ExitCode, UserError
from core.home import Home
from core.journal import Head, JournalWriter
from core.recording import Frame, InputEvent, WindowInfo, read_recording
from core.recovery import finish_journal, recorder_lock, recover
from core.video import VideoWriter
from core.words import Action, Click


@pytest.fixture
def folder(home: Home, caplog: pytest.LogCaptureFixture) -> Path:
    caplog.set_level(logging.INFO, "understudy")
    home.recordings.mkdir(parents=True)
    return home.recordings


def leave_behind(folder: Path, name: str = "sequence_a", frames: int = 30, *, keep_video: bool = True) -> Path:
    """What a recorder leaves behind when it is killed: a journal and a video."""
    journal = folder / f"{name}.journal"
    writer = JournalWriter(
        journal,
        Head(
            profile="arena",
            source="window",
            created="2026-11-20T15:30:00.000+00:00",
            fps=30,
            window=WindowInfo("Outer Belt", 64, 36),
            classes=[],
            state_names=[],
            hotkeys=["Q"],
            profile_source="arena",
            video=f"{name}.mkv",
            keep_video=keep_video,
        ),
    )
    film = VideoWriter(folder / f"{name}.mkv", 64, 36, fps=30, crf=23)
    for number in range(frames):
        while film.add(number / 30, np.zeros((36, 64, 4), np.uint8)) is None:
            pass
        writer.frame(Frame(round(number / 30, 5), {}, [], Action(0.5, 0.5), frame_index=number))
    writer.event(InputEvent(0.5, "click", "left", 0.5, 0.5))
    film.close()
    writer.close()
    return journal


def test_a_journal_left_behind_becomes_a_recording_and_is_told(
    folder: Path, home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    leave_behind(folder)
    assert recover(folder, home) == [folder / "sequence_a.json"]
    recording = read_recording(folder / "sequence_a.json")
    assert len(recording.frames) == 30
    assert [n for n, frame in enumerate(recording.frames) if frame.action.click] == [15]
    assert recording.frames[15].action.click == Click.LEFT
    assert recording.video == "sequence_a.mkv"
    assert {path.suffix for path in folder.glob("sequence*")} == {".json", ".mkv"}
    assert "Recovered sequence_a.json: 30 frames of a recording that was cut off." in caplog.text


def test_nothing_is_done_where_nothing_was_left_behind(folder: Path, home: Home) -> None:
    assert recover(folder, home) == []
    assert list(folder.iterdir()) == []


def test_the_journal_of_a_recorder_at_work_is_left_alone(folder: Path, home: Home) -> None:
    journal = leave_behind(folder)
    with recorder_lock(folder):
        assert recover(folder, home) == []
    assert journal.exists()
    assert recover(folder, home) != []


def test_two_recorders_in_one_folder_are_one_too_many(folder: Path) -> None:
    with recorder_lock(folder), pytest.raises(UserError, match="Another recorder is at work in") as caught:
        recorder_lock(folder).__enter__()
    assert caught.value.code == ExitCode.BUSY


def test_a_journal_that_cannot_be_read_does_not_hold_up_the_others(
    folder: Path, home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "sequence_0.journal").write_bytes(b"cut")
    leave_behind(folder)
    assert recover(folder, home) == [folder / "sequence_a.json"]
    assert (folder / "sequence_0.journal").exists()
    assert "sequence_0.journal could not be recovered and was left as it is" in caplog.text


def test_a_recording_already_written_is_never_written_again(folder: Path, home: Home) -> None:
    journal = leave_behind(folder)
    (folder / "sequence_a.json").write_bytes(b"the good one")
    finish_journal(journal, home)
    assert (folder / "sequence_a.json").read_bytes() == b"the good one"
    assert not journal.exists()


def test_without_frames_nothing_remains(folder: Path, home: Home) -> None:
    leave_behind(folder, frames=0)
    assert recover(folder, home) == []
    assert list(folder.glob("sequence*")) == []


def test_a_video_that_was_only_for_seeing_goes(folder: Path, home: Home) -> None:
    leave_behind(folder, keep_video=False)
    recover(folder, home)
    assert [path.name for path in folder.glob("sequence*")] == ["sequence_a.json"]
    assert read_recording(folder / "sequence_a.json").video is None


def test_frames_are_kept_when_their_video_is_lost(folder: Path, home: Home, caplog: pytest.LogCaptureFixture) -> None:
    leave_behind(folder)
    (folder / "sequence_a.mkv").write_bytes(b"")
    recover(folder, home)
    recording = read_recording(folder / "sequence_a.json")
    assert (len(recording.frames), recording.video) == (30, None)
    assert "The video of sequence_a.json cannot be read" in caplog.text

from __future__ import annotations

import logging
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.columns import cached_summary
from core.errors import ExitCode, UserError
from core.home import Home
from core.journal import Head, JournalLock, JournalWriter, Seeing, discard_journal
from core.recording import Frame, InputEvent, WindowInfo, read_recording
from core.recovery import Stopped, finish_journal, recorder_lock, recover
from core.video import VideoReader, VideoWriter
from core.words import Action, Click


@pytest.fixture
def folder(home: Home, caplog: pytest.LogCaptureFixture) -> Path:
    caplog.set_level(logging.INFO, "understudy")
    home.recordings.mkdir(parents=True)
    return home.recordings


@pytest.fixture
def left_behind(folder: Path) -> tuple[Path, bytes, bytes]:
    """A journal of three seconds, what it holds, and what its video holds."""
    journal = leave_behind(folder, frames=90)
    return journal, journal.read_bytes(), journal.with_suffix(".mkv").read_bytes()


def leave_behind(
    folder: Path,
    name: str = "sequence_a",
    frames: int = 30,
    *,
    keep_video: bool = True,
    seeing: Seeing | None = None,
) -> Path:
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
            seeing=seeing,
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
    assert recording.recovered is True
    summary = cached_summary(folder / "sequence_a.json")
    assert summary is not None and summary.recovered
    assert {path.suffix for path in folder.glob("sequence*")} == {".json", ".mkv"}
    assert "Recovered sequence_a.json: 30 frames of a recording that was cut off." in caplog.text


def test_a_recording_ended_by_its_recorder_does_not_say_that_it_was_recovered(folder: Path, home: Home) -> None:
    path, _ = finish_journal(leave_behind(folder), home)
    assert b"recovered" not in path.read_bytes()
    summary = cached_summary(path)
    assert summary is not None and not summary.recovered


def test_nothing_is_done_where_nothing_was_left_behind(folder: Path, home: Home) -> None:
    assert recover(folder, home) == []
    assert list(folder.iterdir()) == []


def test_the_journal_of_a_recorder_at_work_is_left_alone(folder: Path, home: Home) -> None:
    journal = leave_behind(folder)
    lock = JournalLock(journal)
    assert lock.acquire()
    assert recover(folder, home) == []
    lock.release()
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
    data = journal.read_bytes()
    recover(folder, home)
    good = (folder / "sequence_a.json").read_bytes()
    # Killed after the recording was written and before the journal was gone; half of that came back from the disk.
    journal.write_bytes(data[: len(data) // 2])
    assert recover(folder, home) == [folder / "sequence_a.json"]
    assert (folder / "sequence_a.json").read_bytes() == good
    assert {path.name for path in folder.iterdir()} == {".cache", "sequence_a.json", "sequence_a.mkv"}


def test_another_recording_of_that_name_stays_and_so_does_this_one(folder: Path, home: Home) -> None:
    leave_behind(folder)
    (folder / "sequence_a.json").write_bytes(b"somebody else's")
    assert recover(folder, home) == [folder / "sequence_a_2.json"]
    assert (folder / "sequence_a.json").read_bytes() == b"somebody else's"
    assert len(read_recording(folder / "sequence_a_2.json").frames) == 30


def test_a_discarded_recording_does_not_come_back_after_a_crash(folder: Path, home: Home) -> None:
    discard_journal(leave_behind(folder))
    assert recover(folder, home) == []
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("data", [b"", bytes(5000)], ids=["empty", "zeros"])
def test_a_journal_that_never_reached_the_disk_is_removed(folder: Path, home: Home, data: bytes) -> None:
    (folder / "sequence_a.journal").write_bytes(data)
    (folder / "sequence_a.mkv").write_bytes(b"")
    assert recover(folder, home) == []
    assert list(folder.iterdir()) == []


def test_a_video_whose_journal_holds_no_frame_any_more_is_not_thrown_away(
    folder: Path, home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    journal = leave_behind(folder, frames=60)
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(lines[0] + b"\0" * 9000 + b"\n")
    assert recover(folder, home) == []
    assert journal.exists()
    assert (folder / "sequence_a.mkv").exists()
    assert "holds no frame that can be read, but its video is there" in caplog.text


def test_a_journal_from_elsewhere_has_no_other_video_than_its_own(folder: Path, home: Home) -> None:
    journal = leave_behind(folder, keep_video=False)
    precious = folder / "holiday.mkv"
    precious.write_bytes(b"precious")
    journal.write_bytes(journal.read_bytes().replace(b'"sequence_a.mkv"', b'"holiday.mkv"'))
    recover(folder, home)
    assert precious.read_bytes() == b"precious"


def test_a_long_recording_to_be_looked_through_is_only_told_of_where_nobody_may_wait(
    folder: Path, home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    journal = leave_behind(folder, frames=1000, seeing=Seeing(15, 0.35))
    assert recover(folder, home, at_once=True) == []
    assert journal.exists()
    assert "sequence_a was cut off and is not a recording yet" in caplog.text


def test_who_is_told_how_far_it_is_may_leave_the_rest_for_later(
    folder: Path, home: Home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    journal = leave_behind(folder, seeing=Seeing(15, 0.35))
    data = journal.read_bytes()

    def stop(share: float) -> None:
        raise Stopped

    assert recover(folder, home, on_progress=stop) == []
    assert journal.read_bytes() == data
    assert {path.suffix for path in folder.glob("[!.]*")} == {".journal", ".mkv"}
    assert "sequence_a.journal is left for another time" in caplog.text


def test_what_a_killed_save_wrote_aside_is_cleared_away(folder: Path, home: Home) -> None:
    leave_behind(folder)
    (folder / ".sequence_a.json.abc123.part").write_bytes(b"half")
    old, fresh = folder / ".sequence_b.json.abc123.part", folder / ".sequence_c.json.abc123.part"
    old.write_bytes(b"half")
    fresh.write_bytes(b"half, and its writer at work")
    lock = folder / ".sequence_b.journal.lock"
    lock.touch()
    os.utime(old, (0, 0))
    os.utime(lock, (0, 0))
    recover(folder, home)
    assert {path.name for path in folder.iterdir()} == {
        ".cache", "sequence_a.json", "sequence_a.mkv", fresh.name,
    }  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    journal_cut=st.floats(0, 1),
    video_cut=st.floats(0, 1),
    journal_tail=st.binary(max_size=200) | st.integers(0, 9000).map(bytes),
    video_tail=st.binary(max_size=200) | st.integers(0, 9000).map(bytes),
)
def test_whatever_a_power_cut_leaves_is_recovered_up_to_there(
    folder: Path,
    home: Home,
    left_behind: tuple[Path, bytes, bytes],
    journal_cut: float,
    video_cut: float,
    journal_tail: bytes,
    video_tail: bytes,
) -> None:
    for path in folder.glob("sequence*"):
        path.unlink()
    journal, data, film = left_behind
    video = journal.with_suffix(".mkv")
    kept = data[: int(journal_cut * len(data))]
    journal.write_bytes(kept + journal_tail)
    video.write_bytes(film[: int(video_cut * len(film))] + video_tail)
    made = recover(folder, home)
    frames = kept[: kept.rfind(b"\n") + 1].count(b'{"frame"')
    if not frames:
        # Nothing was lost; a part of the head stays for somebody who can read it.
        assert made == [] or len(read_recording(made[0]).frames) <= 1
        return
    recording = read_recording(made[0])
    assert len(recording.frames) in (frames, frames + 1)
    assert [frame.t for frame in recording.frames] == [round(n / 30, 5) for n in range(len(recording.frames))]
    pictures = 0
    if recording.video is not None:
        with VideoReader(folder / recording.video) as reader:
            pictures = len(reader)
            for index in {0, pictures // 2, pictures - 1}:
                reader.frame(index)
    places = [frame.frame_index for frame in recording.frames]
    assert places == [n if n < pictures else None for n in range(len(places))]
    assert recover(folder, home) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(place=st.floats(0.1, 0.95), size=st.integers(1, 4096))
def test_frames_point_at_their_own_picture_also_where_a_block_of_the_video_is_bad(
    folder: Path, home: Home, left_behind: tuple[Path, bytes, bytes], place: float, size: int
) -> None:
    for path in folder.glob("sequence*"):
        path.unlink()
    journal, data, good = left_behind
    journal.write_bytes(data)
    video, film = journal.with_suffix(".mkv"), bytearray(good)
    start = int(place * len(film))
    film[start : start + size] = bytes(len(film[start : start + size]))
    video.write_bytes(film)
    (path,) = recover(folder, home)
    recording = read_recording(path)
    assert len(recording.frames) == 90
    if recording.video is None:
        return
    with VideoReader(video) as reader:
        shown = [frame for frame in recording.frames if frame.frame_index is not None]
        start = shown[0].t - reader.times[shown[0].frame_index or 0]
        for frame in shown:
            assert frame.frame_index is not None
            assert frame.t - start == pytest.approx(reader.times[frame.frame_index], abs=0.003)


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


@pytest.mark.parametrize("kept", [0.0, 0.1, 0.6])
def test_frames_whose_picture_was_lost_are_kept_and_told_also_where_objects_were_to_be_found(
    folder: Path, home: Home, caplog: pytest.LogCaptureFixture, kept: float
) -> None:
    journal = leave_behind(folder, frames=90, seeing=Seeing(15, 0.35))
    video = journal.with_suffix(".mkv")
    whole = video.read_bytes()
    video.write_bytes(whole[: int(kept * len(whole))])
    (path,) = recover(folder, home)
    recording = read_recording(path)
    assert [frame.t for frame in recording.frames] == [round(n / 30, 5) for n in range(90)]
    shown = [frame.frame_index for frame in recording.frames if frame.frame_index is not None]
    assert shown == list(range(len(shown)))
    assert len(shown) < 90
    assert (len(shown) > 20) == (kept == 0.6)
    if recording.video is None:
        assert f"The video of {path.name} cannot be read" in caplog.text
    else:
        told = f"The pictures of {90 - len(shown)} frames of {path.name} were lost; all else of them is kept."
        assert told in caplog.text

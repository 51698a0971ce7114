from __future__ import annotations

from pathlib import Path

import pytest
from conftest import wait_until
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import UserError
from core.journal import Head, JournalReader, JournalWriter, Seeing, Tally
from core.recording import Frame, InputEvent, WindowInfo
from core.words import HOTKEY_ID, Action, Click


def head() -> Head:
    return Head(
        profile="arena",
        source="window",
        created="2026-11-20T15:30:00.000+00:00",
        monotonic_start=12.5,
        fps=10,
        window=WindowInfo("Outer Belt", 1280, 720),
        classes=["drone"],
        state_names=["hp"],
        hotkeys=["Q"],
        profile_source="arena",
        video="sequence_a.mkv",
        seeing=Seeing(15, 0.35),
    )


def frame(number: int) -> Frame:
    return Frame(number / 10, {"hp": 1.0}, [], Action(0.1, 0.2), frame_index=number)


def write(path: Path, frames: int = 20) -> None:
    writer = JournalWriter(path, head())
    for number in range(frames):
        writer.frame(frame(number))
        if number == 5:
            writer.event(InputEvent(0.55, "click", "left", 0.1, 0.2))
            writer.event(InputEvent(0.52, "key", "Q", 0.1, 0.2))
    writer.tally(3, 4)
    writer.close()


def test_a_journal_comes_back_as_a_recording(tmp_path: Path) -> None:
    write(tmp_path / "a.journal")
    reader = JournalReader(tmp_path / "a.journal")
    assert reader.head == head()
    assert [event.name for event in reader.events] == ["Q", "left"]
    assert (reader.frame_count, reader.tally, reader.duration) == (20, Tally(3, 4), 1.9)
    recording = reader.recording()
    assert (recording.profile, recording.monotonic_start, recording.video) == ("arena", 12.5, "sequence_a.mkv")
    assert (recording.dropped, recording.late, recording.duration) == (3, 4, 1.9)
    frames = list(reader.frames())
    assert [f.frame_index for f in frames] == list(range(20))
    assert frames[5].action == Action(0.1, 0.2, Click.LEFT, HOTKEY_ID["Q"])


def test_what_was_written_is_on_the_disk_within_a_second_without_closing(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path / "a.journal", head())
    writer.frame(frame(0))
    wait_until(lambda: JournalReader(tmp_path / "a.journal").frame_count == 1, 1.0)
    writer.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(st.floats(0, 1))
def test_a_journal_cut_anywhere_loses_no_line_before_the_cut(tmp_path: Path, share: float) -> None:
    path = tmp_path / "a.journal"
    path.unlink(missing_ok=True)
    write(path)
    data = path.read_bytes()
    kept = data[: int(share * len(data))]
    path.write_bytes(kept)
    if b"\n" not in kept:
        with pytest.raises(UserError, match="cut off before anything was recorded"):
            JournalReader(path)
        return
    reader = JournalReader(path)
    assert reader.frame_count == kept[: kept.rfind(b"\n") + 1].count(b'{"frame"')
    assert [f.frame_index for f in reader.frames()] == list(range(reader.frame_count))


def test_nothing_after_a_damaged_line_is_trusted(tmp_path: Path) -> None:
    path = tmp_path / "a.journal"
    write(path)
    lines = path.read_bytes().splitlines(keepends=True)
    lines[4] = b"\x00\xff garbage\n"
    path.write_bytes(b"".join(lines))
    assert JournalReader(path).frame_count == 3


def test_a_journal_is_never_written_over_another(tmp_path: Path) -> None:
    write(tmp_path / "a.journal")
    with pytest.raises(FileExistsError):
        JournalWriter(tmp_path / "a.journal", head())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_to_the_next_who_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = JournalWriter(tmp_path / "a.journal", head())
    writer._file.close()
    monkeypatch.setattr(writer, "_file", Path("/dev/full").open("wb"))  # noqa: SIM115
    with pytest.raises(OSError, match="No space left"):
        wait_until(lambda: writer.frame(frame(0)), 5)
    with pytest.raises(OSError, match="No space left"):
        writer.close()

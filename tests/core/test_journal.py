from __future__ import annotations

import json
import math
import shutil
import tracemalloc
from pathlib import Path

import msgspec
import pytest
from conftest import wait_until
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import UserError
from core.journal import Head, JournalLock, JournalReader, JournalWriter, Seeing, Tally, discard_journal
from core.observation import SeenObject
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


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_none_is_refused_by_the_name_of_its_field(tmp_path: Path, number: float) -> None:
    path = tmp_path / "a.journal"
    writer = JournalWriter(path, head())
    writer.frame(frame(0))
    item = SeenObject("null", 0.5, 0.5, 0.1, number, 1.0)
    for wrong, name in (
        (Frame(0.1, {"hp": 1.0, "heat": number}, [], Action(0, 0)), "frame.state.heat"),
        (Frame(0.1, {}, [], Action(0.5, number)), "frame.action.y"),
        (Frame(0.1, {}, [item], Action(0, 0)), r"frame.objects\[0\].h"),
        (Frame(number, {}, [], Action(0, 0)), "frame.t"),
    ):
        with pytest.raises(ValueError, match=f"{name} is .*finite numbers only"):
            writer.frame(wrong)
    with pytest.raises(ValueError, match=r"event\.x is"):
        writer.event(InputEvent(0.1, "click", "left", number, 0.5))
    writer.frame(Frame(0.2, {"null": 1.0}, [], Action(0, 0)))
    writer.close()
    assert [found.t for found in JournalReader(path).frames()] == [0.0, 0.2]
    with pytest.raises(ValueError, match=r"head\.fps is"):
        JournalWriter(tmp_path / "b.journal", msgspec.structs.replace(head(), fps=number))


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


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(st.integers(0, 22), st.integers(0, 40), st.binary(max_size=60) | st.integers(1, 5000).map(bytes))
def test_what_a_bad_block_spoils_is_lost_and_nothing_else(
    tmp_path: Path, line: int, within: int, rubbish: bytes
) -> None:
    path = tmp_path / "a.journal"
    path.unlink(missing_ok=True)
    write(path)
    lines = path.read_bytes().splitlines(keepends=True)
    spoiled = lines[1 + line][:within] + rubbish
    path.write_bytes(b"".join([*lines[: 1 + line], spoiled, *lines[2 + line :]]))
    reader = JournalReader(path)
    kept = [json.loads(data)["frame"]["frame_index"] for data in lines if b'"frame"' in data]
    # The bad block may have taken its line's end along, and with it the line after.
    own = {json.loads(data)["frame"]["frame_index"] for data in lines[1 + line : 3 + line] if b'"frame"' in data}
    found = [item.frame_index for item in reader.frames()]
    assert found == sorted(set(found), key=lambda index: index or 0)
    assert set(kept) - own <= set(found) <= set(kept)
    assert reader.damaged <= 1 + rubbish.count(b"\n")


def test_an_event_that_no_frame_can_hold_is_a_damaged_line(tmp_path: Path) -> None:
    write(tmp_path / "a.journal")
    with (tmp_path / "a.journal").open("ab") as file:
        file.write(b'{"event":{"t":1,"kind":"key","name":"PrintScreen"}}\n')
    reader = JournalReader(tmp_path / "a.journal")
    assert (len(reader.events), reader.damaged) == (2, 1)


def test_rubbish_without_an_end_is_not_read_into_memory_whole(tmp_path: Path) -> None:
    write(tmp_path / "a.journal")
    with (tmp_path / "a.journal").open("ab") as file:
        file.truncate(file.tell() + (64 << 20))
    tracemalloc.start()
    reader = JournalReader(tmp_path / "a.journal")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (reader.frame_count, reader.damaged) == (20, 64)
    assert peak < 8 << 20


def test_a_discarded_journal_says_so_whatever_its_last_line_was_cut_to(tmp_path: Path) -> None:
    path = tmp_path / "a.journal"
    write(path)
    path.write_bytes(path.read_bytes()[:-7])
    discard_journal(path)
    assert JournalReader(path).discarded


def test_a_journals_lock_is_held_once_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.journal"
    write(path)
    first, second = JournalLock(path), JournalLock(path)
    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    path.unlink()
    second.release()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_removed_is_told_within_a_second(tmp_path: Path) -> None:
    folder = tmp_path / "recordings"
    folder.mkdir()
    writer = JournalWriter(folder / "a.journal", head())
    shutil.rmtree(folder)

    def told() -> bool:
        try:
            writer.frame(frame(0))
        except FileNotFoundError:
            return True
        return False

    wait_until(told)
    with pytest.raises(FileNotFoundError):
        writer.close()


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

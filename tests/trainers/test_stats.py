from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from helpers.plays import click, frame, key, recording_of, thing

from core.data_statistics import FILE_NAME, DataStatistics, read_statistics, write_statistics
from core.edits import change_edits, trim
from core.errors import ExitCode, UserError
from core.home import Home
from core.recording import Label, WindowInfo, read_recording, recording_files, write_recording
from core.runs import RunState, RunStatus, all_runs
from core.words import HOTKEYS
from trainers.stats import main


def told(home: Home) -> RunStatus:
    run = next(all_runs(home))
    status = run.status()
    assert status and "Traceback" not in run.log_file.read_text()
    return status


def figures(folder: Path, *words: str) -> dict[str, Any]:
    out = folder / "out.json"
    assert main([f"--data-dir={folder}", f"--json={out}", *words]) == ExitCode.OK
    return json.loads(out.read_text())


def test_everything_in_the_recordings_is_counted(home: Home, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = figures(data)
    recordings = [read_recording(path) for path in recording_files(data)]
    frames = [item for recording in recordings for item in recording.frames]
    assert len(found["rows"]) == 6 and sum(row["frames"] for row in found["rows"]) == len(frames) == 1080
    assert sum(row["minutes"] for row in found["rows"]) == pytest.approx(0.6, abs=0.01)
    for name in ("FIGHT", "LOOT", "EXPLORE"):
        assert found["modes"].get(name, 0) == sum(item.label is not None and item.label.mode == name for item in frames)
    events = [event for recording in recordings for event in recording.events]
    for name, count in found["hotkeys"].items():
        assert name in HOTKEYS and count == sum(event.name == name for event in events)
    assert sum(found["clicks"].values()) == sum(event.kind == "click" for event in events)
    assert sum(found["targets"].values()) == len(frames)
    assert found["players"] == {"pilot:aggressor": 1080} and found["resolutions"] == {"1280x720": 1080}
    assert sum(found["objects"].values()) == sum(len(item.objects) for item in frames)
    assert found["labels"] == {"pilot": 1080}
    assert all(row["frame_rate"] == pytest.approx(30, abs=0.1) for row in found["rows"])
    assert found["skipped"] == {}
    # One sample a frame for all three.
    assert found["samples"] == {name: {"arena": 1080} for name in ("strategist", "tactician", "executor")}
    shown = capsys.readouterr().out
    assert "6 recordings, 1080 frames, 0.6 min (pilot:aggressor; 1280x720)" in shown
    assert "sequence_3.json  pilot:aggressor  0.1  180     30.0" in shown
    run = next(all_runs(home))
    assert told(home).result["frames"] == 1080
    assert read_statistics(run.path / FILE_NAME) == read_statistics(data / "out.json")


def test_what_is_missing_is_said(home: Home, data: Path) -> None:
    advice = " ".join(figures(data)["advice"])
    assert "0.6 minutes are little to learn from" in advice
    assert "No FLEE in 36 s: record some." in advice and "No FIGHT" not in advice
    assert "Never pressed: " in advice


def test_a_recording_that_cannot_be_read_is_named_and_the_rest_counted(
    home: Home, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = (data / "sequence_0.json").read_bytes()
    (data / "sequence_7.json").write_bytes(whole[: len(whole) // 2])
    write_recording(data / "sequence_8.json", recording_of([frame(0)], profile="chess"))
    found = figures(data)
    assert len(found["rows"]) == 6 and set(found["skipped"]) == {"sequence_7.json", "sequence_8.json"}
    shown = capsys.readouterr().out
    assert "sequence_7.json is not a whole recording" in shown
    assert "sequence_8.json cannot be counted: There is no profile 'chess'" in shown


@pytest.mark.parametrize("content", [None, "{"])
def test_nothing_to_count_is_one_sentence(home: Home, tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "sequence_1.json").write_text(content)
    assert main([f"--data-dir={tmp_path}"]) == ExitCode.NO_DATA
    status = told(home)
    assert status.state is RunState.FAILED
    wanted = "There are no recordings in" if content is None else "None of the 1 recordings in"
    assert status.message.startswith(f"{wanted} {tmp_path}")


def test_idle_is_where_nothing_is_pressed_within_a_second(home: Home, tmp_path: Path) -> None:
    frames = [frame(round(n / 10, 5), thing("ore", 0.5, 0.5)) for n in range(100)]
    write_recording(tmp_path / "sequence_1.json", recording_of(frames, [click(3.0, 0.5, 0.5), key(3.5, "Q")]))
    # From 2.0 to 4.5: 26 of 100 frames are not idle.
    assert figures(tmp_path)["rows"][0]["idle_share"] == pytest.approx(0.74)
    write_recording(tmp_path / "sequence_1.json", recording_of(frames))
    assert figures(tmp_path)["rows"][0]["idle_share"] == 1.0


def test_lost_frames_are_counted_and_advised_on(home: Home, tmp_path: Path) -> None:
    recording = recording_of([frame(n / 30) for n in range(60)])
    recording.dropped, recording.late = 20, 3
    write_recording(tmp_path / "sequence_1.json", recording)
    found = figures(tmp_path)
    assert (found["rows"][0]["dropped"], found["rows"][0]["late"]) == (20, 3)
    assert any("20 frames were dropped" in line for line in found["advice"])
    assert any("There is one recording only" in line for line in found["advice"])


def test_a_single_frame_is_counted_too(home: Home, tmp_path: Path) -> None:
    write_recording(tmp_path / "sequence_1.json", recording_of([frame(0, label=Label("FIGHT"))]))
    found = figures(tmp_path)
    (row,) = found["rows"]
    assert (row["frames"], row["minutes"], row["frame_rate"]) == (1, 0.0, 0.0)


def test_only_the_modes_of_the_game_are_missed(home: Home, tmp_path: Path) -> None:
    arena = json.loads((Path(__file__).parents[2] / "assets/profiles/arena.json").read_text())
    home.profiles.mkdir(parents=True)
    (home.profiles / "maze.json").write_text(json.dumps({**arena, "name": "maze", "modes": ["EXPLORE", "LOOT"]}))
    write_recording(tmp_path / "sequence_1.json", recording_of([frame(n / 30) for n in range(60)], profile="maze"))
    advice = " ".join(figures(tmp_path)["advice"])
    assert "No LOOT" in advice
    assert not any(mode in advice for mode in ("FIGHT", "FLEE", "CAUTIOUS"))


def test_a_size_that_no_file_tells_is_called_unknown(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recording = recording_of([frame(n / 30) for n in range(60)])
    recording.window = WindowInfo("", 0, 0)
    write_recording(tmp_path / "sequence_1.json", recording)
    assert figures(tmp_path)["resolutions"] == {"unknown": 60}
    shown = capsys.readouterr().out
    assert "1 recording, 60 frames" in shown and "0x0" not in shown


def test_pauses_and_frames_that_stand_twice_are_counted(home: Home, tmp_path: Path) -> None:
    times = [0.0, 0.1, 0.1, 0.2, 1.2, 1.3]
    write_recording(tmp_path / "sequence_1.json", recording_of([frame(t) for t in times]))
    (row,) = figures(tmp_path)["rows"]
    assert (row["frames"], row["duplicates"], row["gaps"]) == (5, 1, 1)


def test_whether_there_is_enough_to_train_is_said_for_each_model(home: Home, tmp_path: Path) -> None:
    # Eleven minutes at 2 Hz: two modes, a target in one of them, a click every five seconds.
    frames = [
        frame(n / 2, thing("ore", 0.5, 0.5), label=Label("LOOT", 0) if n % 300 < 150 else Label("EXPLORE"))
        for n in range(2 * 660)
    ]
    events = [click(float(t), 0.5, 0.5) for t in range(1, 660, 5)]
    write_recording(tmp_path / "sequence_1.json", recording_of(frames, events))
    ready = {item["model"]: item for item in figures(tmp_path)["readiness"]}
    assert all(item["enough"] for item in ready.values()), ready
    write_recording(tmp_path / "sequence_1.json", recording_of(frames, events[:50]))
    ready = {item["model"]: item for item in figures(tmp_path)["readiness"]}
    assert ready["strategist"]["enough"] and not ready["executor"]["enough"]
    assert ready["executor"]["reason"] == "only 50 clicks and keys"


def test_what_is_told_as_ten_minutes_is_ten_minutes(home: Home, tmp_path: Path) -> None:
    """The last frame of each recording has no length: five of two minutes come to 9.96."""
    for number in range(5):
        frames = [frame(n / 2, label=Label("LOOT" if n % 40 < 20 else "EXPLORE")) for n in range(2 * 120)]
        write_recording(tmp_path / f"sequence_{number}.json", recording_of(frames))
    found = figures(tmp_path)
    assert 9.9 < sum(row["minutes"] for row in found["rows"]) < 10
    strategist = next(item for item in found["readiness"] if item["model"] == "strategist")
    assert strategist["enough"] and strategist["reason"] == "10 min of play; 30 are better"
    assert not any("little to learn from" in advice for advice in found["advice"])


def test_a_class_a_hundred_times_rarer_is_shown_as_such(home: Home, tmp_path: Path) -> None:
    frames = [frame(n / 30, label=Label("LOOT" if n else "FIGHT")) for n in range(101)]
    write_recording(tmp_path / "sequence_1.json", recording_of(frames))
    statistics = read_statistics(figures_file(tmp_path))
    assert statistics.imbalance("modes") == 100 and statistics.imbalance("clicks") is None


def figures_file(folder: Path) -> Path:
    figures(folder)
    return folder / "out.json"


@pytest.mark.parametrize("data", [b"", b"[]", b'{"version": 99}', b"[" * 100_000])
def test_a_file_of_anything_else_is_no_statistics(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "statistics.json"
    path.write_bytes(data)
    with pytest.raises(UserError, match="run Data Statistics again"):
        read_statistics(path)
    write_statistics(path, DataStatistics(folder="here"))
    assert read_statistics(path).folder == "here"


def test_what_comes_from_elsewhere_is_counted_by_its_format_beside_our_own(home: Home, data: Path) -> None:
    fixtures = Path(__file__).parents[1] / "core/formats/fixtures"
    shutil.copy(fixtures / "npz" / "arrays.npz", data)
    shutil.copytree(fixtures / "filtered_recorder" / "session", data / "session")
    found = figures(data)
    assert found["skipped"] == {} and len(found["rows"]) == 8
    assert set(found["samples"]["executor"]) == {"arena", "import:npz", "import:filtered_recorder"}
    assert found["samples"]["executor"]["import:npz"] == 3


def test_what_was_trimmed_away_does_not_count(home: Home, data: Path) -> None:
    path = data / "sequence_0.json"
    change_edits(path, lambda edits: trim(edits, 1.0, 3.0))
    found = figures(data)
    rows = {row["name"]: row["frames"] for row in found["rows"]}
    assert rows["sequence_0.json"] == pytest.approx(60, abs=2) and rows["sequence_1.json"] == 180
    assert sum(found["modes"].values()) == sum(rows.values())

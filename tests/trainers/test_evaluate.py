from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from conftest import wait_until
from helpers.plays import SCHEMA, SMALL_FLAGS, frame, pilot_plays, recording_of, untrained_models

from arena.pilots import PILOTS
from core.errors import ExitCode
from core.evaluation import read_evaluation
from core.home import Home
from core.piece_names import piece_of
from core.played import to_arrays
from core.recording import read_recording, write_recording
from core.runs import RunState, RunStatus, all_runs
from core.split_file import TRAIN, VALIDATION
from trainers import train_executor, train_strategist, train_tactician
from trainers.closed_loop import OUTCOMES
from trainers.evaluate import main
from trainers.held_out import unseen
from trainers.side_by_side import processes_for

QUICK = ["--episodes=2", "--episode-minutes=0.1", "--device=cpu", "--threads=1"]


@pytest.fixture
def own(trained: Home, home: Home) -> Home:
    """A home of the test's own with recordings and models in it."""
    shutil.copytree(trained.recordings, home.recordings)
    shutil.copytree(trained.models, home.models)
    return home


def told(home: Home) -> RunStatus:
    run = next(run for run in all_runs(home) if run.config().get("episodes"))
    status = run.status()
    assert status and "Traceback" not in run.log_file.read_text()
    return status


def figures(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text())


def test_everything_is_measured_printed_and_written(
    own: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*QUICK, "--json", str(tmp_path / "figures.json")]) == ExitCode.OK
    found = figures(tmp_path / "figures.json")
    # Only what no model was trained on.
    split = json.loads((own.recordings / "split.json").read_text())["parts"]
    held_out = [name for name, part in split.items() if part == "validation"]
    assert sorted(found["offline"]["recordings"]) == sorted(held_out)
    play = found["closed_loop"]
    assert list(play["players"]) == ["bot", "aggressor", "collector", "careful", "clicker", "random"]
    for row in play["players"].values():
        assert set(row["per_minute"]) == set(OUTCOMES) and row["episodes"] == 2
        for value in row["per_minute"].values():
            assert value["low"] <= value["mean"] <= value["high"]
        assert set(row["by_seed"]) == {"1000000", "1000001"}
    assert play["pilot"] == "aggressor" and play["seeds"] == [1_000_000, 1_000_002]
    assert set(play["style_distance"]) == {"modes", "targets", "hotkeys", "mean"}
    assert set(play["style_distances"]) == set(PILOTS)
    assert play["style_distances"]["aggressor"] == play["style_distance"]
    shown = capsys.readouterr().out
    for words in ("mode accuracy", "target accuracy", "clicks at objects", "In play, 2 episodes of 0.1 min", "clicker"):
        assert words in shown
    assert "Style distance from aggressor" in shown and str(tmp_path / "figures.json") in shown
    status = told(own)
    assert status.state is RunState.FINISHED
    # The run folder holds the same figures, and a report of them.
    (run,) = [run for run in all_runs(own) if run.config().get("episodes")]
    assert read_evaluation(run.path / "evaluation.json") == read_evaluation(tmp_path / "figures.json")
    assert status.result["report"] == str(run.path / "report.html") and (run.path / "report.html").is_file()


def test_either_half_can_be_left_out(own: Home, tmp_path: Path) -> None:
    assert main([*QUICK, "--no-closed-loop", f"--json={tmp_path / 'a.json'}"]) == ExitCode.OK
    assert "offline" in figures(tmp_path / "a.json") and "closed_loop" not in figures(tmp_path / "a.json")
    shutil.rmtree(own.recordings)
    words = ["--no-offline", "--pilot=careful", "--seed=7", f"--json={tmp_path / 'b.json'}"]
    assert main([*QUICK, *words]) == ExitCode.OK
    found = figures(tmp_path / "b.json")
    assert "offline" not in found and list(found["closed_loop"]["players"]) == [
        "bot",
        "careful",
        "aggressor",
        "collector",
        "clicker",
        "random",
    ]
    assert found["closed_loop"]["seeds"] == [7, 9]


def test_the_same_seeds_give_the_same_figures(own: Home, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert main([*QUICK, "--no-offline", "--pilot=aggressor", f"--json={tmp_path / name}"]) == ExitCode.OK
    one, other = figures(tmp_path / "a"), figures(tmp_path / "b")
    assert one["closed_loop"].pop("decisions_per_s") > 0 and other["closed_loop"].pop("decisions_per_s") > 0
    assert one == other


def test_of_a_single_recording_only_the_end_kept_out_is_judged(home: Home, tmp_path: Path) -> None:
    write_recording(home.recordings / "sequence_only.json", pilot_plays(3, 12))
    for module in (train_strategist, train_tactician, train_executor):
        assert module.main(["--epochs=1", "--validation-share=0.25", *SMALL_FLAGS]) == ExitCode.OK
    assert main([*QUICK, "--no-closed-loop", f"--json={tmp_path / 'a.json'}"]) == ExitCode.OK
    found = figures(tmp_path / "a.json")["offline"]
    assert found["recordings"] == ["sequence_only[270:360]"] and found["frames"] == 90


def test_where_everything_was_trained_on_it_says_so(own: Home) -> None:
    for path in own.recordings.glob("sequence_*.json"):
        if json.loads((own.recordings / "split.json").read_text())["parts"][path.stem] == "validation":
            path.unlink()
    assert main(QUICK) == ExitCode.NO_DATA
    assert (
        told(own).message
        == f"Every recording in {own.recordings} was trained on: record some more play to evaluate on."
    )


def test_a_pilot_named_only_in_a_recording_is_not_loaded_unasked(
    own: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What stands in a file must not choose which code runs."""
    ran = tmp_path / "ran"
    code = f"from pathlib import Path\nPath({str(ran)!r}).touch()\nfrom arena.pilots.baselines import Clicker\n"
    (tmp_path / "stranger.py").write_text(code)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    recording = pilot_plays(31, 4)
    recording.player = "pilot:stranger:Clicker"
    shutil.rmtree(own.recordings)
    write_recording(own.recordings / "sequence_stranger.json", recording)
    words = [*QUICK, f"--json={tmp_path / 'a.json'}"]
    assert main(words) == ExitCode.OK
    assert "say --pilot stranger:Clicker to let it play too" in capsys.readouterr().out
    assert list(figures(tmp_path / "a.json")["closed_loop"]["players"]) == ["bot", *PILOTS, "clicker", "random"]
    assert not ran.exists()
    assert main([*words, "--pilot=stranger:Clicker"]) == ExitCode.OK
    assert "stranger:Clicker" in figures(tmp_path / "a.json")["closed_loop"]["players"]
    assert ran.exists()


def test_recordings_of_a_person_are_held_against_a_pilot_all_the_same(own: Home, tmp_path: Path) -> None:
    recording = pilot_plays(31, 4)
    recording.player = "person"
    shutil.rmtree(own.recordings)
    write_recording(own.recordings / "sequence_person.json", recording)
    assert main([*QUICK, f"--json={tmp_path / 'a.json'}"]) == ExitCode.OK
    assert "aggressor" in figures(tmp_path / "a.json")["closed_loop"]["players"]


@pytest.mark.parametrize("name", ["strategist", "tactician", "executor"])
def test_a_model_that_is_missing_or_damaged_is_one_sentence(own: Home, name: str) -> None:
    path = own.models / name / "best_model.pt"
    path.write_bytes(path.read_bytes()[:1000])
    assert main(QUICK) == ExitCode.BAD_INPUT
    assert told(own).message.startswith(f"{path} is damaged")
    path.unlink()
    shutil.rmtree(own.runs)
    assert main(QUICK) == ExitCode.NO_DATA
    assert told(own).message == f"There is no {name} at {path}: run `understudy train {name}` first."


def test_models_of_another_profile_are_refused(own: Home) -> None:
    arena = json.loads((Path(__file__).parents[2] / "assets/profiles/arena.json").read_text())
    own.profiles.mkdir()
    (own.profiles / "chess.json").write_text(json.dumps({**arena, "name": "chess"}))
    assert main([*QUICK, "--profile=chess"]) == ExitCode.BAD_INPUT
    assert "was made for profile 'arena', not 'chess'" in told(own).message


def test_recordings_that_cannot_be_used_are_one_sentence(own: Home) -> None:
    shutil.rmtree(own.recordings)
    assert main(QUICK) == ExitCode.NO_DATA
    assert f"There is no folder {own.recordings}" in told(own).message
    shutil.rmtree(own.runs)
    write_recording(own.recordings / "sequence_1.json", recording_of([], profile="arena"))
    assert main(QUICK) == ExitCode.NO_DATA


def test_it_stops_when_asked_and_still_says_what_it_has(own: Home, tmp_path: Path) -> None:
    words = [
        "--episodes=2",
        "--episode-minutes=1000",
        "--device=cpu",
        "--threads=1",
        "--json",
        str(tmp_path / "a.json"),
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "trainers.evaluate", "--home", str(own.root), *words], stdout=subprocess.DEVNULL
    )
    try:
        run = wait_until(lambda: next(all_runs(own), None), 60, "its run")
        wait_until(lambda: (status := run.status()) and status.message == "bot plays", 60, "the bot to play")
        run.ask_to_stop()
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
    assert told(own).state is RunState.STOPPED
    found = figures(tmp_path / "a.json")
    assert list(found["closed_loop"]["players"]) == ["bot"] and "offline" in found


def test_a_stop_just_before_the_play_leaves_figures_all_the_same(
    own: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(ticks: int, threads: int, device: torch.device) -> int:
        signal.raise_signal(signal.SIGTERM)
        return processes_for(ticks, threads, device)

    monkeypatch.setattr("trainers.evaluate.processes_for", stopped)
    assert main([*QUICK, "--no-offline", f"--json={tmp_path / 'a.json'}"]) == ExitCode.OK
    assert told(own).state is RunState.STOPPED
    assert list(figures(tmp_path / "a.json")["closed_loop"]["players"]) == ["bot"]


@pytest.mark.parametrize(
    ("train", "validation", "name", "left"),
    [
        ([], [], "a", "a"),
        (["a"], ["b"], "a", None),
        (["a[0:30]"], ["b"], "a", None),
        (["a"], ["b"], "a-part2", None),
        (["b"], ["a-part1[0:5]"], "a-part2", "a-part2"),
        (["a[0:70]"], ["a[70:100]"], "a", "a[70:100]"),
        (["a[0:70]"], ["a[70:100]"], "a[60:90]", "a[60:90][10:30]"),
        (["a[10:20]", "a[30:70]"], ["a[80:90]"], "a[0:75]", "a[0:75][70:75]"),
        (["a[0:70]"], ["a[70:100]"], "a[20:50]", None),
        (["a[0:70]"], ["a[70:100]"], "a[80:90]", "a[80:90]"),
    ],
)
def test_no_piece_of_what_was_trained_on_is_judged_on(
    train: list[str], validation: list[str], name: str, left: str | None
) -> None:
    models = untrained_models()
    for checkpoint in models.values():
        checkpoint.split = {TRAIN: train, VALIDATION: validation}
    whole = to_arrays("a", recording_of([frame(n / 30) for n in range(100)]), SCHEMA)
    first, end = piece_of(name, 100)
    item = replace(whole if (first, end) == (0, 100) else whole.cut(first, end), name=name)
    found = unseen(item, models.values())
    assert (found and found.name) == left


def test_models_are_told_apart_from_an_earlier_checkpoint(own: Home, tmp_path: Path, capsys: Any) -> None:
    """The same moments and seeds for both; one file takes the place of one of the three models."""
    other = train_executor.main(["--epochs=1", "--seed=3", f"--output-dir={tmp_path / 'other'}", *SMALL_FLAGS])
    assert other == ExitCode.OK
    capsys.readouterr()
    checkpoint = next((tmp_path / "other").rglob("best_model.pt"))
    assert main([*QUICK, "--episodes=7", f"--against={checkpoint}", f"--json={tmp_path / 'a.json'}"]) == ExitCode.OK
    found = figures(tmp_path / "a.json")
    comparison = found["comparison"]
    assert comparison["different"] == ["executor"] and comparison["against"] == str(checkpoint)
    assert {item["what"] for item in comparison["in_play"]} == {*OUTCOMES, "distance in style"}
    # What both have in common is not compared.
    assert not any("mode" in item["what"] or "target" in item["what"] for item in comparison["offline"])
    for item in comparison["in_play"][:-1]:
        players = found["closed_loop"]["players"]
        assert item["mine"] == pytest.approx(players["bot"]["per_minute"][item["what"]]["mean"])
        assert item["theirs"] == pytest.approx(players["against"]["per_minute"][item["what"]]["mean"])
        assert item["pairs"] <= 7
    assert set(players["bot"]["by_seed"]) == set(players["against"]["by_seed"])
    shown = capsys.readouterr().out
    assert f"Against {checkpoint}:" in shown and "In play, score: " in shown


def test_models_are_no_different_from_themselves(own: Home, tmp_path: Path) -> None:
    assert main([*QUICK, f"--against={own.root}", f"--json={tmp_path / 'a.json'}"]) == ExitCode.OK
    found = figures(tmp_path / "a.json")
    assert found["comparison"]["different"] == [] and "nothing to tell apart" in found["comparison"]["said"][0]
    assert "against" not in found["closed_loop"]["players"]


def test_what_is_no_model_to_compare_with_is_one_sentence(own: Home, tmp_path: Path) -> None:
    assert main([*QUICK, f"--against={tmp_path / 'nowhere'}"]) == ExitCode.NO_DATA
    assert told(own).message.startswith(f"There are no models at {tmp_path / 'nowhere'}: give a checkpoint file")
    shutil.rmtree(own.runs)
    (tmp_path / "some.pt").write_bytes(b"nothing")
    assert main([*QUICK, f"--against={tmp_path / 'some.pt'}"]) == ExitCode.BAD_INPUT
    assert str(tmp_path / "some.pt") in told(own).message


def test_worst_moments_name_a_recording_and_a_time_in_it(own: Home, tmp_path: Path) -> None:
    assert main([*QUICK, "--no-closed-loop", f"--json={tmp_path / 'a.json'}"]) == ExitCode.OK
    worst = figures(tmp_path / "a.json")["offline"]["worst"]
    assert "click" in {moment["what"] for moment in worst} <= {"mode", "target", "click", "hotkey"}
    for moment in worst:
        recording = read_recording(own.recordings / f"{moment['recording']}.json")
        assert any(abs(frame.t - moment["t"]) < 2e-3 for frame in recording.frames)
    for what in {moment["what"] for moment in worst}:
        surprises = [moment["surprise"] for moment in worst if moment["what"] == what]
        assert surprises == sorted(surprises, reverse=True)
    clicks = [moment for moment in worst if moment["what"] == "click"]
    assert all(moment["player_xy"] and moment["model_xy"] for moment in clicks)

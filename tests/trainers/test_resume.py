"""Trainings that are killed with `kill -9` and taken up again come to just what an unbroken one comes to."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from conftest import wait_until
from helpers.plays import SMALL_FLAGS, arena_with

from core.checkpoint import load_checkpoint
from core.cli import main
from core.errors import ExitCode
from core.files import file_stamp
from core.home import Home
from core.runs import RunState, all_runs
from core.settings.training import ModelName
from trainers.training_state import STATE_FILE

ROOT = Path(__file__).parent.parent.parent
FLAGS = (*SMALL_FLAGS, "--lr=5e-3", "--epochs=3", "--patience=2", "--stride=0.05")


def words(name: str, data: Path, out: Path, *more: str) -> list[str]:
    # Many small steps, so that it can be killed in many places.
    return ["train", name, f"--data-dir={data}", f"--output-dir={out}", *FLAGS, "--batch-size=8", *more]


def start(*arguments: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "core.cli", *arguments], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )


def rows(home: Home) -> list[dict[str, float]]:
    """What the latest run told of its epochs, but for what the clock says."""
    newest = next(iter(all_runs(home)))
    return [
        {key: value for key, value in row.items() if key not in ("t", "samples_per_s")} for row in newest.metrics()[0]
    ]


def weights(out: Path, name: ModelName) -> dict[str, Any]:
    return {
        f"{file}:{key}": value
        for file in ("best_model.pt", "last_model.pt")
        for key, value in load_checkpoint(out / file, name).model.state_dict().items()
    }


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[key], other[key]) for key in one)


def wait_for_states(path: Path, count: int) -> None:
    """Wait until the training's state has been seen to be replaced `count` times."""
    for _ in range(count):
        before = file_stamp(path)
        wait_until(lambda before=before: file_stamp(path) != before, 120, "the training's state")


def break_and_resume(home: Home, data: Path, name: ModelName, breaks: list[signal.Signals], rng: random.Random) -> None:
    """Train without a break, and with one by each of these signals, and compare."""
    whole, broken = home.root / "whole", home.root / "broken"
    assert main(words(name, data, whole)) == ExitCode.OK
    wanted, told = weights(whole, name), rows(home)
    more: list[str] = []
    for number in breaks:
        process = start(*words(name, data, broken, "--save-every=0", *more))
        wait_for_states(broken / STATE_FILE, rng.randint(1, 9))
        process.send_signal(number)
        assert process.wait(60) == (-signal.SIGKILL if number == signal.SIGKILL else ExitCode.OK)
        more = ["--resume"]
    assert main(words(name, data, broken, *more)) == ExitCode.OK
    assert rows(home) == told
    assert same(weights(broken, name), wanted)
    assert not list(broken.glob(".*.part"))


def test_a_training_killed_stopped_and_resumed_comes_to_the_same(home: Home, data: Path) -> None:
    break_and_resume(home, data, "executor", [signal.SIGKILL, signal.SIGTERM], random.Random(1))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["strategist", "tactician", "executor"])
def test_however_often_it_is_killed(home: Home, data: Path, name: ModelName) -> None:
    break_and_resume(home, data, name, [signal.SIGKILL] * 8, random.Random(2))


def test_one_that_has_ended_says_so_and_trains_no_more(home: Home, data: Path, capsys: Any) -> None:
    out = home.root / "out"
    assert main(words("tactician", data, out)) == ExitCode.OK
    before = weights(out, "tactician"), file_stamp(out / "last_model.pt")
    assert main(words("tactician", data, out, "--resume")) == ExitCode.OK
    assert "Already finished: all 3 epochs done" in capsys.readouterr().out
    assert file_stamp(out / "last_model.pt") == before[1]


@pytest.fixture
def begun(home: Home, data: Path) -> Path:
    """Where a training was begun that is not at its end."""
    out = home.root / "begun"
    assert main(words("tactician", data, out)) == ExitCode.OK
    content = torch.load(out / STATE_FILE, weights_only=True)
    content["position"]["reason"] = ""
    torch.save(content, out / STATE_FILE)
    return out


def refused(home: Home, code: ExitCode, *arguments: str) -> str:
    """The one sentence a resume ends with."""
    assert main(list(arguments)) == code
    status = next(iter(all_runs(home))).status()
    assert status is not None and status.state is RunState.FAILED and "\n" not in status.message
    return status.message


def test_it_goes_on_with_the_settings_it_was_begun_with(home: Home, data: Path, begun: Path) -> None:
    flags = [f"--data-dir={data}", f"--output-dir={begun}", "--resume", "--device=cpu", "--threads=1"]
    assert main(["train", "tactician", *flags]) == ExitCode.OK
    config = next(iter(all_runs(home))).config()
    assert (config["lr"], config["epochs"], config["d_model"], config["stride"]) == (5e-3, 3, 16, 0.05)
    said = refused(home, ExitCode.BAD_INPUT, "train", "tactician", *flags, "--lr=0.5", "--patience=9")
    assert "was begun with --lr 0.005, not 0.5, --patience 2, not 9" in said


def test_other_recordings_are_refused(home: Home, data: Path, begun: Path) -> None:
    (data / "sequence_5.json").unlink()
    said = refused(home, ExitCode.BAD_INPUT, *words("tactician", data, begun, "--resume"))
    assert "The recordings have changed since" in said and "without --resume" in said


def test_a_profile_that_changed_is_refused(home: Home, data: Path, begun: Path) -> None:
    profile = home.root / "arena.json"
    profile.write_text(arena_with(hotkeys=["Q", "E"]).model_dump_json())
    content = torch.load(begun / STATE_FILE, weights_only=True)
    content["checkpoint"]["settings"]["profile"] = str(profile)
    torch.save(content, begun / STATE_FILE)
    said = refused(home, ExitCode.BAD_INPUT, *words("tactician", data, begun, "--resume"))
    assert "Profile 'arena' has changed since" in said


def test_nothing_to_resume_is_one_sentence(home: Home, data: Path) -> None:
    said = refused(home, ExitCode.NO_DATA, *words("tactician", data, home.root / "empty", "--resume"))
    assert said.startswith("There is nothing to resume in")


@pytest.mark.parametrize("what", ["cut", "other", "part"])
def test_a_damaged_state_is_one_sentence(home: Home, data: Path, begun: Path, what: str) -> None:
    path = begun / STATE_FILE
    if what == "cut":
        path.write_bytes(path.read_bytes()[:1000])
    elif what == "other":
        shutil.copy(begun / "last_model.pt", path)
    else:
        content = torch.load(path, weights_only=True)
        del content["optimizer"]["state"]
        torch.save(content, path)
    said = refused(home, ExitCode.BAD_INPUT, *words("tactician", data, begun, "--resume"))
    assert str(path) in said and "damaged" in said


def test_two_trainings_do_not_write_to_one_folder(home: Home, data: Path) -> None:
    out = home.root / "out"
    process = start(*words("tactician", data, out, "--epochs=100000"))
    try:
        wait_until((out / STATE_FILE).exists, 120, "the training's state")
        said = refused(home, ExitCode.BUSY, *words("tactician", data, out))
        assert f"Another training writes to {out}" in said
    finally:
        process.kill()
        process.wait()


def test_the_clock_of_the_minutes_goes_on(home: Home, data: Path, begun: Path) -> None:
    content = torch.load(begun / STATE_FILE, weights_only=True)
    content["checkpoint"]["settings"]["minutes"] = 5.0
    content["checkpoint"]["settings"] |= {"epochs": 1000, "patience": 1000}
    content["position"]["seconds"] = 299.9
    torch.save(content, begun / STATE_FILE)
    assert main(["train", "tactician", f"--data-dir={data}", f"--output-dir={begun}", "--resume"]) == ExitCode.OK
    status = next(iter(all_runs(home))).status()
    assert status is not None and status.result["reason"] == "the 5 minutes are over"
    assert len(rows(home)) <= 8

"""Two real processes, as `torchrun` starts them, train what one does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from conftest import wait_until
from helpers.plays import SMALL_FLAGS
from torch import Tensor

from core.checkpoint import ModelName, load_checkpoint
from core.cli import main
from core.errors import ExitCode
from core.home import Home
from core.runs import RunState, all_runs
from trainers.training_state import STATE_FILE

ROOT = Path(__file__).parent.parent.parent
#: nothing is drawn by the make-up of a batch or by dropout: then two processes do exactly the sums that one does
EXACT = {
    "tactician": ("--dropout=0", "--mode-age=0", "--doubt=0", "--class-balance=0.5"),
    "executor": ("--dropout=0", "--mode-age=0", "--target-age=0", "--thinning=1", "--idle-weight=0"),
}


def torchrun(*words: str) -> subprocess.Popen[str]:
    launcher = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    return subprocess.Popen(
        [*launcher, "-m", "core.cli", *words], cwd=ROOT, env={**os.environ, "OMP_NUM_THREADS": "1"}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def weights(out: Path, name: ModelName) -> dict[str, Tensor]:
    return load_checkpoint(out / "last_model.pt", name).model.state_dict()


def newest(home: Home) -> list[dict[str, float]]:
    return next(iter(all_runs(home))).metrics()[0]


def compare(home: Home, data: Path, name: ModelName) -> None:
    flags = [f"--data-dir={data}", "--epochs=2", "--lr=2e-3", "--stride=0.1", *SMALL_FLAGS, *EXACT[name]]
    one, two = home.root / "one", home.root / "two"
    assert main(["train", name, f"--output-dir={one}", *flags]) == ExitCode.OK
    alone = newest(home)
    process = torchrun("train", name, f"--output-dir={two}", *flags)
    said, _ = process.communicate(timeout=240)
    assert process.returncode == 0, said
    # The second process neither speaks nor writes.
    assert len(list(all_runs(home))) == 2 and said.count("Epoch 1:") == 1
    assert "Warning" not in said
    together = newest(home)
    assert len(alone) == len(together) == 2
    for row, other in zip(alone, together, strict=True):
        assert row.keys() == other.keys()
        for key in row.keys() - {"t", "samples_per_s"}:
            assert other[key] == pytest.approx(row[key], rel=2e-3, abs=2e-4), key
    first, second = weights(one, name), weights(two, name)
    for key, value in first.items():
        assert torch.allclose(second[key].float(), value.float(), atol=3e-4), key


def test_two_processes_learn_what_one_does(home: Home, data: Path) -> None:
    compare(home, data, "tactician")


@pytest.mark.slow
def test_two_processes_learn_of_presses_what_one_does(home: Home, data: Path) -> None:
    compare(home, data, "executor")


@pytest.mark.slow
def test_a_stopped_training_of_two_processes_goes_on(home: Home, data: Path) -> None:
    out = home.root / "out"
    words = ["train", "strategist", f"--data-dir={data}", f"--output-dir={out}", "--epochs=40", *SMALL_FLAGS]
    process = torchrun(*words, "--patience=40", "--save-every=0")
    wait_until((out / STATE_FILE).exists, 120, "the training's state")
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=120)
    done = torchrun(*words, "--patience=40", "--save-every=0", "--resume")
    said, _ = done.communicate(timeout=240)
    assert done.returncode == 0, said
    assert "Resumed in epoch" in said and "Ended: all 40 epochs done" in said
    assert len(newest(home)) == 40
    # One process alone cannot take up what two had begun.
    content = torch.load(out / STATE_FILE, weights_only=True)
    content["position"]["reason"] = ""
    torch.save(content, out / STATE_FILE)
    assert main([*words, "--patience=40", "--resume"]) == ExitCode.BAD_INPUT
    status = next(iter(all_runs(home))).status()
    assert status is not None and status.state is RunState.FAILED
    assert "was begun with 2 processes, not 1" in status.message

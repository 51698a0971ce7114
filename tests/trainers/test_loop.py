from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from conftest import wait_until
from helpers.plays import untrained_models
from torch import Tensor, nn

from core.checkpoint import load_checkpoint
from core.errors import UserError
from core.features import Ints
from core.home import Home
from core.runs import RunFolder, RunWriter
from core.settings.training import TacticianSettings
from trainers.loop import Fit
from trainers.task import Tally, tally


class Told:
    """A task whose loss is told beforehand, one value a validation; its gradient is real, and small."""

    judged_by: Mapping[str, float] = {}

    def __init__(self, losses: Iterable[float] = (), samples: int = 64) -> None:
        self.losses, self.samples = iter(losses), samples
        self.batches: list[Ints] = []
        self.do: Callable[[], Any] = lambda: None

    def __len__(self) -> int:
        return self.samples

    def batch(self, index: Ints) -> tuple[Tensor, ...]:
        self.batches.append(index)
        return (torch.from_numpy(index),)

    def loss(self, model: nn.Module, batch: tuple[Tensor, ...]) -> tuple[Tensor, dict[str, Tally]]:
        self.do()
        value = next(self.losses, 1.0)
        weights = next(model.parameters())
        return (weights - weights.detach()).sum() * 0.01 + value, {"accuracy/target": tally(batch[0] % 2 == 0)}


@pytest.fixture
def run(home: Home) -> RunWriter:
    return RunWriter(RunFolder.create(home, "train_tactician"), "train_tactician", {})


def fit(run: RunWriter, tmp_path: Path, train: Told, validation: Told, **change: Any) -> dict[str, Any]:
    chosen = TacticianSettings(**{"output_dir": tmp_path / "models", "batch_size": 16, "epochs": 5, **change})
    checkpoint = untrained_models(scale=1.0)["tactician"]
    return Fit(chosen, run, checkpoint, torch.device("cpu")).run_epochs(train, validation)


def files(tmp_path: Path) -> set[str]:
    return {path.name for path in (tmp_path / "models").iterdir()}


def epochs(run: RunWriter) -> list[dict[str, float]]:
    return run.folder.metrics()[0]


def test_every_epoch_is_told_in_the_run_and_to_tensorboard(run: RunWriter, tmp_path: Path) -> None:
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    fit(run, tmp_path, Told(), Told([0.9, 0.8, 0.7]), epochs=3)
    rows = epochs(run)
    assert [row["step"] for row in rows] == [1, 2, 3]
    assert [row["loss/validation"] for row in rows] == pytest.approx([0.9, 0.8, 0.7])
    wanted = {"loss/train", "loss/validation", "accuracy/target/train", "accuracy/target/validation"}
    assert wanted | {"lr", "gradient_norm", "samples_per_s"} <= rows[0].keys()
    assert rows[0]["accuracy/target/validation"] == 0.5
    board = EventAccumulator(str(run.folder.tensorboard)).Reload()
    assert [event.value for event in board.Scalars("loss/validation")] == pytest.approx([0.9, 0.8, 0.7])
    assert [event.step for event in board.Scalars("loss/validation")] == [1, 2, 3]


def test_the_best_and_the_last_model_are_kept_and_some_in_between(run: RunWriter, tmp_path: Path) -> None:
    result = fit(run, tmp_path, Told(), Told([0.9, 0.5, 0.8, 0.7, 0.6]), keep_checkpoints=2)
    assert files(tmp_path) == {
        "best_model.pt",
        "last_model.pt",
        "training_state.pt",
        "checkpoint_epoch_4.pt",
        "checkpoint_epoch_5.pt",
    }
    for name, epoch, loss in (("best_model", 2, 0.5), ("last_model", 5, 0.6), ("checkpoint_epoch_4", 4, 0.7)):
        checkpoint = load_checkpoint(tmp_path / "models" / f"{name}.pt", "tactician")
        assert checkpoint.epoch == epoch and checkpoint.metrics["loss/validation"] == pytest.approx(loss)
    assert result["loss/validation"] == pytest.approx(0.5)


def test_no_more_checkpoints_than_asked_for(run: RunWriter, tmp_path: Path) -> None:
    fit(run, tmp_path, Told(), Told(), epochs=2, keep_checkpoints=0)
    assert files(tmp_path) == {"best_model.pt", "last_model.pt", "training_state.pt"}


def test_without_a_better_loss_it_ends_early(run: RunWriter, tmp_path: Path) -> None:
    losses = [0.5, 0.4, 0.6, 0.6, 0.3, 0.4, 0.4, 0.4, 0.1]
    result = fit(run, tmp_path, Told(), Told(losses), epochs=20, patience=3)
    assert len(epochs(run)) == 8
    assert result["reason"] == "no better validation loss in 3 epochs"
    assert load_checkpoint(tmp_path / "models" / "best_model.pt", "tactician").epoch == 5


def test_when_all_epochs_are_done_it_says_so(run: RunWriter, tmp_path: Path) -> None:
    assert fit(run, tmp_path, Told(), Told(), epochs=2)["reason"] == "all 2 epochs done"


def test_a_stop_ends_in_the_middle_of_an_epoch_and_saves_what_was_learnt(run: RunWriter, tmp_path: Path) -> None:
    train = Told(samples=16_000)

    def stop() -> None:
        if len(train.batches) == 5:
            run.folder.ask_to_stop()
            wait_until(lambda: run.stop_requested, 5)

    train.do = stop
    result = fit(run, tmp_path, train, Told(), epochs=3)
    assert len(train.batches) == 5
    assert result["reason"] == "stopped on request"
    assert {"best_model.pt", "last_model.pt", "training_state.pt", "checkpoint_epoch_1.pt"} == files(tmp_path)


def test_when_the_minutes_are_over_it_ends_and_says_so(run: RunWriter, tmp_path: Path) -> None:
    train = Told(samples=1_000_000)
    result = fit(run, tmp_path, train, Told(), epochs=1000, minutes=0.005)
    assert 1 <= len(train.batches) < 50_000
    assert result["reason"] == "the 0.005 minutes are over"
    assert {"best_model.pt", "last_model.pt", "training_state.pt", "checkpoint_epoch_1.pt"} == files(tmp_path)


def test_the_learning_rate_rises_then_falls_to_a_twentieth(run: RunWriter, tmp_path: Path) -> None:
    fit(run, tmp_path, Told(samples=16), Told(), epochs=40, lr=1e-2, warmup_share=0.25, patience=100)
    rates = [row["lr"] for row in epochs(run)]
    top = int(np.argmax(rates))
    assert rates[top] == pytest.approx(1e-2, rel=0.02) and 8 <= top <= 12
    assert 0 < rates[0] < 2e-3
    assert all(np.diff(rates[: top + 1]) > 0) and all(np.diff(rates[top:]) < 0)
    assert rates[-1] == pytest.approx(5e-4, rel=0.1)


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_loss_that_is_no_number_ends_it_with_what_to_do(run: RunWriter, tmp_path: Path, bad: float) -> None:
    with pytest.raises(UserError, match=r"in epoch 2: choose a smaller --lr than 0\.5"):
        fit(run, tmp_path, Told(), Told([0.9, bad, 0.1]), lr=0.5)
    # What was good before is still there.
    assert load_checkpoint(tmp_path / "models" / "best_model.pt", "tactician").epoch == 1


def test_progress_is_told_while_it_learns(run: RunWriter, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "understudy")
    seen: list[float | None] = []
    train = Told(samples=640)
    train.do = lambda: seen.append(run._status.progress)
    fit(run, tmp_path, train, Told(), epochs=2)
    told = [value for value in seen if value is not None]
    assert told and told == sorted(told) and 0 < told[-1] <= 1
    assert "Epoch 1: loss 1.000, accuracy/target 0.500" in caplog.text

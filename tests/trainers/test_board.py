from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from helpers.plays import SCHEMA, SMALL_FLAGS, pilot_plays, untrained_models
from PIL import Image
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from core.checkpoint import MODEL_NAMES, ModelName
from core.cli import main
from core.errors import ExitCode
from core.home import Home
from core.played import to_arrays
from core.runs import all_runs
from core.settings.training import ExecutorSettings, StrategistSettings, TacticianSettings
from trainers.answers import Answers, Confusion
from trainers.corpus import Corpus
from trainers.pictures import confusion_picture
from trainers.train_executor import ExecutorTask
from trainers.train_strategist import StrategistTask
from trainers.train_tactician import TacticianTask

WANTED = {
    "strategist": ("accuracy/mode/FIGHT", {"confusion/mode"}),
    "tactician": ("accuracy/target/none", {"confusion/target"}),
    "executor": ("accuracy/click/left", {"confusion/click", "confusion/hotkey"}),
}


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_all_there_is_to_see_is_shown(home: Home, data: Path, name: ModelName) -> None:
    assert main(["train", name, f"--data-dir={data}", "--epochs=2", "--lr=5e-3", *SMALL_FLAGS]) == ExitCode.OK
    (run,) = all_runs(home)
    board = EventAccumulator(str(run.tensorboard), size_guidance={"images": 0}).Reload()
    curve, tables = WANTED[name]
    tags = board.Tags()
    assert {"loss/train", "loss/validation", "lr", "gradient_norm", curve} <= set(tags["scalars"])
    values = [event.value for event in board.Scalars(curve)]
    assert len(values) == 2 and all(0 <= value <= 1 for value in values)
    assert set(tags["images"]) == {*tables, "samples"}
    for tag in tags["images"]:
        picture = np.array(Image.open(io.BytesIO(board.Images(tag)[-1].encoded_image_string)))
        assert picture.std() > 5, tag
    assert "_hparams_/session_start_info" in board.summary_metadata
    chosen = str(board.summary_metadata["_hparams_/session_start_info"].plugin_data.content)
    assert "batch_size" in chosen and "data_dir" not in chosen
    assert board.Scalars("best/loss/validation")[0].value == pytest.approx(
        min(row["loss/validation"] for row in run.metrics()[0])
    )


def task_of(name: ModelName) -> Any:
    corpus = Corpus(SCHEMA, [to_arrays("a", pilot_plays(4, 12), SCHEMA)])
    if name == "strategist":
        return StrategistTask(corpus, StrategistSettings(history_seconds=5))
    if name == "tactician":
        return TacticianTask(corpus, TacticianSettings())
    return ExecutorTask(corpus, ExecutorSettings().each_once)


def test_without_tensorboard_a_model_is_trained_all_the_same(
    home: Home, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    words = ["train", "strategist", f"--home={home.root}", f"--data-dir={data}", "--epochs=1", *SMALL_FLAGS]
    assert main(words) == ExitCode.OK
    run = next(all_runs(home))
    assert "TensorBoard is not installed" in run.log_file.read_text()
    assert not run.tensorboard.exists() and run.metrics()[0]


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_answers_are_those_the_model_gives_when_asked(name: ModelName) -> None:
    checkpoint, task = untrained_models()[name], task_of(name)
    model, batch = checkpoint.model.eval(), task.batch(np.arange(100))
    with torch.no_grad(), Answers(checkpoint) as answers:
        _, figures = task.loss(model, batch)
        answers.note(batch)
    what = {"strategist": "mode", "tactician": "target", "executor": "hotkey"}[name]
    counts = answers.confusions[what].counts
    assert counts.sum() == 100
    if name == "strategist":
        total, count = figures["accuracy/mode"]
        assert np.trace(counts) / 100 == pytest.approx((total / count).item())
    if name == "tactician":
        none = answers.confusions[what].names.index("none")
        assert counts[none].sum() == (batch.target == batch.objects.mask.shape[1]).sum()
    if name == "executor":
        # A key the profile does not use is never the answer.
        used = {0, *(answers.confusions[what].names.index(key) for key in SCHEMA.hotkeys)}
        assert set(np.flatnonzero(counts.sum(0)).tolist()) <= used
        assert counts.sum(1).tolist() == torch.bincount(batch.hotkey, minlength=len(counts)).tolist()
    # Nothing listens any more.
    task.loss(model, batch)
    assert answers.confusions[what].counts.sum() == 100


def test_accuracies_are_of_the_classes_that_occur() -> None:
    table = Confusion.of(("a", "b", "c"))
    table.add(torch.tensor([0, 0, 0, 1]), torch.tensor([0, 0, 1, 2]))
    assert table.accuracies() == {"a": pytest.approx(2 / 3), "b": 0.0}
    labels = [label.get_text() for label in confusion_picture("x", table).axes[0].get_yticklabels()]
    assert labels == ["a", "b", "c"]

from __future__ import annotations

import copy
import logging
from pathlib import Path

import numpy as np
import pytest
import torch
from helpers.plays import SCHEMA, SMALL_FLAGS, pilot_plays, untrained_models

from core.cli import main
from core.errors import ExitCode
from core.home import Home
from core.played import to_arrays
from core.settings.training import ExecutorSettings
from trainers.corpus import Corpus
from trainers.speed import in_bfloat16
from trainers.train_executor import ExecutorTask


def test_attention_in_bfloat16_is_nearly_the_same_and_learns_in_float32() -> None:
    torch.manual_seed(0)
    task = ExecutorTask(Corpus(SCHEMA, [to_arrays("a", pilot_plays(2, 10), SCHEMA)]), ExecutorSettings())
    model = untrained_models(scale=1.0)["executor"].model
    other = copy.deepcopy(model)
    in_bfloat16(other, torch.device("cpu"))
    batch = task.batch(np.arange(len(task)))
    losses = [task.loss(item, batch)[0] for item in (model, other)]
    assert losses[0] != losses[1] and losses[1].item() == pytest.approx(losses[0].item(), rel=5e-3)
    for loss in losses:
        loss.backward()
    for (name, one), (_, two) in zip(model.named_parameters(), other.named_parameters(), strict=True):
        assert two.dtype == torch.float32
        if one.grad is not None:
            assert two.grad is not None and two.grad.dtype == torch.float32, name
            assert (two.grad - one.grad).norm() <= 0.1 * one.grad.norm() + 1e-4, name


def test_a_processor_stays_with_float32_and_says_so(home: Home, data: Path, caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("understudy")
    log.addHandler(caplog.handler)
    try:
        flags = [f"--data-dir={data}", "--epochs=1", "--precision=bfloat16", *SMALL_FLAGS]
        assert main(["train", "tactician", *flags]) == ExitCode.OK
    finally:
        log.removeHandler(caplog.handler)
    assert "A processor is slower in bfloat16" in caplog.text

"""Which learning rate to choose: it is raised from next to nothing until the loss grows (Smith 2017).

The libraries that do this bring a loop of their own (Lightning's tuner, fastai) or expect batches of inputs and labels
(torch-lr-finder), and all there is to it is a few dozen steps of the loop that is here already.
"""

from __future__ import annotations

import logging
import math
from typing import TYPE_CHECKING

import numpy as np

from core.features import Ints
from trainers.board import Board
from trainers.schedule import batches
from trainers.task import Task

if TYPE_CHECKING:
    from trainers.loop import Fit

log = logging.getLogger("understudy")

#: the rates that are tried, evenly by their logarithm, and in how many steps
LOWEST, HIGHEST, STEPS = 1e-6, 1.0, 200
#: how much of the smoothed loss is kept from step to step
SMOOTHING = 0.95
#: the search is over when the smoothed loss is this many times the least so far
DIVERGED = 2.0
#: the rate suggested is this share of the one at which the loss was least: there it is about to grow
SHARE = 0.1


def find_rate(fit: Fit, train: Task) -> dict[str, object]:
    """Raise the rate from step to step, tell the curve, and suggest a rate; nothing is written to the models' folder.

    Returns:
        "suggested_lr", and "least_loss_lr", the rate at which the smoothed loss was least.
    """
    settings = fit.settings
    fit.begin(train)
    fit.model.train()
    rates = np.geomspace(LOWEST, HIGHEST, STEPS)
    smoothed, best, best_rate, mean = math.inf, math.inf, LOWEST, 0.0
    order: list[Ints] = []
    epoch = 0
    with Board(fit.run, fit.kept) as board:
        for step, rate in enumerate(rates, 1):
            while not order:
                epoch += 1
                order = batches(len(train), settings.batch_size, settings.seed, epoch, 1.0)
            fit.set_rate(float(rate))
            loss = float(fit.learn(train, order.pop(0), epoch)[0])
            mean = SMOOTHING * mean + (1 - SMOOTHING) * loss
            smoothed = mean / (1 - SMOOTHING**step)
            row = {"find_lr/lr": float(rate), "find_lr/loss": loss, "find_lr/smoothed_loss": smoothed}
            fit.run.metrics(step, **row)
            board.figures(step, row)
            fit.run.progress(step / STEPS, f"trying a learning rate of {rate:.1e}")
            if not math.isfinite(smoothed) or smoothed > DIVERGED * best:
                break
            if smoothed < best:
                best, best_rate = smoothed, float(rate)
            if fit.run.stop_requested:
                break
    suggested = float(f"{SHARE * best_rate:.1g}")
    log.info(
        "The loss was least at a rate of %.1e; a tenth of it is a good one: --lr %g (now it is %g).",
        best_rate, suggested, settings.lr,
    )  # fmt: skip
    return {"suggested_lr": suggested, "least_loss_lr": best_rate}

"""Which learning rate to choose: it is raised from next to nothing until the loss grows (Smith 2017).

The libraries that do this bring a loop of their own (Lightning's tuner, fastai) or expect batches of inputs and labels
(torch-lr-finder), and all there is to it is a few dozen steps of the loop that is here already.
"""

from __future__ import annotations

import logging
import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

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
SMOOTHING = 0.9
#: the search is over when the smoothed loss is this many times the least so far
DIVERGED = 2.0
#: losses of this many neighbouring steps are averaged before their slope is looked at
WINDOW = 15


def find_rate(fit: Fit, train: Task) -> dict[str, object]:
    """Raise the rate from step to step, tell the curve, and suggest a rate; nothing is written to the models' folder.

    Returns:
        "suggested_lr", at which the loss fell fastest, and "least_loss_lr", at which it was least; nothing where
        somebody stopped it.
    """
    settings = fit.settings
    fit.begin(train)
    fit.model.train()
    rates = np.geomspace(LOWEST, HIGHEST, STEPS)
    losses: list[float] = []
    order: list[Ints] = []
    epoch, mean, least = 0, 0.0, math.inf
    with Board(fit.run, fit.kept) as board:
        for step, rate in enumerate(rates, 1):
            if not order:
                epoch += 1
                order = batches(len(train), settings.batch_size, settings.seed, epoch, 1.0)
            fit.set_rate(float(rate))
            losses.append(float(fit.learn(train, order.pop(0), epoch)[0]))
            mean = SMOOTHING * mean + (1 - SMOOTHING) * losses[-1]
            smoothed = mean / (1 - SMOOTHING**step)
            row = {"find_lr/lr": float(rate), "find_lr/loss": losses[-1], "find_lr/smoothed_loss": smoothed}
            fit.run.metrics(step, **row)
            board.figures(step, row)
            fit.run.progress(step / STEPS, f"trying a learning rate of {rate:.1e}")
            if fit.run.stop_requested:
                return {}
            if not smoothed <= DIVERGED * least:
                break
            least = min(least, smoothed)
    steepest, lowest = turning_points(rates[: len(losses)], np.array(losses))
    suggested = float(f"{steepest:.1g}")
    log.info(
        "The loss fell fastest at a rate of %.1e, and was least at %.1e: --lr %g is a good one (now it is %g).",
        steepest, lowest, suggested, settings.lr,
    )  # fmt: skip
    return {"suggested_lr": suggested, "least_loss_lr": lowest}


def turning_points(rates: NDArray[np.float64], losses: NDArray[np.float64]) -> tuple[float, float]:
    """The rate at which the loss fell fastest, and the one at which it was least, both after averaging neighbours.

    Args:
        rates, losses: (n,) of each step, the rates rising by a constant factor.
    """
    whole = np.isfinite(losses)
    rates, losses = rates[whole], losses[whole]
    if len(losses) < 2:
        return LOWEST, LOWEST
    window = min(WINDOW, max(1, len(losses) // 4))
    around = np.convolve(losses, np.ones(window) / window, "valid")
    centred = rates[window // 2 : window // 2 + len(around)]
    slope = np.gradient(around)
    lowest = int(around.argmin())
    return float(centred[int(slope[: lowest + 1].argmin())]), float(centred[lowest])

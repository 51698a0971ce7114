"""Whether a model is as often right as it says it is: reliability, and proper scores."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.features import Floats, Ints
from core.offline_figures import Bin, Calibration

BINS = 10
#: no model is so wrong that one moment should weigh more than all the others
_LEAST = 1e-6


def calibration_of_choice(p: Floats, truth: Ints) -> Calibration:
    """Of the likeliest class: bins of equal width, as usual for classifiers (Guo et al. 2017).

    Args:
        p: (N, C) the chance of each class, N at least 1.
        truth: (N,) the class it was.
    """
    said = p.max(axis=1).astype(np.float64)
    right = p.argmax(axis=1) == truth
    place = np.minimum((said * BINS).astype(np.int64), BINS - 1)
    return _calibration(said, right, place, p, truth)


def calibration_of_event(p: Floats, truth: Ints) -> Calibration:
    """Of "something is pressed now", which is rare: bins with equally many moments each, or all would be in one.

    Args:
        p: (N, C) the chance of each kind, the first being nothing; N at least 1.
        truth: (N,) the kind it was.
    """
    said = 1 - p[:, 0].astype(np.float64)
    rank = np.empty(len(said), np.int64)
    rank[np.argsort(said, kind="stable")] = np.arange(len(said))
    return _calibration(said, truth != 0, rank * BINS // len(said), p, truth)


def _calibration(
    said: NDArray[np.float64], right: NDArray[np.bool_], place: Ints, p: Floats, truth: Ints
) -> Calibration:
    bins = []
    for number in range(BINS):
        inside = place == number
        if inside.any():
            bins.append(Bin(float(said[inside].mean()), float(right[inside].mean()), int(inside.sum())))
    wrong = p.astype(np.float64)
    wrong[np.arange(len(truth)), truth] -= 1
    shares = np.bincount(truth) / len(truth)
    return Calibration(
        bins=bins,
        ece=sum(item.samples * abs(item.said - item.was) for item in bins) / len(said),
        log_loss=float(surprise(p, truth).mean()),
        brier=float((wrong**2).sum(axis=1).mean()),
        log_loss_of_shares=float(-np.log(shares[truth]).mean()),
    )


def surprise(p: Floats, truth: Ints) -> NDArray[np.float64]:
    """(N,) -log of the chance (N, C) given to what was (N,), in nats."""
    return -np.log(np.maximum(p[np.arange(len(truth)), truth].astype(np.float64), _LEAST))

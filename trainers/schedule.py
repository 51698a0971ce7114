"""In which order the samples come, and how fast is learnt from them."""

from __future__ import annotations

import math

import numpy as np

from core.features import Ints

#: share of the highest learning rate that is left at the end
FLOOR = 0.05


def drawn(samples: int, share: float) -> int:
    """How many of the samples one epoch draws."""
    return math.ceil(samples * share)


def batches(samples: int, size: int, seed: int, epoch: int, share: float) -> list[Ints]:
    """The order of samples: a pure function of (seed, epoch), so that it can be taken up again anywhere.

    An epoch draws a `share` of them, and the next one others.
    """
    order = np.random.default_rng([seed, epoch]).permutation(samples)[: drawn(samples, share)]
    return [order[start : start + size] for start in range(0, len(order), size)]


def rate_scale(done: float, warmup: float, steps: int) -> float:
    """Share (0..1) of the highest learning rate: a linear warm-up, then a cosine to `FLOOR` (Loshchilov & Hutter 2017).

    Args:
        done: share of the schedule that is behind us, 0..1.
        warmup: share of the schedule in which the rate rises, below 1.
        steps: how many there are in all; the first one already learns something.
    """
    if done < warmup:
        return max(done / warmup, 1 / max(1, steps))
    fallen = min(1.0, (done - warmup) / (1 - warmup))
    return FLOOR + (1 - FLOOR) * 0.5 * (1 + math.cos(math.pi * fallen))

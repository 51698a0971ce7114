"""Chance that training can meet again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.compiled import compiled, inlined
from core.features import Ints

#: even in 0..1, for each sample
Chance = NDArray[np.float64]
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def chances(index: Ints, draws: int) -> Chance:
    """(`draws`, B) even in 0..1 for the samples at `index` (B,).

    They are the same for the same samples in the same order, wherever and whenever they are asked for. NumPy's
    generators can be seeded with whole arrays as well, but that takes longer than all else that makes a batch.
    """
    out = np.empty((draws, len(index)))
    _draw(index, out.reshape(-1))
    return out


def doubted(index: Ints, values: Ints, choices: int, share: float) -> Ints:
    """(B,) the `values` (B,) of the samples at `index` (B,), of which a `share` is any of 0 to `choices` - 1 instead.

    Which they are is drawn as `chances` are.
    """
    out = np.empty_like(values)
    _doubt(index, values, choices, share, out)
    return out


@inlined
def _mixed(number):  # type: ignore[no-untyped-def]
    """SplitMix64's output for a state (Steele, Lea & Flood 2014)."""
    number = (number ^ (number >> np.uint64(30))) * _FIRST
    number = (number ^ (number >> np.uint64(27))) * _SECOND
    return number ^ (number >> np.uint64(31))


@inlined
def _digest(index):  # type: ignore[no-untyped-def]
    state = np.uint64(len(index))
    for i in range(len(index)):
        state = _mixed((state ^ np.uint64(index[i])) + _STEP)
    return state


@inlined
def _even(state):  # type: ignore[no-untyped-def]
    return (_mixed(state) >> np.uint64(11)) * 2.0**-53


@compiled
def _draw(index, out):  # type: ignore[no-untyped-def]
    state = _digest(index)
    for k in range(len(out)):
        state += _STEP
        out[k] = _even(state)


@compiled
def _doubt(index, values, choices, share, out):  # type: ignore[no-untyped-def]
    state = _digest(index)
    for i in range(len(index)):
        state += _STEP + _STEP
        out[i] = np.int64(_even(state) * choices) if _even(state + _STEP) < share else values[i]

"""Whether one is better than another, judged on the same moments or seeds: intervals and a paired permutation test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.evaluation import SIGNIFICANT, Paired

#: resamples of an interval, and of a test
RESAMPLES = 4000
#: with fewer pairs no outcome at all would be rare enough to mean anything: 2 / 2**5 is more than 0.05
FEWEST = 6

Table = NDArray[np.float64]
#: from sums over units (.., K) to the figure (..)
Figure = Callable[[Table], NDArray[np.float64]]


def ratio(sums: Table) -> NDArray[np.float64]:
    """What is in the first column per what is in the second; NaN where there is none."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return sums[..., 0] / sums[..., 1]


def interval(values: Any, seed: int = 0) -> tuple[float, float]:
    """95 % percentile bootstrap interval of the mean (Efron 1979), resampling whole episodes."""
    sample = np.asarray(values, float)
    found = interval_of(lambda rows: sample[rows].mean(axis=-1), len(sample), seed)
    assert found is not None  # a mean can always be told
    return found


def interval_of(figure: Callable[[Any], Any], units: int, seed: int = 0) -> tuple[float, float] | None:
    """95 % percentile bootstrap interval of `figure`, which is given (.., units) indices of units drawn again.

    None where too few of the draws have a figure.
    """
    drawn = np.random.default_rng(seed).integers(0, units, (RESAMPLES, units))
    found = np.asarray(figure(drawn), float)
    told = found[np.isfinite(found)]
    if len(told) < RESAMPLES / 2:
        return None
    low, high = np.percentile(told, [2.5, 97.5])
    return float(low), float(high)


def paired(
    what: str,
    mine: Table,
    theirs: Table,
    figure: Figure = ratio,
    *,
    unit: str,
    more_is_better: bool | None = True,
    seed: int = 0,
) -> Paired:
    """Compare a figure of two, given both as (U, K) sums over the same U units of play.

    The interval resamples units; the test exchanges the two within units at random (Pitman 1937), as often as there are
    ways to or `RESAMPLES` times.
    """
    used = (mine != 0).any(axis=1) | (theirs != 0).any(axis=1)
    mine, theirs = mine[used], theirs[used]
    units = len(mine)
    a, b = (_number(figure(table.sum(axis=0))) if units else None for table in (mine, theirs))
    if a is None or b is None:
        return _told(what, unit, more_is_better, a, b, units)

    def difference(rows: Any, axis: int = -1) -> NDArray[np.float64]:
        # One row of numbers a unit would do for a mean; a share or an F1 is told by sums.
        return figure(mine[rows].sum(axis=-2)) - figure(theirs[rows].sum(axis=-2))

    found = interval_of(difference, units, seed)
    return _told(what, unit, more_is_better, a, b, units, found, _chance(mine, theirs, figure, seed))


def _chance(mine: Table, theirs: Table, figure: Figure, seed: int) -> float | None:
    """Two-sided p of the difference."""
    if np.array_equal(mine, theirs):
        return 1.0
    if len(mine) < FEWEST:
        return None
    # Half a second to come in, and needed here only.
    from scipy.stats import permutation_test

    both, units = np.stack([mine, theirs], axis=1).reshape(2 * len(mine), -1), np.arange(len(mine))

    def statistic(one: Any, other: Any, axis: int = -1) -> NDArray[np.float64]:
        # The units stand along the last axis; what is summed over lies behind it.
        return figure(both[one.astype(int)].sum(axis=-2)) - figure(both[other.astype(int)].sum(axis=-2))

    found = permutation_test(
        (2 * units, 2 * units + 1), statistic, permutation_type="samples", vectorized=True,
        n_resamples=RESAMPLES, batch=500, axis=-1, rng=np.random.default_rng(seed),
    )  # fmt: skip
    return float(found.pvalue) if np.isfinite(found.pvalue) else None


def _told(
    what: str,
    unit: str,
    more_is_better: bool | None,
    mine: float | None,
    theirs: float | None,
    pairs: int,
    around: tuple[float, float] | None = None,
    p: float | None = None,
) -> Paired:
    low, high = around or (None, None)
    difference = None if mine is None or theirs is None else mine - theirs
    return Paired(
        what=what, unit=unit, more_is_better=more_is_better, mine=mine, theirs=theirs, difference=difference,
        low=low, high=high, p=p, pairs=pairs, verdict=_verdict(difference, p, more_is_better),
    )  # fmt: skip


def _verdict(difference: float | None, p: float | None, more_is_better: bool | None) -> str:
    if difference is None or p is None:
        return "too little to tell"
    if p >= SIGNIFICANT or difference == 0:
        return "no difference shown"
    if more_is_better is None:
        return "more" if difference > 0 else "less"
    return "better" if (difference > 0) == more_is_better else "worse"


def _number(value: Any) -> float | None:
    return float(value) if np.isfinite(value) else None

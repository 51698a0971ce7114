"""What is worked out of curves: a calmer one, the value at a step, the best step, a table. No widgets."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from launcher.curves import Curve

Floats = NDArray[np.float64]

#: what training is judged by, the first that there is: chart, curve, and whether more of it is better
_JUDGES = (
    ("judged", "validation", False), ("loss", "validation", False), ("loss", "loss", False), ("val", "map50_95", True),
)  # fmt: skip


class Best(NamedTuple):
    """The best point of a run."""

    chart: str
    curve: str
    step: float
    value: float
    #: points that came after it
    since: int


def arrays(curve: Curve) -> tuple[Floats, Floats]:
    """Steps and values (N,) of a curve as it is now; later points do not show up in them."""
    return np.frombuffer(curve.steps).copy(), np.frombuffer(curve.values).copy()


def mean_of_last(values: Floats, count: int) -> Floats:
    """The mean (N,) of each value and the `count` - 1 before it, of fewer at the beginning.

    What is no number is left out; where nothing else is in reach the result is NaN.
    """
    if count <= 1 or not len(values):
        return values
    good = np.isfinite(values)
    if good.all():
        return _mean_of_last_finite(values, min(count, len(values)))
    # Summed around their middle, for a running sum of large values would lose the digits of small ones.
    middle = float(values[good].mean()) if good.any() else 0.0
    sums = np.concatenate([[0.0], np.cumsum(np.where(good, values - middle, 0.0))])
    counts = np.concatenate([[0], np.cumsum(good)])
    ends = np.arange(1, len(values) + 1)
    starts = np.maximum(0, ends - count)
    seen = counts[ends] - counts[starts]
    with np.errstate(invalid="ignore"):
        return np.where(seen > 0, middle + (sums[ends] - sums[starts]) / np.maximum(1, seen), np.nan)


def _mean_of_last_finite(values: Floats, count: int) -> Floats:
    """The same (N,) where every value is a number and 1 <= `count` <= N, four times as fast."""
    middle = float(values.mean())
    sums = np.cumsum(values - middle)
    means = np.empty_like(values)
    means[:count] = sums[:count] / np.arange(1, count + 1)
    means[count:] = (sums[count:] - sums[:-count]) / count
    means += middle
    return means


def value_at(steps: Floats, values: Floats, step: float) -> float:
    """The value (of ascending `steps`) nearest to a step, NaN where there is none."""
    if not len(steps):
        return math.nan
    return float(values[nearest(steps, step)])


def nearest(steps: Floats, step: float) -> int:
    """Index of the nearest of some ascending steps."""
    after = min(int(np.searchsorted(steps, step)), len(steps) - 1)
    return after - 1 if after and step - steps[after - 1] <= steps[after] - step else after


def best_point(charts: Mapping[str, Mapping[str, Curve]]) -> Best | None:
    """Where the run was at its best on what it did not train on; None where nothing tells."""
    for chart, name, more in _JUDGES:
        curve = charts.get(chart, {}).get(name)
        if curve is None or len(curve.values) < 2:
            continue
        steps, values = arrays(curve)
        judged = np.where(np.isfinite(values), values if more else -values, -np.inf)
        index = int(np.argmax(judged))
        if np.isfinite(values[index]):
            return Best(chart, name, float(steps[index]), float(values[index]), len(values) - 1 - index)
    return None


def as_csv(curves: Mapping[str, Curve]) -> bytes:
    """A table of some curves: "step" and a column each, empty where a curve has no point at that step."""
    columns = {name: dict(zip(curve.steps, curve.values, strict=True)) for name, curve in curves.items()}
    steps = sorted({step for column in columns.values() for step in column})
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["step", *columns])
    for step in steps:
        table.writerow(
            [_number(step), *(_number(column[step]) if step in column else "" for column in columns.values())]
        )
    return text.getvalue().encode()


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))

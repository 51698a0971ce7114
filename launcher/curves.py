"""A run's metrics as curves, read from its file piece by piece. No widgets."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TypeGuard

from core.runs import RunFolder

#: bytes read at a time, so that no look takes longer than some milliseconds
CHUNK = 256 * 1024
#: keys of a metrics line that are no curve
_AXES = ("t", "step")


@dataclass
class Curve:
    """One curve: float64 arrays of steps and values, of equal length."""

    steps: array[float] = field(default_factory=lambda: array("d"))
    values: array[float] = field(default_factory=lambda: array("d"))


def chart_and_curve(name: str) -> tuple[str, str]:
    """Which chart a metric belongs to and what its curve is called: `loss/train` is "train" on "loss"."""
    chart, slash, curve = name.rpartition("/")
    return (chart, curve) if slash and chart and curve else (name, name)


class Curves:
    """The curves of one run, as far as they have been read."""

    def __init__(self, folder: RunFolder) -> None:
        self._folder = folder
        self._offset = 0
        #: chart -> curve -> points, in the order of their first appearance
        self.charts: dict[str, dict[str, Curve]] = {}
        #: the same curves by the name of their metric
        self._by_name: dict[str, Curve] = {}

    def read(self) -> bool:
        """Take in what has been written since; whether there was anything."""
        rows, self._offset = self._folder.metrics(self._offset, CHUNK)
        for row in rows:
            step = row.get("step")
            if not _is_number(step):
                continue
            for name, value in row.items():
                if name not in _AXES and _is_number(value):
                    points = self._by_name.get(name) or self._new(name)
                    points.steps.append(step)
                    points.values.append(value)
        return bool(rows)

    def _new(self, name: str) -> Curve:
        chart, curve = chart_and_curve(name)
        # Two names may come to the same curve: "loss" and "loss/loss".
        points = self._by_name[name] = self.charts.setdefault(chart, {}).setdefault(curve, Curve())
        return points


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)

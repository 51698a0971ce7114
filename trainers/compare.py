"""Setting players side by side: means with intervals, and how alike their styles are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from trainers.closed_loop import OUTCOMES, Episode, Style

RESAMPLES = 4000


def interval(values: Sequence[float], seed: int = 0) -> tuple[float, float]:
    """95 % percentile bootstrap interval of the mean (Efron 1979), resampling whole episodes."""
    sample = np.asarray(values, float)
    draws = np.random.default_rng(seed).integers(0, len(sample), (RESAMPLES, len(sample)))
    low, high = np.percentile(sample[draws].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def total_variation(a: Counter[str], b: Counter[str]) -> float | None:
    """Half the summed difference of two players' shares, 0 (alike) to 1; None where one of them did nothing at all."""
    if not a.total() or not b.total():
        return None
    # fsum: a set's order differs from run to run, and plain sums with it.
    return 0.5 * math.fsum(abs(a[name] / a.total() - b[name] / b.total()) for name in a.keys() | b.keys())


def style_distance(a: Style, b: Style) -> dict[str, float | None]:
    """Distances of modes, targets by kind and hotkeys, and their mean over those that can be told."""
    parts = {
        "modes": total_variation(a.modes, b.modes),
        "targets": total_variation(a.targets, b.targets),
        "hotkeys": total_variation(a.hotkeys, b.hotkeys),
    }
    known = [value for value in parts.values() if value is not None]
    return {**parts, "mean": sum(known) / len(known) if known else None}


def whole_style(episodes: Sequence[Episode]) -> Style:
    """All episodes' style together."""
    style = Style()
    for episode in episodes:
        style = style.merged(episode.style)
    return style


def _rows(counts: Sequence[Mapping[str, float]], names: Sequence[str]) -> dict[str, dict[str, float]]:
    """Mean and interval of each of the counted things over the episodes."""
    rows = {}
    for name in names:
        values = [counted.get(name, 0.0) for counted in counts]
        low, high = interval(values)
        rows[name] = {"mean": float(np.mean(values)), "low": low, "high": high}
    return rows


def summary(episodes: Sequence[Episode]) -> dict[str, Any]:
    """Means with intervals, per minute and per episode, and shares of modes, targets and hotkeys."""
    style = whole_style(episodes)
    return {
        "episodes": len(episodes),
        "per_minute": _rows([episode.per_minute for episode in episodes], OUTCOMES),
        "per_episode": _rows(
            [{**episode.totals, "decisions": episode.decisions} for episode in episodes], (*OUTCOMES, "decisions")
        ),
        "by_seed": {str(episode.seed): episode.per_minute for episode in episodes},
        "shares": {
            name: {key: count / counts.total() for key, count in sorted(counts.items())}
            for name, counts in (("modes", style.modes), ("targets", style.targets), ("hotkeys", style.hotkeys))
        },
    }

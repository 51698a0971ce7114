"""Setting players side by side: means with intervals, and how alike their styles are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from core.evaluation import Estimate, PlayerFigures
from trainers.closed_loop import OUTCOMES, Episode, Style
from trainers.paired import interval, interval_of, ratio


def total_variation(a: Counter[str], b: Counter[str]) -> float | None:
    """Half the summed difference of two players' shares, 0 (alike) to 1; None where one of them did nothing at all."""
    if not a.total() or not b.total():
        return None
    # fsum: a set's order differs from run to run, and plain sums with it.
    return 0.5 * math.fsum(abs(a[name] / a.total() - b[name] / b.total()) for name in a.keys() | b.keys())


def style_distance(a: Style, b: Style) -> dict[str, float | None]:
    """Distances of modes, targets by kind and hotkeys, and their mean over those that can be told."""
    others = b.parts()
    parts = {name: total_variation(counts, others[name]) for name, counts in a.parts().items()}
    known = [value for value in parts.values() if value is not None]
    return {**parts, "mean": sum(known) / len(known) if known else None}


def whole_style(episodes: Sequence[Episode]) -> Style:
    """All episodes' style together."""
    style = Style()
    for episode in episodes:
        style = style.merged(episode.style)
    return style


def share_of(
    mine: Sequence[Episode], theirs: Sequence[Episode], what: str = "score"
) -> tuple[float | None, tuple[float, float] | None]:
    """How much of the others' outcome one reaches, and its 95 % interval, resampling seeds that both played.

    None where the others came to nothing, or less.
    """
    pairs = _by_seed(mine, theirs, what)
    if not len(pairs) or pairs[:, 1].sum() <= 0:
        return None, None
    found = interval_of(lambda rows: ratio(pairs[rows].sum(axis=-2)), len(pairs))
    return float(ratio(pairs.sum(axis=0))), found


def _by_seed(mine: Sequence[Episode], theirs: Sequence[Episode], what: str) -> np.ndarray:
    """(N, 2) an outcome of both on each seed that both played."""
    others = {episode.seed: episode.per_minute[what] for episode in theirs}
    rows = [(item.per_minute[what], others[item.seed]) for item in mine if item.seed in others]
    return np.array(rows, float).reshape(-1, 2)


def own_distance(episodes: Sequence[Episode]) -> float | None:
    """Mean style distance of somebody in every other episode from themselves in the rest: what is no difference."""
    return style_distance(whole_style(episodes[::2]), whole_style(episodes[1::2]))["mean"]


def summary(episodes: Sequence[Episode]) -> PlayerFigures:
    """Per minute means with intervals, and shares of modes, targets and hotkeys."""
    rows = {}
    for name in OUTCOMES:
        values = [episode.per_minute[name] for episode in episodes]
        low, high = interval(values)
        rows[name] = Estimate(mean=float(np.mean(values)), low=low, high=high)
    style = whole_style(episodes)
    return PlayerFigures(
        episodes=len(episodes),
        per_minute=rows,
        by_seed={str(episode.seed): episode.per_minute for episode in episodes},
        shares={
            name: {key: count / counts.total() for key, count in sorted(counts.items())}
            for name, counts in style.parts().items()
        },
    )

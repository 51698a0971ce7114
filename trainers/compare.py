"""Setting players side by side: means with intervals, and how alike their styles are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from core.play_figures import Estimate, PlayerFigures
from trainers.closed_loop import Episode, Style
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
    mine: Sequence[Episode], theirs: Sequence[Episode], what: str = "score", *, whole: bool = False
) -> tuple[float | None, tuple[float, float] | None]:
    """How much of the others' outcome one reaches, and its 95 % interval, resampling seeds that both played.

    A minute, or a `whole` game, where being longer makes it no better.

    None where the others came to nothing, or less.
    """
    pairs = np.array([(outcome(a, what, whole), outcome(b, what, whole)) for a, b in same_seeds(mine, theirs)], float)
    if not len(pairs) or pairs[:, 1].sum() <= 0:
        return None, None
    found = interval_of(lambda rows: ratio(pairs[rows].sum(axis=-2)), len(pairs))
    return float(ratio(pairs.sum(axis=0))), found


def same_seeds(mine: Sequence[Episode], theirs: Sequence[Episode]) -> list[tuple[Episode, Episode]]:
    """The episodes of two players on each seed that both played."""
    others = {episode.seed: episode for episode in theirs}
    return [(episode, others[episode.seed]) for episode in mine if episode.seed in others]


def outcome(episode: Episode, what: str, whole: bool) -> float:
    """One outcome a minute, or in all of a `whole` game."""
    return counted(episode)[what] if whole else episode.per_minute[what]


def counted(episode: Episode) -> dict[str, float]:
    """What an episode came to in all, its length in decisions included."""
    return {**episode.totals, "decisions": float(episode.decisions)}


def own_distance(episodes: Sequence[Episode]) -> float | None:
    """Mean style distance of somebody in every other episode from themselves in the rest: what is no difference."""
    return style_distance(whole_style(episodes[::2]), whole_style(episodes[1::2]))["mean"]


def _rows(counts: Sequence[dict[str, float]]) -> dict[str, Estimate]:
    """Mean and interval of each of the counted things over the episodes."""
    rows = {}
    for name in counts[0]:
        values = [item[name] for item in counts]
        low, high = interval(values)
        rows[name] = Estimate(mean=float(np.mean(values)), low=low, high=high)
    return rows


def summary(episodes: Sequence[Episode]) -> PlayerFigures:
    """Means with intervals, per minute and per episode, and shares of modes, targets and hotkeys."""
    style = whole_style(episodes)
    return PlayerFigures(
        episodes=len(episodes),
        per_minute=_rows([episode.per_minute for episode in episodes]),
        per_episode=_rows([counted(episode) for episode in episodes]),
        by_seed={str(episode.seed): episode.per_minute for episode in episodes},
        shares={
            name: {key: count / counts.total() for key, count in sorted(counts.items())}
            for name, counts in style.parts().items()
        },
    )

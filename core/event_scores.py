"""How well clicks and hotkeys that were chosen agree with those that were made."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.features import Ints

#: an event within this many seconds of the player's counts as the same one
TOLERANCE = 0.25


def event_scores(
    when: NDArray[np.float64], said: Ints, truth: dict[int, NDArray[np.float64]]
) -> dict[str, float | None]:
    """Precision, recall and F1 of events; each of the player's is found at most once, within `TOLERANCE`, kind by kind.

    Args:
        when: (N,) seconds of each decision.
        said: (N,) event of each decision, 0 for none.
        truth: times of the player's events by kind, ascending.
    """
    hits, made = 0, int((said != 0).sum())
    for kind, times in truth.items():
        hits += len(event_pairs(np.sort(when[said == kind]), times))
    wanted = sum(len(times) for times in truth.values())
    precision, recall = hits / made if made else None, hits / wanted if wanted else None
    f1 = 2 * hits / (made + wanted) if made + wanted else None
    return {"precision": precision, "recall": recall, "f1": f1}


def event_pairs(a: NDArray[np.float64], b: NDArray[np.float64]) -> Ints:
    """(n, 2) indices of the most pairs of ascending times within `TOLERANCE`, each time in one pair at most.

    For points on a line taking the earliest first is optimal.
    """
    found = []
    i = j = 0
    while i < len(a) and j < len(b):
        if abs(a[i] - b[j]) <= TOLERANCE:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif a[i] < b[j]:
            i += 1
        else:
            j += 1
    return np.array(found, np.int64).reshape(-1, 2)

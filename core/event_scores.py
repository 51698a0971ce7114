"""Which clicks and hotkeys chances tell of, and how well those agree with the ones that were made."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.features import Floats, Ints

#: an event within this many seconds of the player's counts as the same one
TOLERANCE = 0.25
#: an event no likelier than this is none
_UNLIKELY = 0.02


def likely_events(when: NDArray[np.float64], chances: Floats) -> Ints:
    """(N,) the events that the chances tell of, 0 for none: where an event is likeliest, kind by kind.

    Nothing but the chances decides, so it is the same every time. What counts is how likely an event is within
    `TOLERANCE` of a decision; around the likeliest decision the others of its kind are left out, as far as they tell of
    the same event (non-maximum suppression). Of these peaks as many are taken as make F1 largest if the chances are
    right (Lipton, Elkan and Narayanaswamy 2014); what truly happened is not asked.

    Args:
        when: (N,) seconds of each decision, ascending.
        chances: (N, C) of each kind of event at each decision; the first is none.
    """
    before = np.searchsorted(when, when - TOLERANCE, side="left")
    after = np.searchsorted(when, when + TOLERANCE, side="right")
    summed = np.concatenate([np.zeros((1, chances.shape[1])), chances.astype(np.float64).cumsum(axis=0)])
    nearby = summed[after] - summed[before]
    said = np.zeros(len(when), np.int64)
    peaks = sorted(
        ((nearby[at, kind], at, kind) for kind in range(1, chances.shape[1]) for at in _peaks(when, nearby[:, kind])),
        reverse=True,
    )
    if peaks:
        hits = np.minimum([height for height, _, _ in peaks], 1).cumsum()
        f1 = 2 * hits / (np.arange(1, len(peaks) + 1) + chances[:, 1:].sum())
        for _, at, kind in peaks[: int(f1.argmax()) + 1]:
            said[at] = said[at] or kind
    return said


def _peaks(when: NDArray[np.float64], height: NDArray[np.float64]) -> list[int]:
    """The highest decisions, none within twice `TOLERANCE` of a higher one."""
    found = []
    free = height > _UNLIKELY
    likely = np.flatnonzero(free)  # few: most of the time nothing is pressed
    for at in likely[np.argsort(-height[likely], kind="stable")].tolist():
        if free[at]:
            found.append(at)
            first, last = np.searchsorted(when, [when[at] - 2 * TOLERANCE, when[at] + 2 * TOLERANCE])
            free[first : last + 1] = False
    return found


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

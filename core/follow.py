"""The loops over objects: which slot each gets, and which track it is on.

Live play and recordings go through the same functions, one moment or many at a time.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.compiled import compiled
from core.features import MAX_OBJECTS

#: a track may move this much between two observations, in window widths a second
MAX_SPEED = 1.2
#: and this much however short the time was
LEAST_REACH = 0.02
#: time constant of velocities in seconds: a detector's jitter of one pixel is several percent of the window a second
SMOOTHING = np.float32(0.12)
#: seconds for which an object that is not seen is remembered: a detector misses some now and then
MEMORY = 1.0
#: objects remembered at most, the latest ones: more only come of noise
MAX_REMEMBERED = 2048

_ONE, _TINY = np.float32(1), np.float32(1e-6)


class Memory(NamedTuple):
    """What was seen lately, newest first; `size[0]` rows are in use, `size[1]` is the next free track."""

    #: (1,) time of the last moment
    clock: NDArray[np.float64]
    #: (2,)
    size: NDArray[np.int64]
    cls: NDArray[np.int64]
    #: (R, 2)
    xy: NDArray[np.float32]
    velocity: NDArray[np.float32]
    track: NDArray[np.int64]
    seen: NDArray[np.float64]
    #: (R,) slot nearest to where each is expected, and how far it is from there
    slot: NDArray[np.int64]
    away: NDArray[np.float32]


class Placed(NamedTuple):
    """Objects of N moments one after the other, those of a moment nearest to the centre first."""

    #: (M,) class ids
    cls: NDArray[np.int16]
    #: (M, 5) x, y, w, h, confidence
    box: NDArray[np.float32]
    #: (M, 2)
    velocity: NDArray[np.float32]
    #: (M,)
    track: NDArray[np.int32]
    #: (M,) index of each among the moment's objects as they were given
    given: NDArray[np.int32]

    @classmethod
    def room(cls, objects: int) -> Placed:
        """Room for so many."""
        return cls(
            np.empty(objects, np.int16), np.empty((objects, 5), np.float32), np.empty((objects, 2), np.float32),
            np.empty(objects, np.int32), np.empty(objects, np.int32),
        )  # fmt: skip


def new_memory() -> Memory:
    """Nothing seen yet."""
    rows = MAX_REMEMBERED + MAX_OBJECTS
    return Memory(
        np.full(1, -np.inf), np.zeros(2, np.int64), np.zeros(rows, np.int64), np.zeros((rows, 2), np.float32),
        np.zeros((rows, 2), np.float32), np.zeros(rows, np.int64), np.zeros(rows, np.float64),
        np.zeros(rows, np.int64), np.zeros(rows, np.float32),
    )  # fmt: skip


@compiled
def _finite(value):  # type: ignore[no-untyped-def]
    """A number that is none does not spread: NaN and -inf become 0, inf becomes 1."""
    number = np.float32(value)
    if np.isfinite(number):
        return number
    return np.float32(1) if number > 0 else np.float32(0)


@compiled
def finite_all(values, out):  # type: ignore[no-untyped-def]
    """`_finite` of float64 `values` (N, S) into float32 `out` (N, S)."""
    for i in range(values.shape[0]):
        for j in range(values.shape[1]):
            out[i, j] = _finite(values[i, j])


@compiled
def _order(cls, box, begin, end, order, away):  # type: ignore[no-untyped-def]
    """Put the indices of the known classes, nearest to the centre first, into `order`; returns how many there are."""
    n = 0
    for k in range(begin, end):
        if cls[k] < 0:
            continue
        x, y = box[k, 0] - 0.5, box[k, 1] - 0.5
        distance = x * x + y * y
        if not distance >= 0:
            distance = np.inf
        at = n
        while at > 0 and distance < away[at - 1]:
            at -= 1
        if at >= MAX_OBJECTS:
            continue
        n = min(n + 1, MAX_OBJECTS)
        for later in range(n - 1, at, -1):
            order[later], away[later] = order[later - 1], away[later - 1]
        order[at], away[at] = k, distance
    return n


@compiled
def slots(cls, box):  # type: ignore[no-untyped-def]
    """(n,) indices of one moment's objects by slot. `cls` (M,) has -1 for unknown classes, `box` (M, 5) is float64."""
    order, away = np.empty(MAX_OBJECTS, np.int64), np.empty(MAX_OBJECTS, np.float64)
    return order[: _order(cls, box, 0, len(cls), order, away)]


@compiled
def place(t, start, cls, box, memory, placed, placed_start):  # type: ignore[no-untyped-def]
    """Give the objects of N moments slots and tracks, going on from `memory`.

    Args:
        t: (N,) seconds, not running backwards.
        start: (N + 1,) where the objects of each moment begin in `cls` (M,) and `box` (M, 5) float64.
        placed: filled; has room for all of them.
        placed_start: (N + 1,) filled with where the objects of each moment begin in `placed`.
    """
    order, away = np.empty(MAX_OBJECTS, np.int64), np.empty(MAX_OBJECTS, np.float64)
    at = 0
    placed_start[0] = 0
    for i in range(len(t)):
        n = _order(cls, box, start[i], start[i + 1], order, away)
        for slot in range(n):
            k = order[slot]
            placed.cls[at + slot] = cls[k]
            placed.given[at + slot] = k - start[i]
            for value in range(5):
                placed.box[at + slot, value] = _finite(box[k, value])
        _follow(t[i], at, n, memory, placed)
        at += n
        placed_start[i + 1] = at


@compiled
def _follow(t, at, n, memory, placed):  # type: ignore[no-untyped-def]
    """Match one moment's objects to those seen before by class and nearest expected place."""
    reach = np.float32(max(MAX_SPEED * (t - memory.clock[0]), LEAST_REACH))
    memory.clock[0] = t
    count = 0
    for j in range(memory.size[0]):
        if t >= memory.seen[j] and t <= memory.seen[j] + MEMORY:
            _move(memory, j, count)
            count += 1
    nearest = np.full(n, -1, np.int64)
    distance = np.full(n, np.inf, np.float32)
    for j in range(count):
        memory.slot[j], memory.away[j] = -1, np.inf
        age = np.float32(t - memory.seen[j])
        x = memory.xy[j, 0] + memory.velocity[j, 0] * age
        y = memory.xy[j, 1] + memory.velocity[j, 1] * age
        for i in range(n):
            if placed.cls[at + i] != memory.cls[j]:
                continue
            away = max(abs(placed.box[at + i, 0] - x), abs(placed.box[at + i, 1] - y))
            if away < distance[i]:
                nearest[i], distance[i] = j, away
            if away < memory.away[j]:
                memory.slot[j], memory.away[j] = i, away
    for i in range(n):
        j = nearest[i]
        if j >= 0 and memory.slot[j] == i and distance[i] <= reach:
            _go_on(t, at + i, j, memory, placed)
            # Not among the remembered any more, but among the seen.
            memory.seen[j] = np.nan
        else:
            placed.velocity[at + i, 0], placed.velocity[at + i, 1] = 0, 0
            placed.track[at + i] = memory.size[1]
            memory.size[1] += 1
    rest = 0
    for j in range(count):
        if memory.seen[j] == memory.seen[j]:
            _move(memory, j, rest)
            rest += 1
    rest = min(rest, MAX_REMEMBERED)
    for j in range(rest - 1, -1, -1):
        _move(memory, j, j + n)
    for i in range(n):
        memory.cls[i], memory.track[i], memory.seen[i] = placed.cls[at + i], placed.track[at + i], t
        for way in range(2):
            memory.xy[i, way] = placed.box[at + i, way]
            memory.velocity[i, way] = placed.velocity[at + i, way]
    memory.size[0] = n + rest


@compiled
def _move(memory, j, to):  # type: ignore[no-untyped-def]
    if j == to:
        return
    memory.cls[to], memory.track[to], memory.seen[to] = memory.cls[j], memory.track[j], memory.seen[j]
    for way in range(2):
        memory.xy[to, way] = memory.xy[j, way]
        memory.velocity[to, way] = memory.velocity[j, way]


@compiled
def _go_on(t, k, j, memory, placed):  # type: ignore[no-untyped-def]
    """Object `k` is remembered object `j`: it keeps the track, and its velocity is measured."""
    since = np.float32(t - memory.seen[j])
    placed.track[k] = memory.track[j]
    is_new = since > 0 and memory.velocity[j, 0] == 0 and memory.velocity[j, 1] == 0
    # Smoothed over time, not over samples: recordings come at 30 Hz, play at 20 Hz.
    share = _ONE - np.exp(-since / SMOOTHING)
    for way in range(2):
        measured = (placed.box[k, way] - memory.xy[j, way]) / max(since, _TINY)
        smoothed = (_ONE - share) * memory.velocity[j, way] + share * measured
        placed.velocity[k, way] = measured if is_new else smoothed

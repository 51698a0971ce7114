"""Copies rows of many mapped recordings into one batch. The recordings are told by the addresses of their columns:
a batch of a few hundred samples comes from as many recordings, and asking each by itself costs more than copying."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from llvmlite import ir
from numba import carray, types
from numba.extending import intrinsic
from numpy.typing import NDArray

from core.compiled import compiled, inlined
from core.played import NO_TARGET


def addresses(columns: Sequence[NDArray[Any]]) -> NDArray[np.int64]:
    """(R,) where each column begins in memory. They must be kept for as long as the addresses are used."""
    if not all(column.flags.c_contiguous for column in columns):
        raise ValueError("rows must lie one after the other")
    return np.array([column.ctypes.data for column in columns], np.int64)


@intrinsic
def _at(context, address, kind):  # type: ignore[no-untyped-def]
    """A pointer to numbers of the type of `kind` at `address`."""
    pointer = types.CPointer(kind)

    def code(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        return builder.inttoptr(arguments[0], context.get_value_type(pointer))

    return pointer(types.int64, kind), code


@intrinsic
def _prefetch(context, address):  # type: ignore[no-untyped-def]
    """Have the line of memory at `address` brought near, without waiting for it."""

    def code(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        number, pointer = ir.IntType(32), ir.IntType(8).as_pointer()
        kind = ir.FunctionType(ir.VoidType(), [pointer, number, number, number])
        prefetch = builder.module.declare_intrinsic("llvm.prefetch", [pointer], kind)
        builder.call(prefetch, [builder.inttoptr(arguments[0], pointer), *(number(value) for value in (0, 3, 1))])
        return context.get_dummy_value()

    return types.void(types.int64), code


@compiled
def all_within(index, n):  # type: ignore[no-untyped-def]
    """Whether all of `index` (B,) are from 0 on and below `n`."""
    outside = 0
    for i in range(len(index)):
        outside += index[i] < 0 or index[i] >= n
    return outside == 0


@inlined
def _rate(clock, lowest, now):  # type: ignore[no-untyped-def]
    return (now - lowest) / max(clock[now] - clock[lowest], 1e-9)


@inlined
def _before(clock, lowest, now, seconds, rate):  # type: ignore[no-untyped-def]
    """The last moment that was there `seconds` before `now`, no earlier than `lowest`."""
    when = clock[now] - seconds + 1e-6
    # The place is guessed, for frames come evenly, mostly, and then enclosed in doubling steps.
    low, step = max(now - np.int64(min(seconds * rate, 1e12)), lowest), 1
    if low == lowest or clock[low] <= when:
        high = low + 1
        while high < len(clock) and clock[high] <= when:
            low, high, step = high, high + step, 2 * step
        high = min(high, len(clock))
    else:
        high, low = low, low - 1
        while low > lowest and clock[low] > when:
            high, low, step = low, max(low - step, lowest), 2 * step
    while high - low > 1:
        middle = (low + high) // 2
        if clock[middle] <= when:
            low = middle
        else:
            high = middle
    return low


@compiled
def rows_before(clock, first, index, seconds, out):  # type: ignore[no-untyped-def]
    """For each moment and each of some times before it, the last moment that was there then.

    Args:
        clock: (N,) ascending. first: (N,) the first moment of each moment's recording.
        index: (B,) moments. seconds: (B or 1, L) how long before each, or before all of them.
        out: (B, L) filled.
    """
    for i in range(len(index)):
        now, lowest = index[i], first[index[i]]
        rate, mine = _rate(clock, lowest, now), seconds[i % len(seconds)]
        for k in range(len(mine)):
            out[i, k] = _before(clock, lowest, now, mine[k], rate)


@inlined
def _copy_row(source, out):  # type: ignore[no-untyped-def]
    row = carray(_at(source, np.float32(0)), len(out))
    for k in range(len(out)):
        out[k] = row[k]


@compiled
def copy_rows(columns, recording, first, index, out):  # type: ignore[no-untyped-def]
    """Copy the rows of float32 columns that belong to some moments.

    Args:
        columns: (R,) addresses.
        recording, first: (N,) recording of each moment, and its first moment.
        index: (B,) moments.
        out: (B, W) float32, filled.
    """
    size = 4 * out.shape[1]
    for i in range(len(index)):
        at = index[i]
        _copy_row(columns[recording[at]] + size * (at - first[at]), out[i])


@inlined
def _ask(row, size):  # type: ignore[no-untyped-def]
    """Rows lie far apart, and hardly one of them is near: they are asked for before they are needed."""
    for line in range(0, size, 64):
        _prefetch(row + line)


@compiled
def copy_lagged(columns, clock, recording, first, index, lags, out, lagged):  # type: ignore[no-untyped-def]
    """Copy the rows of some moments, and those of what was there at some times before.

    Args:
        columns, recording, first, index: as for `copy_rows`. clock: as for `rows_before`.
        lags: (L,) seconds.
        out: (B, W) float32, lagged: (B, L, W) float32, filled.
    """
    size, steps = 4 * out.shape[1], len(lags)
    rows = np.empty((len(index), steps + 1), np.int64)
    for i in range(len(index)):
        now, lowest = index[i], first[index[i]]
        column, rate = columns[recording[now]], _rate(clock, lowest, now)
        rows[i, steps] = column + size * (now - lowest)
        for k in range(steps):
            rows[i, k] = column + size * (_before(clock, lowest, now, lags[k], rate) - lowest)
        for k in range(steps + 1):
            _ask(rows[i, k], size)
    for i in range(len(index)):
        _copy_row(rows[i, steps], out[i])
        for k in range(steps):
            _copy_row(rows[i, k], lagged[i, k])


@compiled
def copy_past(columns, clock, recording, first, index, seconds, out, present):  # type: ignore[no-untyped-def]
    """Copy the rows of what was there at some times before some moments.

    Args:
        columns, recording, first, index: as for `copy_rows`. clock: as for `rows_before`.
        seconds: (L,)
        out: (B, L, W) float32, filled.
        present: (B, L) filled with whether the recording had begun by then.
    """
    size, rows = 4 * out.shape[2], np.empty(len(seconds), np.int64)
    for i in range(len(index)):
        now, lowest = index[i], first[index[i]]
        column, rate = columns[recording[now]], _rate(clock, lowest, now)
        for k in range(len(seconds)):
            rows[k] = column + size * (_before(clock, lowest, now, seconds[k], rate) - lowest)
            _ask(rows[k], size)
            present[i, k] = clock[now] - seconds[k] >= clock[lowest] - 1e-6
        for k in range(len(seconds)):
            _copy_row(rows[k], out[i, k])


@inlined
def _ends(start, recording, first, at):  # type: ignore[no-untyped-def]
    """(2,) where the objects of a moment begin and end in their columns."""
    return carray(_at(start[recording[at]] + 8 * (at - first[at]), np.int64(0)), 2)


@compiled
def most_objects(start, recording, first, index):  # type: ignore[no-untyped-def]
    """How many objects the fullest of the moments `index` (B,) has; `start` as for `slots_now`."""
    most = 0
    for i in range(len(index)):
        ends = _ends(start, recording, first, index[i])
        most = max(most, ends[1] - ends[0])
    return most


@compiled
def slots_now(start, track, recording, first, before, slot, index, out):  # type: ignore[no-untyped-def]
    """Find objects of some moments again in others.

    Args:
        start, track: (R,) addresses of columns, see `Scenes`.
        recording, first: as for `copy_rows`.
        before: (B,) moments. slot: (B,) of an object in each of them, below 0 for none.
        index: (B,) other moments of the same recordings.
        out: (B,) filled with the slot that each object has there, below 0 for none.
    """
    for i in range(len(index)):
        out[i] = NO_TARGET
        old, new = _ends(start, recording, first, before[i]), _ends(start, recording, first, index[i])
        if not 0 <= slot[i] < old[1] - old[0]:
            continue
        which = recording[index[i]]
        wanted = carray(_at(track[which] + 4 * (old[0] + slot[i]), np.int32(0)), 1)[0]
        tracks = carray(_at(track[which] + 4 * new[0], np.int32(0)), new[1] - new[0])
        for k in range(len(tracks)):
            if tracks[k] == wanted:
                out[i] = k
                break


@compiled
def copy_objects(columns, recording, first, index, cls, box, velocity, track, count):  # type: ignore[no-untyped-def]
    """Copy the objects of some moments into slots.

    Args:
        columns: (5, R) addresses of `start`, `cls`, `box`, `velocity` and `track`, see `Scenes`.
        recording, first, index: as for `copy_rows`.
        cls: (B, O) zeros, filled as far as there are objects, like the others.
        box: (B, O, 5), velocity: (B, O, 2), track: (B, O)
        count: (B,) filled.
    """
    for i in range(len(index)):
        which, ends = recording[index[i]], _ends(columns[0], recording, first, index[i])
        begin, n = ends[0], min(ends[1] - ends[0], cls.shape[1])
        count[i] = n
        kinds = carray(_at(columns[1, which] + 2 * begin, np.int16(0)), n)
        boxes = carray(_at(columns[2, which] + 20 * begin, np.float32(0)), (n, 5))
        velocities = carray(_at(columns[3, which] + 8 * begin, np.float32(0)), (n, 2))
        tracks = carray(_at(columns[4, which] + 4 * begin, np.int32(0)), n)
        for slot in range(n):
            cls[i, slot], track[i, slot] = kinds[slot], tracks[slot]
            for k in range(5):
                box[i, slot, k] = boxes[slot, k]
            for k in range(2):
                velocity[i, slot, k] = velocities[slot, k]

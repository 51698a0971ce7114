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

from core.compiled import compiled, compiled_with, inlined
from core.describe import changes_now


def addresses(columns: Sequence[NDArray[Any]]) -> NDArray[np.int64]:
    """(R,) where each column begins in memory. They must be kept for as long as the addresses are used."""
    if not all(column.flags.c_contiguous for column in columns):
        raise ValueError("rows must lie one after the other")
    return np.array([column.ctypes.data for column in columns], np.int64)


@intrinsic
def at_address(context, address, kind):  # type: ignore[no-untyped-def]
    """A pointer to numbers of the type of `kind` at `address`."""
    pointer = types.CPointer(kind)

    def code(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        return builder.inttoptr(arguments[0], context.get_value_type(pointer))

    return pointer(types.int64, kind), code


@intrinsic
def prefetch(context, address):  # type: ignore[no-untyped-def]
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
def copy_row(source, out):  # type: ignore[no-untyped-def]
    row = carray(at_address(source, np.float32(0)), len(out))
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
        copy_row(columns[recording[at]] + size * (at - first[at]), out[i])


@inlined
def ask_for(row, size):  # type: ignore[no-untyped-def]
    """Rows lie far apart, and hardly one of them is near: they are asked for before they are needed."""
    for line in range(0, size, 64):
        prefetch(row + line)


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
            ask_for(rows[i, k], size)
    for i in range(len(index)):
        copy_row(rows[i, steps], out[i])
        for k in range(steps):
            copy_row(rows[i, k], lagged[i, k])


@compiled_with(changes_now)
def copy_past(  # type: ignore[no-untyped-def]
    columns, states, label, clock, recording, first, index, seconds, lags, bars, ago,
    out, present, state, changes, labels,
):  # fmt: skip
    """Copy the rows of what was there at some times before some moments, with all else that is asked of the past.

    The rows are so many that they push everything out of the near memory. So a moment is done with before the next one
    is begun, but for its rows: those are copied while the next one's come near.

    Args:
        columns, recording, first, index: as for `copy_rows`. clock: as for `rows_before`.
        states: (R,) addresses of other columns. label: (N,)
        seconds: (L,), lags: (K,), ago: seconds. bars: as for `changes_now`.
        out: (B, L, W) float32, filled.
        present: (B, L) filled with whether the recording had begun by then.
        state: (B, S) float32, filled from `states`.
        changes: (B, ..) filled with how that has changed since `lags` before.
        labels: (2, B) filled with the label of each moment, and that of `ago` before.
    """
    steps, size, state_size = len(seconds), 4 * out.shape[2], 4 * state.shape[1]
    rows, lagged = np.empty((2, steps), np.int64), np.empty((len(lags), state.shape[1]), np.float32)
    for i in range(len(index) + 1):
        mine, others = rows[i % 2], rows[(i + 1) % 2]
        if i == len(index):
            for k in range(steps):
                copy_row(others[k], out[i - 1, k])
            break
        now, lowest = index[i], first[index[i]]
        rate, which = _rate(clock, lowest, now), recording[now]
        for k in range(steps):
            mine[k] = columns[which] + size * (_before(clock, lowest, now, seconds[k], rate) - lowest)
            ask_for(mine[k], size)
            present[i, k] = clock[now] - seconds[k] >= clock[lowest] - 1e-6
            if i > 0:
                copy_row(others[k], out[i - 1, k])
        labels[0, i], labels[1, i] = label[now], label[_before(clock, lowest, now, ago, rate)]
        copy_row(states[which] + state_size * (now - lowest), state[i])
        for k in range(len(lags)):
            then = _before(clock, lowest, now, lags[k], rate)
            copy_row(states[which] + state_size * (then - lowest), lagged[k])
        changes_now(state[i], lagged, bars, changes[i])

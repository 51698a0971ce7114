"""Copies rows of many mapped recordings into one batch. The recordings are told by the addresses of their columns:
a batch of a few hundred samples comes from as many recordings, and asking each by itself costs more than copying."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numba import carray, types
from numba.extending import intrinsic
from numpy.typing import NDArray

from core.compiled import compiled


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


@compiled
def copy_rows(columns, recording, row, out):  # type: ignore[no-untyped-def]
    """Copy row `row[i]` of float32 column `recording[i]` to `out[i]`, for all i.

    Args:
        columns: (R,) addresses.
        recording, row: (B,)
        out: (B, W) float32, filled.
    """
    width = out.shape[1]
    for i in range(len(row)):
        source = carray(_at(columns[recording[i]] + 4 * width * row[i], np.float32(0)), width)
        for k in range(width):
            out[i, k] = source[k]


@compiled
def copy_objects(columns, recording, row, cls, box, velocity, track, count):  # type: ignore[no-untyped-def]
    """Copy the objects of moment `row[i]` of recording `recording[i]` into slots, for all i.

    Args:
        columns: (5, R) addresses of `start`, `cls`, `box`, `velocity` and `track`, see `Scenes`.
        recording, row: (B,)
        cls: (B, O) zeros, filled as far as there are objects, like the others.
        box: (B, O, 5), velocity: (B, O, 2), track: (B, O)
        count: (B,) filled.
    """
    for i in range(len(row)):
        which = recording[i]
        ends = carray(_at(columns[0, which] + 8 * row[i], np.int64(0)), 2)
        first, n = ends[0], min(ends[1] - ends[0], cls.shape[1])
        count[i] = n
        kinds = carray(_at(columns[1, which] + 2 * first, np.int16(0)), n)
        boxes = carray(_at(columns[2, which] + 20 * first, np.float32(0)), (n, 5))
        velocities = carray(_at(columns[3, which] + 8 * first, np.float32(0)), (n, 2))
        tracks = carray(_at(columns[4, which] + 4 * first, np.int32(0)), n)
        for slot in range(n):
            cls[i, slot], track[i, slot] = kinds[slot], tracks[slot]
            for k in range(5):
                box[i, slot, k] = boxes[slot, k]
            for k in range(2):
                velocity[i, slot, k] = velocities[slot, k]

"""Copies the objects of moments of many mapped recordings into one batch, and finds them again; see `gather`."""

from __future__ import annotations

import numpy as np
from numba import carray

from core.compiled import compiled, compiled_with, inlined
from core.describe import describe_object, look_at_marks_now
from core.played import NO_TARGET
from trainers.gather import ask_for, at_address, copy_row


@inlined
def _ends(start, recording, first, at):  # type: ignore[no-untyped-def]
    """(2,) where the objects of a moment begin and end in their columns."""
    return carray(at_address(start[recording[at]] + 8 * (at - first[at]), np.int64(0)), 2)


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
        wanted = carray(at_address(track[which] + 4 * (old[0] + slot[i]), np.int32(0)), 1)[0]
        tracks = carray(at_address(track[which] + 4 * new[0], np.int32(0)), new[1] - new[0])
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
        kinds = carray(at_address(columns[1, which] + 2 * begin, np.int16(0)), n)
        boxes = carray(at_address(columns[2, which] + 20 * begin, np.float32(0)), (n, 5))
        velocities = carray(at_address(columns[3, which] + 8 * begin, np.float32(0)), (n, 2))
        tracks = carray(at_address(columns[4, which] + 4 * begin, np.int32(0)), n)
        for slot in range(n):
            cls[i, slot], track[i, slot] = kinds[slot], tracks[slot]
            for k in range(5):
                box[i, slot, k] = boxes[slot, k]
            for k in range(2):
                velocity[i, slot, k] = velocities[slot, k]


@compiled_with(describe_object, look_at_marks_now, copy_row)
def copy_scenes(columns, states, recording, first, index, markers, state, context, cls, features, box, mask):  # type: ignore[no-untyped-def]
    """What the models see of some moments, straight from the columns.

    Args:
        columns, recording, first, index: as for `copy_objects`.
        states: (R,) addresses of the states.
        markers: (K, 2) as for `describe_object`.
        state: (S,) room for one.
        context: (B, S + 5 K), cls: (B, O), features: (B, O, 10 + 4 K), box: (B, O, 4), mask: (B, O), all filled.
    """
    size, slots = 4 * len(state), cls.shape[1]
    for i in range(len(index)):
        which, at = recording[index[i]], index[i] - first[index[i]]
        ask_for(columns[0, which] + 8 * at, 16)
        ask_for(states[which] + size * at, size)
    for i in range(len(index)):
        which, ends = recording[index[i]], _ends(columns[0], recording, first, index[i])
        begin, n = ends[0], min(ends[1] - ends[0], slots)
        ask_for(columns[1, which] + 2 * begin, 2 * n)
        ask_for(columns[2, which] + 20 * begin, 20 * n)
        ask_for(columns[3, which] + 8 * begin, 8 * n)
    for i in range(len(index)):
        which, ends = recording[index[i]], _ends(columns[0], recording, first, index[i])
        begin, n = ends[0], min(ends[1] - ends[0], slots)
        copy_row(states[which] + size * (index[i] - first[index[i]]), state)
        look_at_marks_now(state, markers, context[i])
        kinds = carray(at_address(columns[1, which] + 2 * begin, np.int16(0)), n)
        boxes = carray(at_address(columns[2, which] + 20 * begin, np.float32(0)), (n, 5))
        velocities = carray(at_address(columns[3, which] + 8 * begin, np.float32(0)), (n, 2))
        features[i] = 0
        for slot in range(n):
            cls[i, slot], mask[i, slot] = kinds[slot], True
            for k in range(4):
                box[i, slot, k] = boxes[slot, k]
            describe_object(boxes[slot], velocities[slot], state, markers, features[i, slot])
        cls[i, n:], box[i, n:], mask[i, n:] = 0, 0, False

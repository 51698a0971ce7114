"""The loops that turn objects and state into what the models are told.

Live play and recordings go through the same functions, one moment or many at a time.
"""

from __future__ import annotations

import numpy as np

from core.compiled import compiled, inlined
from core.features import MARKER_SCALE
from core.schema import ASPECT

#: half windows to the side, both ways
_TO_SIDE_X, _TO_SIDE_Y = np.float32(2), np.float32(2 / ASPECT)
_ZERO, _ONE, _HALF, _QUARTER = np.float32(0), np.float32(1), np.float32(0.5), np.float32(0.25)
_MINUS_TWO, _TWO, _THREE, _FOUR, _FIVE = (np.float32(number) for number in (-2, 2, 3, 4, 5))
_MARKER_SPREAD = np.float32(2 * MARKER_SCALE**2)


@compiled
def summarize(start, count, cls, box, out):  # type: ignore[no-untyped-def]
    """For each moment and class: how many there are, whether there is one, and where the nearest is.

    Args:
        start: (N,) where each moment's objects begin in `cls` (M,) and `box` (M, 5).
        count: (N,) how many it has.
        out: (N, C, 5) zeros, filled.
    """
    for i in range(len(start)):
        nearest = np.full(out.shape[1], np.inf, np.float32)
        for k in range(start[i], start[i] + count[i]):
            kind = cls[k]
            x, y = (box[k, 0] - _HALF) * _TO_SIDE_X, (box[k, 1] - _HALF) * _TO_SIDE_Y
            distance = np.sqrt(x * x + y * y)
            out[i, kind, 0] += _QUARTER
            if distance < nearest[kind]:
                nearest[kind] = distance
                out[i, kind, 1], out[i, kind, 2], out[i, kind, 3] = _ONE, x, y
        for kind in range(out.shape[1]):
            if out[i, kind, 1] > 0:
                out[i, kind, 4] = np.exp(_MINUS_TWO * nearest[kind])


@inlined
def _between(value, low, high):  # type: ignore[no-untyped-def]
    return min(max(value, low), high)


@inlined
def _tanh(value):  # type: ignore[no-untyped-def]
    """To 1e-7, in a third of the time that the library's takes, which is right to the last digit of small values too.

    It is half of all that describing an object costs.
    """
    left = np.exp(_MINUS_TWO * abs(value))
    return np.copysign((_ONE - left) / (_ONE + left), value)


@inlined
def describe_object(box, velocity, state, markers, features):  # type: ignore[no-untyped-def]
    """What the models are told of one object beside its class.

    Args:
        box: (5,), velocity: (2,), state: (S,)
        markers: (K, 2) indices into the state of where each mark is.
        features: (10 + 4 K,) zeros, filled.
    """
    x, y = box[0], box[1]
    to_right, down = (x - _HALF) * _TO_SIDE_X, (y - _HALF) * _TO_SIDE_Y
    features[0], features[1] = to_right, down
    features[2], features[3], features[4] = box[2] * _FIVE, box[3] * _FIVE, box[4]
    features[5] = np.sqrt(to_right * to_right + down * down)
    features[6] = _between(velocity[0] * _THREE, -_THREE, _THREE)
    features[7] = _between(velocity[1] * _THREE, -_THREE, _THREE)
    features[8], features[9] = _tanh(_FOUR * to_right), _tanh(_FOUR * down)
    for k in range(len(markers)):
        mark_x, mark_y = state[markers[k, 0]], state[markers[k, 1]]
        if mark_x == 0 and mark_y == 0:
            continue
        away_x, away_y = x - mark_x, y - mark_y
        features[10 + 4 * k] = _between(away_x * _TWO, -_TWO, _TWO)
        features[11 + 4 * k] = _between(away_y * _TWO, -_TWO, _TWO)
        features[12 + 4 * k] = np.exp(-(away_x * away_x + away_y * away_y) / _MARKER_SPREAD)
        features[13 + 4 * k] = _ONE


@compiled
def describe_objects(box, velocity, state, count, markers, out):  # type: ignore[no-untyped-def]
    """`describe_object` of all objects of N moments.

    Args:
        box: (N, O, 5), velocity: (N, O, 2), state: (N, S), count: (N,) objects of each moment.
        markers: (K, 2)
        out: (N, O, 10 + 4 K) zeros, filled as far as there are objects.
    """
    for i in range(len(count)):
        for slot in range(count[i]):
            describe_object(box[i, slot], velocity[i, slot], state[i], markers, out[i, slot])


@inlined
def look_at_marks_now(state, markers, out):  # type: ignore[no-untyped-def]
    """The state of one moment, and where each mark is as seen from the centre.

    Args:
        state: (S,). markers: (K, 2) as for `describe_object`.
        out: (S + 5 K,) filled.
    """
    states = len(state)
    for k in range(states):
        out[k] = state[k]
    for k in range(len(markers)):
        mark_x, mark_y = state[markers[k, 0]], state[markers[k, 1]]
        features = out[states + 5 * k : states + 5 * k + 5]
        if mark_x == 0 and mark_y == 0:
            features[:] = 0
            continue
        to_right, down = (mark_x - _HALF) * _TO_SIDE_X, (mark_y - _HALF) * _TO_SIDE_Y
        distance = np.sqrt(to_right * to_right + down * down)
        features[0], features[1], features[2], features[3] = _ONE, to_right, down, distance
        # This one resolves small distances: arriving somewhere is what makes a player act.
        features[4] = np.exp(-_FIVE * distance)


@compiled
def look_at_marks(state, markers, out):  # type: ignore[no-untyped-def]
    """`look_at_marks_now` of states (N, S) into `out` (N, S + 5 K)."""
    for i in range(len(state)):
        look_at_marks_now(state[i], markers, out[i])


@inlined
def changes_now(state, lagged, bars, out):  # type: ignore[no-untyped-def]
    """How some numbers of the state changed up to one moment.

    Args:
        state: (S,) now. lagged: (L, S) at some times before.
        bars: (K,) indices into the state.
        out: (L * K,) filled.
    """
    for lag in range(len(lagged)):
        for k in range(len(bars)):
            out[lag * len(bars) + k] = state[bars[k]] - lagged[lag, bars[k]]


@compiled
def changes_since(state, lagged, bars, out):  # type: ignore[no-untyped-def]
    """`changes_now` of states (N, S) since those (N, L, S) before, into `out` (N, L * K)."""
    for i in range(len(state)):
        changes_now(state[i], lagged[i], bars, out[i])


@compiled
def lost_since(state, lagged, bars, out):  # type: ignore[no-untyped-def]
    """How much of some bars together was lost, a fifth of one counting as all there is.

    Args:
        state: (N, S) now. lagged: (N, L, S) at some times before.
        bars: (K,) indices into the state.
        out: (N, L) filled, 0..1.
    """
    for i in range(len(state)):
        for lag in range(lagged.shape[1]):
            lost = _ZERO
            for k in range(len(bars)):
                lost += lagged[i, lag, bars[k]] - state[i, bars[k]]
            out[i, lag] = _between(_FIVE * lost, _ZERO, _ONE)

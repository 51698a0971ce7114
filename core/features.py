"""From observations to arrays. Training and play share every line of this.

Shapes: N moments, O = `MAX_OBJECTS` object slots, S state numbers of the profile.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from core.observation import Observation
from core.schema import FeatureSchema

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

MAX_OBJECTS = 32
#: state numbers that others bring down, never the player's own presses: losing them is seen by all models
VITALS: tuple[str, ...] = ("hp", "shield")
#: numbers a box has: x, y, w, h, confidence
BOX = 5
#: on-marker features fall off over this share of the window
MARKER_SCALE = 0.03


@dataclass
class Moments:
    """N moments as arrays. Empty object slots have class 0 and zeros; `count` says how many are real."""

    #: (N,) float64, seconds
    t: NDArray[np.float64]
    #: (N, S)
    state: Floats
    #: (N, O) class ids
    cls: Ints
    #: (N, O, 5) x, y, w, h, confidence
    box: Floats
    #: (N, O, 2) window fractions a second
    velocity: Floats
    #: (N, O) identity over time, -1 where empty
    track: Ints
    #: (N,)
    count: Ints

    def __len__(self) -> int:
        return len(self.t)

    @classmethod
    def stack(cls, rows: list[Moments]) -> Moments:
        """Put moments together along N."""
        return cls(*(np.concatenate([getattr(row, name) for row in rows]) for name in cls.__dataclass_fields__))

    @classmethod
    def empty(cls, n: int, states: int, slots: int = MAX_OBJECTS) -> Self:
        """`n` moments in which nothing is seen."""
        return cls(
            np.zeros(n, np.float64), np.zeros((n, states), np.float32), np.zeros((n, slots), np.int64),
            np.zeros((n, slots, BOX), np.float32), np.zeros((n, slots, 2), np.float32),
            np.full((n, slots), -1, np.int64), np.zeros(n, np.int64),
        )  # fmt: skip

    def mask(self) -> NDArray[np.bool_]:
        """(N, O) True where a slot holds an object."""
        return np.arange(self.cls.shape[1])[None, :] < self.count[:, None]


class Observer:
    """Turns a stream of observations into moments, following each object from one to the next."""

    def __init__(self, schema: FeatureSchema) -> None:
        # Not for whoever only wants to know what the numbers mean: compiled code takes a while to come in.
        from core import follow

        self._follow = follow
        self._schema = schema
        self._class_id = {name: index for index, name in enumerate(schema.classes)}
        self.reset()

    def reset(self) -> None:
        """Forget what was seen."""
        self._memory = self._follow.new_memory()
        #: `order` of the moment observed last
        self.latest_order: list[int] = []

    def order(self, observation: Observation) -> list[int]:
        """Indices into `observation.objects` by slot: the known classes, nearest to the centre first, at most O.

        A target given as an index into the observation's objects finds its slot here.
        """
        found: list[int] = self._follow.slots(*self._objects(observation)).tolist()
        return found

    def observe(self, observation: Observation) -> Moments:
        """One moment (N = 1). Times must not run backwards within an episode; a jump of over a second starts anew."""
        cls, box = self._objects(observation)
        placed, start = self._follow.Placed.room(min(len(cls), MAX_OBJECTS)), np.zeros(2, np.int64)
        t = np.array([observation.t], np.float64)
        self._follow.place(t, np.array([0, len(cls)]), cls, box, self._memory, placed, start)
        state = np.array([[observation.state.get(name, 0.0) for name in self._schema.state_names]], np.float64)
        moment = Moments.empty(1, len(self._schema.state_names))
        moment.t[:], moment.count[:] = t, start[1]
        self._follow.finite_all(state, moment.state)
        n = int(start[1])
        moment.cls[0, :n], moment.box[0, :n] = placed.cls[:n], placed.box[:n]
        moment.velocity[0, :n], moment.track[0, :n] = placed.velocity[:n], placed.track[:n]
        self.latest_order = placed.given[:n].tolist()
        return moment

    def _objects(self, observation: Observation) -> tuple[NDArray[np.int16], NDArray[np.float64]]:
        objects = observation.objects
        cls = np.fromiter((self._class_id.get(item.cls, -1) for item in objects), np.int16, len(objects))
        box = np.array([(i.x, i.y, i.w, i.h, i.conf) for i in objects], np.float64).reshape(-1, BOX)
        return cls, box


def object_features(schema: FeatureSchema, moments: Moments) -> Floats:
    """(N, O, `schema.object_width`) features of each object, roughly within -1..1; zeros in empty slots."""
    from core import describe

    out = np.zeros((*moments.cls.shape, schema.object_width), np.float32)
    markers = np.array(schema.markers, np.int64).reshape(-1, 2)
    describe.describe_objects(moments.box, moments.velocity, moments.state, moments.count, markers, out)
    return out


def context_features(schema: FeatureSchema, state: Floats) -> Floats:
    """(N, `context_width`) from the state (N, S): the values, and where each mark is as seen from the centre."""
    from core import describe

    out = np.empty((len(state), schema.context_width), np.float32)
    describe.look_at_marks(state, np.array(schema.markers, np.int64).reshape(-1, 2), out)
    return out


def change_features(schema: FeatureSchema, state: Floats, lagged: Floats) -> Floats:
    """(N, `change_width`) how the bars of the state (N, S) changed since the state `STATE_LAGS` ago (N, L, S)."""
    from core import describe

    out = np.empty((len(state), schema.change_width), np.float32)
    describe.changes_since(state, lagged, np.array(schema.bars, np.int64), out)
    return out


def wound_features(schema: FeatureSchema, state: Floats, lagged: Floats) -> Floats:
    """(N, L) how much hull and shield the state (N, S) has lost since the state `STATE_LAGS` ago (N, L, S), 0..1."""
    from core import describe

    vitals = [index for index, name in enumerate(schema.state_names) if name in VITALS]
    out = np.empty(lagged.shape[:2], np.float32)
    describe.lost_since(state, lagged, np.array(vitals, np.int64), out)
    return out


def summary_features(schema: FeatureSchema, moments: Moments) -> Floats:
    """(N, `summary_width`): the state and, for each class, how many there are and where the nearest is."""
    n, slots = moments.cls.shape
    cls, box = moments.cls.reshape(-1), moments.box.reshape(-1, BOX)
    return summaries_of(schema, moments.state, np.arange(n) * slots, moments.count, cls, box)


def summaries_of(
    schema: FeatureSchema, state: Floats, start: Ints, count: Ints, cls: NDArray[np.integer], box: Floats
) -> Floats:
    """`summary_features` of N moments whose objects stand one after the other, from `start` (N,) on `count` (N,)."""
    from core import describe

    n, states, classes = *state.shape, len(schema.classes)
    out = np.zeros((n, states + 5 * classes), np.float32)
    out[:, :states] = state
    describe.summarize(start, count, cls, box, out[:, states:].reshape(n, classes, 5))
    return out


def indices_at(t: NDArray[np.float64], when: NDArray[np.float64]) -> Ints:
    """Index of the last moment at or before each time in `when` (the first moment where there is none)."""
    return np.clip(np.searchsorted(t, when + 1e-6, side="right") - 1, 0, None).astype(np.int64)

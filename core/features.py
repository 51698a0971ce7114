"""From observations to arrays. Training and play share every line of this.

Shapes: N moments, O = `MAX_OBJECTS` object slots, S state numbers of the profile.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from core.errors import ExitCode, UserError
from core.observation import Observation
from core.profile import HudBar, HudMarker, HudNumber, Profile
from core.words import MODES

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

MAX_OBJECTS = 32
#: seconds before now at which the state is looked at again, so that a change can be seen
STATE_LAGS: tuple[float, ...] = (0.25, 1.0, 3.0)
#: state numbers that others bring down, never the player's own presses: losing them is seen by all models
VITALS: tuple[str, ...] = ("hp", "shield")
#: numbers a box has: x, y, w, h, confidence
BOX = 5
#: width over height of a game window; distances are the same in all directions only when this is heeded
ASPECT = 16 / 9
#: on-marker features fall off over this share of the window
MARKER_SCALE = 0.03


class FeatureSchema(msgspec.Struct, frozen=True):
    """What the numbers mean: stored in every checkpoint, and compared before a model is used."""

    profile: str
    classes: tuple[str, ...]
    state_names: tuple[str, ...]
    hotkeys: tuple[str, ...]
    modes: tuple[str, ...]
    #: state indices (x, y) of the HUD marks that live in window coordinates, such as a lock ring
    markers: tuple[tuple[int, int], ...]
    #: state indices of the bars and of bare numbers: only their changes are looked at, because a mark that moved is
    #: often the player's own last click
    bars: tuple[int, ...]
    #: maps on which the player is marked: state indices (x, y) of the mark, and the map's width over its height
    maps: tuple[tuple[int, int, float], ...] = ()

    @classmethod
    def of(cls, profile: Profile) -> Self:
        """The schema a profile asks for."""
        names = profile.state_names
        markers = tuple(
            (names.index(f"{element.name}_x"), names.index(f"{element.name}_y"))
            for element in profile.hud
            if isinstance(element, HudMarker) and element.rect == (0.0, 0.0, 1.0, 1.0)
        )
        maps = tuple(
            (names.index(f"{element.name}_x"), names.index(f"{element.name}_y"), _shape(element.rect))
            for element in profile.hud
            if isinstance(element, HudMarker) and element.meaning == "place"
        )
        bars = tuple(names.index(element.name) for element in profile.hud if isinstance(element, HudBar | HudNumber))
        return cls(
            profile.name,
            profile.class_names,
            names,
            profile.hotkeys,
            tuple(mode.value for mode in MODES),
            markers,
            bars,
            maps,
        )

    def require(self, profile: Profile, what: str) -> None:
        """Raise a UserError unless `what` (a model's name or path) was made for this profile."""
        wanted = FeatureSchema.of(profile)
        if self.profile != wanted.profile:
            raise UserError(
                f"{what} was made for profile {self.profile!r}, not {wanted.profile!r}: train one for this profile.",
                ExitCode.BAD_INPUT,
            )
        for field in self.__struct_fields__:
            mine, theirs = getattr(self, field), getattr(wanted, field)
            if mine != theirs:
                raise UserError(
                    f"{what} was made before profile {self.profile!r} changed: its {field.replace('_', ' ')} are "
                    f"{_shown(mine)}, those of the profile {_shown(theirs)}; train it again.",
                    ExitCode.BAD_INPUT,
                )

    @property
    def object_width(self) -> int:
        """Features of one object beside its class."""
        return 10 + 4 * len(self.markers)

    @property
    def context_width(self) -> int:
        """Features of the state."""
        return len(self.state_names) + 5 * len(self.markers)

    @property
    def change_width(self) -> int:
        """Features of the state's recent changes."""
        return len(self.bars) * len(STATE_LAGS)

    @property
    def summary_width(self) -> int:
        """Features of one moment in the Strategist's history."""
        return len(self.state_names) + 5 * len(self.classes)


def _shape(rect: tuple[float, float, float, float]) -> float:
    """Width over height of a part of the window."""
    _, _, width, height = rect
    return round(width * ASPECT / height, 4)


def _shown(values: tuple[object, ...]) -> str:
    return "(" + ", ".join(map(str, values)) + ")"


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


class History:
    """The recent past of one player's seat: what the policies look back at while playing.

    Args:
        seconds: how far back `summaries` can look; `lagged_state` always can.
    """

    def __init__(self, schema: FeatureSchema, seconds: float) -> None:
        self._schema = schema
        self._seconds = max(seconds, *STATE_LAGS)
        self._observer = Observer(schema)
        # Lists, because they are searched by halving at every decision and lose a moment only once per moment.
        self._t: list[float] = []
        self._past: list[Moments] = []
        self.now: Moments | None = None
        #: slot order of the latest observation, see `Observer.order`
        self.order: list[int] = []

    def reset(self) -> None:
        """Forget everything."""
        self._observer.reset()
        self._t.clear()
        self._past.clear()
        self.now, self.order = None, []

    def add(self, observation: Observation) -> Moments:
        """Take in one observation; returns its moment (N = 1)."""
        self.now = self._observer.observe(observation)
        self.order = self._observer.latest_order
        self._t.append(observation.t)
        self._past.append(self.now)
        while self._t[-1] - self._t[0] > self._seconds + 1.0:
            del self._t[0], self._past[0]
        return self.now

    def lagged_state(self) -> Floats:
        """(L, S) the state `STATE_LAGS` ago."""
        return np.concatenate([self._at(self._t[-1] - lag).state for lag in STATE_LAGS])

    def summaries(self, seconds: int) -> tuple[Floats, NDArray[np.bool_]]:
        """(T, `summary_width`) summaries of the last T = `seconds` seconds, the latest last, and (T,) which exist."""
        when = self._t[-1] - np.arange(seconds - 1, -1, -1, dtype=np.float64)
        # Summed up when asked for, once a second, and not as each moment comes.
        looked_at = Moments.stack([self._at(t) for t in when.tolist()])
        return summary_features(self._schema, looked_at), when >= self._t[0] - 1e-6

    def _at(self, when: float) -> Moments:
        """What was there at a time, or first where that is too long ago: as `indices_at`, of one time."""
        return self._past[max(0, bisect_right(self._t, when + 1e-6) - 1)]

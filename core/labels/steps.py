"""A recording in even steps of time, and what happens at each: the ground the evidence stands on.

Shapes: N frames, T steps, O object slots, M clicks and hotkeys.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.features import Floats, Ints, Moments, indices_at
from core.played import Events, Played
from core.profile import HudMarker, Meaning, Profile, Role
from core.schema import ASPECT
from core.words import Click

Bools = NDArray[np.bool_]

#: steps a second
RATE = 10
#: a longer pause between two frames counts as this many seconds
LONGEST_PAUSE = 1.0
#: a click this far outside a box, in box sizes, still means the object
MARGIN = 0.35
ROLES: tuple[Role, ...] = tuple(Role)
_ENEMY = ROLES.index(Role.ENEMY)
#: half windows to the side, both ways, so that distances are the same in all directions
_TO_SIDE = np.array([2, 2 / ASPECT], np.float32)


@dataclass
class Steps:
    """What is in view at each step, measured from the centre, where the player is; lengths are half window widths.

    The objects of a step are in the order of their distance.
    """

    #: (T,) index of the frame a step shows
    frame: Ints
    #: (N,) the step that is nearest to a frame
    step_of_frame: Ints
    #: (T, S)
    state: Floats
    #: (T, O) True where there is an object
    mask: Bools
    #: (T, O) index into `ROLES`
    role: Ints
    #: (T, O) 1 to 3 for enemies, else 0
    danger: Ints
    #: (T, O, 2) from the centre
    xy: Floats
    #: (T, O)
    distance: Floats
    #: (T, O, 2) lengths a second
    velocity: Floats
    #: (T, O), -1 where empty
    track: Ints
    #: (T, 2) from the centre
    cursor: Floats

    def __len__(self) -> int:
        return len(self.frame)

    @classmethod
    def of(cls, played: Played, profile: Profile) -> Steps:
        """A recording of at least one frame."""
        clock = np.concatenate([[0.0], np.cumsum(np.clip(np.diff(times_of(played)), 0.0, LONGEST_PAUSE))])
        count = int(clock[-1] * RATE + 1e-6) + 1
        frame = indices_at(clock, np.arange(count) / RATE)
        step_of_frame = np.clip(np.rint(clock * RATE), 0, count - 1).astype(np.int64)
        moments = moments_at(played, frame)
        mask = moments.mask()
        xy = (moments.box[..., :2] - np.float32(0.5)) * _TO_SIDE
        distance = np.where(mask, np.sqrt((xy**2).sum(-1)), np.inf)
        order = distance.argsort(axis=1, kind="stable")

        def ordered(values: NDArray[Any]) -> NDArray[Any]:
            return np.take_along_axis(values, order.reshape(order.shape + (1,) * (values.ndim - 2)), axis=1)

        role, danger = _kinds(profile)
        mask, distance, classes = ordered(mask), ordered(distance), ordered(moments.cls)
        return cls(
            frame=frame,
            step_of_frame=step_of_frame,
            state=np.nan_to_num(moments.state),
            mask=mask,
            role=role[classes],
            danger=np.where(mask, danger[classes], 0),
            xy=ordered(xy),
            distance=np.where(mask, distance, 0),
            velocity=ordered(moments.velocity) * _TO_SIDE,
            track=np.where(mask, ordered(moments.track), -1),
            cursor=(np.nan_to_num(played.cursor[frame]) - np.float32(0.5)) * _TO_SIDE,
        )

    def of_role(self, role: Role) -> Bools:
        """(T, O) the objects of one role."""
        return self.mask & (self.role == ROLES.index(role))

    def bar(self, profile: Profile, meaning: Meaning) -> Floats | None:
        """(T,) the bar of this meaning, or None where the profile names none."""
        element = profile.meanings.get(meaning)
        return None if element is None else self.state[:, profile.state_names.index(element.name)]

    def mark(self, profile: Profile, meaning: Meaning) -> tuple[Floats, Bools]:
        """(T, 2) where the marker of this meaning stands in the window, from the centre, and (T,) where it is shown."""
        element = profile.meanings.get(meaning)
        if element is None:
            return np.zeros((len(self), 2), np.float32), np.zeros(len(self), bool)
        at = profile.state_names.index(element.state_names[0])
        share = self.state[:, at : at + 2]
        left, top, width, height = element.rect
        place = share * np.array([width, height], np.float32) + np.array([left, top], np.float32)
        shown: Bools = (share != 0).any(axis=1)
        return np.where(shown[:, None], (place - np.float32(0.5)) * _TO_SIDE, 0), shown

    def steps_at(self, played: Played) -> Ints:
        """(M,) the step in which each event happens."""
        return self.step_of_frame[indices_at(times_of(played), played.events.t)]


@dataclass
class Clicks:
    """C clicks and what each of them meant."""

    #: (C,)
    step: Ints
    #: (C,) the object's track, -1 for none
    track: Ints
    #: (C,) the object's role as an index into `ROLES`, -1 for none
    role: Ints
    #: (C,) the enemy's danger
    danger: Ints
    #: (C,) on the minimap
    on_map: Bools
    #: (C,) with the right button
    right: Bools
    #: (C, 2) which way it sends the player, a vector from where the player is; 0 where it is on an object
    way: Floats

    def __len__(self) -> int:
        return len(self.step)

    @classmethod
    def of(cls, played: Played, profile: Profile, steps: Steps) -> Clicks:
        """The clicks of a recording."""
        events = played.events
        which = np.flatnonzero(events.click != Click.NONE)
        frames = indices_at(times_of(played), events.t[which])
        moments = moments_at(played, frames)
        step = steps.step_of_frame[frames]
        xy = np.nan_to_num(events.xy[which])
        right = events.click[which] == Click.RIGHT
        on_map = _inside_map(profile, xy) & ~right
        slots = [
            -1 if no_object else slot_under(moments, index, place)
            for index, (place, no_object) in enumerate(zip(xy, right | on_map, strict=True))
        ]
        slot = np.array(slots, np.int64)
        hit, rows = slot >= 0, np.arange(len(slot))
        role, danger = _kinds(profile)
        kind = moments.cls[rows, np.maximum(slot, 0)]
        centred = (xy - np.float32(0.5)) * _TO_SIDE
        here, shown = steps.mark(profile, Meaning.PLACE)
        way = np.where(on_map[:, None], (centred - here[step]) * shown[step][:, None], centred)
        return cls(
            step=step,
            track=np.where(hit, moments.track[rows, np.maximum(slot, 0)], -1),
            role=np.where(hit, role[kind], -1),
            danger=np.where(hit, danger[kind], 0),
            on_map=on_map,
            right=right,
            way=np.where((hit | right)[:, None], 0, way).astype(np.float32),
        )


def times_of(played: Played) -> NDArray[np.float64]:
    """(N,) when each frame was."""
    return played.scenes.t


def moments_at(played: Played, index: Ints | slice) -> Moments:
    """The moments of some frames."""
    return played.scenes.take(index)


def slot_under(moments: Moments, index: int, xy: Floats) -> int:
    """Slot of the object at `xy` at moment `index` (the nearest of several, boxes widened by `MARGIN`), or -1."""
    n = int(moments.count[index])
    away = np.abs(moments.box[index, :n, :2] - xy)
    reach = moments.box[index, :n, 2:4] * (0.5 + MARGIN)
    inside = (away <= reach).all(axis=1)
    if not inside.any():
        return -1
    return int(np.where(inside, (away**2).sum(axis=1), np.inf).argmin())


def pressed(played: Played, steps: Steps, keys: frozenset[int]) -> Floats:
    """(T,) how often one of these hotkeys goes down in each step."""
    events: Events = played.events
    down = steps.steps_at(played)[np.isin(events.hotkey, list(keys))]
    return np.bincount(down, minlength=len(steps)).astype(np.float32)


def _kinds(profile: Profile) -> tuple[Ints, Ints]:
    """Role, as an index into `ROLES`, and danger by class."""
    role = np.array([ROLES.index(item.role) for item in profile.classes], np.int64)
    return role, np.where(role == _ENEMY, [item.danger for item in profile.classes], 0)


def _inside_map(profile: Profile, xy: Floats) -> Bools:
    element = profile.meanings.get(Meaning.PLACE)
    if not isinstance(element, HudMarker):
        return np.zeros(len(xy), bool)
    left, top, width, height = element.rect
    x, y = xy[:, 0], xy[:, 1]
    return (x >= left) & (x <= left + width) & (y >= top) & (y <= top + height)

"""A person's limits: reaction time, the way a hand moves a mouse, aim that is a little off, and rest between actions.

Cursor paths are minimum-jerk (Flash and Hogan 1985) in the feedback form of Hoff and Arbib (1993), which at every
moment plans the smoothest way from where the hand is to where the target is now; durations follow Fitts' law (1954).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from arena import layout
from arena.scene import TICK, VIEW_HEIGHT, VIEW_WIDTH
from core.words import HOTKEY_ID, Action, Click

#: seconds from seeing to the start of acting
REACTION = (0.15, 0.25)
#: seconds between two clicks' ends and beginnings, and between two key presses
CLICK_REST = (0.10, 0.25)
KEY_REST = (0.25, 0.40)
#: Fitts' law: seconds = FITTS_A + FITTS_B * log2(distance / width + 1), kept within MOVE_TIME
FITTS_A, FITTS_B = 0.08, 0.085
MOVE_TIME = (0.15, 0.45)
#: standard deviation of the aim as a share of the target's width
AIM_SCATTER = 0.10
MISCLICK_RATE = 0.02
MISCLICK_OFFSET = (35.0, 80.0)


class Aim(NamedTuple):
    """Something to click. `what` says whether two aims are the same wish; lengths are view pixels."""

    what: tuple[object, ...]
    x: float
    y: float
    #: how large a place will do
    width: float
    click: Click = Click.LEFT


def smoothest_step(
    place: float, speed: float, acceleration: float, goal: float, remaining: float, dt: float
) -> tuple[float, float, float]:
    """One step of the minimum-jerk motion that comes to rest at `goal` after `remaining` seconds.

    Returns:
        Place, speed and acceleration after `dt` seconds, `dt` < `remaining`.
    """
    t = remaining
    distance = goal - place - speed * t - acceleration * t * t / 2
    change = -(speed + acceleration * t)
    c3 = (10 * distance - 4 * change * t - acceleration * t * t / 2) / t**3
    c4 = (-15 * distance + 7 * change * t + acceleration * t * t) / t**4
    c5 = (6 * distance - 3 * change * t - acceleration * t * t / 2) / t**5
    return (
        place + dt * (speed + dt * (acceleration / 2 + dt * (c3 + dt * (c4 + dt * c5)))),
        speed + dt * (acceleration + dt * (3 * c3 + dt * (4 * c4 + dt * 5 * c5))),
        acceleration + dt * (6 * c3 + dt * (12 * c4 + dt * 20 * c5)),
    )


@dataclass(slots=True)
class _Reach:
    """A movement under way: what for, until when, and how far off the mark."""

    aim: Aim
    ends_at: float
    off_x: float
    off_y: float


class Hand:
    """One hand on the mouse, one on the keyboard. Wishes go in, actions come out, late and not quite exact."""

    def __init__(self) -> None:
        self.reset(Random(0))

    def reset(self, random: Random) -> None:
        self._random = random
        self._x, self._y = layout.CENTRE_X, layout.CENTRE_Y
        self._motion = [(0.0, 0.0), (0.0, 0.0)]
        self._reach: _Reach | None = None
        #: the wish noticed last, and when it may be acted on
        self._noticed: tuple[tuple[object, ...] | None, float] = (None, 0.0)
        self._rested_at = 0.0
        self._key_noticed: tuple[str | None, float] = (None, 0.0)
        self._key_rested_at = 0.0

    def act(self, t: float, aim: Aim | None, key: str | None) -> Action:
        """What the hands do at `t` seconds when the mind wants `aim` clicked and `key` pressed."""
        click = self._use_mouse(t, aim)
        hotkey = self._use_keys(t, key)
        return Action(self._x / VIEW_WIDTH, self._y / VIEW_HEIGHT, click, hotkey)

    def _use_mouse(self, t: float, aim: Aim | None) -> Click:
        what = None if aim is None else aim.what
        if what != self._noticed[0]:
            self._noticed = (what, t + self._random.uniform(*REACTION))
        if self._reach is not None and aim is not None and aim.what == self._reach.aim.what:
            self._reach.aim = aim
        elif t >= self._noticed[1]:
            self._reach = None if aim is None or t < self._rested_at else self._begin(t, aim)
        if self._reach is None:
            self._idle()
            return Click.NONE
        return self._move(t, self._reach)

    def _begin(self, t: float, aim: Aim) -> _Reach:
        distance = math.hypot(aim.x - self._x, aim.y - self._y)
        duration = FITTS_A + FITTS_B * math.log2(distance / max(aim.width, 4.0) + 1.0)
        duration = min(max(duration, MOVE_TIME[0]), MOVE_TIME[1])
        scatter = aim.width * AIM_SCATTER
        off_x, off_y = self._random.gauss(0.0, scatter), self._random.gauss(0.0, scatter)
        if self._random.random() < MISCLICK_RATE:
            slip, angle = self._random.uniform(*MISCLICK_OFFSET), self._random.uniform(-math.pi, math.pi)
            off_x, off_y = off_x + slip * math.cos(angle), off_y + slip * math.sin(angle)
        return _Reach(aim, t + duration, off_x, off_y)

    def _move(self, t: float, reach: _Reach) -> Click:
        goal_x = min(max(reach.aim.x + reach.off_x, 0.0), VIEW_WIDTH - 1.0)
        goal_y = min(max(reach.aim.y + reach.off_y, 0.0), VIEW_HEIGHT - 1.0)
        remaining = reach.ends_at - t
        if remaining > TICK:
            (vx, ax), (vy, ay) = self._motion
            self._x, vx, ax = smoothest_step(self._x, vx, ax, goal_x, remaining, TICK)
            self._y, vy, ay = smoothest_step(self._y, vy, ay, goal_y, remaining, TICK)
            self._motion = [(vx, ax), (vy, ay)]
            self._stay_in_view()
            return Click.NONE
        self._x, self._y = goal_x, goal_y
        self._motion = [(0.0, 0.0), (0.0, 0.0)]
        self._reach = None
        self._noticed = (None, t)
        self._rested_at = t + self._random.uniform(*CLICK_REST)
        return reach.aim.click

    def _idle(self) -> None:
        """The resting hand comes to a halt and trembles a little."""
        (vx, _), (vy, _) = self._motion
        self._x += vx * 0.4 * TICK + self._random.gauss(0.0, 0.6)
        self._y += vy * 0.4 * TICK + self._random.gauss(0.0, 0.6)
        self._motion = [(vx * 0.4, 0.0), (vy * 0.4, 0.0)]
        self._stay_in_view()

    def _stay_in_view(self) -> None:
        self._x = min(max(self._x, 0.0), VIEW_WIDTH - 1.0)
        self._y = min(max(self._y, 0.0), VIEW_HEIGHT - 1.0)

    def _use_keys(self, t: float, key: str | None) -> int:
        if key != self._key_noticed[0]:
            self._key_noticed = (key, t + self._random.uniform(*REACTION))
        if key is None or t < self._key_noticed[1] or t < self._key_rested_at:
            return 0
        self._key_noticed = (None, t)
        self._key_rested_at = t + self._random.uniform(*KEY_REST)
        return HOTKEY_ID[key]

"""Players to be better than: one that does anything, one that clicks whatever is nearest."""

from __future__ import annotations

import math
from random import Random

from core.observation import Observation, SeenObject
from core.profile import Role, load_profile
from core.words import HOTKEY_ID, Action, Click

#: share of ticks with a click or key: two to three a second at 20 Hz
_RATE = 0.125


class RandomPlayer:
    """Clicks anywhere and presses any key of the profile, two to three times a second."""

    def __init__(self) -> None:
        self._keys = sorted(load_profile("arena").hotkey_ids)
        self.reset(0)

    def reset(self, seed: int) -> None:
        self._random = Random(seed)
        self._x = self._y = 0.5

    def act(self, observation: Observation) -> Action:
        if self._random.random() >= _RATE:
            return Action(self._x, self._y)
        if self._random.random() < 0.5:
            return Action(self._x, self._y, hotkey=self._random.choice(self._keys))
        self._x, self._y = self._random.random(), self._random.random()
        return Action(self._x, self._y, self._random.choice((Click.LEFT, Click.LEFT, Click.LEFT, Click.RIGHT)))


class Clicker:
    """Clicks the nearest enemy or loot, presses Ctrl, and again; where there is nothing, it flies anywhere in view."""

    def __init__(self) -> None:
        self._roles = load_profile("arena").roles
        self.reset(0)

    def reset(self, seed: int) -> None:
        self._random = Random(seed)
        self._x = self._y = 0.5
        self._next_at = 0.0
        self._shoots = False

    def act(self, observation: Observation) -> Action:
        if observation.t < self._next_at:
            return Action(self._x, self._y)
        self._next_at = observation.t + self._random.uniform(0.3, 0.5)
        if self._shoots:
            self._shoots = False
            return Action(self._x, self._y, hotkey=HOTKEY_ID["Ctrl"])
        wanted = [item for item in observation.objects if self._roles.get(item.cls) in (Role.ENEMY, Role.LOOT)]
        if not wanted:
            self._x, self._y = self._random.random(), self._random.random()
            return Action(self._x, self._y, Click.LEFT)
        nearest = min(wanted, key=_distance)
        self._x, self._y = nearest.x, nearest.y
        self._shoots = self._roles[nearest.cls] is Role.ENEMY
        return Action(self._x, self._y, Click.LEFT)


def _distance(item: SeenObject) -> float:
    return math.hypot((item.x - 0.5) * 16, (item.y - 0.5) * 9)

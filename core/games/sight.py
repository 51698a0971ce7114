"""What is seen of an environment of Gymnasium: numbers by name, and objects."""

from __future__ import annotations

import math
from typing import Any, Protocol

import numpy as np

from core.errors import ExitCode, UserError
from core.observation import SeenObject
from core.profile import ObjectClass, Role

#: more numbers than this are a picture
MOST_NUMBERS = 512
#: numbers beyond this say no more than that they are large
_LARGEST = 1e6
#: a profile has at least one class; of an environment that tells numbers only it never comes up
NOTHING: tuple[ObjectClass, ...] = (ObjectClass(name="thing", role=Role.OBSTACLE),)


class Sight(Protocol):
    """Turns an environment's own observation into what every player gets."""

    #: what may come up among the objects
    classes: tuple[ObjectClass, ...]
    #: names of the numbers
    names: tuple[str, ...]

    def look(self, seen: Any) -> tuple[dict[str, float], list[SeenObject]]:
        """The numbers by name, and the objects, given what the environment returned."""
        ...


class Numbers:
    """Any observation that comes down to a row of numbers: one each, `obs_0` first; a choice of n is n numbers."""

    classes = NOTHING

    def __init__(self, space: Any, name: str) -> None:
        from gymnasium import spaces

        self._space = space
        try:
            size = int(spaces.flatdim(space))
        except (NotImplementedError, ValueError):
            size = 0
        if not 0 < size <= MOST_NUMBERS:
            raise UserError(
                f"{name} shows {space}, and only environments are understood that show up to {MOST_NUMBERS} numbers, "
                "MiniGrid's and Atari's.",
                ExitCode.BAD_INPUT,
            )
        self.names = tuple(f"obs_{index}" for index in range(size))

    def look(self, seen: Any) -> tuple[dict[str, float], list[SeenObject]]:
        from gymnasium import spaces

        flat = np.asarray(spaces.flatten(self._space, seen), np.float64)
        return dict(zip(self.names, map(plain, flat.tolist()), strict=True)), []


def plain(value: float) -> float:
    """A number that can be written down."""
    return 0.0 if math.isnan(value) else min(max(value, -_LARGEST), _LARGEST)


def sight_of(environment: Any, name: str) -> Sight:
    """How the environment called `name` is seen.

    Raises:
        UserError: it shows pictures, words or graphs.
    """
    from core.games import atari, minigrid

    if name.startswith(atari.PREFIX):
        return atari.sight_of(name)
    if minigrid.is_grid(environment.observation_space):
        return minigrid.Grid()
    return Numbers(environment.observation_space, name)

"""What is seen in Atari's games: objects, from where the console keeps their places in its memory.

The places of some games' objects are known (Anand et al. 2019, Delfosse et al. 2023; checked against the pictures). Of
any other game the 128 bytes of memory are shown as numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from core.observation import SeenObject
from core.profile import ObjectClass, Role

PREFIX = "ALE/"
#: the picture, in pixels
WIDTH, HEIGHT = 160, 210
_BYTES = 128


class Place(NamedTuple):
    """One coordinate of an object's centre in pixels: the byte that tells it and what is added; `byte` None for one
    that never changes."""

    byte: int | None
    add: int
    sign: int = 1

    def read(self, memory: Sequence[int]) -> int:
        return self.add + (0 if self.byte is None else self.sign * memory[self.byte])


class Thing(NamedTuple):
    """An object; where `shown` is a byte, it is there only while that is not 0."""

    name: str
    role: Role
    x: Place
    y: Place
    width: int
    height: int
    shown: int | None = None


def _car(lane: int) -> Thing:
    return Thing("car", Role.ENEMY, Place(117 - lane, 1), Place(None, 33 + 16 * lane), 8, 10)


_GAMES: dict[str, tuple[Thing, ...]] = {
    "Pong": (
        Thing("paddle", Role.SAFE, Place(None, 142), Place(51, -5), 4, 16),
        Thing("opponent", Role.OBSTACLE, Place(None, 18), Place(50, -7), 4, 16, shown=50),
        Thing("ball", Role.LOOT, Place(49, -48), Place(54, -12), 2, 4, shown=54),
    ),
    "Breakout": (
        Thing("paddle", Role.SAFE, Place(72, -39), Place(None, 191), 16, 4),
        Thing("ball", Role.LOOT, Place(99, -48), Place(101, 11), 2, 4, shown=101),
    ),
    "Freeway": (
        Thing("chicken", Role.SAFE, Place(None, 48), Place(14, 196, -1), 6, 8),
        *(_car(lane) for lane in range(10)),
    ),
}


class Objects:
    """Objects of a game whose memory is known; see `core.games.sight.Sight`."""

    names: tuple[str, ...] = ()

    def __init__(self, things: tuple[Thing, ...]) -> None:
        self._things = things
        self.classes = tuple({thing.name: ObjectClass(name=thing.name, role=thing.role) for thing in things}.values())

    def look(self, seen: Any) -> tuple[dict[str, float], list[SeenObject]]:
        memory = seen.tolist()
        return {}, [
            SeenObject(
                thing.name,
                min(max(thing.x.read(memory) / WIDTH, 0.0), 1.0),
                min(max(thing.y.read(memory) / HEIGHT, 0.0), 1.0),
                thing.width / WIDTH,
                thing.height / HEIGHT,
            )
            for thing in self._things
            if thing.shown is None or memory[thing.shown]
        ]


class Memory:
    """The memory of a game of which no more is known, 0..1; see `core.games.sight.Sight`."""

    names: tuple[str, ...] = tuple(f"ram_{index}" for index in range(_BYTES))

    def __init__(self) -> None:
        from core.games.sight import NOTHING

        self.classes = NOTHING

    def look(self, seen: Any) -> tuple[dict[str, float], list[SeenObject]]:
        return dict(zip(self.names, (seen / 255).tolist(), strict=True)), []


def sight_of(name: str) -> Objects | Memory:
    """How the game called `name` (ALE/Pong-v5) is seen."""
    things = _GAMES.get(name.removeprefix(PREFIX).partition("-")[0])
    return Memory() if things is None else Objects(things)

"""What a player sees at one moment: the same type for recorder, pilots and policies."""

from __future__ import annotations

from typing import Protocol

import msgspec

from core.words import Action


class SeenObject(msgspec.Struct, frozen=True, gc=False):
    """One object in view.

    `x`, `y` are the centre and `w`, `h` the size of its box, all as fractions of the game window (0..1; a box may reach
    beyond the edge). `conf` is the detector's confidence in 0..1; `cls` one of the profile's class names.
    """

    cls: str
    x: float
    y: float
    w: float
    h: float
    conf: float = 1.0


class Observation(msgspec.Struct, frozen=True, gc=False):
    """One moment as seen by a player.

    `t` is in seconds since the recording or episode began; `state` holds the HUD numbers by the names the profile gives
    them; `objects` are in no particular order.
    """

    t: float
    state: dict[str, float]
    objects: list[SeenObject]


class Player(Protocol):
    """Anything that can sit in the seat: a pilot, a policy, a baseline."""

    def reset(self, seed: int) -> None:
        """Forget the last episode; all randomness from here on follows `seed`."""
        ...

    def act(self, observation: Observation) -> Action:
        """Answer one observation. Called at 20 Hz."""
        ...

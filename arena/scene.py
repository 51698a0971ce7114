"""One moment of the game as plain values: what the renderer draws and what observations are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

#: the view in world pixels; the camera keeps the ship at its centre
VIEW_WIDTH, VIEW_HEIGHT = 1280, 720
#: seconds between two simulation ticks
TICK = 1 / 20


class Sprite(NamedTuple):
    """One thing in the world. Lengths are world pixels, angles radians (0 = right, clockwise on screen)."""

    #: a class name of the arena's profile: drone, raider, hulk, crate, ore, station, gate, asteroid
    kind: str
    #: unique within an episode
    id: int
    x: float
    y: float
    #: velocity in pixels a second
    vx: float
    vy: float
    angle: float
    #: half of the side of the square box around it
    radius: float
    #: remaining hull, 0..1
    hp: float = 1.0


class Beam(NamedTuple):
    """A shot drawn from one point to another, in world pixels; `age` in seconds since it was fired."""

    x0: float
    y0: float
    x1: float
    y1: float
    age: float
    hostile: bool


class Bolt(NamedTuple):
    """An enemy projectile in flight."""

    x: float
    y: float
    vx: float
    vy: float


class Burst(NamedTuple):
    """Something that just happened at a place: explosion, pickup, blast, warp, repair, respawn."""

    kind: str
    x: float
    y: float
    radius: float
    age: float


@dataclass(slots=True)
class Scene:
    """Everything the window shows at one tick.

    `hud` holds every state number of the arena's profile except the markers, which the renderer draws from `ship`,
    `lock` and `destination`.
    """

    tick: int
    sector: int
    world_width: float
    world_height: float
    ship: Sprite
    sprites: list[Sprite]
    hud: dict[str, float]
    score: int
    counts: dict[str, int]
    #: id of the locked sprite
    lock: int | None = None
    #: where the ship flies to, in world pixels
    destination: tuple[float, float] | None = None
    #: seconds until the ship is back after a death, 0 while it lives
    respawn_in: float = 0.0
    boosting: bool = False
    shielded: bool = False
    beams: list[Beam] = field(default_factory=list)
    bolts: list[Bolt] = field(default_factory=list)
    bursts: list[Burst] = field(default_factory=list)
    message: str = ""

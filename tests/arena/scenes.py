"""Scenes that tests draw: moments of real play, and one made by hand."""

from __future__ import annotations

from collections.abc import Iterator

from arena.pilots import load_pilot
from arena.scene import Scene, Sprite
from arena.seat import Seat


def played(pilot: str, seed: int, ticks: int, every: int = 1) -> Iterator[Scene]:
    """Every `every`-th scene of an episode."""
    seat, player = Seat(seed), load_pilot(pilot)
    player.reset(seed)
    for tick in range(ticks):
        if tick % every == 0:
            yield seat.scene()
        seat.step(player.act(seat.observe()))


def empty_scene(*sprites: Sprite, **changes: object) -> Scene:
    """A ship at rest in the middle of sector 1, with nothing around but `sprites`."""
    scene = Seat(0).scene()
    scene.ship = Sprite("ship", 0, 1800.0, 1350.0, 0.0, 0.0, 0.0, 24.0)
    scene.sprites, scene.message = list(sprites), ""
    for name, value in changes.items():
        setattr(scene, name, value)
    return scene

from __future__ import annotations

import numpy as np
import pytest

from core.games.minigrid import CELL, Grid

pytest.importorskip("minigrid", reason="the extra `gym` is not installed")

from minigrid.core.grid import Grid as World
from minigrid.core.world_object import Ball, Door, Goal, Key, Lava, Wall


def look(*things: tuple[int, int, object], facing: int = 0) -> tuple[dict[str, float], dict[tuple[int, int], str]]:
    """What is seen of things at (steps to the right, steps ahead) of the player."""
    world = World(7, 7)
    for right, ahead, thing in things:
        world.set(3 + right, 6 - ahead, thing)
    image = world.encode(np.ones((7, 7), bool))
    state, objects = Grid().look({"image": image, "direction": facing, "mission": ""})
    cells = {(round((item.x - 0.5) / CELL), round((0.5 - item.y) / CELL)): item.cls for item in objects}
    return state, cells


def test_things_lie_where_they_are_as_seen_by_the_player() -> None:
    _, cells = look((0, 1, Wall()), (-3, 6, Key("red")), (3, 0, Ball("blue")), (1, 2, Lava()), (0, 4, Goal()))
    assert cells == {(0, 1): "wall", (-3, 6): "key", (3, 0): "ball", (1, 2): "lava", (0, 4): "goal"}


def test_a_door_is_another_thing_locked_closed_and_open() -> None:
    _, cells = look((0, 1, Door("red", is_locked=True)), (1, 1, Door("red")), (2, 1, Door("red", is_open=True)))
    assert cells == {(0, 1): "locked_door", (1, 1): "door", (2, 1): "open_door"}


@pytest.mark.parametrize(
    ("thing", "carrying"), [(None, 0.0), (Key("red"), 1.0), (Door("red", is_open=True), 0.0), (Ball("red"), 1.0)]
)
def test_what_is_in_the_players_own_cell_is_carried_unless_it_is_a_door(thing: object, carrying: float) -> None:
    state, cells = look((0, 0, thing))
    assert state["carrying"] == carrying and not cells


@pytest.mark.parametrize("facing", range(4))
def test_the_way_it_faces_is_one_of_four(facing: int) -> None:
    state, _ = look(facing=facing)
    assert [state[name] for name in Grid.names[1:]] == [float(way == facing) for way in range(4)]

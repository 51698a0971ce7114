"""What is seen in MiniGrid (Chevalier-Boisvert et al. 2023): the cells in front of the player, each an object.

The player stands in the middle and looks up. The words of a mission are not read.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.observation import SeenObject
from core.profile import ObjectClass, Role

#: cells across the window: seven ahead of the player, itself and as many behind it, which it does not see
ACROSS = 13
CELL = 1 / ACROSS
#: the player's place in what MiniGrid shows: column and row
_EYE = (3, 6)
#: MiniGrid's numbers of what may be in a cell, beside nothing; see minigrid.core.constants.OBJECT_TO_IDX
_DOOR = 4
_KINDS = {2: "wall", 5: "key", 6: "ball", 7: "box", 8: "goal", 9: "lava"}
#: by a door's state
_DOORS = ("open_door", "door", "locked_door")


class Grid:
    """See `core.games.sight.Sight`."""

    classes: tuple[ObjectClass, ...] = (
        ObjectClass(name="wall", role=Role.OBSTACLE),
        ObjectClass(name="door", role=Role.GATE),
        ObjectClass(name="locked_door", role=Role.GATE),
        ObjectClass(name="open_door", role=Role.GATE),
        ObjectClass(name="key", role=Role.LOOT),
        ObjectClass(name="ball", role=Role.LOOT),
        ObjectClass(name="box", role=Role.LOOT),
        ObjectClass(name="goal", role=Role.SAFE),
        ObjectClass(name="lava", role=Role.ENEMY, danger=3),
    )
    names: tuple[str, ...] = ("carrying", *(f"facing_{way}" for way in ("right", "down", "left", "up")))

    def look(self, seen: Any) -> tuple[dict[str, float], list[SeenObject]]:
        cells, facing = seen["image"], int(seen["direction"])
        state = dict.fromkeys(self.names, 0.0)
        state[self.names[1 + facing]] = 1.0
        objects = []
        for column, row in np.argwhere(cells[..., 0] >= 2).tolist():
            kind, _, condition = cells[column, row].tolist()
            if (column, row) == _EYE:
                # What is carried is shown where the player stands; an open door there is stood in.
                state["carrying"] = float(kind != _DOOR)
                continue
            name = _DOORS[condition] if kind == _DOOR else _KINDS.get(kind)
            if name is not None:
                x, y = 0.5 + (column - _EYE[0]) * CELL, 0.5 + (row - _EYE[1]) * CELL
                objects.append(SeenObject(name, x, y, CELL, CELL))
        return state, objects


def is_grid(space: Any) -> bool:
    """Whether an environment shows itself as MiniGrid does."""
    try:
        return bool(space["image"].shape == (7, 7, 3) and space["direction"].n == 4)
    except (AttributeError, KeyError, TypeError, IndexError):
        return False

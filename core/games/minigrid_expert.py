"""Plays MiniGrid's rooms: fetches the key, opens the door, goes to the goal; what it does not see it looks for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from core.games.experts import Keyed
from core.games.minigrid import CELL
from core.observation import Observation
from core.words import Action, Mode

#: MiniGrid's actions, counted from one: 0 is none
_LEFT, _RIGHT, _FORWARD, _PICK_UP, _USE = 1, 2, 3, 4, 6
#: a cell as steps to the right of the player and ahead of it
_Cell = tuple[int, int]
_AHEAD: tuple[_Cell, ...] = ((0, 1), (1, 0), (0, -1), (-1, 0))
#: as far as it can see
_REACH = 6


class GridExpert(Keyed):
    """A search for the shortest way through what it sees, made anew at every step."""

    def __init__(self) -> None:
        self.reset(0)

    def reset(self, seed: int) -> None:
        self.mode: str = Mode.EXPLORE
        self.target: int | None = None

    def act(self, observation: Observation) -> Action:
        """One step of MiniGrid for every tick."""
        cells = {self._cell(item.x, item.y): index for index, item in enumerate(observation.objects)}
        names = {cell: observation.objects[index].cls for cell, index in cells.items()}
        carrying = observation.state["carrying"] > 0
        self.mode, self.target = Mode.EXPLORE, None
        free = {cell for cell, name in names.items() if name in ("goal", "open_door")}

        def passable(cell: _Cell) -> bool:
            return abs(cell[0]) <= _REACH // 2 and 0 <= cell[1] <= _REACH and (cell not in names or cell in free)

        wanted = [("goal", Mode.LOOT, None), ("door", Mode.EXPLORE, _USE)]
        wanted += [("locked_door", Mode.EXPLORE, _USE)] if carrying else [("key", Mode.LOOT, _PICK_UP)]
        for name, mode, press in wanted:
            places = [cell for cell, found in names.items() if found == name]
            step = _first_step(places, press, passable) if places else None
            if step is not None:
                self.mode = mode
                self.target = cells[min(places, key=lambda cell: abs(cell[0]) + abs(cell[1]))]
                return self._press(step)
        return self._press(_FORWARD if passable((0, 1)) else _RIGHT)

    def _press(self, step: int) -> Action:
        return Action(0.5, 0.5, hotkey=self.keys.get(step - 1, 0))

    @staticmethod
    def _cell(x: float, y: float) -> _Cell:
        return round((x - 0.5) / CELL), round((0.5 - y) / CELL)


def _first_step(places: list[_Cell], press: int | None, passable: Callable[[_Cell], bool]) -> int | None:
    """The first action on the shortest way into one of the places, or to where it is ahead and `press` is due; None
    where no way is seen."""
    start = ((0, 0), 0)
    first: dict[tuple[_Cell, int], int] = {start: 0}
    queue = deque([start])
    while queue:
        here = (cell, facing) = queue.popleft()
        ahead = (cell[0] + _AHEAD[facing][0], cell[1] + _AHEAD[facing][1])
        if press is None and cell in places:
            return first[here]
        if press is not None and ahead in places:
            return first[here] or press
        steps = [(_LEFT, (cell, (facing - 1) % 4)), (_RIGHT, (cell, (facing + 1) % 4))]
        if passable(ahead):
            steps.insert(0, (_FORWARD, (ahead, facing)))
        for step, there in steps:
            if there not in first:
                first[there] = first[here] or step
                queue.append(there)
    return None

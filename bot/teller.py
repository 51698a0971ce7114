"""Test mode: says what the bot would do, and does nothing."""

from __future__ import annotations

from core.clock import now
from core.job import log
from core.observation import Observation, Player
from core.screen import Geometry
from core.words import HOTKEYS, Action, Click

#: seconds between two lines
_EVERY = 1.0


class Teller:
    """Takes the actuator's place."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._told_at = now()
        #: what would have been pressed since the last line
        self._pressed: list[str] = []

    def perform(self, seen: Observation, action: Action, place: Geometry) -> None:
        """Note what would be done; a line a second tells it."""
        where = f"at {action.x:.2f}, {action.y:.2f}"
        if action.click != Click.NONE:
            self._pressed.append(f"click {Click(action.click).name.lower()} {where}")
        if action.hotkey:
            self._pressed.append(f"press {HOTKEYS[action.hotkey]}")
        if now() - self._told_at >= _EVERY:
            self._told_at = now()
            log.info("%s would %s", self._intent(seen), ", ".join(self._pressed) or f"move {where}")
            self._pressed.clear()

    def close(self) -> None:
        """Nothing is down."""

    def _intent(self, seen: Observation) -> str:
        mode = getattr(self._player, "mode", None)
        target = getattr(self._player, "target", None)
        if target is not None:
            item = seen.objects[target]
            return f"{mode}, {item.cls} at {item.x:.2f}, {item.y:.2f}:"
        return f"{mode}:" if mode else "It"

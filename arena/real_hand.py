"""A pilot plays the arena's window as a person does: it moves the real mouse and presses real keys."""

from __future__ import annotations

from typing import Protocol

from arena.pilots import ask
from arena.scene import TICK
from core.inputs import Button
from core.observation import Observation, Player
from core.screen import Geometry
from core.words import HOTKEYS, Action, Click


class Sender(Protocol):
    """What moves the mouse and presses keys: `core.inputs.InputSender`."""

    def move(self, x_px: float, y_px: float) -> None: ...

    def click(self, button: Button = "left", double: bool = False) -> None: ...

    def tap(self, hotkey: str) -> None: ...


class RealHand:
    """Carries out a player's actions. Whoever owns it calls it only while the window has the focus."""

    def __init__(self, player: Player, sender: Sender) -> None:
        self._player = player
        self._sender = sender
        self._last: Action | None = None
        #: how far the cursor went from the answer before the last to the last
        self._step = (0.0, 0.0)

    def reset(self, seed: int) -> None:
        """Begin a new episode."""
        self._player.reset(seed)
        self.rest()

    def rest(self) -> None:
        """Forget where the cursor was going: the window lost the focus, or the game stands still."""
        self._last, self._step = None, (0.0, 0.0)

    def answer(self, observation: Observation, place: Geometry) -> None:
        """Let the player answer one tick, and do at once what it says. `place` is the window on the screen."""
        action = ask(self._player, observation)
        last, self._last = self._last, action
        self._step = (0.0, 0.0) if last is None else (action.x - last.x, action.y - last.y)
        self._sender.move(*place.to_screen(action.x, action.y))
        if action.click == Click.RIGHT:
            self._sender.click("right")
        elif action.click != Click.NONE:
            self._sender.click("left", double=action.click == Click.DOUBLE)
        if action.hotkey:
            self._sender.tap(HOTKEYS[action.hotkey])

    def glide(self, ahead: float, place: Geometry) -> None:
        """Between two answers, let the cursor go on as it went; `ahead` is in seconds since the last answer."""
        if self._last is None or self._step == (0.0, 0.0):
            return
        share = min(ahead / TICK, 1.0)
        x, y = self._last.x + self._step[0] * share, self._last.y + self._step[1] * share
        self._sender.move(*place.to_screen(min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)))

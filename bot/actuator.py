"""Carries out a policy's actions with the real mouse and keyboard."""

from __future__ import annotations

import queue
from collections.abc import Callable
from threading import Thread

from core.clock import now
from core.inputs import Cursor, InputSender
from core.observation import Observation
from core.profile import Profile
from core.screen import Geometry
from core.words import HOTKEYS, Action, Click

#: seconds in which the cursor gets to where it is wanted; less than a tick, so that a click still falls into its own
MOVE_SECONDS = 0.03
#: seconds between two steps on the way
_STEP = 0.008


class Actuator:
    """One action after the other, each within its tick, in a thread of its own.

    The cursor goes to its place along a minimum-jerk path (Flash and Hogan 1985) and clicks there. `allowed` is asked
    right before anything is sent, and what it forbids is not sent. Hotkeys that the profile does not use are never
    pressed.
    """

    def __init__(
        self, profile: Profile, sender: InputSender, allowed: Callable[[], bool], sleep: Callable[[float], object]
    ) -> None:
        """`sleep` is given seconds, and may return early when all is to end."""
        self._hotkeys = profile.hotkey_ids
        self._sender = sender
        self._allowed = allowed
        self._sleep = sleep
        self._cursor = Cursor()
        self._actions: queue.SimpleQueue[tuple[Action, Geometry] | None] = queue.SimpleQueue()
        self._thread = Thread(target=self._work, name="actuator", daemon=True)
        self._thread.start()

    def perform(self, seen: Observation, action: Action, place: Geometry) -> None:
        """Begin an action in the window that is at `place`. Returns at once."""
        self._actions.put((action, place))

    def close(self) -> None:
        """End, and let go of everything that is down."""
        self._actions.put(None)
        self._thread.join()
        self._sender.close()

    def _work(self) -> None:
        while (item := self._actions.get()) is not None:
            self._perform(*item)

    def _perform(self, action: Action, place: Geometry) -> None:
        if action.hotkey in self._hotkeys and self._allowed():
            self._sender.tap(HOTKEYS[action.hotkey])
        goal = place.to_screen(action.x, action.y)
        if not self._move(goal):
            return
        if action.click != Click.NONE and self._allowed():
            double = action.click == Click.DOUBLE
            self._sender.click("right" if action.click == Click.RIGHT else "left", double=double)

    def _move(self, goal: tuple[int, int]) -> bool:
        """Bring the cursor to a point of the screen; False when that was forbidden on the way."""
        start_x, start_y = self._cursor.position()
        began = now()
        while (start_x, start_y) != goal:
            share = min((now() - began + _STEP) / MOVE_SECONDS, 1.0)
            part = share**3 * (10 - 15 * share + 6 * share**2)
            if not self._allowed():
                return False
            self._sender.move(start_x + (goal[0] - start_x) * part, start_y + (goal[1] - start_y) * part)
            if share >= 1.0:
                break
            self._sleep(_STEP)
        return True

"""F12 stops the bot: at once, always, whatever the rest of it is doing."""

from __future__ import annotations

import os
from collections.abc import Callable
from threading import Event, Thread, Timer

from core.errors import ExitCode
from core.inputs import BrakeListener

#: seconds the bot has to stop by itself before the process is ended
PATIENCE = 0.15
#: seconds that letting go of keys may take then
_LAST_ACT = 0.03


class Brake:
    """Listens for the key in a thread of its own.

    `pressed` is looked at before anything is sent. Whoever plays calls `stopped` once it has ended; where that does
    not happen within 150 ms of the key, `on_stuck` is called and the process ends there and then.
    """

    def __init__(self, on_stuck: Callable[[], None]) -> None:
        self._on_stuck = on_stuck
        self._pressed = Event()
        self._stopped = Event()
        self._listener = BrakeListener(self.press)

    def start(self) -> Brake:
        """Begin to listen."""
        self._listener.start()
        return self

    def close(self) -> None:
        """Stop listening."""
        self._listener.close()

    @property
    def pressed(self) -> bool:
        """Whether the bot is to stop."""
        return self._pressed.is_set()

    def wait(self, seconds: float) -> bool:
        """Sleep, but only until the key is pressed; returns whether it is."""
        return self._pressed.wait(seconds)

    def press(self) -> None:
        """What the key does."""
        if not self._pressed.is_set():
            self._pressed.set()
            watch = Timer(PATIENCE, self._end_if_stuck)
            watch.daemon = True
            watch.start()

    def stopped(self) -> None:
        """Tell that nothing is sent any more."""
        self._stopped.set()

    def _end_if_stuck(self) -> None:
        if self._stopped.is_set():
            return
        # In a thread, because what is stuck may hold the very lock that this needs.
        last = Thread(target=self._on_stuck, daemon=True)
        last.start()
        last.join(_LAST_ACT)
        os._exit(ExitCode.OK)

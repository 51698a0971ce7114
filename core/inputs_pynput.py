"""Mouse buttons and keys under Windows and macOS, by pynput."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from core.clock import now
from core.errors import ExitCode, UserError
from core.keys import KeyNames, RawInput


class PynputEars:
    """Reports every button and every named key going down or up to `on_input`, from threads of its own."""

    def __init__(self, on_input: Callable[[RawInput], None]) -> None:
        from pynput import keyboard, mouse

        self._on_input = on_input
        self._names = KeyNames()
        self._pointer = mouse.Controller()
        self._listeners = (
            keyboard.Listener(on_press=lambda key: self._key(key, True), on_release=lambda key: self._key(key, False)),
            mouse.Listener(on_click=self._click),
        )

    def start(self) -> None:
        """Begin to listen."""
        for listener in self._listeners:
            listener.start()
            listener.wait()
            if sys.platform == "darwin" and not listener.IS_TRUSTED:
                raise UserError(
                    "macOS does not let this program hear the keyboard and mouse: allow it in System Settings, "
                    "Privacy & Security, Accessibility, and start again.",
                    ExitCode.NO_SCREEN,
                )

    def stop(self) -> None:
        """Stop listening."""
        for listener in self._listeners:
            listener.stop()

    def _key(self, key: Any, down: bool) -> None:
        t = now()
        if (name := self._names.name(key)) is not None:
            self._on_input(RawInput(t, "key", name, down, *self._pointer.position))

    def _click(self, x: float, y: float, button: Any, down: bool) -> None:
        t = now()
        if button.name in ("left", "right"):
            self._on_input(RawInput(t, "click", button.name, down, x, y))

"""Keys by name, and as pynput knows them."""

from __future__ import annotations

import sys
from typing import Any, Literal, NamedTuple

from core.words import HOTKEYS

#: keys that steer a recording, and the one that stops the bot
RECORD_KEYS = ("F5", "F6", "F7")
BRAKE_KEY = "F12"

_LETTERS_AND_DIGITS = tuple(name for name in HOTKEYS if len(name) == 1)
#: names by virtual key code; with Ctrl held these systems report control characters instead of letters
WINDOWS_CODES = {ord(name): name for name in _LETTERS_AND_DIGITS} | {0x60 + digit: str(digit) for digit in range(1, 10)}
_MAC_CODES = {
    18: "1",
    19: "2",
    20: "3",
    21: "4",
    23: "5",
    22: "6",
    26: "7",
    28: "8",
    25: "9",
    12: "Q",
    14: "E",
    15: "R",
}
_MAC_KEYPAD = {83: "1", 84: "2", 85: "3", 86: "4", 87: "5", 88: "6", 89: "7", 91: "8", 92: "9"}


class RawInput(NamedTuple):
    """A button (`left`, `right`) or a named key going down or up, whichever window has the focus."""

    #: when, on `core.clock.now`
    t: float
    kind: Literal["click", "key"]
    name: str
    down: bool
    #: the cursor then, in the screen's units
    x: float
    y: float


class KeyNames:
    """Translates between names and pynput's keys. Importing pynput needs a screen, so this is made when needed."""

    def __init__(self) -> None:
        from pynput.keyboard import Key

        self._special: dict[Any, str] = {Key.space: "Space", Key.ctrl: "Ctrl", Key.ctrl_l: "Ctrl", Key.ctrl_r: "Ctrl"}
        self._special |= {getattr(Key, name.lower()): name for name in (*RECORD_KEYS, BRAKE_KEY)}
        self._codes: dict[int, str] = {}
        if sys.platform == "win32":
            self._codes = WINDOWS_CODES
        elif sys.platform == "darwin":
            self._codes = _MAC_CODES | _MAC_KEYPAD

    def name(self, key: Any) -> str | None:
        """The name of a key that pynput reports, or None where it has none of ours. Either case of a letter will do."""
        if (special := self._special.get(key)) is not None:
            return special
        code = getattr(key, "vk", None)
        if code in self._codes:
            return self._codes[code]
        char = getattr(key, "char", None)
        return char.upper() if char and char.upper() in _LETTERS_AND_DIGITS else None

    def key(self, name: str) -> Any:
        """The key that pynput presses for a hotkey's name.

        Always one with a virtual key code: a character would go through XSendEvent, which games do not hear.
        """
        from pynput.keyboard import Key, KeyCode

        if name == "Space":
            return Key.space
        if name == "Ctrl":
            return Key.ctrl_l
        if sys.platform == "win32":
            return KeyCode.from_vk(ord(name))
        if sys.platform == "darwin":
            return KeyCode.from_vk(next(code for code, known in _MAC_CODES.items() if known == name))
        # A Latin letter's or digit's keysym is its own code.
        return KeyCode.from_vk(ord(name.lower()))

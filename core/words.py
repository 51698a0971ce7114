"""The vocabulary every part speaks: modes, clicks, hotkeys and the action a player takes."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import NamedTuple


class Mode(StrEnum):
    """What the player is after. The order is the class index the Strategist predicts."""

    FIGHT = "FIGHT"
    LOOT = "LOOT"
    FLEE = "FLEE"
    EXPLORE = "EXPLORE"
    CAUTIOUS = "CAUTIOUS"


MODES: tuple[Mode, ...] = tuple(Mode)


class Click(IntEnum):
    """Mouse click made during one frame."""

    NONE = 0
    LEFT = 1
    RIGHT = 2
    DOUBLE = 3


#: Hotkey names by id. Id 0 is "no key"; a profile says which of the others it uses.
HOTKEYS: tuple[str, ...] = (
    "none",
    *"123456789",
    "Q",
    "E",
    "R",
    "Space",
    "Ctrl",
)
#: what is pressed, and the names of its kinds by id; the first is nothing
PRESSES: dict[str, tuple[str, ...]] = {"click": tuple(item.name.lower() for item in Click), "hotkey": HOTKEYS}
HOTKEY_ID: dict[str, int] = {name: index for index, name in enumerate(HOTKEYS)}


class Action(NamedTuple):
    """What a player does in one frame.

    `x` and `y` are the cursor in 0..1 of the game window (0, 0 is the top left corner), `click` a `Click`, `hotkey` an
    index into `HOTKEYS`. A hotkey is the moment a key goes down; holding it adds nothing.
    """

    x: float
    y: float
    click: int = Click.NONE
    hotkey: int = 0

"""Whether there is a screen for windows at all. Qt aborts the process where there is none, so this is asked before."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

#: Qt platforms that draw into memory
MEMORY_PLATFORMS = ("offscreen", "minimal", "vnc")
_LOCAL_DISPLAY = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")


def draws_into_memory() -> bool:
    """Whether Qt was told to do without a screen."""
    return os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in MEMORY_PLATFORMS


def has_screen() -> bool:
    """Whether windows can open here: cheaply, so that a window's start does not wait for it."""
    if not sys.platform.startswith("linux") or draws_into_memory() or os.environ.get("WAYLAND_DISPLAY"):
        return True
    display = os.environ.get("DISPLAY", "")
    local = _LOCAL_DISPLAY.fullmatch(display)
    # A DISPLAY left over from a server that has ended is none; that of another machine cannot be told without asking.
    return Path(f"/tmp/.X11-unix/X{local[1]}").exists() if local else bool(display)

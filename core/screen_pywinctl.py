"""Windows under Windows and macOS, by pywinctl."""

from __future__ import annotations

import sys
from collections.abc import Callable
from threading import RLock
from typing import Any, TypeVar

from core.clock import now
from core.screen import Geometry, Listed, WindowClosed

#: seconds an answer holds; macOS answers through AppleScript, which takes tens of milliseconds
_HOLDS = 0.25 if sys.platform == "darwin" else 0.0

Answer = TypeVar("Answer")


class PyWinCtlWindow:
    """A window as pywinctl sees it; see `core.screen.GameWindow`."""

    def __init__(self, window: Any, title: str) -> None:
        self._window = window
        self._lock = RLock()
        self._answers: dict[str, tuple[float, Any]] = {}
        self.title = title
        self.scale = _scale(window)

    def geometry(self) -> Geometry:
        """Where its client area is now. Raises WindowClosed."""
        if not self.exists():
            raise WindowClosed(self.title)
        left, top, right, bottom = self._ask("frame", self._window.getClientFrame)
        return Geometry(left, top, max(1, right - left), max(1, bottom - top))

    def focused(self) -> bool:
        """Whether keys typed now would go to it."""
        return bool(self._ask("active", lambda: self._window.isActive))

    def exists(self) -> bool:
        """Whether it is still there."""
        return bool(self._ask("alive", lambda: self._window.isAlive))

    def _ask(self, name: str, question: Callable[[], Answer]) -> Answer:
        with self._lock:
            asked, answer = self._answers.get(name, (float("-inf"), None))
            if now() - asked >= _HOLDS:
                answer = question()
                self._answers[name] = (now(), answer)
            return answer


def list_windows() -> list[Listed]:
    """All windows with a title."""
    _count_physical_pixels()
    import pywinctl

    return [
        Listed(window.title, _pid(window), PyWinCtlWindow(window, window.title))
        for window in pywinctl.getAllWindows()
        if window.title
    ]


def _pid(window: Any) -> int | None:
    pid = window.getPID()
    return int(pid) if pid else None


def _count_physical_pixels() -> None:
    """Windows shows processes that do not ask otherwise a screen of logical pixels."""
    if sys.platform == "win32":
        import ctypes

        # 2 = per monitor; an error means that it has been set before.
        ctypes.windll.shcore.SetProcessDpiAwareness(2)


def _scale(window: Any) -> float:
    if sys.platform == "win32":
        import ctypes

        return ctypes.windll.user32.GetDpiForWindow(window.getHandle()) / 96
    if sys.platform == "darwin":
        from AppKit import NSScreen

        return float(NSScreen.mainScreen().backingScaleFactor())
    return 1.0

"""The game's window on the screen: finding it, where it is, whether it has the focus, and what it shows.

Lengths are in the units that the screen's pictures and the mouse share: physical pixels on X11 and Windows, points on
macOS, where a picture has `scale` times as many pixels.
"""

from __future__ import annotations

import os
import sys
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Protocol

from core.clock import now
from core.errors import ExitCode, UserError

if TYPE_CHECKING:
    import numpy as np

NO_SCREEN = "There is no screen to look at{why}: start this in a desktop session, or use the arena with --headless."
_WAYLAND = (
    " Windows that speak Wayland cannot be seen or driven from outside: start the game under XWayland"
    " (QT_QPA_PLATFORM=xcb, SDL_VIDEODRIVER=x11 or GDK_BACKEND=x11), log in to an X11 session, or use the arena."
)
#: how many other windows an error names
_NAMED = 10


class Geometry(NamedTuple):
    """A window's client area on the screen, without title bar and border."""

    left: int
    top: int
    width: int
    height: int

    def contains(self, x: float, y: float) -> bool:
        """Whether a point of the screen lies inside."""
        return self.left <= x < self.left + self.width and self.top <= y < self.top + self.height

    def to_fraction(self, x: float, y: float) -> tuple[float, float]:
        """A point of the screen as fractions of the window; kept to 0..1 where it lies outside."""
        # A minimised window may have no size.
        return (
            min(max((x - self.left) / max(self.width, 1), 0.0), 1.0),
            min(max((y - self.top) / max(self.height, 1), 0.0), 1.0),
        )

    def to_screen(self, x: float, y: float) -> tuple[int, int]:
        """The point of the screen at fractions `x`, `y` of the window, never beyond its last row and column."""
        return (
            self.left + max(min(int(x * self.width), self.width - 1), 0),
            self.top + max(min(int(y * self.height), self.height - 1), 0),
        )


class WindowClosed(UserError):
    """The window that was being watched is gone."""

    def __init__(self, title: str) -> None:
        super().__init__(f"The window {title!r} was closed.", ExitCode.FAILED)


class GameWindow(Protocol):
    """One window on the screen. All methods may be called from any thread."""

    title: str
    #: physical pixels per logical one
    scale: float

    def geometry(self) -> Geometry:
        """Where its client area is now.

        Raises:
            WindowClosed: it is nowhere any more.
        """
        ...

    def focused(self) -> bool:
        """Whether keys typed now would go to it. False once it is closed."""
        ...

    def exists(self) -> bool:
        """Whether it is still there, minimised or not."""
        ...


class Listed(NamedTuple):
    """A window that `find_window` may choose."""

    title: str
    pid: int | None
    window: GameWindow


def find_window(title_part: str) -> GameWindow:
    """The window called `title_part`, else the one with the shortest title that contains it; case is ignored.

    Windows of this process and of those that started it (a terminal, the launcher) are never chosen.

    Raises:
        UserError: there is no screen, or no such window.
    """
    if sys.platform == "linux":
        from core.screen_x11 import list_windows
    else:
        from core.screen_pywinctl import list_windows
    return choose_window(title_part, list_windows()).window


def choose_window(title_part: str, windows: list[Listed]) -> Listed:
    """`find_window` among `windows`."""
    ours = _own_family()
    others = [item for item in windows if item.title and item.pid not in ours]
    wanted = title_part.casefold()
    matching = [item for item in others if wanted in item.title.casefold()]
    if matching:
        return min(matching, key=lambda item: (item.title.casefold() != wanted, len(item.title)))
    titles = [repr(item.title) for item in others[:_NAMED]]
    if len(others) > _NAMED:
        titles.append(f"and {len(others) - _NAMED} more")
    open_now = f"open windows are: {', '.join(titles)}" if titles else "no window is open"
    hint = _WAYLAND if on_wayland() else ""
    raise UserError(
        f"There is no window whose title contains {title_part!r}; {open_now}. "
        f"Start the game, or name its window with --window-title.{hint}",
        ExitCode.NO_SCREEN,
    )


def on_wayland() -> bool:
    """Whether this is a Wayland session."""
    return bool(os.environ.get("WAYLAND_DISPLAY")) or os.environ.get("XDG_SESSION_TYPE") == "wayland"


def no_screen(why: str = "") -> UserError:
    """The error for a machine or session without a screen."""
    hint = _WAYLAND if on_wayland() else ""
    return UserError(NO_SCREEN.format(why=f" ({why})" if why else "") + hint, ExitCode.NO_SCREEN)


def _own_family() -> set[int]:
    import psutil

    process = psutil.Process()
    return {process.pid, *(parent.pid for parent in process.parents())}


class Shot(NamedTuple):
    """What the window showed at one moment."""

    #: when, on `core.clock.now`
    t: float
    #: (height, width, 4) BGRA uint8, its own memory
    image: np.ndarray
    #: where the window was
    geometry: Geometry


class Capture:
    """Takes pictures of a window, wherever it moves and however it is resized. For use by one thread."""

    def __init__(self, window: GameWindow) -> None:
        import mss

        self._window = window
        try:
            self._mss = mss.MSS()
        except mss.ScreenShotError as error:
            raise no_screen(str(error)) from error
        self._screen = self._whole_screen()

    def grab(self) -> Shot:
        """What the window shows now. Parts of it beyond the screen's edge are black.

        Raises:
            WindowClosed: it is nowhere any more.
        """
        import mss
        import numpy as np

        geometry = self._window.geometry()
        left, top = max(geometry.left, self._screen.left), max(geometry.top, self._screen.top)
        right = min(geometry.left + geometry.width, self._screen.left + self._screen.width)
        bottom = min(geometry.top + geometry.height, self._screen.top + self._screen.height)
        t = now()
        if right <= left or bottom <= top:
            return Shot(t, np.zeros((geometry.height, geometry.width, 4), np.uint8), geometry)
        region = {"left": left, "top": top, "width": right - left, "height": bottom - top}
        try:
            image = np.asarray(self._mss.grab(region))
        except mss.ScreenShotError:
            return self._grab_from_changed_screen()
        if (right - left, bottom - top) == (geometry.width, geometry.height):
            return Shot(t, image, geometry)
        density = image.shape[1] / (right - left)
        whole = np.zeros((round(geometry.height * density), round(geometry.width * density), 4), np.uint8)
        x, y = round((left - geometry.left) * density), round((top - geometry.top) * density)
        whole[y : y + image.shape[0], x : x + image.shape[1]] = image
        return Shot(t, whole, geometry)

    def _grab_from_changed_screen(self) -> Shot:
        """The screen was made smaller or larger, or ended: look once more at what there is."""
        import mss

        self._mss.close()
        before = self._screen
        try:
            self._mss = mss.MSS()
            self._screen = self._whole_screen()
        except mss.ScreenShotError as error:
            raise WindowClosed(self._window.title) from error
        if self._screen == before:
            raise WindowClosed(self._window.title)
        return self.grab()

    def close(self) -> None:
        """Let go of the screen."""
        self._mss.close()

    def __enter__(self) -> Capture:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _whole_screen(self) -> Geometry:
        everything = self._mss.monitors[0]
        return Geometry(everything["left"], everything["top"], everything["width"], everything["height"])

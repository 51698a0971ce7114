"""Windows under X11, by python-xlib: one round trip to the server a question, so it may be asked every frame."""

from __future__ import annotations

import os
import re
import weakref
from collections.abc import Iterator
from contextlib import suppress
from threading import Lock
from typing import Any

from Xlib import X, Xatom, error
from Xlib.display import Display

from core.screen import Geometry, Listed, WindowClosed, no_screen

_GONE = (error.BadWindow, error.BadDrawable, error.ConnectionClosedError)


def connect() -> Display:
    """A new connection to the X server. Raises UserError where there is none."""
    if not os.environ.get("DISPLAY"):
        raise no_screen("DISPLAY is not set")
    try:
        return Display()
    except (error.DisplayError, OSError) as failure:
        raise no_screen(str(failure)) from failure


class _Server:
    """A connection to the X server, shared by the windows found through it and closed with the last of them."""

    def __init__(self) -> None:
        self.display = connect()
        self.root = self.display.screen().root
        self.lock = Lock()
        weakref.finalize(self, _close, self.display)

    def atom(self, name: str) -> int:
        return int(self.display.intern_atom(name))

    def clients(self) -> Iterator[Any]:
        """The window manager's list of windows; without a window manager the root's own children."""
        clients = self.root.get_full_property(self.atom("_NET_CLIENT_LIST_STACKING"), Xatom.WINDOW)
        if clients is not None:
            for number in clients.value:
                yield self.display.create_resource_object("window", number)
            return
        for window in self.root.query_tree().children:
            try:
                visible = window.get_attributes().map_state == X.IsViewable
            except _GONE:
                continue
            if visible:
                yield window

    def text(self, window: Any, name: str) -> str:
        value = window.get_full_property(self.atom(name), X.AnyPropertyType)
        if value is None:
            return ""
        return value.value.decode("utf-8", "replace") if isinstance(value.value, bytes) else str(value.value)

    def scale(self) -> float:
        """X counts physical pixels only; desktops say in Xft.dpi how many of them they draw for a logical one."""
        resources = self.root.get_full_property(Xatom.RESOURCE_MANAGER, Xatom.STRING)
        found = re.search(rb"^Xft\.dpi:\s*([\d.]+)", resources.value, re.MULTILINE) if resources is not None else None
        return round(float(found[1]) / 96, 4) if found else 1.0


class X11Window:
    """A window of an X server; see `core.screen.GameWindow`."""

    def __init__(self, server: _Server, window: Any, title: str) -> None:
        self._server = server
        self._lock = server.lock
        self._window = window
        self._root = server.root
        self._active = server.atom("_NET_ACTIVE_WINDOW")
        self.title = title
        self.scale = server.scale()

    def geometry(self) -> Geometry:
        """Where its client area is now. Raises WindowClosed."""
        with self._lock:
            try:
                size = self._window.get_geometry()
                corner = self._root.translate_coords(self._window, 0, 0)
            except _GONE as gone:
                raise WindowClosed(self.title) from gone
        return Geometry(corner.x, corner.y, size.width, size.height)

    def focused(self) -> bool:
        """Whether keys typed now would go to it."""
        with self._lock:
            try:
                active = self._root.get_full_property(self._active, Xatom.WINDOW)
                if active is not None and len(active.value):
                    ours = int(active.value[0]) == self._window.id
                else:
                    # There is no window manager: only the server's own focus tells.
                    ours = self._server.display.get_input_focus().focus == self._window
                # A window manager may go on naming a window that is closed or minimised.
                return ours and self._window.get_attributes().map_state == X.IsViewable
            except _GONE:
                return False

    def exists(self) -> bool:
        """Whether it is still there."""
        with self._lock:
            try:
                self._window.get_geometry()
            except _GONE:
                return False
            return True


def list_windows() -> list[Listed]:
    """All windows with a title, those on top last. Raises UserError where there is no X server."""
    server = _Server()
    found = []
    for window in server.clients():
        try:
            title = server.text(window, "_NET_WM_NAME") or server.text(window, "WM_NAME")
            pid = window.get_full_property(server.atom("_NET_WM_PID"), Xatom.CARDINAL)
        except _GONE:
            continue
        if title:
            owner = int(pid.value[0]) if pid is not None and len(pid.value) else None
            found.append(Listed(title, owner, X11Window(server, window, title)))
    return found


def _close(display: Display) -> None:
    with suppress(error.ConnectionClosedError):
        display.close()

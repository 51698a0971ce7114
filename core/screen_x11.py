"""Windows under X11, by python-xlib; what is asked every frame is asked of the server only when it may have changed."""

from __future__ import annotations

import math
import os
import re
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Lock
from typing import Any

from Xlib import X, Xatom, error
from Xlib.display import Display

from core.clock import now
from core.screen import Geometry, Listed, WindowClosed, no_screen

#: seconds an answer holds where no change is reported; a window manager need not report all of them
_HOLDS = 0.2
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
        #: how often something was heard of that its windows watch
        self.changes = 0
        weakref.finalize(self, _close, self.display)

    def listen(self) -> int:
        """Take in what the server has reported; returns `changes`. For who holds the lock."""
        if heard := self.display.pending_events():
            for _ in range(heard):
                self.display.next_event()
            self.changes += 1
        return self.changes

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
    """A window of an X server; see `core.screen.GameWindow`.

    A question costs round trips of some 0.2 ms each, and is asked several times a frame. So an answer holds until the
    server reports that something about the window or the focus changed, and `_HOLDS` seconds at most.
    """

    def __init__(self, server: _Server, window: Any, title: str) -> None:
        self._server = server
        self._lock = server.lock
        self._window = window
        self._root = server.root
        self._active = server.atom("_NET_ACTIVE_WINDOW")
        self.title = title
        self.scale = server.scale()
        self._watched = False
        #: until when each answer holds at most, at how many changes it was given, and the answer
        self._answers: dict[str, tuple[float, int, Any]] = {}

    def _ask(self, name: str, question: Callable[[], Any]) -> Any:
        """The answer to a question about the window; raises one of `_GONE`."""
        with self._lock:
            if not self._watched:
                self._watched = True
                # Before the first answer, so that no change after it goes unheard.
                self._window.change_attributes(
                    event_mask=X.StructureNotifyMask | X.FocusChangeMask, onerror=error.CatchError(*_GONE)
                )
                self._root.change_attributes(event_mask=X.PropertyChangeMask)
            changes = self._server.listen()
            until, given_at, answer = self._answers.get(name, (-math.inf, -1, None))
            if given_at != changes or now() >= until:
                self._answers.pop(name, None)
                answer = question()
                # What was heard while waiting for the answer may have come after it.
                self._answers[name] = (now() + _HOLDS, changes, answer)
            return answer

    def geometry(self) -> Geometry:
        """Where its client area is now. Raises WindowClosed."""
        try:
            place: Geometry = self._ask("geometry", self._geometry)
        except _GONE as gone:
            raise WindowClosed(self.title) from gone
        return place

    def _geometry(self) -> Geometry:
        size = self._window.get_geometry()
        corner = self._root.translate_coords(self._window, 0, 0)
        return Geometry(corner.x, corner.y, size.width, size.height)

    def focused(self) -> bool:
        """Whether keys typed now would go to it."""
        try:
            return bool(self._ask("focused", self._focused))
        except _GONE:
            return False

    def _focused(self) -> bool:
        active = self._root.get_full_property(self._active, Xatom.WINDOW)
        if active is not None and len(active.value):
            ours = int(active.value[0]) == self._window.id
        else:
            # There is no window manager: only the server's own focus tells.
            ours = self._server.display.get_input_focus().focus == self._window
        # A window manager may go on naming a window that is closed or minimised.
        return ours and self._window.get_attributes().map_state == X.IsViewable

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

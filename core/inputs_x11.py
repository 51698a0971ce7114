"""Mouse buttons and keys as an X server reports them to everybody who asks: its RECORD extension, through python-xlib.

pynput would do it too, but hears nothing for a moment after it says it is ready, ends only at the next event, reads
keys by the layout and modifiers of the moment, and wakes for every motion of the mouse.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread, current_thread
from typing import Any

from Xlib import XK, X, error
from Xlib.display import Display
from Xlib.ext import record
from Xlib.protocol import rq

from core.clock import now
from core.keys import RawInput
from core.screen import no_screen
from core.screen_x11 import connect
from core.words import HOTKEYS

_READY_SECONDS = 5.0
_BUTTONS = {1: "left", 3: "right"}
#: the modifier that NumLock sets, by convention
_NUM_LOCK = X.Mod2Mask
_KEYPAD = {XK.string_to_keysym(f"KP_{digit}"): str(digit) for digit in range(10)}
_SPECIAL = {
    XK.XK_space: "Space",
    XK.XK_Control_L: "Ctrl",
    XK.XK_Control_R: "Ctrl",
    **{XK.string_to_keysym(f"F{number}"): f"F{number}" for number in range(1, 13)},
}
_PARSER = rq.EventField("event")


class X11Ears:
    """Reports every button and every named key going down or up to `on_input`, from a thread of its own."""

    def __init__(self, on_input: Callable[[RawInput], None]) -> None:
        self._on_input = on_input
        self._ready = Event()
        # One connection is busy reporting; the other one tells it to stop.
        self._reports, self._control = connect(), connect()
        self._names, self._keypad = _key_names(self._control)
        none = (0, 0)
        everything_typed_or_clicked = {
            "core_requests": none,
            "core_replies": none,
            "ext_requests": (0, 0, 0, 0),
            "ext_replies": (0, 0, 0, 0),
            "delivered_events": none,
            "device_events": (X.KeyPress, X.ButtonRelease),
            "errors": none,
            "client_started": False,
            "client_died": False,
        }
        self._context = self._control.record_create_context(0, [record.AllClients], [everything_typed_or_clicked])
        self._control.sync()
        self._thread = Thread(target=self._listen, name="x11-ears", daemon=True)

    def start(self) -> None:
        """Begin to listen; from the return on nothing is missed."""
        self._thread.start()
        if not self._ready.wait(_READY_SECONDS):
            raise no_screen("its server does not report inputs: the RECORD extension is off")

    def stop(self) -> None:
        """Stop listening; after the return nothing is reported any more."""
        with suppress(error.ConnectionClosedError):
            self._control.record_disable_context(self._context)
            self._control.sync()
        if self._thread.is_alive() and self._thread is not current_thread():
            self._thread.join()
        with suppress(error.ConnectionClosedError):
            self._control.record_free_context(self._context)
            self._control.close()

    def _listen(self) -> None:
        # Raised when the server ends; whoever watches the window finds out for itself.
        with suppress(error.ConnectionClosedError):
            self._reports.record_enable_context(self._context, self._report)
            self._reports.close()

    def _report(self, reply: Any) -> None:
        if reply.category == record.StartOfData:
            self._ready.set()
        if reply.category != record.FromServer or reply.client_swapped:
            return
        t, data = now(), reply.data
        while data:
            event, data = _PARSER.parse_binary_value(data, self._reports.display, None, None)
            if (name := self._name(event)) is not None:
                down = event.type in (X.KeyPress, X.ButtonPress)
                is_key = event.type in (X.KeyPress, X.KeyRelease)
                self._on_input(RawInput(t, "key" if is_key else "click", name, down, event.root_x, event.root_y))

    def _name(self, event: Any) -> str | None:
        if event.type in (X.ButtonPress, X.ButtonRelease):
            return _BUTTONS.get(event.detail)
        if event.state & _NUM_LOCK and event.detail in self._keypad:
            return self._keypad[event.detail]
        return self._names.get(event.detail)


def _key_names(display: Display) -> tuple[dict[int, str], dict[int, str]]:
    """Names by key code, and those that hold for the keypad while NumLock is on.

    A key has its name whatever modifier is held and whichever layout is chosen: the first of its symbols that has one
    counts, so that the digit row of a layout that shows digits with Shift only is found as well.
    """
    first = display.display.info.min_keycode
    rows = display.get_keyboard_mapping(first, display.display.info.max_keycode - first + 1)
    names: dict[int, str] = {}
    keypad: dict[int, str] = {}
    for code, symbols in enumerate(rows, start=first):
        for symbol in symbols:
            if symbol in _KEYPAD:
                keypad[code] = _KEYPAD[symbol]
            elif (name := _symbol_name(symbol)) is not None:
                names.setdefault(code, name)
    return names, keypad


def _symbol_name(symbol: int) -> str | None:
    if symbol in _SPECIAL:
        return _SPECIAL[symbol]
    char = chr(symbol).upper() if symbol < 128 else ""
    return char if char in HOTKEYS else None

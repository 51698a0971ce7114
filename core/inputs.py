"""The person's mouse and keyboard, heard and moved. Points are in the screen's units, see `core.screen`.

Of all that is typed only the profile's hotkeys and a few control keys are ever looked at, and only while the game has
the focus; everything else is dropped at once, in the callback that brought it.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable
from threading import Lock, Timer
from time import sleep
from types import TracebackType
from typing import Any, Literal, Protocol

from core.clock import now
from core.keys import BRAKE_KEY, KeyNames, RawInput
from core.recording import InputEvent
from core.screen import GameWindow, Geometry, WindowClosed, no_screen

Button = Literal["left", "right"]

#: seconds a double click's first press is held, and until its second: a game that looks at the buttons once a frame
#: would miss them, and a window manager has been seen to swallow one of two that came at once
_BETWEEN = 0.02
#: a second press of the left button within this long and this near is a double click
DOUBLE_SECONDS = 0.3
DOUBLE_DISTANCE = 6.0
#: a held key that has not repeated for this long was let go without our hearing it
_REPEAT_WITHIN = 1.5
#: how long a key or button is held down; games that look at its state only once a frame must see it
HOLD = 0.03


class _Ears(Protocol):
    """What hears the machine's mouse and keyboard."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


def _ears(on_input: Callable[[RawInput], None]) -> _Ears:
    if sys.platform == "linux":
        from core.inputs_x11 import X11Ears

        return X11Ears(on_input)
    from core.inputs_pynput import PynputEars

    return PynputEars(on_input)


class InputListener:
    """Hears clicks and hotkeys meant for the game.

    Every press is one event: a click `left`, `right`, or `double` for the second press of a double click; a key the
    moment it goes down, however long it is held. Events are stamped on `core.clock.now`; `x`, `y` are fractions of the
    window. `on_event` and `on_control` are called from a listening thread and must be quick.
    """

    def __init__(
        self,
        window: GameWindow,
        hotkeys: Iterable[str],
        on_event: Callable[[InputEvent], None],
        controls: Iterable[str] = (),
        on_control: Callable[[str], None] = lambda name: None,
    ) -> None:
        self._window = window
        self._hotkeys = frozenset(hotkeys)
        self._controls = frozenset(controls)
        self._on_event = on_event
        self._on_control = on_control
        #: when each held key was last reported down
        self._held: dict[str, float] = {}
        #: the left press that a next one may make a double click of
        self._last_left: RawInput | None = None
        self._ears = _ears(self._heard)

    def start(self) -> InputListener:
        """Begin to listen."""
        self._ears.start()
        return self

    def close(self) -> None:
        """Stop listening."""
        self._ears.stop()

    def __enter__(self) -> InputListener:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _heard(self, raw: RawInput) -> None:
        if raw.kind == "click":
            if raw.down:
                self._click(raw)
        elif raw.name in self._hotkeys or raw.name in self._controls:
            self._key(raw)

    def _key(self, raw: RawInput) -> None:
        if not raw.down:
            self._held.pop(raw.name, None)
            return
        last, self._held[raw.name] = self._held.get(raw.name), raw.t
        if (last is not None and raw.t - last < _REPEAT_WITHIN) or not self._window.focused():
            return
        if raw.name in self._controls:
            self._on_control(raw.name)
        elif (place := self._place()) is not None:
            self._on_event(InputEvent(raw.t, "key", raw.name, *place.to_fraction(raw.x, raw.y)))

    def _click(self, raw: RawInput) -> None:
        place = self._place()
        if place is None or not place.contains(raw.x, raw.y) or not self._window.focused():
            return
        name = raw.name
        if name == "left":
            last, self._last_left = self._last_left, raw
            if last is not None and _is_double(raw.t - last.t, (last.x, last.y), (raw.x, raw.y)):
                name, self._last_left = "double", None
        self._on_event(InputEvent(raw.t, "click", name, *place.to_fraction(raw.x, raw.y)))

    def _place(self) -> Geometry | None:
        try:
            return self._window.geometry()
        except WindowClosed:
            return None


class BrakeListener:
    """Hears the brake key, wherever the focus is, in a thread of its own."""

    def __init__(self, on_brake: Callable[[], None]) -> None:
        self._ears = _ears(lambda raw: on_brake() if raw.name == BRAKE_KEY and raw.down else None)

    def start(self) -> BrakeListener:
        """Begin to listen."""
        self._ears.start()
        return self

    def close(self) -> None:
        """Stop listening."""
        self._ears.stop()


def _is_double(seconds: float, first: tuple[float, float], second: tuple[float, float]) -> bool:
    return seconds < DOUBLE_SECONDS and math.dist(first, second) <= DOUBLE_DISTANCE


class Cursor:
    """Where the mouse is."""

    def __init__(self) -> None:
        _, mouse = _pynput()
        self._mouse = mouse.Controller()
        self._lock = Lock()

    def position(self) -> tuple[float, float]:
        """The cursor on the screen now."""
        with self._lock:
            x, y = self._mouse.position
        return x, y


class InputSender:
    """Moves the real mouse and presses real keys, for whatever window has the focus. May be used from any thread."""

    def __init__(self) -> None:
        keyboard, mouse = _pynput()
        self._keyboard = keyboard.Controller()
        self._mouse = mouse.Controller()
        self._buttons: dict[Button, Any] = {"left": mouse.Button.left, "right": mouse.Button.right}
        self._names = KeyNames()
        self._lock = Lock()
        #: what is down now: how to let it go, and when that is due
        self._down: dict[str, tuple[Callable[[], None], Timer]] = {}
        self._last_left: tuple[float, float, float] | None = None

    def move(self, x_px: float, y_px: float) -> None:
        """Put the cursor at a point of the screen."""
        with self._lock:
            self._mouse.position = (round(x_px), round(y_px))

    def click(self, button: Button = "left", double: bool = False) -> None:
        """Click where the cursor is.

        A double click right after a left click at the same place is that click's second press, else two presses: so
        what was heard as `left`, `double` comes out as it went in.
        """
        what = self._buttons[button]
        with self._lock:
            x, y = self._mouse.position
            t, last = now(), self._last_left
            again = last is not None and _is_double(t - last[0], last[1:], (x, y))
            if double and not again:
                self._press(button, lambda: self._mouse.press(what), lambda: self._mouse.release(what))
                sleep(_BETWEEN)
                self._release(button)
                sleep(_BETWEEN)
            self._press(button, lambda: self._mouse.press(what), lambda: self._mouse.release(what))
            self._last_left = (t, x, y) if button == "left" and not double else None

    def tap(self, hotkey: str) -> None:
        """Press and let go the hotkey of this name."""
        key = self._names.key(hotkey)
        with self._lock:
            self._press(hotkey, lambda: self._keyboard.press(key), lambda: self._keyboard.release(key))

    def close(self) -> None:
        """Let go of everything that is down."""
        with self._lock:
            for name in tuple(self._down):
                self._release(name)

    def __enter__(self) -> InputSender:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _press(self, name: str, press: Callable[[], None], release: Callable[[], None]) -> None:
        self._release(name)
        press()

        def let_go() -> None:
            with self._lock:
                # It may have been let go and pressed anew while this waited for the lock.
                if name in self._down and self._down[name][1] is timer:
                    self._release(name)

        timer = Timer(HOLD, let_go)
        timer.daemon = True
        self._down[name] = (release, timer)
        timer.start()

    def _release(self, name: str) -> None:
        if (held := self._down.pop(name, None)) is not None:
            release, timer = held
            timer.cancel()
            release()


def _pynput() -> tuple[Any, Any]:
    """pynput's keyboard and mouse modules. Raises UserError where there is no screen."""
    try:
        from pynput import keyboard, mouse
    except ImportError as error:
        # On X11 it connects to the server while it is imported.
        raise no_screen(str(error).strip().splitlines()[0]) from error
    return keyboard, mouse

"""Puts timed input events and timed pictures together into frames; live recording and lock-step play share it."""

from __future__ import annotations

from collections import deque

from core.recording import Frame, InputEvent
from core.words import HOTKEY_ID, Action, Click

_CLICKS = {"left": Click.LEFT, "right": Click.RIGHT, "double": Click.DOUBLE}


def is_known(event: InputEvent) -> bool:
    """Whether there is a click or hotkey of that name, so that a frame can hold it."""
    return event.name in (_CLICKS if event.kind == "click" else HOTKEY_ID)


class FrameAssembler:
    """Gives each frame the clicks and hotkeys made from its moment until the next frame's.

    A frame holds one click and one hotkey; a second one of a kind within the same frame goes to the next, so that
    every event stands in exactly one frame. `add_event` and `add_frame` take times that do not go backwards by more
    than a frame; frames come out complete once the next one is known.
    """

    def __init__(self) -> None:
        self._open: Frame | None = None
        self._clicks: deque[InputEvent] = deque()
        self._keys: deque[InputEvent] = deque()

    def add_event(self, event: InputEvent) -> None:
        """Hand in one input event."""
        (self._clicks if event.kind == "click" else self._keys).append(event)

    def add_frame(self, frame: Frame) -> Frame | None:
        """Hand in the next frame (its action holding the cursor only); returns the one before it, now complete."""
        done = self.finish(before=frame.t)
        self._open = frame
        return done

    def finish(self, before: float = float("inf")) -> Frame | None:
        """Complete the frame in hand with what happened before `before`; at the end, all that is left."""
        frame, self._open = self._open, None
        if frame is None:
            return None
        click, hotkey = Click.NONE, 0
        if self._clicks and self._clicks[0].t < before:
            click = _CLICKS[self._clicks.popleft().name]
        if self._keys and self._keys[0].t < before:
            hotkey = HOTKEY_ID[self._keys.popleft().name]
        frame.action = Action(frame.action.x, frame.action.y, click, hotkey)
        return frame

"""Python's search for lost cycles, at moments when nobody waits for the window.

A full search looks at every object of the window and its libraries, which takes tens of milliseconds, and Python begins
one whenever enough objects have come. Here the objects of the start are left out of it for good, and those that came
later are searched when the mouse has rested for a while.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QCursor

#: milliseconds between two looks at the mouse, and looks it must rest for
LOOK, RESTS = 5000, 6
#: searches of the younger generations after which Python would begin a full one: never
_NEVER = 2**30


class Tidier(QObject):
    """Searches while it lives; Python's own way is taken again by `release`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._place, self._rests = QCursor.pos(), 0
        self._before = gc.get_threshold()
        gc.collect()
        gc.freeze()
        gc.set_threshold(self._before[0], self._before[1], _NEVER)
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Search where the mouse has rested long enough; once, until it moves again."""
        place = QCursor.pos()
        self._rests = self._rests + 1 if place == self._place else 0
        self._place = place
        if self._rests == RESTS:
            gc.collect()

    def release(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.set_threshold(*self._before)
        gc.unfreeze()

"""Loads what draws charts a piece at a time: whole it keeps the window from answering for a third of a second.

Some seconds after the start, when nothing else is to be done, or when the first chart is shown.

It has to be done in the window's thread: two that make Qt's classes known to Python at once end the program.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Iterator
from itertools import chain

#: whose classes pyqtgraph all makes known, whether it needs them or not
_QT = ("QtCore", "QtGui", "QtWidgets")
#: what else of Qt it loads
_MORE_QT = ("QtSvg", "QtTest", "QtOpenGL", "QtOpenGLWidgets")
#: what it loads where it is there, and we have no use for: it takes long, and memory
_NOT_WANTED = "cuda.bindings"
#: names of a module of Qt in one piece
_NAMES = 10


def load_numbers() -> None:
    """Load NumPy: in any thread, it knows nothing of Qt."""
    importlib.import_module("numpy")


def know_classes_for(seconds: float) -> bool:
    """Make Qt's classes known for about so long, which any page new to the window is quicker with; whether all are."""
    return _go_on(_classes, seconds)


def load_for(seconds: float) -> bool:
    """Go on loading for about so long; whether all is loaded."""
    return _go_on(_pieces, seconds)


def load_whole() -> None:
    """Load what is left at once."""
    for _ in _pieces:
        pass


def _go_on(pieces: Iterator[None], seconds: float) -> bool:
    end = time.monotonic() + seconds
    return all(time.monotonic() < end for _ in pieces)


def _know_classes() -> Iterator[None]:
    for name in _QT:
        module = importlib.import_module(f"PySide6.{name}")
        for number, known in enumerate(dir(module)):
            getattr(module, known)
            if number % _NAMES == 0:
                yield
        yield


def _load_rest() -> Iterator[None]:
    for name in _MORE_QT:
        importlib.import_module(f"PySide6.{name}")
        yield
    left_out = _NOT_WANTED not in sys.modules
    if left_out:
        sys.modules[_NOT_WANTED] = None  # type: ignore[assignment]  # which is how Python is told that there is none
    try:
        importlib.import_module("pyqtgraph")
    finally:
        if left_out:
            del sys.modules[_NOT_WANTED]


_classes = _know_classes()
_pieces = chain(_classes, _load_rest())

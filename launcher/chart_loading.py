"""Loads what draws charts a piece at a time: whole it keeps the window from answering for a third of a second.

It has to be done in the window's thread: two that make Qt's classes known to Python at once end the program.
"""

from __future__ import annotations

import ast
import importlib
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec, module_from_spec
from itertools import chain
from pathlib import Path

#: whose classes pyqtgraph all makes known, whether it needs them or not
_QT = ("QtCore", "QtGui", "QtWidgets")
#: what else of Qt it loads
_MORE_QT = ("QtSvg", "QtTest", "QtOpenGL", "QtOpenGLWidgets")
#: what it loads where it is there, and we have no use for: it takes long, and memory
_NOT_WANTED = "cuda.bindings"
#: names of a module of Qt in one piece
_NAMES = 10


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
    if "pyqtgraph" not in sys.modules:
        yield from _run_package("pyqtgraph")


def _run_package(name: str) -> Iterator[None]:
    """Import a package as Python does, but one statement of its `__init__` at a time.

    Nobody else may import it before the last of them.
    """
    spec = find_spec(name)
    if spec is None or not (spec.origin or "").endswith(".py") or not Path(spec.origin or "").is_file():
        importlib.import_module(name)  # where the source is not at hand, it comes whole
        return
    origin = str(spec.origin)
    statements = ast.parse(Path(origin).read_bytes(), origin).body
    package = sys.modules[name] = module_from_spec(spec)
    left_out = _NOT_WANTED not in sys.modules
    if left_out:
        sys.modules[_NOT_WANTED] = None  # type: ignore[assignment]  # which is how Python is told that there is none
    try:
        for statement in statements:
            exec(compile(ast.Module([statement], []), origin, "exec", dont_inherit=True), vars(package))
            yield
    except BaseException:
        sys.modules.pop(name, None)
        raise
    finally:
        if left_out:
            sys.modules.pop(_NOT_WANTED, None)


_classes = _know_classes()
_pieces = chain(_classes, _load_rest())

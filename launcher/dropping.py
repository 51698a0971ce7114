"""What was dropped on the window: recordings, models, or nothing of ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from launcher.widgets import set_property

MODEL_SUFFIX = ".pt"


@dataclass(frozen=True)
class Dropped:
    """The files and folders, by what they are."""

    recordings: tuple[Path, ...]
    models: tuple[Path, ...]


class DropArea(QObject):
    """What a window that takes files and folders does with them; `marked` is the part of it that shows that it may."""

    dropped = Signal(Dropped)

    def __init__(self, window: QWidget, marked: QWidget) -> None:
        super().__init__(window)
        self._marked = marked

    def enter(self, event: QDragEnterEvent) -> None:
        """Something is dragged onto the window."""
        if local_paths(event.mimeData()):
            _take_a_copy(event)
            set_property(self._marked, "dropping", True)

    def leave(self) -> None:
        """It is dragged away again."""
        set_property(self._marked, "dropping", False)

    def drop(self, event: QDropEvent) -> None:
        """It is let go of."""
        self.leave()
        _take_a_copy(event)
        self.dropped.emit(sort_out(local_paths(event.mimeData())))


def _take_a_copy(event: QDropEvent) -> None:
    """Whatever was proposed: a file manager that is told of a move may throw away what it believes moved."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def local_paths(data: QMimeData) -> list[Path]:
    """The files and folders of this machine that are being dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def sort_out(paths: Iterable[Path]) -> Dropped:
    """Model files, and folders with model files in them or one folder further down, are models; all else recordings."""
    models: list[Path] = []
    recordings: list[Path] = []
    for path in paths:
        (models if _is_model(path) else recordings).append(path)
    return Dropped(tuple(recordings), tuple(models))


def _is_model(path: Path) -> bool:
    if not path.is_dir():
        return path.suffix.lower() == MODEL_SUFFIX
    return any(next(path.glob(pattern), None) is not None for pattern in (f"*{MODEL_SUFFIX}", f"*/*{MODEL_SUFFIX}"))

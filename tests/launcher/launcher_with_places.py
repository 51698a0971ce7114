"""The launcher as it is, which also writes where its controls are: name -> centre in pixels of the screen.

`python launcher_with_places.py PLACES [launcher's words]`
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

import launcher.application
from core.files import atomic_write_bytes
from launcher.__main__ import main


def places() -> dict[str, tuple[int, int]]:
    """Every visible control that has a name; those of the window in front last, so that they win."""
    found: dict[str, tuple[int, int]] = {}
    tops = sorted(QApplication.topLevelWidgets(), key=QWidget.isActiveWindow)
    for widget in (child for top in tops if top.isVisible() for child in [top, *top.findChildren(QWidget)]):
        name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        if name and widget.isVisible() and not widget.visibleRegion().isEmpty():
            centre = widget.mapToGlobal(widget.visibleRegion().boundingRect().center())
            found[name] = (centre.x(), centre.y())
    return found


class WatchedWindow(launcher.application.Window):
    """Writes the places several times a second."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self._watching = QTimer(self, interval=100)
        self._watching.timeout.connect(lambda: atomic_write_bytes(PLACES, json.dumps(places()).encode()))
        self._watching.start()


if __name__ == "__main__":
    PLACES = Path(sys.argv[1])
    launcher.application.Window = WatchedWindow  # type: ignore[misc]
    sys.exit(main(sys.argv[2:]))

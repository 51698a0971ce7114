"""A window that stands in for a game: it paints a moving bar and writes down every input it gets.

    python game_window.py TITLE WIDTH HEIGHT LOG

LOG gets one JSON object a line: {"what": "shown" | "press" | "key" | "release", "t": monotonic seconds, ...}. The
window turns white for as long as a mouse button is down.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget


class Game(QWidget):
    def __init__(self, title: str, width: int, height: int, log: str) -> None:
        super().__init__()
        self._log = open(log, "a", encoding="utf-8")  # noqa: SIM115, PTH123
        self._steps = 0
        self._pressed = False
        self.setWindowTitle(title)
        self.resize(width, height)
        self.move(120, 80)
        timer = QTimer(self)
        timer.timeout.connect(self._step)
        timer.start(16)

    def _write(self, what: str, **values: Any) -> None:
        self._log.write(json.dumps({"what": what, "t": time.monotonic(), **values}) + "\n")
        self._log.flush()

    def _step(self) -> None:
        self._steps += 1
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        self._write("shown")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white" if self._pressed else "#204060"))
        if not self._pressed:
            painter.fillRect((self._steps * 4) % self.width(), 0, 8, self.height(), QColor("#ff8000"))
        painter.end()

    def _mouse(self, event: QMouseEvent, what: str) -> None:
        self._pressed = what == "press"
        self.update()
        place = event.position()
        name = {Qt.MouseButton.LeftButton: "left", Qt.MouseButton.RightButton: "right"}.get(event.button(), "other")
        self._write(what, name=name, x=place.x(), y=place.y())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._mouse(event, "press")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._mouse(event, "press")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._mouse(event, "release")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self._write("key", key=event.key(), text=event.text())

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self._write("key_up", key=event.key())


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    game = Game(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
    game.show()
    sys.exit(app.exec())

"""The text of a log: levels in colour, and files that can be clicked on."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QMouseEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextEdit

from launcher.log_lines import Level, Place, level_of, places_in
from launcher.text import tr
from launcher.theme import theme

_TONES = {Level.ERROR: "bad", Level.WARNING: "warn"}


class _Levels(QSyntaxHighlighter):
    def highlightBlock(self, text: str) -> None:
        if tone := _TONES.get(level_of(text)):
            form = QTextCharFormat()
            form.setForeground(QColor(getattr(theme.colors, tone)))
            self.setFormat(0, len(text), form)


class LogText(QPlainTextEdit):
    """Read-only; keeps at most so many lines."""

    #: path and line (0 for none) of a file that was clicked on
    place_asked = Signal(str, int)

    def __init__(self, most_lines: int) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setMaximumBlockCount(most_lines)
        self.setAccessibleName(tr("Log"))
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setStyleSheet(f"font-family: '{self.font().family()}';")
        self._levels = _Levels(self.document())
        theme.changed.connect(self._levels.rehighlight)
        self.viewport().setMouseTracking(True)

    def place_at(self, spot: QPoint) -> Place | None:
        """The file named under the mouse."""
        cursor = self.cursorForPosition(spot)
        # Right of a line's end the nearest place is still its end.
        if spot.x() > self.cursorRect(_end_of(cursor)).right():
            return None
        column = cursor.positionInBlock()
        return next((place for place in places_in(cursor.block().text()) if place.start <= column < place.end), None)

    def search(self, wanted: str, *, backwards: bool = False) -> bool:
        """Choose the next place with this text, beginning anew at the other end; whether there is one."""
        if not wanted:
            return True
        flags = QTextDocument.FindFlag.FindBackward if backwards else QTextDocument.FindFlag(0)
        if self.find(wanted, flags):
            return True
        before = self.textCursor()
        self.moveCursor(QTextCursor.MoveOperation.End if backwards else QTextCursor.MoveOperation.Start)
        if self.find(wanted, flags):
            return True
        self.setTextCursor(before)
        return False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        named = not event.buttons() and self.place_at(event.position().toPoint()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if named else Qt.CursorShape.IBeamCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        if place := self.place_at(event.position().toPoint()):
            self.place_asked.emit(place.path, place.line)


def _end_of(cursor: QTextCursor) -> QTextCursor:
    end = QTextCursor(cursor)
    end.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    return end

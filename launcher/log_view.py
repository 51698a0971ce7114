"""A run's log as it grows: follow, filter, copy, clear; levels in colour; a beat does no more than it has time for."""

from __future__ import annotations

import re
from collections import deque
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QFontDatabase, QGuiApplication, QSyntaxHighlighter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from launcher.output import FileTail
from launcher.text import size, tr
from launcher.theme import theme
from launcher.widgets import icon_button, label, open_outside

#: lines kept in the view; the file keeps them all
KEPT = 5000
#: lines added in one beat
BATCH = 500
#: milliseconds between two beats
BEAT = 50
#: of a log that is already long, this many bytes are read to begin with
FIRST_BYTES = 512 * 1024

#: what jobs print first ("error: ..."), what stands in log.txt after the time, and what Python says of exceptions
_LEVELS = (
    (re.compile(r"(error|critical):|\S+ \S+ (ERROR|CRITICAL) |Traceback |[\w.]+(Error|Exception)\b"), "bad"),
    (re.compile(r"warning:|\S+ \S+ WARNING |\S*\w+Warning:"), "warn"),
)


class _Levels(QSyntaxHighlighter):
    def highlightBlock(self, text: str) -> None:
        for pattern, tone in _LEVELS:
            if pattern.match(text):
                form = QTextCharFormat()
                form.setForeground(QColor(getattr(theme.colors, tone)))
                self.setFormat(0, len(text), form)
                return


class LogView(QWidget):
    """Shows one log file. It reads only while it is visible."""

    def __init__(self) -> None:
        super().__init__()
        self._tail: FileTail | None = None
        self._ended = False
        self._kept: deque[str] = deque(maxlen=KEPT)
        self._pending: deque[str] = deque(maxlen=KEPT)

        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setUndoRedoEnabled(False)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setMaximumBlockCount(KEPT)
        self.text.setAccessibleName(tr("Log"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setStyleSheet(f"font-family: '{self.text.font().family()}';")
        self._levels = _Levels(self.text.document())
        theme.changed.connect(self._levels.rehighlight)

        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Show only lines with…"))
        self.filter.setAccessibleName(tr("Filter the log"))
        self.filter.setClearButtonEnabled(True)
        self._skipped = label("", "caption")
        self.follow = icon_button("follow", tr("Follow the newest line"))
        self.follow.setCheckable(True)
        self.follow.setChecked(True)
        self.copy = icon_button("copy", tr("Copy the lines shown"))
        self.clear_button = icon_button("clear", tr("Clear the view; the file stays"))
        open_file = icon_button("file", tr("Open the whole log"))

        bar = QHBoxLayout()
        bar.setSpacing(4)
        bar.addWidget(self.filter, 1)
        bar.addWidget(self._skipped)
        for control in (self.follow, self.copy, self.clear_button, open_file):
            bar.addWidget(control)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 6, 0, 0)
        body.addLayout(bar)
        body.addWidget(self.text, 1)

        self._filtering = QTimer(self, singleShot=True, interval=150)
        self._filtering.timeout.connect(self._refill)
        self.filter.textChanged.connect(self._filtering.start)
        self.follow.toggled.connect(self._follow_toggled)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        self.clear_button.clicked.connect(self.clear)
        open_file.clicked.connect(self._open_file)
        self.text.verticalScrollBar().actionTriggered.connect(self._scrolled_by_hand)
        self._beat = QTimer(self, interval=BEAT)
        self._beat.timeout.connect(self.advance)

    def watch(self, path: Path | None, *, ended: bool = False) -> None:
        """Show the log at `path` from now on, None for nothing; `ended` where nobody writes to it any more."""
        if self._tail is None or path != self._tail.path:
            self.clear()
            self._tail = FileTail(path, last=FIRST_BYTES) if path else None
        self._ended = ended
        self._set_beating()

    def clear(self) -> None:
        """Empty the view."""
        self._kept.clear()
        self._pending.clear()
        self.text.clear()

    def advance(self) -> bool:
        """One beat: read what came, show a batch of it; whether there was any."""
        lines = self._tail.read() if self._tail else []
        if not lines and self._tail and self._ended and not self._pending:
            lines = self._tail.close()
        self._pending.extend(lines)
        batch = [self._pending.popleft() for _ in range(min(BATCH, len(self._pending)))]
        self._kept.extend(batch)
        self._append([line for line in batch if self._wanted(line)])
        if self._tail and self._tail.skipped:
            self._skipped.setText(tr("{0} earlier are in the file").format(size(self._tail.skipped)))
        else:
            self._skipped.clear()
        if self._ended and not batch:
            self._beat.stop()
        return bool(batch)

    def showEvent(self, event: object) -> None:
        self._set_beating()

    def hideEvent(self, event: object) -> None:
        self._set_beating()

    def _set_beating(self) -> None:
        if self._tail and self.isVisible():
            self._beat.start()
        else:
            self._beat.stop()

    def _wanted(self, line: str) -> bool:
        return self.filter.text().casefold() in line.casefold()

    def _refill(self) -> None:
        self.text.setPlainText("\n".join(line for line in self._kept if self._wanted(line)))
        self._to_end()

    def _append(self, lines: list[str]) -> None:
        if not lines:
            return
        bar = self.text.verticalScrollBar()
        place = bar.value()
        cursor = QTextCursor(self.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(("\n" if self.text.document().characterCount() > 1 else "") + "\n".join(lines))
        if self.follow.isChecked():
            self._to_end()
        else:
            bar.setValue(place)

    def _to_end(self) -> None:
        if self.follow.isChecked():
            bar = self.text.verticalScrollBar()
            bar.setValue(bar.maximum())

    def _follow_toggled(self, on: bool) -> None:
        if on:
            self._to_end()

    def _scrolled_by_hand(self) -> None:
        bar = self.text.verticalScrollBar()
        self.follow.setChecked(bar.sliderPosition() >= bar.maximum())

    def _open_file(self) -> None:
        if self._tail:
            open_outside(self._tail.path)

    def keyPressEvent(self, event: object) -> None:
        if getattr(event, "key", lambda: None)() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()

"""A run's log as it grows: follow, filter, search, copy, clear; a beat does no more than it has time for."""

from __future__ import annotations

from collections import deque
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from launcher.log_lines import Level, LevelReader
from launcher.log_text import LogText
from launcher.output import FileTail
from launcher.text import size, tr
from launcher.widgets import CalmComboBox, icon_button, label, open_outside, set_property

#: lines kept in the view; the file keeps them all
KEPT = 5000
#: lines added in one beat: about three milliseconds of work
BATCH = 150
#: milliseconds between two beats, where nothing waits and where something does
BEAT, BUSY_BEAT = 50, 15
#: of a log that is already long, this many bytes are read to begin with
FIRST_BYTES = 512 * 1024


class LogView(QWidget):
    """Shows one log file. It reads only while it is visible."""

    def __init__(self) -> None:
        super().__init__()
        self._tail: FileTail | None = None
        self._ended = False
        self._levels = LevelReader()
        self._kept: deque[tuple[str, Level]] = deque(maxlen=KEPT)
        self._pending: deque[str] = deque(maxlen=KEPT)

        self.text = LogText(KEPT)
        self.level = CalmComboBox()
        self.level.setAccessibleName(tr("Which lines"))
        for level, words in (
            (Level.INFO, tr("All lines")),
            (Level.WARNING, tr("Warnings")),
            (Level.ERROR, tr("Errors")),
        ):
            self.level.addItem(words, level)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Show only lines with…"))
        self.filter.setAccessibleName(tr("Filter the log"))
        self.filter.setClearButtonEnabled(True)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search"))
        self.search.setAccessibleName(tr("Search the log"))
        self.search.setClearButtonEnabled(True)
        self.previous = icon_button("up", tr("Previous place (Shift+F3)"))
        self.next = icon_button("down", tr("Next place (F3)"))
        self._skipped = label("", "caption")
        self.follow = icon_button("follow", tr("Follow the newest line"))
        self.follow.setCheckable(True)
        self.follow.setChecked(True)
        self.copy = icon_button("copy", tr("Copy the lines shown"))
        self.clear_button = icon_button("clear", tr("Clear the view; the file stays"))
        open_file = icon_button("file", tr("Open the whole log"))

        bar = QHBoxLayout()
        bar.setSpacing(4)
        bar.addWidget(self.level)
        bar.addWidget(self.filter, 3)
        bar.addWidget(self.search, 2)
        for control in (self.previous, self.next):
            bar.addWidget(control)
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
        self.level.activated.connect(self._refill)
        self.search.textChanged.connect(self._search_typed)
        self.search.returnPressed.connect(self.search_on)
        self.next.clicked.connect(self.search_on)
        self.previous.clicked.connect(lambda: self.search_on(backwards=True))
        for keys, do in (
            (QKeySequence(QKeySequence.StandardKey.Find), self.search.setFocus),
            (QKeySequence("F3"), self.next.click),
            (QKeySequence("Shift+F3"), self.previous.click),
        ):
            shortcut = QShortcut(keys, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)
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
        self._levels = LevelReader()
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
        told = [(line, self._levels.read(line)) for line in batch]
        self._kept.extend(told)
        self._append([line for line, level in told if self._wanted(line, level)])
        if self._tail and self._tail.skipped:
            self._skipped.setText(tr("{0} earlier are in the file").format(size(self._tail.skipped)))
        else:
            self._skipped.clear()
        if self._ended and not batch:
            self._beat.stop()
        elif (interval := BUSY_BEAT if self._pending else BEAT) != self._beat.interval():
            self._beat.setInterval(interval)
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

    def search_on(self, *, backwards: bool = False) -> None:
        """Go to the next place with the text searched for, or to the one before."""
        self.follow.setChecked(False)
        found = self.text.search(self.search.text(), backwards=backwards)
        set_property(self.search, "wrong", not found)

    def _search_typed(self, wanted: str) -> None:
        cursor = self.text.textCursor()
        cursor.setPosition(cursor.selectionStart())  # what is found so far may go on as it is typed
        self.text.setTextCursor(cursor)
        if wanted:
            self.search_on()
        set_property(self.search, "wrong", bool(self.search.property("wrong")) and bool(wanted))

    def _wanted(self, line: str, level: Level) -> bool:
        return level >= self.level.currentData() and self.filter.text().casefold() in line.casefold()

    def _refill(self) -> None:
        self.text.setPlainText("\n".join(line for line, level in self._kept if self._wanted(line, level)))
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

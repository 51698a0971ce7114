"""Things to tell the person, one sentence each, in the window and not in its way."""

from __future__ import annotations

import time
from collections import deque

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from launcher.text import tr
from launcher.widgets import IconLabel, button, icon_button, label

#: older ones give way
MOST = 4
#: sentences that can be read again later
REMEMBERED = 200
#: milliseconds good news stay
GOOD_FOR = 12_000


class Notices(QWidget):
    """Sentences that stay until they are dismissed."""

    def __init__(self) -> None:
        super().__init__()
        #: what has been told, dismissed or not: unix time and sentence
        self.history: deque[tuple[float, str]] = deque(maxlen=REMEMBERED)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(18, 10, 18, 0)
        self._rows.setSpacing(6)
        self.setVisible(False)

    def sentences(self) -> list[str]:
        """What is being told."""
        return [notice.accessibleName() for notice in self._all()]

    def tell(self, sentence: str, *, good: bool = False, details: str = "") -> None:
        """Tell one sentence, once; `good` news go by themselves after a while. `details` can be read and copied."""
        if sentence in self.sentences():
            return
        self.history.append((time.time(), sentence))
        notice = QFrame()
        notice.setObjectName("notice")
        notice.setProperty("good", good)
        notice.setAccessibleName(sentence)
        text = label(sentence, wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = icon_button("bad", tr("Dismiss"))
        row = QHBoxLayout(notice)
        row.setContentsMargins(12, 6, 6, 6)
        row.addWidget(IconLabel("good", "good", 20) if good else IconLabel("warn", "warn", 20))
        row.addWidget(text, 1)
        if details:
            more = button(tr("Details"))
            more.clicked.connect(lambda: self._show_details(sentence, details))
            row.addWidget(more, alignment=Qt.AlignmentFlag.AlignTop)
        if not good:
            copy = icon_button("copy", tr("Copy the sentence"))
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(sentence))
            row.addWidget(copy, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(close, alignment=Qt.AlignmentFlag.AlignTop)
        close.clicked.connect(lambda: self._remove(notice))
        for old in self._all()[: max(0, len(self._all()) + 1 - MOST)]:
            self._remove(old)
        self._rows.addWidget(notice)
        self.setVisible(True)
        if good:
            QTimer.singleShot(GOOD_FOR, notice, lambda: self._remove(notice))

    def _show_details(self, sentence: str, details: str) -> None:
        from launcher.text_dialog import TextDialog

        TextDialog(tr("Details"), sentence, details, self.window()).show()

    def _all(self) -> list[QWidget]:
        items = (self._rows.itemAt(index) for index in range(self._rows.count()))
        return [widget for item in items if item and (widget := item.widget())]

    def _remove(self, notice: QWidget) -> None:
        self._rows.removeWidget(notice)
        notice.hide()
        notice.deleteLater()
        self.setVisible(bool(self._all()))

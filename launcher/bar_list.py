"""Shares as horizontal bars: a name, a bar as long as its share, and the figure."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from launcher.text import count_words, tr
from launcher.theme import theme

#: room between two rows, and height of a bar, in pixels
_GAP, _BAR = 8, 10


class BarList(QWidget):
    """Counts by name, the largest first; the bars fill the width there is."""

    def __init__(self, what: str) -> None:
        """`what` is said of it to those who cannot see it."""
        super().__init__()
        self._what = what
        self._rows: list[tuple[str, int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show these instead."""
        self._rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
        words = ", ".join(f"{name} {self._share(count):.1%}" for name, count in self._rows)
        self.setAccessibleName(f"{self._what}: {words or tr('nothing')}")
        self.updateGeometry()
        self.update()

    def _share(self, count: int) -> float:
        return count / max(1, sum(value for _, value in self._rows))

    @property
    def _row_height(self) -> int:
        return self.fontMetrics().height() + _GAP

    def sizeHint(self) -> QSize:
        return QSize(280, max(1, len(self._rows)) * self._row_height)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors, metrics = QPainter(self), theme.colors, self.fontMetrics()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._row_height
        if not self._rows:
            painter.setPen(QColor(colors.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, tr("nothing"))
            return
        figures = [f"{self._share(count):.1%}   {count_words(count)}" for _, count in self._rows]
        left = min(self.width() // 3, max(metrics.horizontalAdvance(name) for name, _ in self._rows) + 12)
        right = max(metrics.horizontalAdvance(figure) for figure in figures) + 12
        longest = max(count for _, count in self._rows) or 1
        room = max(0, self.width() - left - right)
        for index, ((name, count), figure) in enumerate(zip(self._rows, figures, strict=True)):
            top = index * height
            line = QRectF(0, top, self.width(), height)
            painter.setPen(QColor(colors.text))
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, left - 8)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            painter.setPen(QColor(colors.muted))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, figure)
            painter.setPen(Qt.PenStyle.NoPen)
            track = QRectF(left, top + (height - _BAR) / 2, room, _BAR)
            painter.setBrush(QColor(colors.raised))
            painter.drawRoundedRect(track, 3, 3)
            track.setWidth(max(2.0, room * count / longest))
            painter.setBrush(QColor(colors.accent))
            painter.drawRoundedRect(track, 3, 3)

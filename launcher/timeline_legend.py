"""What the colours and lines of a timeline mean, with each mode's share."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.recording import LABEL_SOURCES
from launcher.mode_colors import mode_color, mode_words
from launcher.reel import Reel
from launcher.text import tr
from launcher.theme import theme

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class TimelineLegend(QWidget):
    """One line; what does not fit is left out from its end."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._modes: list[tuple[str, str]] = []
        self._sources: list[str] = []
        self._bot = ""
        theme.changed.connect(self.update)

    def show_reel(self, reel: Reel | None) -> None:
        """Explain this recording's timeline."""
        shares = reel.shares() if reel is not None else {}
        self._modes = [(mode, f"{mode_words(mode)} {share:.0%}") for mode, share in shares.items()]
        self._sources, self._bot = [], ""
        if reel is not None and reel.opinion is not None and (share := reel.opinion.agreement.get("mode")) is not None:
            self._bot = tr("the bot agrees on the mode for {0:.0%}").format(share)
        if reel is not None:
            self._sources = [name for index, name in enumerate(LABEL_SOURCES) if index and (reel.source == index).any()]
        self.setAccessibleName(tr("Modes: {0}").format(", ".join(words for _, words in self._modes)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, self.fontMetrics().height() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(QFontInfo(font).pixelSize() - 1)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        x, middle = 0.0, self.height() / 2
        names = {
            "hindsight": tr("in hindsight"), "pilot": tr("recorded"), "coach": tr("by the coach"),
            "person": tr("by a person"),
        }  # fmt: skip
        for mode, words in self._modes:
            width = 14 + metrics.horizontalAdvance(words) + 16
            if x + width > self.width():
                return
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mode_color(mode))
            painter.drawRoundedRect(QRectF(x, middle - 5, 10, 10), 3, 3)
            painter.setPen(QColor(theme.colors.muted))
            painter.drawText(QRectF(x + 15, 0, width, self.height()), _MIDDLE, words)
            x += width
        for source in self._sources:
            width = 22 + metrics.horizontalAdvance(names[source]) + 14
            if x + width > self.width():
                return
            painter.setPen(source_pen(source))
            painter.drawLine(QPointF(x, middle), QPointF(x + 16, middle))
            painter.setPen(QColor(theme.colors.muted))
            painter.drawText(QRectF(x + 22, 0, width, self.height()), _MIDDLE, names[source])
            x += width
        if self._bot and x + metrics.horizontalAdvance(self._bot) <= self.width():
            painter.setPen(QColor(theme.colors.bot))
            painter.drawText(QRectF(x, 0, self.width() - x, self.height()), _MIDDLE, self._bot)


def source_pen(source: str) -> QPen:
    """The line that says who gave a label: full for recorded, dots for hindsight, thick for the coach and a person."""
    colors = theme.colors
    pen = {
        "hindsight": QPen(QColor(colors.muted), 2, Qt.PenStyle.DotLine),
        "pilot": QPen(QColor(colors.muted), 2),
        "coach": QPen(QColor(colors.warn), 4),
        "person": QPen(QColor(colors.accent), 5),
    }.get(source, QPen(Qt.PenStyle.NoPen))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen

"""The picture of a recording with everything drawn over it; without a video, a schematic of what was seen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontInfo, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from launcher.mode_colors import ON_PICTURE
from launcher.moment import Moment
from launcher.player_overlays import OVERLAYS, Field, chip, paint_boxes
from launcher.text import tr

_AROUND, _FIELD, _GRID = QColor("#0a090e"), QColor("#14121c"), QColor("#1f1c2a")


class PlayerCanvas(QWidget):
    """Paints one moment. Whoever owns it says which, and brings the pictures."""

    clicked = Signal()
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Picture of the recording"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 135)
        self.shown = dict.fromkeys(OVERLAYS, True)
        self._moment: Moment | None = None
        self._picture: QImage | None = None
        self._aspect = 16 / 9
        #: why there is no picture, "" where there is one
        self._schematic = ""
        self._message = ""

    def begin(self, aspect: float, schematic: str = "") -> None:
        """Take another recording: its window's width over its height, and why there is no picture of it, if so."""
        self._aspect, self._schematic = aspect, schematic
        self._moment, self._picture, self._message = None, None, ""
        self.update()

    def show_moment(self, moment: Moment | None) -> None:
        """Paint this moment's overlays from now on."""
        self._moment = moment
        self.update()

    def show_picture(self, picture: QImage) -> None:
        """Paint this picture from now on."""
        self._picture = picture
        self.update()

    def show_message(self, sentence: str) -> None:
        """Say something in the middle, "" to say nothing."""
        self._message = sentence
        self.update()

    def switch(self, overlay: str, on: bool) -> None:
        """Show or hide one of `OVERLAYS`."""
        self.shown[overlay] = on
        self.update()

    def field(self) -> QRectF:
        """Where the window's picture lies."""
        width = min(float(self.width()), self.height() * self._aspect)
        height = width / self._aspect
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def wanted_size(self) -> QSize:
        """The size in physical pixels in which pictures are best brought."""
        rect, ratio = self.field(), self.devicePixelRatioF()
        return QSize(round(rect.width() * ratio), round(rect.height() * ratio))

    def sizeHint(self) -> QSize:
        return QSize(800, 450)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.setFocus()
            self.clicked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), _AROUND)
        font = self.font()
        font.setPixelSize(QFontInfo(font).pixelSize())
        field = Field(self.field(), font)
        if self._schematic:
            self._paint_ground(painter, field)
        elif self._picture is not None:
            painter.drawImage(field.rect, self._picture)
        if self._moment is not None:
            painter.setClipRect(field.rect)
            for name, paint in OVERLAYS.items():
                if name == "boxes" and self.shown[name]:
                    paint_boxes(painter, field, self._moment, filled=bool(self._schematic))
                elif self.shown[name]:
                    paint(painter, field, self._moment)
            painter.setClipping(False)
        if self._message:
            text = QRectF(self.rect()).adjusted(24, 0, -24, 0)
            painter.setPen(QColor(ON_PICTURE.text))
            painter.drawText(text, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(ON_PICTURE.accent), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint_ground(self, painter: QPainter, field: Field) -> None:
        painter.fillRect(field.rect, _FIELD)
        painter.setPen(QPen(_GRID, 1))
        step = field.rect.width() / 16
        for k in range(1, 16):
            x = field.rect.left() + k * step
            painter.drawLine(QPointF(x, field.rect.top()), QPointF(x, field.rect.bottom()))
        for k in range(1, int(field.rect.height() / step) + 1):
            y = field.rect.top() + k * step
            painter.drawLine(QPointF(field.rect.left(), y), QPointF(field.rect.right(), y))
        font = field.letters(-1)
        chip(painter, field.rect.topLeft() + QPointF(10, 10), self._schematic, font, QColor(ON_PICTURE.warn))

"""Small widgets and habits the pages share."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QToolButton,
    QWidget,
)

from launcher.icons import icon


def label(text: str = "", name: str = "", *, wrap: bool = False, tone: str = "") -> QLabel:
    """A plain-text label; `name` and `tone` choose its style."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if name:
        made.setObjectName(name)
    if tone:
        set_property(made, "tone", tone)
    return made


def button(text: str, icon_name: str = "", *, primary: bool = False) -> QPushButton:
    """A push button."""
    made = QPushButton(text)
    if icon_name:
        made.setIcon(icon(icon_name, "accent_text" if primary else "text"))
    made.setProperty("primary", primary)
    return made


def icon_button(icon_name: str, what: str, *, flat: bool = True) -> QToolButton:
    """A button that is only an icon; `what` is its tooltip and accessible name."""
    made = QToolButton()
    made.setIcon(icon(icon_name))
    made.setIconSize(QSize(18, 18))
    made.setToolTip(what)
    made.setAccessibleName(what)
    made.setProperty("flat", flat)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def set_property(widget: QWidget, name: str, value: Any) -> None:
    """Set a property the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def panel(name: str = "panel") -> QFrame:
    """A rounded surface."""
    made = QFrame()
    made.setObjectName(name)
    return made


def open_folder(path: Any) -> None:
    """Show a folder or a file with the system's own program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class IconLabel(QWidget):
    """An icon as a picture, in the theme's present colours."""

    def __init__(self, name: str, tone: str = "text", side: int = 24) -> None:
        super().__init__()
        self._icon = icon(name, tone)
        self.setFixedSize(side, side)

    def set_icon(self, name: str, tone: str) -> None:
        self._icon = icon(name, tone)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._icon.paint(QPainter(self), self.rect())


class ElidedLabel(QWidget):
    """One line that gives way: what does not fit is cut with an ellipsis and stands in the tooltip."""

    def __init__(self, text: str = "", name: str = "", mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__()
        self._mode, self._text = mode, ""
        if name:
            self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def text(self) -> str:
        return self._text

    def setText(self, text: str) -> None:
        self._text = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(20, self.fontMetrics().height() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOption()
        option.initFrom(self)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        text = self.fontMetrics().elidedText(self._text, self._mode, self.width())
        painter.setPen(option.palette.windowText().color())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.update()


class CalmComboBox(QComboBox):
    """A combo box that leaves the wheel to the page around it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

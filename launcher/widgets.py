"""Small widgets and habits the pages share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QToolButton,
    QWidget,
)

from launcher.icons import icon

if TYPE_CHECKING:
    from launcher.run_list import Run


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


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout, and delete it."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.deleteLater()


def open_outside(what: str | Path) -> None:
    """Show a folder, a file or an http address with the system's own program."""
    text = str(what)
    QDesktopServices.openUrl(QUrl(text) if text.startswith("http://") else QUrl.fromLocalFile(text))


class Clickable(QFrame):
    """A surface that can be clicked, or chosen with Return or Space."""

    clicked = Signal()

    def __init__(self, name: str, what: str) -> None:
        """`name` chooses the style; `what` is said of it to those who cannot see it."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(what)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


class IconLabel(QWidget):
    """An icon as a picture, in the theme's present colours."""

    def __init__(self, name: str, tone: str = "text", side: int = 24) -> None:
        super().__init__()
        self._shown = (name, tone)
        self._icon = icon(name, tone)
        self.setFixedSize(side, side)

    def set_icon(self, name: str, tone: str) -> None:
        if (name, tone) != self._shown:
            self._shown = (name, tone)
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
        if text == self._text:
            return
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


class ProgressBar(QProgressBar):
    """How far a run is; hidden where there is no telling. (Qt's bar for that case redraws itself without end.)"""

    def __init__(self, what: str) -> None:
        """`what` is said of it to those who cannot see it."""
        super().__init__()
        self.setTextVisible(False)
        self.setMaximum(1000)
        self.setAccessibleName(what)
        self.show_run(None)

    def show_run(self, run: Run | None) -> None:
        """Show this run's progress."""
        done = run.status.progress if run and run.status else None
        self.setValue(round(1000 * (done or 0)))
        self.setVisible(run is not None and run.active and done is not None)


class CalmComboBox(QComboBox):
    """A combo box that leaves the wheel to the page around it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

"""Where curves are drawn: zoomed and moved by the mouse and by keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QWheelEvent

from launcher import chart_loading

chart_loading.load_whole()
import pyqtgraph as pg  # noqa: E402  # what is not loaded yet of it is by now

#: by how much one press of a key zooms, and which part of what is shown it moves by
_ZOOM, _MOVE = 1.25, 0.1
#: what keys do: left, right, down, up
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Down: (0, -1),
    Qt.Key.Key_Up: (0, 1),
}


class PlotArea(pg.PlotWidget):
    """Axes and what is between them."""

    def __init__(self, point: Callable[[float], None]) -> None:
        """`point` is told the step under the mouse, NaN where there is none any more."""
        super().__init__()
        self._tell = point
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the chart around it has the keys

    @property
    def view(self) -> pg.ViewBox:
        """What is between the axes."""
        return self.getPlotItem().getViewBox()

    def show_all(self) -> None:
        """Show all there is, also of what is still to come."""
        self.getPlotItem().enableAutoRange()

    def press(self, key: int, step: float) -> bool:
        """Do what a key stands for, zooming around a step where there is one (else NaN); whether it stands for any."""
        if key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.show_all()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            factor = _ZOOM if key == Qt.Key.Key_Minus else 1 / _ZOOM
            shown = self.view.viewRect()
            centre = shown.center()
            if shown.left() <= step <= shown.right():
                centre.setX(step)
            self.view.scaleBy((factor, factor), centre)
        elif key in _WAYS:
            shown = self.view.viewRect()
            right, up = _WAYS[Qt.Key(key)]
            self.view.translateBy(x=right * _MOVE * shown.width(), y=up * _MOVE * shown.height())
        else:
            return False
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The wheel belongs to the page that scrolls; with Ctrl it zooms.
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = self.mapToScene(event.position().toPoint())
        within = self.view.sceneBoundingRect().contains(place)
        self._tell(self.view.mapSceneToView(place).x() if within else float("nan"))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._tell(float("nan"))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.show_all()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.ignore()  # the chart around it has one

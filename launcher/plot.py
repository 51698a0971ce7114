"""One chart. The only module of the launcher that imports pyqtgraph."""

from __future__ import annotations

from html import escape
from urllib.parse import quote, unquote

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from launcher.curves import Curve
from launcher.text import plain, tr
from launcher.theme import theme
from launcher.widgets import label

#: with fewer points than this every point is marked, so that a single one can be seen
FEW = 40
#: with fewer points than this lines are smoothed; beyond, drawing fast matters more
SMOOTH = 5000


class Plot(QFrame):
    """Curves that share an axis, below their title and a legend; a click on a name hides its curve."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self._curves: dict[str, pg.PlotDataItem] = {}
        self._last: dict[str, float] = {}
        self.setObjectName("panel")
        self.setAccessibleName(tr("Chart of {0}").format(title))
        self._area = _Area()
        self._item = self._area.getPlotItem()
        # On the PlotItem, for a curve's own setting is overwritten by it.
        self._item.setDownsampling(auto=True, mode="peak")
        self._item.setClipToView(True)
        self._item.showGrid(x=True, y=True, alpha=0.15)
        self._legend = QLabel()
        self._legend.setObjectName("caption")
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self._legend.setWordWrap(True)
        self._legend.setToolTip(tr("The last values. Click on a name to hide its curve."))
        self._legend.linkActivated.connect(self._toggle)
        body = QVBoxLayout(self)
        body.setContentsMargins(12, 8, 10, 6)
        body.setSpacing(2)
        body.addWidget(label(title.replace("_", " ").replace("/", " · "), "title"))
        body.addWidget(self._legend)
        body.addWidget(self._area, 1)
        self.recolor()

    def show_curves(self, curves: dict[str, Curve]) -> None:
        """Draw the curves as they are now; they only ever grow."""
        for name, points in curves.items():
            item = self._curves.get(name)
            if item is None:
                item = self._curves[name] = self._item.plot(connect="finite")
                self._color(name)
            steps, values = np.frombuffer(points.steps).copy(), np.frombuffer(points.values).copy()
            item.setSymbol("o" if len(values) < FEW else None)
            item.setData(steps, values, antialias=len(values) < SMOOTH)
            self._last[name] = float(values[-1])
        self._show_legend()

    def points(self, curve: str) -> int:
        """How many points a curve has."""
        return len(self._curves[curve].xData)

    def recolor(self) -> None:
        """Take on the theme's colours."""
        self._area.setBackground(theme.colors.surface)
        for side in ("left", "bottom"):
            axis = self._item.getAxis(side)
            axis.setPen(QColor(theme.colors.border))
            axis.setTextPen(QColor(theme.colors.muted))
        for name in self._curves:
            self._color(name)
        self._show_legend()

    def _color_of(self, name: str) -> str:
        colors = theme.colors.curves
        return colors[list(self._curves).index(name) % len(colors)]

    def _color(self, name: str) -> None:
        curve, color = self._curves[name], self._color_of(name)
        curve.setPen(pg.mkPen(color, width=1.5))
        curve.setSymbolBrush(color)
        curve.setSymbolPen(None)
        curve.setSymbolSize(5)

    def _show_legend(self) -> None:
        entries = []
        for name, curve in self._curves.items():
            color = self._color_of(name) if curve.isVisible() else theme.colors.disabled
            said = escape("" if name == self.title else name.replace("_", " ") + " ")
            entries.append(
                f'<a href="{quote(name)}" style="color: {color}; text-decoration: none">'
                f"&#9632;&nbsp;{said.replace(' ', '&nbsp;')}{plain(self._last[name])}</a>"
            )
        self._legend.setText(" &nbsp; ".join(entries))

    def _toggle(self, link: str) -> None:
        curve = self._curves[unquote(link)]
        curve.setVisible(not curve.isVisible())
        self._show_legend()


class _Area(pg.PlotWidget):
    def wheelEvent(self, event: QWheelEvent) -> None:
        # The wheel belongs to the page that scrolls; with Ctrl it zooms.
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        else:
            event.ignore()

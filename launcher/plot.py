"""One chart. The only module of the launcher that imports pyqtgraph."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QWheelEvent

from launcher.curves import Curve
from launcher.theme import theme

pg.setConfigOptions(antialias=False)
#: with fewer points than this every point is marked, so that a single one can be seen
FEW = 40


class Plot(pg.PlotWidget):
    """Curves that share an axis, with a legend and a grid."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self._curves: dict[str, pg.PlotDataItem] = {}
        self.setAccessibleName(title)
        item = self.getPlotItem()
        # On the PlotItem, for a curve's own setting is overwritten by it.
        item.setDownsampling(auto=True, mode="peak")
        item.setClipToView(True)
        item.showGrid(x=True, y=True, alpha=0.2)
        item.hideButtons()
        item.setMenuEnabled(True)
        self._legend = item.addLegend(offset=(-8, 4), labelTextSize="9pt")
        self.recolor()

    def show_curves(self, curves: dict[str, Curve]) -> None:
        """Draw the curves as they are now; they only ever grow."""
        for name, points in curves.items():
            item = self._curves.get(name)
            if item is None:
                item = self._curves[name] = self.plot(name=name, connect="finite")
                self._color(item, len(self._curves) - 1)
            steps, values = np.frombuffer(points.steps).copy(), np.frombuffer(points.values).copy()
            item.setSymbol("o" if len(values) < FEW else None)
            item.setData(steps, values)
        self._legend.setVisible(len(self._curves) > 1)

    def points(self, curve: str) -> int:
        """How many points a curve has."""
        return len(self._curves[curve].xData)

    def recolor(self) -> None:
        """Take on the theme's colours."""
        colors = theme.colors
        self.setBackground(colors.surface)
        item = self.getPlotItem()
        item.setTitle(self.title, color=colors.text, size="10pt", bold=True)
        for side in ("left", "bottom"):
            axis = item.getAxis(side)
            axis.setPen(QColor(colors.border))
            axis.setTextPen(QColor(colors.muted))
        self._legend.setLabelTextColor(colors.text)
        for index, curve in enumerate(self._curves.values()):
            self._color(curve, index)

    def _color(self, curve: pg.PlotDataItem, index: int) -> None:
        color = theme.colors.curves[index % len(theme.colors.curves)]
        curve.setPen(pg.mkPen(color, width=1.5))
        curve.setSymbolBrush(color)
        curve.setSymbolPen(None)
        curve.setSymbolSize(5)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The wheel belongs to the page that scrolls; with Ctrl it zooms.
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        else:
            event.ignore()

"""One chart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from urllib.parse import quote, unquote

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QVBoxLayout

from launcher.chart_choices import ChartChoices
from launcher.curve_maths import Floats, arrays, mean_of_last, nearest, value_at
from launcher.curves import Curve
from launcher.plot_area import PlotArea
from launcher.text import plain, tr
from launcher.theme import theme
from launcher.widgets import icon_button, label

#: with fewer points than this every point is marked, so that a single one can be seen
FEW = 40
#: with fewer points than this lines are smoothed; beyond, drawing fast matters more
SMOOTH = 5000
#: the widest number beside a chart
_WIDEST = "-0.00025"
#: times the range is worked out: what is drawn depends on it, and it on what is drawn
_SETTLING = 3
#: how strongly the curve itself shows behind its smoothed one, 0..255
_BEHIND = 70
#: how runs laid over are told from the one shown and from each other
_DASHES = (Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)


class _Line:
    """One curve of one run: what is drawn, and the points it is drawn from."""

    def __init__(self, item: pg.PlotItem, dash: Qt.PenStyle) -> None:
        self._dash = dash
        self.steps: Floats = np.empty(0)
        self.values: Floats = np.empty(0)
        self.behind: pg.PlotDataItem = item.plot(connect="finite")
        self.drawn: pg.PlotDataItem = item.plot(connect="finite")

    def draw(self, smoothing: int, *, log: bool) -> None:
        calm, fast = mean_of_last(self.values, smoothing), len(self.values) >= SMOOTH
        for drawn in (self.drawn, self.behind):
            drawn.setLogMode(False, log)
        self.drawn.setSymbol("o" if len(self.values) < FEW and self._dash is Qt.PenStyle.SolidLine else None)
        self.drawn.setData(self.steps, calm, antialias=not fast)
        self.behind.setData(*((self.steps, self.values) if smoothing > 1 else ([], [])), antialias=not fast)

    def color(self, name: str) -> None:
        faint = QColor(name)
        faint.setAlpha(_BEHIND)
        self.behind.setPen(pg.mkPen(faint, width=1.0))
        self.drawn.setPen(pg.mkPen(name, width=1.5, style=self._dash))
        self.drawn.setSymbolBrush(name)
        self.drawn.setSymbolPen(None)
        self.drawn.setSymbolSize(5)

    def show(self, visible: bool) -> None:
        self.drawn.setVisible(visible)
        self.behind.setVisible(visible)


class Plot(QFrame):
    """Curves that share an axis, below their title and a legend; a click on a name hides its curve.

    With the focus it is zoomed by + and -, moved by the arrows, and its cross-hair goes from point to point.
    """

    #: the step under the mouse, or gone to by keys, NaN where there is none any more
    pointed = Signal(float)
    #: "png", "svg" or "csv"
    save_asked = Signal(str)

    def __init__(self, title: str, choices: ChartChoices | None = None, at: str = "{0:g}") -> None:
        """`at`: how the cross-hair's place is told, with the step to be filled in."""
        super().__init__()
        self.title, self._at = title, at
        self._choices = choices or ChartChoices()
        self._curves: dict[str, _Line] = {}
        #: those of other runs, laid over: by run, then by curve
        self._others: dict[str, dict[str, _Line]] = {}
        self._step = float("nan")
        self.setObjectName("panel")
        self.setAccessibleName(tr("Chart of {0}").format(title))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area = PlotArea(self.pointed.emit)
        self._item = self._area.getPlotItem()
        # On the PlotItem, for a curve's own setting is overwritten by it.
        self._item.setDownsampling(auto=True, mode="peak")
        self._item.setClipToView(True)
        self._item.showGrid(x=True, y=True, alpha=0.15)
        self._item.setMenuEnabled(False)
        self._item.hideButtons()
        # Axes that take the room their numbers need have everything laid out and painted again, up to four times.
        letters = self._area.fontMetrics()
        self._item.getAxis("left").setWidth(letters.horizontalAdvance(_WIDEST) + 14)
        self._item.getAxis("bottom").setHeight(letters.height() + 10)
        self._pointer = pg.InfiniteLine(angle=90)
        self._best = pg.InfiniteLine(angle=90)
        for line in (self._pointer, self._best):
            line.hide()
            self._item.addItem(line, ignoreBounds=True)
        self._legend = QLabel()
        self._legend.setObjectName("caption")
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self._legend.setWordWrap(True)
        self._legend.setToolTip(tr("The last values, or those under the mouse. Click on a name to hide its curve."))
        self._legend.linkActivated.connect(self._toggle)
        self._place = label("", "caption")
        save = icon_button("export", tr("Curves to show, and saving this chart"))
        save.clicked.connect(lambda: self._menu().popup(save.mapToGlobal(save.rect().bottomLeft())))
        self._save = save
        policy = save.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        save.setSizePolicy(policy)
        head = QHBoxLayout()
        head.addWidget(label(title.replace("_", " ").replace("/", " · "), "title"))
        head.addStretch(1)
        head.addWidget(self._place)
        head.addWidget(save)
        body = QVBoxLayout(self)
        body.setContentsMargins(12, 4, 6, 6)
        body.setSpacing(2)
        body.addLayout(head)
        body.addWidget(self._legend)
        body.addWidget(self._area, 1)
        self._choices.changed.connect(self._choices_changed)
        self.recolor()

    def show_curves(self, curves: dict[str, Curve], run: str = "") -> None:
        """Draw the curves as they are now; they only ever grow. `run`: of another run, laid over."""
        lines = self._others.setdefault(run, {}) if run else self._curves
        dash = _DASHES[list(self._others).index(run) % len(_DASHES)] if run else Qt.PenStyle.SolidLine
        for name, points in curves.items():
            line = lines.get(name)
            if line is None:
                line = lines[name] = _Line(self._item, dash)
                line.color(self._color_of(name))
                line.show(not self._choices.hidden(self.title, name))
            line.steps, line.values = arrays(points)
            line.draw(self._choices.smoothing, log=self._choices.log)
        self._item.getAxis("left").setLogMode(False, self._choices.log)
        self._show_legend()

    def hold(self) -> None:
        """Paint nothing until `let_go`: painting a long curve takes its time, and several come at once."""
        self._area.setUpdatesEnabled(False)

    def let_go(self) -> None:
        """Paint again, with the range that all curves need; were it found later, that would be painted once more."""
        for _ in range(_SETTLING):
            self._item.getViewBox().updateAutoRange()
        self._area.setUpdatesEnabled(True)

    @contextmanager
    def as_picture(self) -> Iterator[None]:
        """Within it there is nothing on the chart that is of no use on paper."""
        self._save.hide()
        try:
            yield
        finally:
            self._save.show()

    def take_off(self, run: str) -> None:
        """Draw another run's curves no longer."""
        for line in self._others.pop(run, {}).values():
            self._item.removeItem(line.drawn)
            self._item.removeItem(line.behind)
        self._show_legend()

    def mark_best(self, step: float | None) -> None:
        """Mark a step as the run's best."""
        self._best.setVisible(step is not None)
        if step is not None:
            self._best.setPos(step)

    def point_at(self, step: float) -> None:
        """Put the cross-hair on the step nearest to this one and tell the values there; NaN takes it away."""
        steps = self._steps()
        self._step = float(steps[nearest(steps, step)]) if len(steps) and np.isfinite(step) else float("nan")
        shown = bool(np.isfinite(self._step))
        self._pointer.setVisible(shown)
        if shown:
            self._pointer.setPos(self._step)
        self._place.setText(self._at.format(self._step) if shown else "")
        self._show_legend()

    def points(self, curve: str) -> int:
        """How many points of a curve are drawn."""
        return len(self._curves[curve].steps) if curve in self._curves else 0

    def recolor(self) -> None:
        """Take on the theme's colours."""
        self._area.setBackground(theme.colors.surface)
        for side in ("left", "bottom"):
            axis = self._item.getAxis(side)
            axis.setPen(QColor(theme.colors.border))
            axis.setTextPen(QColor(theme.colors.muted))
        self._pointer.setPen(pg.mkPen(theme.colors.muted, width=1))
        self._best.setPen(pg.mkPen(theme.colors.good, width=1.5, style=Qt.PenStyle.DashLine))
        for lines in (self._curves, *self._others.values()):
            for name, line in lines.items():
                line.color(self._color_of(name))
        self._show_legend()

    def _color_of(self, name: str) -> str:
        colors = theme.colors.curves
        names = list(dict.fromkeys([*self._curves, *(name for other in self._others.values() for name in other)]))
        return colors[names.index(name) % len(colors)]

    def _show_legend(self) -> None:
        entries = []
        for name, line in self._curves.items():
            color = theme.colors.disabled if self._choices.hidden(self.title, name) else self._color_of(name)
            said = "" if name == self.title else name.replace("_", " ") + " "
            said += self._value(line)
            if others := [self._value(lines[name]) for lines in self._others.values() if name in lines]:
                said += f" ({', '.join(others)})"
            entries.append(
                f'<a href="{quote(name)}" style="color: {color}; text-decoration: none">'
                f"&#9632;&nbsp;{escape(said).replace(' ', '&nbsp;')}</a>"
            )
        self._legend.setText(" &nbsp; ".join(entries))

    def _value(self, line: _Line) -> str:
        if not len(line.values):
            return ""
        return plain(value_at(line.steps, line.values, self._step if np.isfinite(self._step) else np.inf))

    def _toggle(self, link: str) -> None:
        self._choices.toggle(self.title, unquote(link))

    def _choices_changed(self) -> None:
        for lines in (self._curves, *self._others.values()):
            for name, line in lines.items():
                line.show(not self._choices.hidden(self.title, name))
        self._show_legend()

    def _point_on(self, by: int) -> None:
        """Let the cross-hair go to the next point, or to the one before; at first it is on the last that is shown."""
        if not len(steps := self._steps()):
            return
        start = self._step if np.isfinite(self._step) else self._area.view.viewRect().right()
        index = nearest(steps, start) + (by if np.isfinite(self._step) else 0)
        self.pointed.emit(float(steps[max(0, min(index, len(steps) - 1))]))

    def _steps(self) -> Floats:
        """The steps (N,) the cross-hair can be on."""
        return next((line.steps for line in self._curves.values() if len(line.steps)), np.empty(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Comma, Qt.Key.Key_Period):
            self._point_on(1 if event.key() == Qt.Key.Key_Period else -1)
        elif not self._area.press(event.key(), self._step):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.pointed.emit(float("nan"))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in self._curves:
            action = menu.addAction(name.replace("_", " "))
            action.setCheckable(True)
            action.setChecked(not self._choices.hidden(self.title, name))
            action.triggered.connect(lambda _=False, name=name: self._choices.toggle(self.title, name))
        menu.addSeparator()
        menu.addAction(tr("Show all")).triggered.connect(self._area.show_all)
        menu.addSeparator()
        kinds = {
            "png": tr("Save as picture (PNG)…"),
            "svg": tr("Save as drawing (SVG)…"),
            "csv": tr("Save as table (CSV)…"),
        }
        for kind, text in kinds.items():
            menu.addAction(text).triggered.connect(lambda _=False, kind=kind: self.save_asked.emit(kind))
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._menu().popup(event.globalPos())
        event.accept()

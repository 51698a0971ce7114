"""Live charts of a run's metrics. pyqtgraph is imported with the first chart, never before the window shows."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from core.runs import RunFolder
from launcher.chart_choices import ChartChoices
from launcher.chart_loading import load_for, load_numbers
from launcher.curves import Curve, Curves
from launcher.theme import theme

if TYPE_CHECKING:
    from launcher.plot import Plot
    from launcher.worker import Worker

#: milliseconds between two looks at a run that is still going
INTERVAL = 500
#: milliseconds between two pieces of a long file
CATCHING_UP = 15
#: a chart narrower than this is given a row of its own
LEAST_WIDTH = 300
LEAST_HEIGHT, MOST_HEIGHT = 200, 400
MOST_COLUMNS = 3
#: while a long file is read, so many times what drawing took is not drawn again
REST = 9
#: seconds of drawing in one go; a curve of a million points takes about as long by itself
SLICE = 0.01


class Charts(QScrollArea):
    """All the charts of one run, in a grid that scrolls. It reads only while it is visible."""

    #: a chart's title and how it is to be saved
    save_asked = Signal(str, str)
    #: the charts, or what is in them, are others than before
    redrawn = Signal()

    def __init__(self, choices: ChartChoices | None = None, worker: Worker | None = None, at: str = "{0:g}") -> None:
        """`at`: how a place in them is told, with the step to be filled in.

        With a `worker` numbers are loaded in its thread when they are first seen, and then what draws, in pieces."""
        super().__init__()
        self._choices, self._at = choices or ChartChoices(), at
        self._curves: Curves | None = None
        #: of the runs laid over, by the words that tell them apart
        self._others: dict[str, Curves] = {}
        self._plots: dict[str, Plot] = {}
        #: what is not drawn as it should be, in order: a run ("" is the one shown) and a chart
        self._undrawn: dict[tuple[str, str], None] = {}
        #: what is left of the one that is being drawn: a run, a chart and its curve
        self._drawing: deque[tuple[str, str, str]] = deque()
        self._to_be_told = False
        self._rests_until = 0.0
        self._worker, self._may_draw = worker, worker is None
        #: whether numbers are loaded, and what draws is being loaded
        self._loading = False
        self._shown: RunFolder | None = None
        self._ended = False
        self._columns = 0
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setObjectName("page")
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(0, 0, 4, 0)
        self._grid.setSpacing(8)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidget(page)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.advance)
        theme.changed.connect(self._recolor)
        self._choices.drawing_changed.connect(self._draw_all_anew)

    @property
    def empty(self) -> bool:
        """Whether the run has no metrics so far."""
        return not self._plots

    @property
    def drawn(self) -> bool:
        """Whether all that has been read is drawn as it should be."""
        return not self._undrawn and not self._drawing

    def plots(self) -> dict[str, Plot]:
        """The charts by title."""
        return self._plots

    def curves(self) -> dict[str, dict[str, Curve]]:
        """The curves of the run shown, by chart."""
        return self._curves.charts if self._curves else {}

    def curves_of(self, title: str) -> dict[str, Curve]:
        """The curves in one chart: those of the run shown, then those laid over, with their run in brackets."""
        found = dict(self.curves().get(title, {}))
        for run, others in self._others.items():
            found |= {f"{name} ({run})": curve for name, curve in others.charts.get(title, {}).items()}
        return found

    def lay_over(self, name: str, folder: RunFolder) -> None:
        """Draw another run's curves into the same charts; `name` tells it from others."""
        self._others.setdefault(name, Curves(folder))
        self._set_timer(CATCHING_UP)

    def take_off(self, name: str) -> None:
        """Draw another run's curves no longer."""
        self._others.pop(name, None)
        if self._drawing and self._drawing[0][0] == name:
            self._plots[self._drawing[0][1]].let_go()
            self._drawing.clear()
        for plot in self._plots.values():
            plot.take_off(name)

    def laid_over(self) -> list[str]:
        """The names of the runs laid over."""
        return list(self._others)

    def watch(self, folder: RunFolder | None, *, ended: bool = False) -> None:
        """Show a run's curves from now on; `ended` where nobody writes to it any more."""
        if folder is None or self._shown is None or folder.path != self._shown.path:
            for plot in self._plots.values():
                self._grid.removeWidget(plot)
                plot.deleteLater()
            self._plots = {}
            self._others = {}
            self._undrawn = {}
            self._drawing.clear()
            self._curves = Curves(folder) if folder else None
            self._shown = folder
        self._ended = ended
        self._set_timer(CATCHING_UP)

    def advance(self) -> None:
        """Read a piece of what came, and draw for a moment, unless more is to come and drawing took long just now."""
        if self._curves is None:
            return
        runs = {"": self._curves, **self._others}
        news = [name for name, curves in runs.items() if curves.read()]
        for name in news:
            self._will_draw(name)
        if self._loading and load_for(SLICE):
            self._loading, self._may_draw = False, True
        elif self._may_draw and not self.drawn and (not news or time.monotonic() >= self._rests_until):
            begun = time.monotonic()
            while not self.drawn and time.monotonic() - begun < SLICE:
                self._draw_on()
            ended = time.monotonic()
            self._rests_until = 0.0 if self._drawing else ended + REST * (ended - begun)
        if not news and self.drawn and self._to_be_told:
            self._to_be_told = False
            self.redrawn.emit()
        if not news and self._ended and self.drawn:
            self._timer.stop()
        else:
            at_rest = not news and self.drawn and not self._loading
            self._set_timer(INTERVAL if at_rest else CATCHING_UP)

    def _will_draw(self, name: str) -> None:
        if curves := self._of(name):
            self._undrawn.update(dict.fromkeys((name, title) for title in curves.charts))

    def _draw_all_anew(self) -> None:
        for name in ("", *self._others):
            self._will_draw(name)
        if not self.drawn:
            self._set_timer(CATCHING_UP)

    def _draw_on(self) -> None:
        """Draw one curve more, or begin with the next chart, which is painted once all its curves are drawn."""
        if not self._drawing:
            name, title = next(iter(self._undrawn))
            del self._undrawn[name, title]
            if not name and title not in self._plots:
                self._add(title)
            if (curves := self._of(name)) and title in self._plots:
                self._drawing.extend((name, title, curve) for curve in curves.charts[title])
                self._plots[title].hold()
            return
        name, title, curve = self._drawing.popleft()
        plot = self._plots[title]
        if curves := self._of(name):
            plot.show_curves({curve: curves.charts[title][curve]}, name)
        if not self._drawing:
            plot.let_go()
            self._to_be_told = True

    def _of(self, name: str) -> Curves | None:
        return self._others.get(name) if name else self._curves

    def _add(self, title: str) -> None:
        from launcher.plot import Plot

        plot = self._plots[title] = Plot(title, self._choices, self._at)
        plot.pointed.connect(self._point)
        plot.save_asked.connect(lambda kind: self.save_asked.emit(title, kind))
        for name, curves in self._others.items():
            if title in curves.charts:
                self._undrawn[name, title] = None
        self._columns = 0
        self._arrange()

    def _loaded(self, _: object) -> None:
        self._loading = True
        self._set_timer(CATCHING_UP)

    def _point(self, step: float) -> None:
        for plot in self._plots.values():
            plot.point_at(step)

    def _arrange(self) -> None:
        room, count = self.viewport().size(), len(self._plots)
        columns = max(1, min(MOST_COLUMNS, count, room.width() // LEAST_WIDTH))
        rows = max(1, -(-count // columns))
        height = max(LEAST_HEIGHT, min(MOST_HEIGHT, room.height() // rows - self._grid.spacing()))
        for index, plot in enumerate(self._plots.values()):
            plot.setFixedHeight(height)
            if columns != self._columns:
                self._grid.addWidget(plot, index // columns, index % columns)
        for column in range(MOST_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns

    def _recolor(self) -> None:
        for plot in self._plots.values():
            plot.recolor()

    def _set_timer(self, interval: int) -> None:
        if not self.isVisible() or not self._curves:
            self._timer.stop()
        elif not self._timer.isActive() or self._timer.interval() != interval:
            # One that is begun again and again never comes to its end.
            self._timer.start(interval)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        if self._worker:
            self._worker.ask(load_numbers, self._loaded, first=True)
            self._worker = None
        self._set_timer(CATCHING_UP)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()

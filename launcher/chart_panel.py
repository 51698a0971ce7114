"""The charts of a run below a bar of what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from core.files import atomic_write_bytes
from launcher.chart_choices import SMOOTHINGS, ChartChoices
from launcher.charts import Charts
from launcher.curves import Curve
from launcher.job_words import step_words
from launcher.run_list import Run
from launcher.text import plain, tr
from launcher.widgets import CalmComboBox, ElidedLabel, button
from launcher.worker import Worker

if TYPE_CHECKING:
    from launcher.curve_maths import Best

#: at most so many other runs are offered to be laid over
OFFERED = 12


class ChartPanel(QWidget):
    """Smoothing, scale, other runs laid over, where the run was best; and saving a chart."""

    #: a sentence, and whether it is good news
    told = Signal(str, bool)
    #: where a chart was saved last
    _saved_in = Path.home()

    def __init__(
        self,
        job: str,
        choices: ChartChoices,
        worker: Worker,
        others: Callable[[], Sequence[tuple[str, Run]]] = lambda: (),
    ) -> None:
        """`others`: the job's runs that may be laid over, each with the words that tell it from the others."""
        super().__init__()
        self._choices, self._worker, self._find_others = choices, worker, others
        self.charts = Charts(choices, worker, step_words(job))
        self.smoothing = CalmComboBox()
        self.smoothing.setAccessibleName(tr("Smoothing"))
        self.smoothing.setToolTip(tr("Draw the mean of the last values; each value shows faintly behind it"))
        for points in SMOOTHINGS:
            self.smoothing.addItem(tr("Mean of {0}").format(points) if points > 1 else tr("Not smoothed"), points)
        self.log = button(tr("Log scale"))
        self.log.setCheckable(True)
        self.log.setToolTip(tr("Draw values on a logarithmic scale; those of 0 and below cannot be seen there"))
        self.over = QToolButton()
        self.over.setText(tr("Lay over"))
        self.over.setToolTip(tr("Draw another run of this job into the same charts, dashed; its values in brackets"))
        self.over.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.best = ElidedLabel(name="caption")
        menu = QMenu(self.over)
        menu.aboutToShow.connect(self._offer)
        self.over.setMenu(menu)
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, 4, 0)
        for control in (self.smoothing, self.log, self.over):
            bar.addWidget(control)
        bar.addSpacing(6)
        bar.addWidget(self.best, 1)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(6)
        body.addLayout(bar)
        body.addWidget(self.charts, 1)

        self.smoothing.activated.connect(lambda index: setattr(choices, "smoothing", self.smoothing.itemData(index)))
        self.log.clicked.connect(lambda on: setattr(choices, "log", on))
        self.charts.redrawn.connect(self._mark_best)
        self.charts.save_asked.connect(self._ask_where)
        choices.changed.connect(self._show_choices)
        self._show_choices()

    def _show_choices(self) -> None:
        self.smoothing.setCurrentIndex(self.smoothing.findData(self._choices.smoothing))
        self.log.setChecked(self._choices.log)

    def _offer(self) -> None:
        menu = self.over.menu()
        menu.clear()
        for name, run in self._find_others():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(name in self.charts.laid_over())
            action.triggered.connect(lambda on, name=name, run=run: self._lay_over(name, run, wanted=on))
        if menu.isEmpty():
            menu.addAction(tr("There is no other run with curves.")).setEnabled(False)

    def _lay_over(self, name: str, run: Run, *, wanted: bool) -> None:
        if wanted:
            self.charts.lay_over(name, run.folder)
        else:
            self.charts.take_off(name)
            self._mark_best()

    def _mark_best(self) -> None:
        from launcher.curve_maths import best_point

        best = best_point(self.charts.curves())
        for plot in self.charts.plots().values():
            plot.mark_best(best.step if best else None)
        words = ""
        if best:
            words = tr("Best at {0:g}: {1} {2}").format(best.step, _figure(best), plain(best.value))
            if best.since:
                words = tr("{0}, none better in the {1} after it").format(words, best.since)
        laid_over = self.charts.laid_over()
        if laid_over and self._find_others():
            words = "  ·  ".join(filter(None, (words, tr("In brackets: {0}").format(", ".join(laid_over)))))
        self.best.setText(words)

    def _ask_where(self, title: str, kind: str) -> None:
        name = str(ChartPanel._saved_in / f"{title.replace('/', '-')}.{kind}")
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Save the chart"), name, f"{kind.upper()} (*.{kind})")
        if chosen:
            ChartPanel._saved_in = Path(chosen).parent
            self.save(title, kind, Path(chosen))

    def save(self, title: str, kind: str, path: Path) -> None:
        """Write a chart to a file: "png", "svg" or "csv"."""
        from launcher.chart_saving import as_png, as_svg

        plot = self.charts.plots()[title]
        if kind == "csv":
            curves = {
                name: Curve(curve.steps[:], curve.values[:]) for name, curve in self.charts.curves_of(title).items()
            }

            def write() -> None:
                from launcher.curve_maths import as_csv

                atomic_write_bytes(path, as_csv(curves))
        else:
            with plot.as_picture():
                picture = as_png(plot) if kind == "png" else as_svg(plot)

            def write() -> None:
                atomic_write_bytes(path, picture)

        self._worker.ask(
            write,
            lambda _: self.told.emit(tr("{0} has been written.").format(path), True),
            failed=lambda sentence: self.told.emit(sentence, False),
        )


def _figure(best: Best) -> str:
    """What a run was judged by: "validation loss", as its chart and curve are called."""
    chart, curve = (word.replace("_", " ") for word in (best.chart, best.curve))
    return chart if chart == curve else f"{curve} {chart}"

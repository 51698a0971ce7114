"""A job's page: its runs, and of the chosen one the curves, the log, the result and the settings."""

from __future__ import annotations

import time
from itertools import islice

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from core.jobs import Job
from launcher.chart_choices import ChartChoices
from launcher.chart_panel import OFFERED, ChartPanel
from launcher.job_words import job_summary, job_title, job_waits_for
from launcher.log_places import show_places_of
from launcher.log_view import LogView
from launcher.openable import openable
from launcher.result_views import result_view
from launcher.run_list import Run
from launcher.session import Session, Standing
from launcher.state_words import run_tone, run_words, state_tone, state_words
from launcher.text import tr, when
from launcher.value_table import ValueTable
from launcher.widgets import (
    CalmComboBox,
    ElidedLabel,
    IconLabel,
    ProgressBar,
    button,
    icon_button,
    label,
    open_outside,
    set_property,
)
from launcher.worker import Worker


def has_metrics(run: Run) -> bool:
    """Whether a run has written any metrics."""
    try:
        return run.folder.metrics_file.stat().st_size > 0
    except OSError:
        return False


class JobPage(QWidget):
    """Shows one run of one job, the newest unless another is chosen."""

    start_asked = Signal(str)
    stop_asked = Signal(str)
    settings_asked = Signal(str)
    #: id of the run whose settings are wanted once more
    again_asked = Signal(str)
    #: a recording's name and seconds in it
    moment_asked = Signal(str, float)

    def __init__(self, job: Job, session: Session, worker: Worker, choices: ChartChoices) -> None:
        super().__init__()
        self.job = job
        self._session = session
        self._run: Run | None = None
        self.setObjectName("page")

        self.chooser = CalmComboBox()
        self.chooser.setAccessibleName(tr("Run shown"))
        self.chooser.setMinimumContentsLength(28)
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.start = button(tr("Start"), "play", primary=True)
        self.stop = button(tr("Stop"), "stop")
        self.gear = icon_button("gear", tr("Settings of {0}").format(job_title(job.name)), flat=False)
        self._folder = icon_button("folder", tr("Open the run's folder"), flat=False)
        self.again = icon_button("redo", tr("Start again with this run's settings"), flat=False)
        self._state = ElidedLabel()
        self._progress = ProgressBar(tr("Progress"))
        self.open = button(tr("Open in the browser"))

        head = QHBoxLayout()
        head.addWidget(IconLabel(job.name, "accent", 28))
        head.addWidget(label(job_title(job.name), "pageTitle"))
        head.addStretch(1)
        for control in (self._folder, self.again, self.gear, self.stop, self.start):
            head.addWidget(control)
        # A job without a card is told what to work on by whoever asks for it: there is nothing to start or set here.
        self.gear.setVisible(job.card)
        self.start.setVisible(job.card)
        which = QHBoxLayout()
        which.setSpacing(12)
        which.addWidget(self.chooser)
        which.addWidget(self._state, 1)
        which.addWidget(self.open)

        self.panel = ChartPanel(job.name, choices, worker, self._others)
        self.charts = self.panel.charts
        self.panel.hide()
        self.log = LogView()
        show_places_of(self.log, worker, self, lambda sentence: self.panel.told.emit(sentence, False))
        self._result = ValueTable(tr("Result"), tr("This run has no result yet."))
        self._config = ValueTable(tr("Settings used"), tr("The settings of this run are not known."))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self._view = result_view(job.name, session.runs)
        if self._view:
            self._view.moment_asked.connect(self.moment_asked)
            self.tabs.addTab(self._view, tr("Figures"))
            self.tabs.setTabVisible(0, False)
        self.tabs.addTab(self.log, tr("Log"))
        self.tabs.addTab(self._result, tr("Result"))
        self.tabs.addTab(self._config, tr("Settings used"))
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.panel)
        self._split.addWidget(self.tabs)
        self._split_before = False
        self._nothing = label("", "muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)

        body = QVBoxLayout(self)
        body.setContentsMargins(18, 14, 18, 10)
        body.addLayout(head)
        body.addLayout(which)
        body.addWidget(self._progress)
        body.addWidget(self._nothing, 1)
        body.addWidget(self._split, 1)

        self.start.clicked.connect(lambda: self.start_asked.emit(job.name))
        self.stop.clicked.connect(self._ask_stop)
        self.gear.clicked.connect(lambda: self.settings_asked.emit(job.name))
        self.open.clicked.connect(lambda: self._run and open_outside(openable(self._run)))
        self.again.clicked.connect(lambda: self._run and self.again_asked.emit(self._run.id))
        self._folder.clicked.connect(lambda: self._run and open_outside(self._run.folder.path))
        self.chooser.activated.connect(lambda index: self.show_run(self.chooser.itemData(index)))

    def show_run(self, run_id: str | None = None) -> None:
        """Show a run by id, or the newest."""
        runs = self._session.runs.visible(self.job.name)
        chosen = next((run for run in runs if run.id == run_id), runs[0] if runs else None)
        fresh = chosen is not self._run
        self._run = chosen
        self._fill_chooser(runs)
        if fresh:
            self._result.show_values({})
            self._config.show_values(chosen.folder.config() if chosen else {})
            self.tabs.setCurrentWidget(self.log)
            if self._view:
                self.tabs.setTabVisible(0, False)
        self.refresh()

    def refresh(self) -> None:
        """Take over what has changed in the run shown."""
        run = self._run
        state = self._session.state(self.job.name)
        self.start.setEnabled(state.standing in (Standing.READY, Standing.LACKING))
        self.stop.setEnabled(run is not None and run.active and not run.stop_asked)
        self._folder.setEnabled(run is not None)
        self.again.setEnabled(run is not None and state.run is None)
        self._nothing.setVisible(run is None)
        self._split.setVisible(run is not None)
        if run is None:
            invitation = tr("{0}\n\nIt has not been run yet. Its log, curves and result will stand here.")
            self._nothing.setText(job_waits_for(self.job.name) or invitation.format(job_summary(self.job.name)))
        self._state.setText(run_words(run) if run else state_words(state))
        set_property(self._state, "tone", run_tone(run) if run else state_tone(state))
        self._progress.show_run(run)
        self.open.setVisible(bool(run and openable(run)))
        self.log.watch(run.log if run else None, ended=run is not None and not run.active)
        self.charts.watch(run.folder if run else None, ended=run is not None and not run.active)
        self._show_charts(run is not None and has_metrics(run))
        if run and run.status and run.status.result:
            self._result.show_values(run.status.result)
        if run and self._config.empty:
            self._config.show_values(run.folder.config())
        if run and not run.active:
            self._show_view(run)

    def runs_changed(self) -> None:
        """A run of this job came, changed or went. A new one is shown at once when the newest was shown so far."""
        runs = self._session.runs.visible(self.job.name)
        newest_shown = self.chooser.currentIndex() <= 0
        gone = self._run is not None and all(run is not self._run for run in runs)
        if runs and (newest_shown or gone) and runs[0] is not self._run:
            self.show_run(runs[0].id)
        else:
            self._fill_chooser(runs)
            self.refresh()

    def _show_charts(self, wanted: bool) -> None:
        if wanted == self.panel.isHidden():
            self.panel.setVisible(wanted)
            if wanted and not self._split_before:
                self._split_before = True
                self._split.setSizes([3 * self._split.height() // 5, 2 * self._split.height() // 5])

    def _others(self) -> list[tuple[str, Run]]:
        now = time.time()
        runs = (run for run in self._session.runs.visible(self.job.name) if run is not self._run and has_metrics(run))
        return [(f"{when(run.started, now)}  ·  {run_words(run)}", run) for run in islice(runs, OFFERED)]

    def _show_view(self, run: Run) -> None:
        """Bring the view of the result to the front, once it can be shown."""
        if self._view and not self.tabs.isTabVisible(0) and self._view.show_run(run):
            self.tabs.setTabVisible(0, True)
            self.tabs.setCurrentIndex(0)

    def _ask_stop(self) -> None:
        if self._run:
            self.stop_asked.emit(self._run.id)

    def _fill_chooser(self, runs: list[Run]) -> None:
        now = time.time()
        self.chooser.setVisible(bool(runs))
        texts = [f"{when(run.started, now)}  ·  {run_words(run) if not run.active else tr('running')}" for run in runs]
        if [self.chooser.itemData(index) for index in range(self.chooser.count())] != [run.id for run in runs]:
            self.chooser.clear()
            for run, text in zip(runs, texts, strict=True):
                self.chooser.addItem(text, run.id)
        for index, text in enumerate(texts):
            self.chooser.setItemText(index, text)
        if self._run:
            self.chooser.setCurrentIndex(self.chooser.findData(self._run.id))

"""The first page: the way for a newcomer, what is running, what came of the last runs, and what there is."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from launcher.data_summary import Fact, facts
from launcher.job_words import job_summary, job_title
from launcher.run_list import Run
from launcher.session import Session
from launcher.state_words import run_icon, run_tone, run_words
from launcher.text import tr, when
from launcher.widgets import (
    Clickable,
    ElidedLabel,
    IconLabel,
    ProgressBar,
    button,
    clear_layout,
    icon_button,
    label,
    panel,
    set_property,
)

RECENT = 6


class FirstSteps(QFrame):
    """Record, train, let it play; and one button that does it all."""

    start_asked = Signal(str)
    stop_asked = Signal(str)
    settings_asked = Signal(str)
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("hero")
        steps = (
            (tr("Record 10 minutes"), tr("Play as always while Pure Recording watches."), "record"),
            (tr("Train"), tr("Strategist, Tactician and Executor learn from it."), "train_executor"),
            (tr("Let it play"), tr("Run Bot takes over the mouse and the keys."), "bot"),
        )
        row = QHBoxLayout()
        row.setSpacing(18)
        for number, (title, text, job) in enumerate(steps, 1):
            step = _Step(number, title, text)
            step.clicked.connect(lambda job=job: self.chosen.emit(job))
            row.addWidget(step, 1)
        self.demo = button(tr("See it done in the arena"), "play", primary=True)
        self.demo.setToolTip(job_summary("demo"))
        self.stop = button(tr("Stop"), "stop")
        self.show_demo = button(tr("Show"))
        gear = icon_button("gear", tr("Settings of the demo"))
        self.state = ElidedLabel()
        self.progress = ProgressBar(tr("Progress of the demo"))
        foot = QHBoxLayout()
        for control in (self.demo, self.stop, self.show_demo, gear):
            foot.addWidget(control)
        foot.addSpacing(8)
        foot.addWidget(self.state, 1)
        body = QVBoxLayout(self)
        body.setContentsMargins(18, 16, 18, 16)
        body.setSpacing(12)
        body.addWidget(label(tr("Three steps to your own understudy"), "section"))
        body.addLayout(row)
        body.addLayout(foot)
        body.addWidget(self.progress)
        self.demo.clicked.connect(lambda: self.start_asked.emit("demo"))
        self.stop.clicked.connect(lambda: self.stop_asked.emit("demo"))
        self.show_demo.clicked.connect(lambda: self.chosen.emit("demo"))
        gear.clicked.connect(lambda: self.settings_asked.emit("demo"))

    def refresh(self, session: Session) -> None:
        """Tell how the demo stands."""
        state = session.state("demo")
        run = state.run or state.last
        self.demo.setVisible(state.run is None)
        self.stop.setVisible(state.run is not None)
        self.stop.setEnabled(state.run is not None and not state.run.stop_asked)
        self.show_demo.setVisible(run is not None)
        self.state.setText(run_words(run) if run else tr("A pilot plays, the models learn, then they play themselves."))
        set_property(self.state, "tone", run_tone(run) if run else "muted")
        self.progress.show_run(state.run)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.settings_asked.emit("demo")
        event.accept()


class _Step(Clickable):
    def __init__(self, number: int, title: str, text: str) -> None:
        super().__init__("choice", title)
        badge = label(str(number), "step")
        badge.setFixedSize(26, 26)
        badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(title, "title"))
        words.addWidget(label(text, "caption", wrap=True))
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(badge, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)


class _RunRow(Clickable):
    """One run in a line."""

    opened = Signal(str, str)
    stop_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("choice", tr("Run"))
        self._run: Run | None = None
        self._icon = IconLabel("play", "accent", 18)
        self._job = label("", "title")
        self._job.setMinimumWidth(150)
        self._words = ElidedLabel()
        self._when = label("", "caption")
        self._progress = ProgressBar(tr("Progress"))
        self._progress.setFixedWidth(120)
        self._stop = icon_button("stop", tr("Stop"))
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 4, 2)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._job)
        row.addWidget(self._words, 1)
        row.addWidget(self._progress)
        row.addWidget(self._when)
        row.addWidget(self._stop)
        self._stop.clicked.connect(lambda: self._run and self.stop_asked.emit(self._run.id))
        self.clicked.connect(lambda: self._run and self.opened.emit(self._run.job, self._run.id))

    def show_run(self, run: Run) -> None:
        self._run = run
        self._icon.set_icon(run_icon(run), run_tone(run))
        self._job.setText(job_title(run.job))
        self._words.setText(run_words(run))
        self.setAccessibleName(f"{job_title(run.job)}: {run_words(run)}")
        set_property(self._words, "tone", run_tone(run))
        self._when.setText(when(run.started, time.time()))
        self._progress.show_run(run)
        self._stop.setVisible(run.active)
        self._stop.setEnabled(not run.stop_asked)


class _RunRows(QFrame):
    """A titled panel of run lines; the lines are made once and used again."""

    def __init__(self, title: str, nothing: str, dashboard: Dashboard) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._dashboard = dashboard
        self._rows: list[_RunRow] = []
        self._nothing = label(nothing, "muted", wrap=True)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(16, 12, 16, 12)
        self._body.setSpacing(4)
        self._body.addWidget(label(title, "section"))
        self._body.addWidget(self._nothing)

    def show_runs(self, runs: list[Run]) -> None:
        while len(self._rows) < len(runs):
            row = _RunRow()
            row.opened.connect(self._dashboard.run_opened)
            row.stop_asked.connect(self._dashboard.run_stop_asked)
            self._rows.append(row)
            self._body.addWidget(row)
        for index, row in enumerate(self._rows):
            row.setVisible(index < len(runs))
            if index < len(runs):
                row.show_run(runs[index])
        self._nothing.setVisible(not runs)


class Dashboard(QScrollArea):
    """The overview."""

    run_opened = Signal(str, str)
    run_stop_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.steps = FirstSteps()
        self._running = _RunRows(tr("Running now"), tr("No job is running."), self)
        self._recent = _RunRows(tr("Latest runs"), tr("Nothing has been run yet."), self)
        self._facts: list[Fact] = []
        self._fact_panel = panel()
        self._fact_grid = QGridLayout(self._fact_panel)
        self._fact_grid.setContentsMargins(16, 12, 16, 14)
        self._fact_grid.setHorizontalSpacing(24)
        page = QWidget()
        page.setObjectName("page")
        body = QVBoxLayout(page)
        body.setContentsMargins(18, 14, 18, 18)
        body.setSpacing(12)
        for part in (self.steps, self._running, self._recent, self._fact_panel):
            body.addWidget(part)
        body.addStretch(1)
        self.setWidget(page)

    def refresh(self) -> None:
        """Take over what has changed."""
        runs = self._session.runs.visible()
        self.steps.refresh(self._session)
        self._running.show_runs([run for run in runs if run.active])
        self._recent.show_runs([run for run in runs if not run.active][:RECENT])
        if (found := facts(self._session.home, len(runs))) != self._facts:
            self._facts = found
            self._show_facts()

    def _show_facts(self) -> None:
        clear_layout(self._fact_grid)
        self._fact_grid.addWidget(label(tr("What there is"), "section"), 0, 0, 1, len(self._facts))
        for column, fact in enumerate(self._facts):
            self._fact_grid.addWidget(label(fact.number, "number"), 1, column)
            self._fact_grid.addWidget(label(fact.what, "title"), 2, column)
            self._fact_grid.addWidget(label(fact.detail, "caption", wrap=True), 3, column, Qt.AlignmentFlag.AlignTop)
            self._fact_grid.setColumnStretch(column, 1)

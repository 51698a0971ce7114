"""The page of logs: what any run has printed, that of the newest run as it grows."""

from __future__ import annotations

import time
from itertools import islice

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from launcher.job_words import job_title
from launcher.log_places import show_places_of
from launcher.log_view import LogView
from launcher.run_list import Run
from launcher.session import Session
from launcher.state_words import run_tone, run_words
from launcher.text import tr, when
from launcher.widgets import CalmComboBox, ElidedLabel, button, label, set_property
from launcher.worker import Worker

#: runs to choose from; older ones are on the page of runs
OFFERED = 100


class LogsPage(QWidget):
    """Shows the log of one run, of the newest unless another is chosen."""

    #: a job and the id of a run of it
    run_opened = Signal(str, str)
    #: a sentence, and whether it is good news
    told = Signal(str, bool)

    def __init__(self, session: Session, worker: Worker) -> None:
        super().__init__()
        self._session = session
        self._run: Run | None = None
        self.setObjectName("page")
        self.chooser = CalmComboBox()
        self.chooser.setAccessibleName(tr("Run shown"))
        self.chooser.setToolTip(tr("Whose log is shown; the newest run is followed while it is chosen"))
        self.chooser.setMinimumContentsLength(44)
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._state = ElidedLabel()
        self.open = button(tr("Show the run"), "runs")
        self.log = LogView()
        show_places_of(self.log, worker, self, lambda sentence: self.told.emit(sentence, False))
        self._nothing = label(tr("Nothing has been run yet. What jobs print will stand here."), "muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(tr("Log"), "pageTitle"))
        head.addWidget(self.chooser)
        head.addWidget(self._state, 1)
        head.addWidget(self.open)
        body = QVBoxLayout(self)
        body.setContentsMargins(18, 14, 18, 10)
        body.addLayout(head)
        body.addWidget(self._nothing, 1)
        body.addWidget(self.log, 1)
        self.chooser.activated.connect(self._choose)
        self.open.clicked.connect(lambda: self._run and self.run_opened.emit(self._run.job, self._run.id))

    def refresh(self) -> None:
        """Take over what has changed."""
        runs = list(islice(self._session.runs.visible(), OFFERED))
        newest_shown = self.chooser.currentIndex() <= 0
        if newest_shown or self._run not in runs:
            self._run = runs[0] if runs else None
        self._fill(runs)
        self._show()

    def _fill(self, runs: list[Run]) -> None:
        now = time.time()
        if [self.chooser.itemData(index) for index in range(self.chooser.count())] != [run.id for run in runs]:
            self.chooser.clear()
            for run in runs:
                self.chooser.addItem(f"{job_title(run.job)}  ·  {when(run.started, now)}", run.id)
        if self._run:
            self.chooser.setCurrentIndex(runs.index(self._run))

    def _choose(self, index: int) -> None:
        self._run = self._session.runs.get(self.chooser.itemData(index))
        self._show()

    def _show(self) -> None:
        run = self._run
        for part in (self.log, self.chooser, self.open):
            part.setVisible(run is not None)
        self._nothing.setVisible(run is None)
        self._state.setText(run_words(run) if run else "")
        set_property(self._state, "tone", run_tone(run) if run else "muted")
        self.log.watch(run.log if run else None, ended=run is not None and not run.active)

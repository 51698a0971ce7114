"""The pages in the middle of the window. All but the dashboard are made when they are asked for."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QWidget

from core.jobs import JOBS
from launcher.chart_loading import know_classes_for, load_for, load_numbers
from launcher.dashboard import Dashboard
from launcher.icons import icon
from launcher.job_words import job_title
from launcher.session import Session
from launcher.text import tr
from launcher.widgets import button, set_property
from launcher.worker import Worker

if TYPE_CHECKING:
    from launcher.chart_choices import ChartChoices
    from launcher.job_page import JobPage
    from launcher.logs_page import LogsPage
    from launcher.recordings_page import RecordingsPage
    from launcher.runs_page import RunsPage

#: what pages are made of, which takes longer to load than a click may take
_MODULES = ("job_page", "runs_page", "logs_page", "recordings_page")
#: the job that has a page of its own among the others
EVALUATE = "evaluate"
#: pixels left of the tabs, and between two
LEFT, GAP = 18, 2
#: seconds of loading in one turn of the loop
PIECE = 0.005


class Pages(QStackedWidget):
    """Shows one page at a time. Pages only tell what was asked for; the window does it."""

    start_asked = Signal(str)
    #: id of a run
    stop_asked = Signal(str)
    settings_asked = Signal(str)
    #: id of the run whose settings are wanted once more
    again_asked = Signal(str)
    #: a sentence, and whether it is good news
    told = Signal(str, bool)
    #: there are other recordings now
    changed = Signal()
    #: name of the page in front, and the job it is about ("" for none)
    turned = Signal(str, str)
    #: a page needs more or less room than before
    room_wanted = Signal()

    def __init__(self, session: Session, kept_in: Path) -> None:
        """`kept_in`: the .ini file where small choices are kept."""
        super().__init__()
        self.setObjectName("pages")
        self._session = session
        self._kept_in = kept_in
        #: does what takes a moment
        self.worker = Worker("pages", self)
        self._choices: ChartChoices | None = None
        #: the job shown last, "" before there was one
        self.job = ""
        #: name of the page in front
        self.name = "dashboard"
        self.dashboard = Dashboard(session)
        self.dashboard.run_opened.connect(self.show_job)
        self.dashboard.run_stop_asked.connect(self.stop_asked)
        self.addWidget(self.dashboard)
        self.runs: RunsPage | None = None
        self.recordings: RecordingsPage | None = None
        self.logs: LogsPage | None = None
        self.jobs: dict[str, JobPage] = {}

    def load_others(self) -> None:
        """Load what the other pages are made of, a piece in each turn of the loop, so that the first click on one is
        quick: not in another thread, in which Qt's classes may not be made known to Python."""
        self._unloaded = list(_MODULES)
        self._has_numbers = False
        self.worker.ask(load_numbers, self._numbers_came)
        self._loader = QTimer(self, interval=0)
        self._loader.timeout.connect(self._load_next)
        self._loader.start()

    def _load_next(self) -> None:
        if self._unloaded:
            importlib.import_module(f"launcher.{self._unloaded.pop(0)}")
        elif know_classes_for(PIECE) and (not self._has_numbers or load_for(PIECE)):
            self._loader.stop()

    def _numbers_came(self, _: object) -> None:
        self._has_numbers = True
        self._loader.start()

    def show_dashboard(self) -> None:
        """Show the overview."""
        self._turn_to(self.dashboard, "dashboard")
        self.dashboard.refresh()

    def show_runs(self) -> None:
        """Show the table of runs."""
        if self.runs is None:
            from launcher.runs_page import RunsPage

            self.runs = RunsPage(self._session, self.worker)
            self.runs.again_asked.connect(self.again_asked)
            self.runs.compare_asked.connect(self.compare)
            self.runs.told.connect(self.told)
            self.runs.run_opened.connect(self.show_job)
            self.runs.stop_asked.connect(self.stop_asked)
            self.addWidget(self.runs)
        self._turn_to(self.runs, "runs")
        self.runs.refresh()

    def compare(self, one: str, other: str) -> None:
        """Show two runs beside each other."""
        from launcher.comparison import Comparison

        runs = self._session.runs
        Comparison(runs[one], runs[other], self._chart_choices(), self.worker, self.window()).show()

    def show_recordings(self) -> None:
        """Show the recordings."""
        self._turn_to(self._recordings_page(), "recordings")
        self._recordings_page().refresh()

    def bring_recordings(self, sources: list[Path]) -> None:
        """Copy recordings from elsewhere into the folder, and show the page."""
        self.show_recordings()
        self._recordings_page().bring(sources)

    def show_moment(self, recording: str, seconds: float) -> None:
        """Show a recording by its name, at a time."""
        self.show_recordings()
        self._recordings_page().open_at(recording, seconds)

    def _recordings_page(self) -> RecordingsPage:
        if self.recordings is None:
            from launcher.recordings_page import RecordingsPage

            self.recordings = RecordingsPage(self._session)
            self.recordings.told.connect(self.told)
            self.recordings.changed.connect(self.changed)
            self.recordings.record_asked.connect(lambda: self.start_asked.emit("record"))
            self.recordings.room_wanted.connect(lambda wanted: self.room_wanted.emit())
            self.addWidget(self.recordings)
        return self.recordings

    def show_log(self) -> None:
        """Show what runs have printed, the newest first."""
        if self.logs is None:
            from launcher.logs_page import LogsPage

            self.logs = LogsPage(self._session, self.worker)
            self.logs.told.connect(self.told)
            self.logs.run_opened.connect(self.show_job)
            self.addWidget(self.logs)
        self._turn_to(self.logs, "log")
        self.logs.refresh()

    def show_evaluate(self) -> None:
        """Show how good the models are."""
        self.show_job(EVALUATE)

    def show_job(self, job: str, run_id: str | None = None) -> None:
        """Show a job's page, with one of its runs or the one it showed before."""
        if job not in JOBS:
            return
        page = self.jobs.get(job)
        if page is None:
            from launcher.job_page import JobPage

            page = self.jobs[job] = JobPage(JOBS[job], self._session, self.worker, self._chart_choices())
            page.panel.told.connect(self.told)
            page.start_asked.connect(self.start_asked)
            page.stop_asked.connect(self.stop_asked)
            page.settings_asked.connect(self.settings_asked)
            page.again_asked.connect(self.again_asked)
            page.moment_asked.connect(self.show_moment)
            self.addWidget(page)
            page.show_run(run_id)
        elif run_id:
            page.show_run(run_id)
        else:
            page.runs_changed()
        self.job = job
        self._turn_to(page, "evaluate" if job == EVALUATE else "job")

    def show_named(self, name: str, job: str) -> None:
        """Show a page by the name and the job it was `turned` to with; the dashboard where there is none such."""
        known = {
            "runs": self.show_runs,
            "recordings": self.show_recordings,
            "log": self.show_log,
            "evaluate": self.show_evaluate,
            "job": lambda: self.show_job(job),
        }
        known.get(name, self.show_dashboard)()

    @property
    def playing(self) -> bool:
        """Whether a recording is open in the player, which wants all the room there is."""
        page = self.recordings
        return page is not None and self.currentWidget() is page and not page.pane.isHidden()

    def refresh(self) -> None:
        """Let the page in front take over what has changed."""
        page = self.currentWidget()
        if page is self.dashboard:
            self.dashboard.refresh()
        elif page is self.runs and self.runs:
            self.runs.refresh()
        elif page is self.recordings and self.recordings:
            self.recordings.refresh()
        elif page is self.logs and self.logs:
            self.logs.refresh()
        elif self.job:
            self.jobs[self.job].runs_changed()

    def look_for_files(self) -> None:
        """Others may work in the folder of recordings as well, so it is looked at without any news of runs."""
        if self.recordings is not None and self.currentWidget() is self.recordings:
            self.recordings.refresh()

    def release(self) -> None:
        """Let go of threads, processes and files."""
        self.worker.stop()
        if self.recordings:
            self.recordings.release()

    def _chart_choices(self) -> ChartChoices:
        if self._choices is None:
            from launcher.chart_choices import ChartChoices

            self._choices = ChartChoices(self._kept_in)
        return self._choices

    def _turn_to(self, page: QWidget, name: str) -> None:
        self.name = name
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        self.setCurrentWidget(page)
        if had_focus:
            page.setFocus()  # Qt would take the first button there is
        self.turned.emit(name, self.job if name in ("job", "evaluate") else "")


class PageTabs(QWidget):
    """A tab for each page; that of a job is there once one has been shown."""

    def __init__(self, pages: Pages) -> None:
        super().__init__()
        self._tabs: dict[str, QPushButton] = {}
        self._job = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(LEFT, 4, 0, 0)
        row.setSpacing(GAP)
        group = QButtonGroup(self)
        for name, title, show in (
            ("dashboard", tr("Dashboard"), pages.show_dashboard),
            ("recordings", tr("Recordings"), pages.show_recordings),
            ("runs", tr("Runs"), pages.show_runs),
            ("evaluate", tr("Evaluate"), pages.show_evaluate),
            ("log", tr("Log"), pages.show_log),
            ("job", tr("Job"), lambda: pages.show_job(self._job)),
        ):
            tab = self._tabs[name] = button(title)
            tab.setProperty("tab", True)
            tab.setProperty("narrow", False)
            tab.setCheckable(True)
            tab.clicked.connect(lambda _=False, show=show: show())
            group.addButton(tab)
            row.addWidget(tab)
        row.addStretch(1)
        self._tabs["job"].hide()
        self._tabs["dashboard"].setChecked(True)
        pages.turned.connect(self._turned)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        """Leave the icons out, and put the tabs closer, where there is no room for them."""
        shown = {name: tab for name, tab in self._tabs.items() if not tab.isHidden()}
        for narrow in (False, True):
            for name, tab in shown.items():
                tab.setIcon(QIcon() if narrow else icon(self._job if name == "job" else name))
                set_property(tab, "narrow", narrow)
            if LEFT + sum(tab.sizeHint().width() + GAP for tab in shown.values()) <= self.width():
                return

    def tab(self, name: str) -> QPushButton:
        """The tab of a page. (A widget with `__getitem__` would be taken for a sequence by Qt's binding.)"""
        return self._tabs[name]

    def _turned(self, name: str, job: str) -> None:
        tab = self._tabs[name]
        if name == "job":
            self._job = job
            tab.setText(job_title(job))
            tab.show()
            self._fit()
        tab.setChecked(True)

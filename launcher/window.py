"""The window: it puts the parts together and does what they ask for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.errors import UserError
from core.jobs import JOBS
from launcher.column import Column
from launcher.dashboard import Dashboard
from launcher.icons import icon
from launcher.notices import Notices
from launcher.openable import openable
from launcher.row_card import MODELS_ROW
from launcher.session import Session
from launcher.status import StatusBar
from launcher.text import tr
from launcher.theme import theme
from launcher.top_bar import TopBar
from launcher.widgets import button, open_outside
from launcher.worker import Worker

if TYPE_CHECKING:
    from launcher.actions import Action
    from launcher.chart_choices import ChartChoices
    from launcher.job_page import JobPage
    from launcher.recordings_page import RecordingsPage
    from launcher.run_list import Run
    from launcher.runs_page import RunsPage
    from launcher.settings_dialog import SettingsDialog

#: milliseconds between two looks at processes and run folders
POLL = 400
#: a window at least this wide has room for the cards beside a player
ROOMY = 1500


class Window(QMainWindow):
    """The launcher's main window. What is not seen at once (other pages, forms) is imported when it is asked for."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._dialogs: dict[str, SettingsDialog] = {}
        self._job_pages: dict[str, JobPage] = {}
        self._job: str | None = None
        self._worker = Worker("pages", self)
        self._choices: ChartChoices | None = None
        self.setWindowTitle("Understudy")
        self.setWindowIcon(icon("understudy", "accent"))
        self.setMinimumSize(900, 520)

        self.top = TopBar(session)
        self.column = Column(session)
        self.notices = Notices()
        self.dashboard = Dashboard(session)
        self._runs: RunsPage | None = None
        self._recordings: RecordingsPage | None = None
        self.pages = QStackedWidget()
        self.pages.setObjectName("pages")
        self.pages.addWidget(self.dashboard)
        self._tabs = {
            "dashboard": self._tab(tr("Dashboard"), "dashboard", self.show_dashboard),
            "job": self._tab("", "", lambda: self.show_job(self._job) if self._job else None),
            "runs": self._tab(tr("Runs"), "runs", self.show_runs),
            "recordings": self._tab(tr("Recordings"), "recordings", self.show_recordings),
        }
        self._tabs["job"].hide()
        self._status = StatusBar(session)
        self.setStatusBar(self._status)
        self._lay_out()
        self._connect()
        #: what can be done by its name or a shortcut
        self.actions_by_name: list[Action] = []
        self._show(self.dashboard, "dashboard")

        self._kept_in = session.home.config / "launcher.ini"
        self._settings = QSettings(str(self._kept_in), QSettings.Format.IniFormat)
        self.resize(1280, 800)
        if geometry := self._settings.value("geometry"):
            self.restoreGeometry(geometry)
        self._timer = QTimer(self, interval=POLL)
        self._timer.timeout.connect(self.poll)
        self._looked = False

    def _tab(self, text: str, icon_name: str, show: Callable[[], object]) -> QWidget:
        made = button(text, icon_name)
        made.setProperty("tab", True)
        made.setCheckable(True)
        made.clicked.connect(lambda: show())
        return made

    def _lay_out(self) -> None:
        tabs = QHBoxLayout()
        tabs.setContentsMargins(18, 4, 18, 0)
        tabs.setSpacing(2)
        group = QButtonGroup(self)
        for tab in self._tabs.values():
            group.addButton(tab)  # type: ignore[arg-type]
            tabs.addWidget(tab)
        tabs.addStretch(1)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(tabs)
        middle.addWidget(self.notices)
        middle.addWidget(self.pages, 1)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.column)
        below.addLayout(middle, 1)
        whole = QWidget()
        body = QVBoxLayout(whole)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.top)
        body.addLayout(below, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        for part in (self.column, self.dashboard.steps):
            part.start_asked.connect(self.start)
            part.stop_asked.connect(self.stop_job)
            part.settings_asked.connect(self.show_settings)
            part.chosen.connect(self.show_job)
        self.column.row.start_asked.connect(self.start_row)
        self.column.row.stop_asked.connect(self.stop_row)
        self.column.row.preset_asked.connect(self.apply_preset)
        self.dashboard.run_opened.connect(self.show_job)
        self.dashboard.run_stop_asked.connect(self.stop_run)
        self.top.profile_chosen.connect(lambda name: self._set_option("profile", name))
        self.top.theme_chosen.connect(self._choose_theme)
        self.top.open_folder_asked.connect(self._open_folder)
        self.top.move_folder_asked.connect(self._choose_folder)

    # pages

    def show_dashboard(self) -> None:
        """Show the overview."""
        self._show(self.dashboard, "dashboard")
        self.dashboard.refresh()

    def show_runs(self) -> None:
        """Show the table of runs."""
        if self._runs is None:
            from launcher.runs_page import RunsPage

            self._runs = RunsPage(self.session, self._worker)
            self._runs.again_asked.connect(self.start_again)
            self._runs.compare_asked.connect(self.compare)
            self._runs.told.connect(lambda sentence, good: self.notices.tell(sentence, good=good))
            self._runs.run_opened.connect(self.show_job)
            self._runs.stop_asked.connect(self.stop_run)
            self.pages.addWidget(self._runs)
        self._show(self._runs, "runs")
        self._runs.refresh()

    def compare(self, one: str, other: str) -> None:
        """Show two runs beside each other."""
        from launcher.comparison import Comparison

        Comparison(self.session.runs[one], self.session.runs[other], self._chart_choices(), self._worker, self).show()

    def show_recordings(self) -> None:
        """Show the recordings."""
        if self._recordings is None:
            from launcher.recordings_page import RecordingsPage

            self._recordings = RecordingsPage(self.session)
            self._recordings.told.connect(lambda sentence, good: self.notices.tell(sentence, good=good))
            self._recordings.record_asked.connect(lambda: self.start("record"))
            self._recordings.room_wanted.connect(lambda wanted: self._make_room())
            self.pages.addWidget(self._recordings)
        self._show(self._recordings, "recordings")
        self._recordings.refresh()

    def show_moment(self, recording: str, seconds: float) -> None:
        """Show a recording by its name, at a time."""
        self.show_recordings()
        assert self._recordings is not None
        self._recordings.open_at(recording, seconds)

    def show_job(self, job: str, run_id: str | None = None) -> None:
        """Show a job's page, with one of its runs or the one it showed before."""
        if job not in JOBS:
            return
        page = self._job_pages.get(job)
        if page is None:
            from launcher.job_page import JobPage

            page = self._job_pages[job] = JobPage(JOBS[job], self.session, self._worker, self._chart_choices())
            page.panel.told.connect(lambda sentence, good: self.notices.tell(sentence, good=good))
            page.start_asked.connect(self.start)
            page.stop_asked.connect(self.stop_run)
            page.settings_asked.connect(self.show_settings)
            page.again_asked.connect(self.start_again)
            page.moment_asked.connect(self.show_moment)
            self.pages.addWidget(page)
            page.show_run(run_id)
        elif run_id:
            page.show_run(run_id)
        else:
            page.runs_changed()
        self._job = job
        tab = self._tabs["job"]
        tab.setText(JOBS[job].title)  # type: ignore[attr-defined]
        tab.setIcon(icon(job))  # type: ignore[attr-defined]
        tab.show()
        self._show(page, "job")

    def _chart_choices(self) -> ChartChoices:
        if self._choices is None:
            from launcher.chart_choices import ChartChoices

            self._choices = ChartChoices(self._kept_in)
        return self._choices

    def _show(self, page: QWidget, tab: str) -> None:
        self.pages.setCurrentWidget(page)
        self._tabs[tab].setChecked(True)  # type: ignore[attr-defined]
        self.column.select(self._job if tab == "job" else None)
        self._make_room()

    def _make_room(self) -> None:
        """Leave the cards out where a recording is played and the window has no room for both."""
        page = self._recordings
        playing = page is not None and self.pages.currentWidget() is page and not page.pane.isHidden()
        self.column.setVisible(not playing or self.width() >= ROOMY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._make_room()
        super().resizeEvent(event)

    # jobs

    def start(self, job: str) -> None:
        """Start a job and show its page; open the browser where it is serving already."""
        if (run := self.session.state(job).run) and (address := openable(run)):
            open_outside(address)
            return
        self._begin(job, lambda: self.session.start(job))

    def start_again(self, run_id: str) -> None:
        """Start a job with the settings of one of its runs, and show its page."""
        if run := self.session.runs.get(run_id):
            self._begin(run.job, lambda: self.session.start_again(run_id))

    def start_row(self) -> None:
        """Train the three models one after the other, and show the first one's page."""
        self._begin(MODELS_ROW[0], lambda: self.session.start_row(MODELS_ROW))

    def stop_row(self) -> None:
        """Start none of the row any more, and ask the one that runs to end."""
        self.session.stop_row(MODELS_ROW)
        self._refresh()

    def apply_preset(self, name: str) -> None:
        """Let all three trainers take over the preset of this name."""
        from launcher.form_model import apply_preset

        self._take_over_settings()
        try:
            title = apply_preset(self.session, MODELS_ROW, name)
        except UserError as error:
            self.notices.tell(str(error))
            return
        self.notices.tell(tr("All three models train with this preset now: {0}.").format(title), good=True)
        self._refresh()

    def _begin(self, job: str, start: Callable[[], Run]) -> None:
        self._take_over_settings()
        warning = self.session.rivalry(job) if job in JOBS else ""
        try:
            run = start()
        except UserError as error:
            self.notices.tell(str(error))
            return
        if warning:
            self.notices.tell(warning)
        self._refresh()
        self.show_job(run.job, run.id)

    def stop_job(self, job: str) -> None:
        """Ask a job's run in progress to end, or let it wait no longer."""
        if self.session.queue.remove(job):
            self._refresh()
        elif run := self.session.state(job).run:
            self.stop_run(run.id)

    def stop_run(self, run_id: str) -> None:
        """Ask a run to end."""
        self.session.stop(run_id)
        self._refresh()

    def show_settings(self, job: str) -> None:
        """Open a job's form, or bring it to the front."""
        self._take_over_settings()
        dialog = self._dialogs.get(job)
        if dialog is None:
            from launcher.settings_dialog import SettingsDialog

            dialog = self._dialogs[job] = SettingsDialog(JOBS[job], self.session, self)
            dialog.finished.connect(lambda: self._dialogs.pop(job).deleteLater())
            dialog.finished.connect(self._refresh)
            dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    # news

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and not self._looked:
            self._looked = True
            QTimer.singleShot(0, self, self._first_look)
        elif event.type() is QEvent.Type.WindowActivate and self._timer.isActive():
            self._refresh()  # files may have come or gone while the person was elsewhere
        return super().event(event)

    def _first_look(self) -> None:
        """What can wait until the window has been painted once."""
        from launcher.window_actions import actions_of, install_shortcuts

        self.actions_by_name = actions_of(self)
        install_shortcuts(self)
        self._tell_config_notices()
        self.session.poll()
        self._status.refresh()
        self._refresh()
        self._timer.start()

    def poll(self) -> None:
        """Look for news and show them."""
        self._take_over_settings()
        changed = self.session.poll()
        for sentence in self.session.queue.take_news():
            self.notices.tell(sentence)
        if changed or self.session.runs.active():
            self._refresh()
        elif self._recordings is not None and self.pages.currentWidget() is self._recordings:
            # Others may work in that folder as well.
            self._recordings.refresh()

    def _refresh(self) -> None:
        self.column.refresh()
        self._status.show_running()
        page = self.pages.currentWidget()
        if page is self.dashboard:
            self.dashboard.refresh()
        elif page is self._runs and self._runs:
            self._runs.refresh()
        elif page is self._recordings and self._recordings:
            self._recordings.refresh()
        elif self._job:
            self._job_pages[self._job].runs_changed()

    def _take_over_settings(self) -> None:
        """Notice what was changed in the settings file by hand."""
        if self.session.config.reload_if_changed():
            self._tell_config_notices()
            self.top.refresh()

    def _tell_config_notices(self) -> None:
        for sentence in self.session.config.notices:
            self.notices.tell(sentence)

    # choices

    def _set_option(self, name: str, value: str) -> None:
        try:
            self.session.config.set_option(name, value)
        except UserError as error:
            self.notices.tell(str(error))
        self.top.refresh()
        self._refresh()

    def _choose_theme(self, choice: str) -> None:
        self._set_option("theme", choice)
        theme.follow(QApplication.instance(), self.session.config.options.theme)  # type: ignore[arg-type]

    def _open_folder(self) -> None:
        with suppress(OSError):  # a folder that cannot be made cannot be shown either
            self.session.home.root.mkdir(parents=True, exist_ok=True)
        open_outside(self.session.home.root)

    def _choose_folder(self) -> None:
        start = str(self.session.home.root)
        chosen = QFileDialog.getExistingDirectory(self, tr("Folder for recordings, models and runs"), start)
        if not chosen:
            return
        try:
            self.session.move_to(Path(chosen))
        except UserError as error:
            self.notices.tell(str(error))
        self.top.refresh()
        self._refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        running = self.session.outliving()
        if running:
            from launcher.leaving import ask_about_running, stop_all

            answer = ask_about_running(self, running, self.session.queue.waiting)
            if answer == "cancel":
                event.ignore()
                return
            self.session.queue.clear()
            if answer == "stop" and not stop_all(self, self.session):
                event.ignore()
                return
        self.session.end_companions()
        self._keep_geometry()
        self._timer.stop()
        self._worker.stop()
        if self._recordings:
            self._recordings.release()
        event.accept()

    def leave(self) -> None:
        """End the program without asking; jobs go on."""
        self.session.end_companions()
        self._keep_geometry()
        self._worker.stop()
        if self._recordings:
            self._recordings.release()
        QApplication.exit(0)

    def _keep_geometry(self) -> None:
        self._settings.setValue("geometry", self.saveGeometry())
        self._settings.sync()

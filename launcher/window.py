"""The window: it puts the parts together and does what they ask for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from core.jobs import JOBS
from launcher.choices import Choices
from launcher.column import Column
from launcher.icons import icon
from launcher.notices import Notices
from launcher.pages import Pages, PageTabs
from launcher.session import Session
from launcher.status import StatusBar
from launcher.text import tr
from launcher.top_bar import TopBar
from launcher.window_jobs import WindowJobs

if TYPE_CHECKING:
    from launcher.actions import Action
    from launcher.dropping import DropArea, Dropped
    from launcher.settings_dialog import SettingsDialog
    from launcher.taskbar import Taskbar

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
        self.setWindowTitle("Understudy")
        self.setWindowIcon(icon("understudy", "accent"))
        self.setMinimumSize(900, 520)
        self.setAcceptDrops(True)

        kept_in = session.home.config / "launcher.ini"
        self.top = TopBar(session)
        self.column = Column(session)
        self.notices = Notices()
        self.choices = Choices(session, self.top, self.notices, self)
        self.pages = Pages(session, kept_in)
        self.tabs = PageTabs(self.pages)
        self.jobs = WindowJobs(session, self.notices, self.pages)
        self._status = StatusBar(session)
        self.setStatusBar(self._status)
        self._lay_out()
        self._connect()
        #: what can be done by its name or a shortcut
        self.actions_by_name: list[Action] = []

        self._settings = QSettings(str(kept_in), QSettings.Format.IniFormat)
        self.resize(1280, 800)
        if geometry := self._settings.value("geometry"):
            self.restoreGeometry(geometry)
        self._timer = QTimer(self, interval=POLL)
        self._timer.timeout.connect(self.poll)
        self._looked = False

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.tabs)
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
        for part in (self.column, self.pages.dashboard.steps):
            part.start_asked.connect(self.jobs.start)
            part.stop_asked.connect(self.jobs.stop_job)
            part.settings_asked.connect(self.show_settings)
            part.chosen.connect(self.pages.show_job)
        self.jobs.changed.connect(self._refresh)
        self.jobs.settings_wanted.connect(self._take_over_settings)
        self.column.later_asked.connect(self.jobs.start_after)
        self.column.row.start_asked.connect(self.jobs.start_row)
        self.column.row.stop_asked.connect(self.jobs.stop_row)
        self.column.row.preset_asked.connect(self.jobs.apply_preset)
        self.pages.start_asked.connect(self.jobs.start)
        self.pages.stop_asked.connect(self.jobs.stop_run)
        self.pages.settings_asked.connect(self.show_settings)
        self.pages.again_asked.connect(self.jobs.start_again)
        self.pages.told.connect(lambda sentence, good: self.notices.tell(sentence, good=good))
        self.pages.changed.connect(self.column.refresh)
        self.pages.turned.connect(self._turned)
        self.pages.room_wanted.connect(self._make_room)
        self.choices.made.connect(self._refresh)
        self.top.help_menu.aboutToShow.connect(self._fill_help_menu)

    def _fill_help_menu(self) -> None:
        from launcher.window_actions import fill_help_menu

        fill_help_menu(self)

    def _turned(self, name: str, job: str) -> None:
        self.column.select(job or None)
        self._make_room()

    def _make_room(self) -> None:
        """Leave the cards out where a recording is played and the window has no room for both."""
        self.column.setVisible(not self.pages.playing or self.width() >= ROOMY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._make_room()
        super().resizeEvent(event)

    @cached_property
    def _taskbar(self) -> Taskbar:
        from launcher.taskbar import Taskbar

        return Taskbar()

    @cached_property
    def _drops(self) -> DropArea:
        from launcher.dropping import DropArea

        made = DropArea(self, self.pages)
        made.dropped.connect(self._take_in)
        return made

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._drops.enter(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drops.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drops.drop(event)

    def _take_in(self, dropped: Dropped) -> None:
        if dropped.models:
            self.jobs.import_models(dropped)
        if dropped.recordings:
            self.pages.bring_recordings(list(dropped.recordings))

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
        if self.pages.name == "dashboard":  # else the person was quicker
            self.pages.show_named(str(self._settings.value("page", "")), str(self._settings.value("job", "")))
        self._refresh()
        self._timer.start()
        self.pages.load_others()

    def poll(self) -> None:
        """Look for news and show them."""
        self._take_over_settings()
        changed = self.session.poll()
        self.jobs.tell_news()
        if changed or self.session.runs.active():
            self._refresh(changed=changed)
        else:
            self.pages.look_for_files()

    def _refresh(self, *, changed: set[str] | None = None) -> None:
        """Take over what is new: in these runs, or anywhere."""
        if changed is None:
            self.column.refresh()
        else:
            self.column.follow(changed)
        self._taskbar.show(self.session.runs.active())
        self._status.show_running()
        self.pages.refresh()

    def _take_over_settings(self) -> None:
        """Notice what was changed in the settings file by hand."""
        if self.session.config.reload_if_changed():
            self._tell_config_notices()
            self.top.refresh()

    def _tell_config_notices(self) -> None:
        for sentence in self.session.config.notices:
            self.notices.tell(sentence)

    def tell_unexpected(self, error: BaseException) -> None:
        """Tell of an error nobody was prepared for: in one sentence, with all that is known of it to copy."""
        import traceback

        details = "".join(traceback.format_exception(error))
        self.notices.tell(
            tr("Something unexpected went wrong: {0}").format(error or type(error).__name__), details=details
        )

    # the end

    def closeEvent(self, event: QCloseEvent) -> None:
        running = self.session.outliving()
        if running:
            from launcher.leaving import ask_about_running, stop_all

            answer = ask_about_running(self, running, self.session.queue.waiting)
            if answer == "cancel":
                event.ignore()
                return
            if answer == "stop":
                self.session.queue.clear()
                if not stop_all(self, self.session):
                    event.ignore()
                    return
        self.session.end_companions()
        self._keep_place()
        self._timer.stop()
        self._taskbar.show([])
        self.pages.release()
        event.accept()

    def leave(self) -> None:
        """End the program without asking; jobs go on."""
        self.session.end_companions()
        self._keep_place()
        self.pages.release()
        QApplication.exit(0)

    def _keep_place(self) -> None:
        for name, value in (("geometry", self.saveGeometry()), ("page", self.pages.name), ("job", self.pages.job)):
            self._settings.setValue(name, value)
        self._settings.sync()

"""Starts and stops jobs for the window: tells what stands in the way, and shows what has begun."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.errors import UserError
from core.jobs import JOBS
from launcher.notices import Notices
from launcher.openable import openable
from launcher.pages import Pages
from launcher.row_card import MODELS_ROW
from launcher.session import Session
from launcher.text import tr
from launcher.widgets import open_outside

if TYPE_CHECKING:
    from launcher.dropping import Dropped
    from launcher.endings import Endings
    from launcher.run_list import Run


class WindowJobs(QObject):
    """What cards, pages and shortcuts ask for, whichever they are."""

    #: how jobs stand is something else now
    changed = Signal()
    #: settings are about to be used: those changed by hand have to be known
    settings_wanted = Signal()

    def __init__(self, session: Session, notices: Notices, pages: Pages) -> None:
        super().__init__(pages)
        self._session, self._notices, self._pages = session, notices, pages

    @cached_property
    def _endings(self) -> Endings:
        from launcher.endings import Endings

        return Endings()

    def start(self, job: str) -> None:
        """Start a job and show its page; open the browser where it is serving already."""
        if (run := self._session.state(job).run) and (address := openable(run)):
            open_outside(address)
            return
        self._begin(job, lambda: self._session.start(job))

    def start_again(self, run_id: str) -> None:
        """Start a job with the settings of one of its runs, and show its page."""
        if run := self._session.runs.get(run_id):
            self._begin(run.job, lambda: self._session.start_again(run_id))

    def start_row(self) -> None:
        """Train the three models one after the other, and show the first one's page."""
        self._begin(MODELS_ROW[0], lambda: self._session.start_row(MODELS_ROW))

    def stop_row(self) -> None:
        """Start none of the row any more, and ask the one that runs to end."""
        self._session.stop_row(MODELS_ROW)
        self.changed.emit()

    def apply_preset(self, name: str) -> None:
        """Let all three trainers take over the preset of this name."""
        from launcher.form_model import apply_preset

        self.settings_wanted.emit()
        try:
            title = apply_preset(self._session, MODELS_ROW, name)
        except UserError as error:
            self._notices.tell(str(error))
            return
        self._notices.tell(tr("All three models train with this preset now: {0}.").format(title), good=True)
        self.changed.emit()

    def start_after(self, job: str, run_id: str) -> None:
        """Start a job when a run that goes on now has ended."""
        try:
            self._session.start_after(job, run_id)
        except UserError as error:
            self._notices.tell(str(error))
        self.changed.emit()

    def import_models(self, dropped: Dropped) -> None:
        """Take over the models among what was dropped on the window."""
        self._begin("models_import", lambda: self._session.import_models(dropped.models))

    def stop_job(self, job: str) -> None:
        """Ask a job's run in progress to end, or let it wait no longer."""
        if self._session.queue.remove(job):
            self.changed.emit()
        elif run := self._session.state(job).run:
            self.stop_run(run.id)

    def stop_run(self, run_id: str) -> None:
        """Ask a run to end."""
        self._session.stop(run_id)
        self.changed.emit()

    def tell_news(self) -> None:
        """Tell what the queue has begun by itself, and what came of jobs started here."""
        for sentence in self._session.queue.take_news():
            self._notices.tell(sentence)
        for ending in self._endings.news(self._session.runs):
            self._notices.tell(ending.sentence, good=ending.good, details=ending.details)

    def _begin(self, job: str, start: Callable[[], Run]) -> None:
        self.settings_wanted.emit()
        warning = self._session.rivalry(job) if job in JOBS else ""
        try:
            run = start()
        except UserError as error:
            self._notices.tell(str(error))
            return
        self._endings.follow(run)
        if warning:
            self._notices.tell(warning)
        self.changed.emit()
        self._pages.show_job(run.job, run.id)

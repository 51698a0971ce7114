"""Cards: what a job is, how it stands, and the buttons that start, stop and set it."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout

from core.jobs import Job
from launcher.icons import icon
from launcher.job_words import job_summary, job_title
from launcher.openable import openable
from launcher.run_list import Run
from launcher.session import JobState, Standing
from launcher.state_words import state_tone, state_words
from launcher.text import tr
from launcher.widgets import Clickable, ElidedLabel, IconLabel, ProgressBar, button, icon_button, label, set_property


class BareCard(Clickable):
    """The looks and habits of every card. Right click, gear and Shift+F10 are one: `change`."""

    def __init__(self, icon_name: str, title: str, summary: str) -> None:
        super().__init__("card", tr("{0} card").format(title))
        self.setAccessibleDescription(summary)
        self._icon = IconLabel(icon_name, "accent", 24)
        self.start = button(tr("Start"), "play")
        self.start.setAccessibleName(tr("Start {0}").format(title))
        self.stop = icon_button("stop", tr("Stop {0}").format(title), flat=False)
        self.gear = icon_button("gear", tr("Settings of {0} (right click, Shift+F10)").format(title))
        self.state = label("", "caption", wrap=True)
        self.progress = ProgressBar(tr("Progress of {0}").format(title))

        self.head = head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._icon)
        head.addSpacing(4)
        head.addWidget(ElidedLabel(title, "title"), 1)
        for control in (self.start, self.stop, self.gear):
            control.setCursor(Qt.CursorShape.ArrowCursor)
            control.installEventFilter(self)
            head.addWidget(control)
        body = QVBoxLayout(self)
        body.setContentsMargins(12, 10, 10, 10)
        body.setSpacing(4)
        body.addLayout(head)
        body.addWidget(label(summary, "caption", wrap=True))
        body.addWidget(self.state)
        body.addWidget(self.progress)

        self.gear.clicked.connect(lambda: self.change())
        menu_key = QShortcut(QKeySequence("Shift+F10"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        menu_key.activated.connect(lambda: self.change())

    def change(self) -> None:
        """Let the person change what the card starts with."""
        raise NotImplementedError

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.change()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A disabled button would swallow the right click that the card is waiting for.
        if isinstance(event, QContextMenuEvent):
            self.contextMenuEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _show_standing(self, words: str, tone: str, *, can_start: bool, can_stop: bool) -> None:
        if not can_start and self.start.hasFocus():
            self.setFocus()  # a button that gets disabled would pass the focus on to just any other
        self.start.setEnabled(can_start)
        self.stop.setEnabled(can_stop)
        self.state.setText(words)
        set_property(self.state, "tone", tone)


class Card(BareCard):
    """Shows one job. It only tells what was asked for; the window does it."""

    start_asked = Signal(str)
    stop_asked = Signal(str)
    settings_asked = Signal(str)
    chosen = Signal(str)
    #: a job, and the id of the run at whose end it is to be started
    later_asked = Signal(str, str)

    def __init__(self, job: Job) -> None:
        super().__init__(job.name, job_title(job.name), job_summary(job.name))
        self.job = job
        self._others: list[Run] = []
        self.clicked.connect(lambda: self.chosen.emit(job.name))
        self.start.clicked.connect(lambda: self.start_asked.emit(job.name))
        self.stop.clicked.connect(lambda: self.stop_asked.emit(job.name))

    @cached_property
    def later(self) -> QToolButton:
        """Starts the job when another has ended; made when first there is another.

        It stands where the stop button does: what can be started cannot be stopped, and the title has no room for both.
        """
        words = tr("Start {0} when another job has ended").format(job_title(self.job.name))
        made = icon_button("later", words, flat=False)
        made.setCursor(Qt.CursorShape.ArrowCursor)
        made.installEventFilter(self)
        made.hide()
        self.head.insertWidget(self.head.indexOf(self.stop), made)
        made.clicked.connect(self._ask_later)
        return made

    def change(self) -> None:
        """Ask for the job's form."""
        self.settings_asked.emit(self.job.name)

    def show_state(self, state: JobState, active: list[Run]) -> None:
        """Tell how the job stands, beside the runs of all jobs that go on."""
        self._others = active
        can_start = state.standing in (Standing.READY, Standing.LACKING)
        serving = state.run is not None and bool(openable(state.run))
        self.start.setText(tr("Open") if serving else tr("Start"))
        self._show_standing(
            state_words(state),
            state_tone(state),
            can_start=can_start or serving,
            can_stop=state.standing in (Standing.RUNNING, Standing.QUEUED),
        )
        wanted = can_start and bool(active)
        if wanted or "later" in vars(self):
            self.later.setVisible(wanted)
            self.stop.setVisible(not wanted)
            if len(active) == 1:
                self.later.setToolTip(tr("Start when {0} has ended").format(job_title(active[0].job)))
        self.progress.show_run(state.run)
        self._icon.set_icon(self.job.name, "disabled" if state.standing is Standing.WAITING else "accent")

    def _ask_later(self) -> None:
        """Start it when the one other job has ended, or offer several."""
        if len(self._others) == 1:
            self.later_asked.emit(self.job.name, self._others[0].id)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for run in self._others:
            menu.addAction(icon(run.job), tr("When {0} has ended").format(job_title(run.job))).triggered.connect(
                lambda _=False, run_id=run.id: self.later_asked.emit(self.job.name, run_id)
            )
        menu.popup(self.later.mapToGlobal(self.later.rect().bottomLeft()))

    def select(self, selected: bool) -> None:
        """Mark the card whose page is shown."""
        set_property(self, "selected", selected)

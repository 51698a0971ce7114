"""A job's card: what it is, how it stands, and the buttons that start, stop and set it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from core.jobs import Job
from launcher.openable import openable
from launcher.session import JobState, Standing
from launcher.state_words import state_tone, state_words
from launcher.text import tr
from launcher.widgets import Clickable, IconLabel, ProgressBar, button, icon_button, label, set_property


class Card(Clickable):
    """Shows one job. It only tells what was asked for; the window does it."""

    start_asked = Signal(str)
    stop_asked = Signal(str)
    settings_asked = Signal(str)
    chosen = Signal(str)

    def __init__(self, job: Job) -> None:
        super().__init__("card", tr("{0} card").format(job.title))
        self.job = job
        self.setAccessibleDescription(job.summary)

        self._icon = IconLabel(job.name, "accent", 24)
        self.start = button(tr("Start"), "play")
        self.start.setAccessibleName(tr("Start {0}").format(job.title))
        self.stop = icon_button("stop", tr("Stop {0}").format(job.title), flat=False)
        self.gear = icon_button("gear", tr("Settings of {0} (right click, Shift+F10)").format(job.title))
        for control in (self.start, self.stop, self.gear):
            control.setCursor(Qt.CursorShape.ArrowCursor)
            control.installEventFilter(self)
        self.state = label("", "caption", wrap=True)
        self.progress = ProgressBar(tr("Progress of {0}").format(job.title))

        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._icon)
        head.addSpacing(4)
        head.addWidget(label(job.title, "title"), 1)
        head.addWidget(self.start)
        head.addWidget(self.stop)
        head.addWidget(self.gear)
        body = QVBoxLayout(self)
        body.setContentsMargins(12, 10, 10, 10)
        body.setSpacing(4)
        body.addLayout(head)
        body.addWidget(label(job.summary, "caption", wrap=True))
        body.addWidget(self.state)
        body.addWidget(self.progress)

        self.clicked.connect(lambda: self.chosen.emit(job.name))
        self.start.clicked.connect(lambda: self.start_asked.emit(job.name))
        self.stop.clicked.connect(lambda: self.stop_asked.emit(job.name))
        self.gear.clicked.connect(lambda: self.settings_asked.emit(job.name))
        menu_key = QShortcut(QKeySequence("Shift+F10"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        menu_key.activated.connect(lambda: self.settings_asked.emit(job.name))

    def show_state(self, state: JobState) -> None:
        """Tell how the job stands."""
        if state.run and self.start.hasFocus():
            self.setFocus()  # a button that gets disabled would pass the focus on to just any other
        serving = state.run is not None and bool(openable(state.run))
        self.start.setText(tr("Open") if serving else tr("Start"))
        self.start.setEnabled(serving or state.standing in (Standing.READY, Standing.LACKING))
        self.stop.setEnabled(state.standing in (Standing.RUNNING, Standing.QUEUED))
        self.state.setText(state_words(state))
        set_property(self.state, "tone", state_tone(state))
        self.progress.show_run(state.run)
        self._icon.set_icon(self.job.name, "disabled" if state.standing is Standing.WAITING else "accent")

    def select(self, selected: bool) -> None:
        """Mark the card whose page is shown."""
        set_property(self, "selected", selected)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.settings_asked.emit(self.job.name)
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A disabled button would swallow the right click that the card is waiting for.
        if isinstance(event, QContextMenuEvent):
            self.contextMenuEvent(event)
            return True
        return super().eventFilter(watched, event)

"""The card that trains the three models one after the other."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout

from core.jobs import JOBS
from launcher.session import Session
from launcher.state_words import run_words
from launcher.text import tr
from launcher.widgets import IconLabel, button, icon_button, label, set_property

#: the three models in the order in which they are trained
MODELS_ROW = ("train_strategist", "train_tactician", "train_executor")


def row_words(session: Session, jobs: tuple[str, ...]) -> str:
    """How far a row is: "2 of 3: Train Tactician · 40%"; empty where none of its jobs waits."""
    waiting = [job for job in jobs if job in session.queue.waiting]
    if not waiting:
        return ""
    ahead = session.queue.ahead_of(waiting[0])
    run = session.state(ahead).run
    place = tr("{0} of {1}").format(len(jobs) - len(waiting), len(jobs))
    return f"{place}: {JOBS[ahead].title} · {run_words(run) if run else tr('Finishing…')}"


class RowCard(QFrame):
    """Starts the row, tells how far it is, and ends it."""

    start_asked = Signal()
    stop_asked = Signal()
    #: name of a preset that all three are to take over
    preset_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(tr("Train all three card"))
        self.start = button(tr("Start"), "play")
        self.start.setAccessibleName(tr("Train all three, one after the other"))
        self.stop = icon_button("stop", tr("End the row: stop the one that runs, start none of the others"), flat=False)
        self.gear = icon_button("gear", tr("Presets for all three"))
        self.gear.clicked.connect(self._offer_presets)
        self.state = label("", "caption", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(IconLabel("layers", "accent", 24))
        head.addSpacing(4)
        head.addWidget(label(tr("Train all three"), "title"), 1)
        head.addWidget(self.start)
        head.addWidget(self.stop)
        head.addWidget(self.gear)
        body = QVBoxLayout(self)
        body.setContentsMargins(12, 10, 10, 10)
        body.setSpacing(4)
        body.addLayout(head)
        body.addWidget(label(tr("All three models, one after the other."), "caption", wrap=True))
        body.addWidget(self.state)
        self.start.clicked.connect(self.start_asked)
        self.stop.clicked.connect(self.stop_asked)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._offer_presets()
        event.accept()

    def _offer_presets(self) -> None:
        from launcher.presets import presets_of

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for preset in presets_of(MODELS_ROW[0]):
            menu.addAction(preset.title).triggered.connect(
                lambda _=False, name=preset.name: self.preset_asked.emit(name)
            )
        menu.popup(self.gear.mapToGlobal(self.gear.rect().bottomLeft()))

    def refresh(self, session: Session) -> None:
        """Tell how the row stands."""
        words = row_words(session, MODELS_ROW)
        states = [session.state(job) for job in MODELS_ROW]
        busy = any(state.run for state in states)
        lacking = next((state.reason for state in states if state.reason), "")
        self.start.setEnabled(not words and not busy)
        self.stop.setEnabled(bool(words))
        self.state.setText(words or (tr("A model is being trained.") if busy else lacking or tr("Ready")))
        set_property(self.state, "tone", "accent" if words else "warn" if lacking and not busy else "muted")

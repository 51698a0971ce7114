"""The card that trains the three models one after the other."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu

from launcher.card import BareCard
from launcher.job_words import job_title
from launcher.session import Session
from launcher.state_words import run_words
from launcher.text import tr

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
    return f"{place}: {job_title(ahead)} · {run_words(run) if run else tr('Finishing…')}"


class RowCard(BareCard):
    """Starts the row, tells how far it is, and ends it."""

    start_asked = Signal()
    stop_asked = Signal()
    #: name of a preset that all three are to take over
    preset_asked = Signal(str)
    #: the job whose page is wanted
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("layers", tr("Train all three"), tr("All three models, one after the other."))
        stop, gear = tr("End the row: stop the one that runs, start none of the others"), tr("Presets for all three")
        for control, what in ((self.stop, stop), (self.gear, gear)):
            control.setToolTip(what)
            control.setAccessibleName(what)
        self._running = MODELS_ROW[0]
        self.start.clicked.connect(self.start_asked)
        self.stop.clicked.connect(self.stop_asked)
        self.clicked.connect(lambda: self.chosen.emit(self._running))

    def change(self) -> None:
        """Offer the presets."""
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
        states = {job: session.state(job) for job in MODELS_ROW}
        busy = [job for job, state in states.items() if state.run]
        lacking = next((state.reason for state in states.values() if state.reason), "")
        self._running = busy[0] if busy else MODELS_ROW[0]
        self._show_standing(
            words or (tr("A model is being trained.") if busy else lacking or tr("Ready")),
            "accent" if words else "warn" if lacking and not busy else "muted",
            can_start=not words and not busy,
            can_stop=bool(words),
        )
        run = states[self._running].run
        within = run.status.progress if run and run.status else None
        done = (MODELS_ROW.index(self._running) + (within or 0)) / len(MODELS_ROW)
        self.progress.show_share(done if words and busy else None)

"""The left column: every job's card, in the order of the work."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from core.jobs import JOBS
from launcher.card import Card
from launcher.row_card import MODELS_ROW, RowCard
from launcher.session import Session
from launcher.text import tr
from launcher.widgets import label

WIDTH = 368
#: while jobs run all cards are told at every fifth look
SELDOM = 5


def groups() -> list[tuple[str, tuple[str, ...]]]:
    """The cards' groups, in order."""
    return [
        (tr("COLLECT"), ("record", "shadow")),
        (tr("LEARN"), ("train_strategist", "train_tactician", "train_executor", "train_detector", "finetune")),
        (tr("PLAY"), ("bot", "arena")),
        (tr("LOOK"), ("stats", "evaluate", "tensorboard")),
    ]


class Column(QScrollArea):
    """All the cards; scrolls where the window is low."""

    start_asked = Signal(str)
    stop_asked = Signal(str)
    settings_asked = Signal(str)
    chosen = Signal(str)
    later_asked = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.cards: dict[str, Card] = {}
        #: the runs that went on when all cards were told last, and how often only some were since then
        self._active: list[str] = []
        self._followed = 0
        #: all three trainers in a row
        self.row = RowCard()
        self.setObjectName("column")
        self.setWidgetResizable(True)
        self.setFixedWidth(WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setObjectName("columnBody")
        rows = QVBoxLayout(body)
        rows.setContentsMargins(14, 4, 12, 14)
        rows.setSpacing(8)
        for title, jobs in groups():
            rows.addWidget(label(title, "group"))
            for name in jobs:
                card = Card(JOBS[name])
                card.start_asked.connect(self.start_asked)
                card.stop_asked.connect(self.stop_asked)
                card.settings_asked.connect(self.settings_asked)
                card.chosen.connect(self.chosen)
                card.later_asked.connect(self.later_asked)
                self.cards[name] = card
                rows.addWidget(card)
                if name == MODELS_ROW[-1]:
                    self.row.chosen.connect(self.chosen)
                    rows.addWidget(self.row)
        rows.addStretch(1)
        self.setWidget(body)

    def refresh(self) -> None:
        """Tell anew how every job stands."""
        self._tell(self.cards)
        self.row.refresh(self._session)
        self._active, self._followed = [run.id for run in self._session.runs.active()], 0

    def follow(self, changed: set[str]) -> None:
        """Tell how the jobs of some runs stand; the others, which files could change, are told now and then."""
        runs, self._followed = self._session.runs, self._followed + 1
        if self._followed >= SELDOM or [run.id for run in runs.active()] != self._active:
            self.refresh()
            return
        jobs = {run.job for run_id in changed if (run := runs.get(run_id))}
        self._tell(jobs & self.cards.keys())
        if jobs & set(MODELS_ROW):
            self.row.refresh(self._session)

    def _tell(self, jobs: Iterable[str]) -> None:
        active = self._session.runs.active()
        for name in jobs:
            self.cards[name].show_state(self._session.state(name), active)

    def select(self, job: str | None) -> None:
        """Mark one card as the one whose page is shown."""
        for name, card in self.cards.items():
            card.select(name == job)

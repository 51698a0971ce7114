"""The left column: every job's card, in the order of the work."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from core.jobs import JOBS
from launcher.card import Card
from launcher.row_card import MODELS_ROW, RowCard
from launcher.session import Session
from launcher.text import tr
from launcher.widgets import label

WIDTH = 368


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
        active = self._session.runs.active()
        for name, card in self.cards.items():
            card.show_state(self._session.state(name), active)
        self.row.refresh(self._session)

    def select(self, job: str | None) -> None:
        """Mark one card as the one whose page is shown."""
        for name, card in self.cards.items():
            card.select(name == job)

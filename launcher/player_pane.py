"""The player with its title, its tools and what the models say."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from core.library import Row
from launcher.player import Player
from launcher.recordings_actions import RecordingsActions
from launcher.recordings_model import made_at, player_words
from launcher.reel_reading import Reading
from launcher.text import duration, tr, when
from launcher.widgets import ElidedLabel, IconLabel, button, icon_button, set_property

#: milliseconds a sentence stays
_SAID_FOR = 8000


class PlayerPane(QWidget):
    """Title and tools above, the player below."""

    closed = Signal()
    menu_asked = Signal(QPoint)
    opinion_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.player = Player()
        self.opinion = OpinionBar()
        self._back = icon_button("back", tr("Back to the list"), flat=False)
        self._title = ElidedLabel("", "section")
        self._about = ElidedLabel("", "caption")
        self._shut = icon_button("bad", tr("Close the player"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._about)
        self._head = QHBoxLayout()
        self._head.setSpacing(2)
        self._head.addWidget(self._back)
        self._head.addSpacing(4)
        self._head.addLayout(words, 1)
        self._head.addWidget(self._shut)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(6)
        body.addLayout(self._head)
        body.addWidget(self.opinion)
        body.addWidget(self.player, 1)
        self._quiet = QTimer(self, singleShot=True, interval=_SAID_FOR)
        self._quiet.timeout.connect(self._say_facts)
        self._facts = ""
        self._back.clicked.connect(self.closed)
        self._shut.clicked.connect(self.closed)
        self.opinion.asked.connect(self.opinion_asked)

    def add_actions(self, actions: RecordingsActions) -> None:
        """Put the tools for the recording shown into the bar."""
        for name in ("undo", "redo", "trim", "cut", "relabel", "split"):
            self._head.insertWidget(self._head.count() - 1, actions.button(name))
            if name == "redo":
                self._head.insertSpacing(self._head.count() - 1, 8)

    def set_title(self, row: Row) -> None:
        """Say which recording is shown."""
        summary = row.summary
        self._title.setText(when(made_at(row), _now()) if summary else row.name)
        parts = [row.name]
        if summary is not None:
            parts.insert(0, player_words(summary.player))
            parts.insert(0, duration(row.seconds or 0.0))
            if row.edits.keep:
                parts[0] = tr("{0} of {1} kept").format(parts[0], duration(summary.duration))
        self._facts = "  ·  ".join([*parts, *row.edits.tags])
        if not self._quiet.isActive():
            self._say_facts()

    def set_back(self, narrow: bool) -> None:
        """Whether going back to the list is the way to it."""
        self._back.setVisible(narrow)
        self._shut.setVisible(not narrow)

    def say(self, sentence: str) -> None:
        """Say something under the title for a while."""
        self._about.setText(sentence)
        set_property(self._about, "tone", "good")
        self._quiet.start()

    def _say_facts(self) -> None:
        self._about.setText(self._facts)
        set_property(self._about, "tone", "")

    def show_opinion(self, reading: Reading, *, on: bool) -> None:
        """Show how it stands with what the models would do."""
        self.opinion.setVisible(on and (reading.reel.opinion is None or reading.stale))
        if not self.opinion.working:
            self.opinion.show_invitation(reading.stale)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())


def _now() -> float:
    import time

    return time.time()


class OpinionBar(QFrame):
    """Invites to ask the models what they would do, and shows how far they are."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.working = False
        self._text = ElidedLabel()
        self._ask = button(tr("Ask the models"), "bot", primary=True)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(tr("How far the models are"))
        self._progress.setFixedWidth(140)
        self._progress.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 6, 6)
        row.addWidget(IconLabel("bot", "accent", 20))
        row.addWidget(self._text, 1)
        row.addWidget(self._progress)
        row.addWidget(self._ask)
        self._ask.clicked.connect(self.asked)
        self.hide()

    def show_invitation(self, stale: bool) -> None:
        """Offer to ask them, `stale` where their last answer is not of the present models."""
        self._say(
            tr("The models or the recording have changed since they were asked.")
            if stale
            else tr("The models were not asked about this recording yet.")
        )
        self._set_working(False)

    def show_progress(self, share: float) -> None:
        """They are at it, and so far."""
        self._progress.setMaximum(100)
        self._progress.setValue(round(100 * share))
        self._say(tr("The models are looking at every frame…"))
        self._set_working(True)

    def show_failure(self, sentence: str) -> None:
        """Why there is no answer."""
        self._say(sentence)
        set_property(self._text, "tone", "bad")
        self._set_working(False)

    def _say(self, text: str) -> None:
        self._text.setText(text)
        set_property(self._text, "tone", "")

    def _set_working(self, on: bool) -> None:
        self.working = on
        self._progress.setVisible(on)
        self._ask.setEnabled(not on)

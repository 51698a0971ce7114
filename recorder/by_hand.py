"""A person plays a game that has no window of its own: ours shows its picture, takes keys and mouse, and records."""

from __future__ import annotations

import math
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol, cast

import msgspec
import numpy as np
from PySide6.QtCore import QEventLoop, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from core.clock import now
from core.display import has_screen
from core.errors import ExitCode, UserError
from core.games.game import Game, Seat
from core.job import log
from core.journal import SUFFIX, Head, JournalLock, JournalWriter
from core.observation import Observation
from core.profile import Profile
from core.recording import free_name
from core.recovery import finish_journal, recorder_lock
from core.runs import RunWriter
from core.settings.record import RecordSettings
from core.words import HOTKEY_ID, HOTKEYS, Action, Click
from recorder.episode import EpisodeRecorder, head_of

#: who plays, in the file
PERSON = "person"
#: the longer side of the picture when the window opens
_SIDE = 720
#: room for the words about the keys
_CAPTION = 28
_BACKGROUND, _INK = QColor("#14181f"), QColor("#c9d3e0")
_BUTTONS = {Qt.MouseButton.LeftButton: Click.LEFT, Qt.MouseButton.RightButton: Click.RIGHT}
_SPECIAL = {Qt.Key.Key_Space: "Space", Qt.Key.Key_Control: "Ctrl"}
#: what the arrow keys do where actions are called so
_ARROWS = {
    Qt.Key.Key_Left: ("LEFT",),
    Qt.Key.Key_Right: ("RIGHT",),
    Qt.Key.Key_Up: ("UP", "FORWARD"),
    Qt.Key.Key_Down: ("DOWN",),
}


class _Shown(Seat, Protocol):
    """A seat whose game can be looked at."""

    @property
    def picture(self) -> np.ndarray:
        """(height, width, 3) uint8, RGB."""
        ...


class _Done(NamedTuple):
    """One press: a click or a hotkey."""

    click: int
    hotkey: int


class Table(QWidget):
    """The window, and the `Player` at the seat: each tick lasts as long as it says, and is answered by what the person
    did meanwhile."""

    def __init__(self, game: Game, seat: _Shown) -> None:
        super().__init__()
        self._game, self._seat = game, seat
        self._names = {name.upper(): key for key, name in game.key_words.items()}
        self._caption = "   ".join(f"{key}: {name}" for key, name in game.key_words.items()) or "The mouse steers"
        self._picture = QImage()
        self._cursor = QPointF(0.5, 0.5)
        self._presses: deque[_Done] = deque()
        self._due = 0.0
        self.closed = False
        self.setWindowTitle(game.profile.window_title)
        self.setMouseTracking(True)
        width, height = game.size
        scale = _SIDE / max(width, height)
        self.resize(round(width * scale), round(height * scale) + _CAPTION)

    def reset(self, seed: int) -> None:
        """Begin to count the time."""
        self._due = now()

    def act(self, observation: Observation) -> Action:
        """Show the game, wait until the tick is over, and answer."""
        picture = np.ascontiguousarray(self._seat.picture)
        height, width, _ = picture.shape
        self._picture = QImage(picture.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
        self.update()
        self._due += self._game.tick
        loop = QEventLoop()
        QTimer.singleShot(max(0, round(1000 * (self._due - now()))), loop.quit)
        loop.exec()
        click, hotkey = self._presses.popleft() if self._presses else _Done(Click.NONE, 0)
        return Action(self._cursor.x(), self._cursor.y(), click, hotkey)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif (name := self._hotkey(event)) in self._game.profile.hotkeys:
            self._presses.append(_Done(Click.NONE, HOTKEY_ID[name]))

    def _hotkey(self, event: QKeyEvent) -> str:
        for word in _ARROWS.get(Qt.Key(event.key()), ()):
            if word in self._names:
                return self._names[word]
        text = event.text().upper()
        return _SPECIAL.get(Qt.Key(event.key()), text if text in HOTKEYS else "")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        area = self._area()
        at = event.position() - area.topLeft()
        self._cursor = QPointF(min(max(at.x() / area.width(), 0.0), 1.0), min(max(at.y() / area.height(), 0.0), 1.0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouseMoveEvent(event)
        if (button := _BUTTONS.get(event.button())) is not None:
            self._presses.append(_Done(button, 0))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed = True
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), _BACKGROUND)
        painter.drawImage(self._area(), self._picture)
        painter.setPen(_INK)
        line = QRectF(8, self.height() - _CAPTION, self.width() - 16, _CAPTION)
        words = f"{self._caption}     Esc: save and end     score {self._seat.totals['score']:g}"
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()

    def _area(self) -> QRectF:
        """Where the picture is."""
        width, height = self._game.size
        scale = min(self.width() / width, max(1, self.height() - _CAPTION) / height)
        return QRectF((self.width() - width * scale) / 2, 0, width * scale, height * scale)


def record_by_hand(settings: RecordSettings, profile: Profile, game: Game, run: RunWriter) -> dict[str, Any]:
    """Let the person play until the window is closed or the time is over; returns what was written.

    Raises:
        UserError: there is no screen.
    """
    if not has_screen():
        raise UserError(
            "There is no screen to play on: add --headless to let a scripted player play.", ExitCode.BAD_INPUT
        )
    application = QApplication.instance() or QApplication(sys.argv[:1])
    with recorder_lock(settings.recordings), closing(game.seat(settings.seed)) as seat:
        table = Table(game, cast(_Shown, seat))
        table.show()
        log.info("Playing %s. %s", profile.window_title, "Esc or closing the window saves and ends it.")
        journal = settings.recordings / f"{free_name(settings.recordings)}{SUFFIX}"
        with held(journal):
            head = head_of(game, PERSON, settings.seed, settings.fps)
            writer = JournalWriter(journal, Head(**msgspec.structs.asdict(head), profile_source=settings.profile))
            try:
                _play(EpisodeRecorder(seat, table, head.fps, writer), table, seat, settings, run)
            finally:  # also of a game that broke off: what was played is played
                writer.close()
                table.close()
                application.processEvents()
                path, frames = finish_journal(journal, settings.folders)
                if frames:
                    log.info("saved %s: %d frames, score %g", path.name, frames, seat.totals["score"])
        return {"files": int(frames > 0), "frames": frames, "minutes": round(seat.time / 60, 3)}


def _play(recorder: EpisodeRecorder, table: Table, seat: Seat, settings: RecordSettings, run: RunWriter) -> None:
    """Let the person play. What happens is written down at once: only the last moment can be lost."""
    table.reset(settings.seed)
    try:
        while not (table.closed or run.stop_requested or seat.time >= 60 * (settings.minutes or math.inf)):
            run.progress(None, f"{seat.time:.0f} s played, score {seat.totals['score']:g}")
            recorder.play_tick()
    finally:
        recorder.finish()


@contextmanager
def held(journal: Path) -> Iterator[None]:
    """Hold a journal's lock, so that nobody takes it for one whose recorder is gone."""
    lock = JournalLock(journal)
    lock.acquire()
    try:
        yield
    finally:
        lock.release()

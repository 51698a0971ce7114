"""A person plays a game that has no window of its own: ours shows its picture, takes keys and mouse, and records."""

from __future__ import annotations

import sys
from collections import deque
from typing import Any, NamedTuple, Protocol

import numpy as np
from PySide6.QtCore import QEventLoop, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from core.clock import now
from core.display import has_screen
from core.errors import ExitCode, UserError
from core.games.game import Game, Seat
from core.job import log
from core.observation import Observation
from core.profile import Profile
from core.runs import RunWriter
from core.settings.record import RecordSettings
from core.words import HOTKEY_ID, HOTKEYS, Action, Click
from recorder.lockstep import PERSON, play_episode, save_new

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
    seat: Any = game.seat(settings.seed)
    table = Table(game, seat)
    table.show()
    log.info("Playing %s. %s", profile.window_title, "Esc or closing the window saves and ends it.")

    def go_on(seconds: float) -> bool:
        run.progress(None, f"{seconds:.0f} s played, score {seat.totals['score']:g}")
        return not (table.closed or run.stop_requested)

    recording = play_episode(
        table,
        profile,
        settings.seed,
        name=PERSON,
        fps=settings.fps,
        seconds=60 * (settings.minutes or 24 * 60),
        go_on=go_on,
        seat=seat,
        look_up_every=1,
    )
    table.close()
    application.processEvents()
    if not recording.frames:
        return {"files": 0, "frames": 0}
    path = save_new(settings.recordings, recording, profile)
    log.info("saved %s: %d frames, score %g", path.name, len(recording.frames), seat.totals["score"])
    return {"files": 1, "frames": len(recording.frames), "minutes": round(recording.duration / 60, 3)}

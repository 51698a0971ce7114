"""The game's window: draws the running episode sixty times a second and takes the player's mouse and keys."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QCursor,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from arena.live import LiveGame
from arena.overlays import HELP, Choice, Overlay, draw_overlay, pause_page
from arena.real_hand import RealHand
from arena.renderer import Renderer
from arena.renderer_effects import FLASH_LASTS, Flash
from arena.scene import VIEW_HEIGHT, VIEW_WIDTH
from arena.simulation import Input
from arena.truth import TruthEnd, TruthFrame, TruthHeader, TruthInput, TruthLog
from core.clock import now
from core.display import draws_into_memory
from core.inputs import DOUBLE_SECONDS
from core.profile import Profile
from core.recording import utc_now
from core.screen import Geometry, no_screen
from core.words import HOTKEY_ID, Click

_FRAME_MS = 16
#: height that a window's title bar may take, logical pixels
_TITLE_BAR = 32
#: the controls shown at the start go away by themselves after this many seconds
_HELP_LASTS = 12.0

_CLICKS = {Qt.MouseButton.LeftButton: ("left", Click.LEFT), Qt.MouseButton.RightButton: ("right", Click.RIGHT)}
_KEY_NAMES = {
    **{getattr(Qt.Key, f"Key_{name}"): name for name in "123456789QER"},
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_Control: "Ctrl",
}
_PAUSE_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_P)
_HELP_KEYS = (Qt.Key.Key_F1, Qt.Key.Key_H)
_CONFIRM_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ArenaWindow(QWidget):
    """One window, for a person, a bot or a pilot. It closes itself when `keep_on` says no."""

    def __init__(
        self,
        profile: Profile,
        seed: int,
        *,
        width: int = VIEW_WIDTH,
        minutes: float | None = None,
        show_help: bool = True,
        truth: TruthLog | None = None,
        hand: RealHand | None = None,
        keep_on: Callable[[], bool] = lambda: True,
    ) -> None:
        """`width` is in the window system's logical pixels; the height is 9/16 of it. `minutes` is of play."""
        super().__init__()
        self._hotkeys = frozenset(profile.hotkeys)
        self._minutes = minutes
        self._truth = truth
        self._hand = hand
        self._keep_on = keep_on
        self._renderer = Renderer(profile)
        self._flashes: list[tuple[float, float, float]] = []
        #: when each of the last pictures was painted
        self._painted: list[float] = []
        self._shown_ahead = 0.0
        self._truth_begun = False
        self.game = LiveGame(seed)
        if hand is not None:
            hand.reset(seed)
        self.pictures = 0
        self.setWindowTitle(profile.window_title)
        self.setFixedSize(width, round(width * VIEW_HEIGHT / VIEW_WIDTH))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        #: the page that lies over the game, which stands still meanwhile
        self.overlay: Overlay | None = None
        self._help_until: float | None = None
        if show_help:
            self._open(HELP)
            self._help_until = now() + _HELP_LASTS
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._renderer.warm_up(round(self.width() * self.devicePixelRatioF()))

    @property
    def fps(self) -> float:
        """Pictures a second over about the last second, 0 before there are two."""
        if len(self._painted) < 2:
            return 0.0
        return (len(self._painted) - 1) / (self._painted[-1] - self._painted[0])

    def place(self) -> Geometry:
        """The client area on the screen, in the units that mouse and pictures share."""
        corner = self.mapToGlobal(QPointF(0, 0))
        scale = 1.0 if sys.platform == "darwin" else self.devicePixelRatioF()
        return Geometry(*(round(value * scale) for value in (corner.x(), corner.y(), self.width(), self.height())))

    # What happens by itself

    def _beat(self) -> None:
        if not self._keep_on():
            self.close()
            return
        t = now()
        if self._help_until is not None and t > self._help_until:
            self._close_overlay()
        ticked = self.game.advance(t)
        if self._minutes is not None and self.game.time >= self._minutes * 60:
            self.close()
            return
        if self._hand is not None:
            if self.game.paused or not self.isActiveWindow():
                self._hand.rest()
            elif ticked:
                self._hand.answer(self.game.observe(), self.place())
            else:
                self._hand.glide(self.game.ahead(t), self.place())
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        if not self._timer.isActive():
            self._timer.start(_FRAME_MS)
            if self.overlay is None:
                self.game.resume(now())
        super().showEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = now()
        ratio = self.devicePixelRatioF()
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        ahead = self._shown_ahead = self.game.ahead(t)
        painter = QPainter(self)
        painter.scale(1 / ratio, 1 / ratio)
        self._flashes = [flash for flash in self._flashes if t - flash[2] < FLASH_LASTS]
        flashes = [Flash(x, y, t - since) for x, y, since in self._flashes]
        self._renderer.render(self.game.scene, painter, width, height, ahead, flashes)
        if self.overlay is not None:
            x, y = self._cursor()
            draw_overlay(painter, self.overlay, (x * VIEW_WIDTH, y * VIEW_HEIGHT), width, height)
        elif self._hand is not None and not self.isActiveWindow():
            painter.fillRect(0, 0, width, height, QColor(4, 6, 12, 90))
        painter.end()
        self.pictures += 1
        self._painted = [*self._painted[-60:], t]
        if self._truth is not None and self.overlay is None:
            self._log_picture(t, ahead)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        if self._truth is not None and self._truth_begun:
            self._truth.write(TruthEnd(now(), self.game.totals))
            self._truth_begun = False
        super().closeEvent(event)

    def _log_picture(self, t: float, ahead: float) -> None:
        assert self._truth is not None
        self._begin_truth()
        seen = self.game.observe(ahead)
        self._truth.write(TruthFrame(t, self.game.scene.tick, ahead, self._cursor(), seen.objects, seen.state))

    def _begin_truth(self) -> None:
        if self._truth is not None and not self._truth_begun:
            self._truth_begun = True
            self._truth.write(TruthHeader(now(), utc_now(), self.game.seed, self.place(), self.devicePixelRatioF()))

    def _cursor(self) -> tuple[float, float]:
        """The real mouse as fractions of the window, kept to 0..1."""
        at = self.mapFromGlobal(QPointF(QCursor.pos()))
        return min(max(at.x() / self.width(), 0.0), 1.0), min(max(at.y() / self.height(), 0.0), 1.0)

    # What the player does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._click(event, double=False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._click(event, double=True)

    def _click(self, event: QMouseEvent, double: bool) -> None:
        t = now()
        if event.button() not in _CLICKS:
            return
        name, click = _CLICKS[event.button()]
        if double and click is Click.LEFT:
            name, click = "double", Click.DOUBLE
        x, y = event.position().x() / self.width(), event.position().y() / self.height()
        self._flashes.append((x, y, t))
        self._note(t, "click", name, x, y)
        if self.overlay is None:
            self.game.put(Input(x, y, click, ahead=self._shown_ahead))
        elif self._help_until is not None:
            self._close_overlay()
        elif (choice := self.overlay.choice_at(x * VIEW_WIDTH, y * VIEW_HEIGHT)) is not None:
            self._choose(choice)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        t, key = now(), Qt.Key(event.key())
        name = _KEY_NAMES.get(key)
        if name in self._hotkeys:
            x, y = self._cursor()
            self._note(t, "key", name, x, y)
            if self.overlay is None:
                self.game.put(Input(x, y, hotkey=HOTKEY_ID[name], ahead=self._shown_ahead))
        if self.overlay is not None:
            if self._help_until is not None or key in (*_PAUSE_KEYS, *_CONFIRM_KEYS):
                self._close_overlay()
        elif key in _PAUSE_KEYS:
            self._open(pause_page(self.game.totals, self.game.time))
        elif key in _HELP_KEYS:
            self._open(HELP)

    def _note(self, t: float, kind: str, name: str, x: float, y: float) -> None:
        if self._truth is not None:
            self._begin_truth()
            self._truth.write(TruthInput(t, kind, name, x, y))

    # Pages

    def _open(self, overlay: Overlay) -> None:
        self.overlay = overlay
        self.game.pause()

    def _close_overlay(self) -> None:
        self.overlay = self._help_until = None
        self.game.resume(now())

    def _choose(self, choice: Choice) -> None:
        if choice is Choice.QUIT:
            self.close()
            return
        if choice is Choice.HELP:
            self._open(HELP)
            return
        if choice is Choice.NEW_GAME:
            self.game.load(self.game.seed + 1)
            if self._hand is not None:
                self._hand.reset(self.game.seed)
        self._close_overlay()


def open_application() -> QApplication:
    """The process's Qt application, on a screen.

    Raises:
        UserError: there is no screen. Qt itself would end the process.
    """
    if isinstance(existing := QApplication.instance(), QApplication):
        return existing
    if sys.platform == "linux":
        _require_screen()
    application = QApplication(sys.argv[:1])
    application.setDoubleClickInterval(round(DOUBLE_SECONDS * 1000))
    return application


def fitting_width(wanted: int) -> int:
    """`wanted`, or the greatest width that fits the screen; both in logical pixels."""
    room = QGuiApplication.primaryScreen().availableGeometry()
    return min(wanted, room.width(), (room.height() - _TITLE_BAR) * VIEW_WIDTH // VIEW_HEIGHT)


def _require_screen() -> None:
    if draws_into_memory():
        return
    if not os.environ.get("DISPLAY"):
        raise no_screen("DISPLAY is not set")
    from Xlib.display import Display
    from Xlib.error import DisplayError

    try:
        Display().close()
    except (DisplayError, OSError) as error:
        raise no_screen(str(error)) from error
    # Recorder and bot see and move windows through X: under Wayland, this one goes to XWayland.
    os.environ["QT_QPA_PLATFORM"] = "xcb"

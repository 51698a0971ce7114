"""The row of buttons under a recording's picture."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from launcher.icons import icon
from launcher.playback import SPEEDS, Playback
from launcher.player_overlays import OVERLAYS
from launcher.text import tr
from launcher.time_scale import clock
from launcher.widgets import CalmComboBox, icon_button, label

#: below these widths first the frame's number gives way, then the words on the bot's switch, then the zoom's buttons
_NARROW, _SLIM, _THIN = 900, 700, 620


class PlayerControls(QWidget):
    """Asks for things; whoever owns it does them."""

    #: one of the names in `_BUTTONS`
    pressed = Signal(str)
    speed_chosen = Signal(float)
    overlay_switched = Signal(str, bool)
    bot_switched = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[str, QToolButton] = {}
        buttons = (
            ("to_start", tr("To the first frame (Home)")),
            ("second_back", tr("A second back (Left)")),
            ("step_back", tr("A frame back (,)")),
            ("play", tr("Play or pause (Space)")),
            ("step_on", tr("A frame on (.)")),
            ("second_on", tr("A second on (Right)")),
            ("to_end", tr("To the last frame (End)")),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for name, what in buttons:
            row.addWidget(self._button(name, what))
        self.buttons["play"].setIconSize(QSize(22, 22))
        self._time = label("", "playerTime")
        self._frame = label("", "caption")
        row.addSpacing(10)
        row.addWidget(self._time)
        row.addSpacing(8)
        row.addWidget(self._frame)
        row.addStretch(1)
        self.bot = QToolButton()
        self.bot.setText(tr("What would the bot do?"))
        self.bot.setIcon(icon("bot"))
        self.bot.setIconSize(QSize(18, 18))
        self.bot.setCheckable(True)
        self.bot.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.bot.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.bot.setAccessibleName(tr("What would the bot do?"))
        self.bot.setToolTip(tr("Show what the trained models would do here, beside what the person did (B)"))
        self.bot.toggled.connect(self.bot_switched)
        row.addWidget(self.bot)
        row.addSpacing(4)
        row.addWidget(self._layers())
        for name, what in (
            ("zoom_out", tr("Show more of the timeline (-)")),
            ("zoom_in", tr("Show less of the timeline, larger (+)")),
            ("zoom_all", tr("Show the whole timeline (0)")),
        ):
            row.addWidget(self._button(name, what))
        self.speed = CalmComboBox()
        self.speed.setMinimumContentsLength(5)
        self.speed.setAccessibleName(tr("Speed"))
        self.speed.setToolTip(tr("How fast to play ([ and ])"))
        self.speed.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for speed in SPEEDS:
            self.speed.addItem(f"{speed:g}×", speed)
        self.speed.setCurrentIndex(SPEEDS.index(1.0))
        self.speed.activated.connect(lambda index: self.speed_chosen.emit(SPEEDS[index]))
        row.addWidget(self.speed)

    def _button(self, name: str, what: str) -> QToolButton:
        made = self.buttons[name] = icon_button(name, what)
        # A click leaves the keys with the picture.
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setAutoRepeat(name.startswith(("step", "second")))
        made.clicked.connect(lambda: self.pressed.emit(name))
        return made

    def _layers(self) -> QToolButton:
        names = {
            "boxes": tr("Boxes and names"), "target": tr("Target"), "bot": tr("The bot's target and cursor"),
            "clicks": tr("Clicks"), "cursor": tr("Cursor and its trail"), "keys": tr("Keys"), "mode": tr("Mode"),
            "state": tr("State numbers"),
        }  # fmt: skip
        menu = _StayingMenu(self)
        self.overlays: dict[str, QAction] = {}
        for name in OVERLAYS:
            action = self.overlays[name] = menu.addAction(names[name])
            action.setCheckable(True)
            action.setChecked(True)
            action.toggled.connect(self._switcher(name))
        made = icon_button("layers", tr("What is drawn over the picture"))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setMenu(menu)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return made

    def _switcher(self, name: str) -> Callable[[bool], None]:
        return lambda on: self.overlay_switched.emit(name, on)

    def show_state(self, playback: Playback) -> None:
        """Show where a recording stands."""
        playing = playback.playing
        if self.buttons["play"].property("playing") != playing:
            self.buttons["play"].setProperty("playing", playing)
            self.buttons["play"].setIcon(icon("pause" if playing else "play"))
        self._time.setText(f"{clock(playback.position, 2)} / {clock(playback.duration)}")
        self._time.setAccessibleName(self._time.text())
        self._frame.setText(tr("frame {0} of {1}").format(playback.index + 1, len(playback)) if len(playback) else "")
        self.speed.setCurrentIndex(SPEEDS.index(playback.speed))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._frame.setVisible(self.width() >= _NARROW)
        for name in ("zoom_in", "zoom_out", "zoom_all"):
            self.buttons[name].setVisible(self.width() >= _THIN)
        roomy = self.width() >= _SLIM
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if roomy else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.bot.setToolButtonStyle(style)


class _StayingMenu(QMenu):
    """A menu of switches that stays open while they are switched."""

    def mouseReleaseEvent(self, event: object) -> None:
        action = self.activeAction()
        if action is not None and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)  # type: ignore[arg-type]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None:
            action.trigger()
        else:
            super().keyPressEvent(event)

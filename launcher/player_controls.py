"""The row of buttons under a recording's picture."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import chain

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QSizePolicy, QToolButton, QWidget

from launcher.icons import icon
from launcher.playback import SPEEDS, Playback
from launcher.player_overlays import OVERLAYS
from launcher.text import tr
from launcher.time_scale import clock
from launcher.widgets import CalmComboBox, icon_button, label

#: buttons that give way together where there is no room for all; each has a key as well
_GIVE_WAY = (("zoom_out", "zoom_in", "zoom_all"), ("second_back", "second_on"), ("to_start", "to_end"))
#: the width that is enough without them
_LEAST = 420


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
        self._longest = -1.0
        row = self._row = QHBoxLayout(self)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
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
        if self._longest != playback.duration:
            self._longest = playback.duration
            text = f"{clock(playback.duration, 2)} / {clock(playback.duration)}"
            # Room for the widest time there will be, so that nothing moves while it plays.
            self._time.setMinimumWidth(self._time.fontMetrics().horizontalAdvance(text) + 4)
            self._fit()
        self._time.setAccessibleName(self._time.text())
        self._frame.setText(tr("frame {0} of {1}").format(playback.index + 1, len(playback)) if len(playback) else "")
        self.speed.setCurrentIndex(SPEEDS.index(playback.speed))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        """Let give way what there is no room for: first the frame's number, the time never."""
        self._frame.show()
        self.bot.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for name in chain(*_GIVE_WAY):
            self.buttons[name].show()
        less: list[Callable[[], None]] = [
            self._frame.hide,
            lambda: self.bot.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly),
            *(partial(self._hide, names) for names in _GIVE_WAY),
        ]
        for give_way in less:
            if self._row.minimumSize().width() <= self.width():
                break
            give_way()
            self._row.invalidate()

    def _hide(self, names: tuple[str, ...]) -> None:
        for name in names:
            self.buttons[name].hide()

    def minimumSizeHint(self) -> QSize:
        # By how much is shown it would change with the width, which is to follow from the window's alone.
        return QSize(_LEAST, super().minimumSizeHint().height())


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

"""Plays one recording: the picture, the buttons under it and the timeline."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from launcher.frame_source import FrameSource
from launcher.moment import moment_at
from launcher.playback import Playback
from launcher.player_canvas import PlayerCanvas
from launcher.player_controls import PlayerControls
from launcher.reel import NONE, Reel
from launcher.text import tr
from launcher.timeline import Timeline
from launcher.timeline_legend import TimelineLegend

#: milliseconds between two looks at the clock while playing
_TICK = 16
#: a player lower than this leaves the legend to the tooltips
_LOW = 480


class Player(QWidget):
    """Shows a `Reel`. Pictures come when they come: the window never waits for one."""

    selection_changed = Signal()
    bot_switched = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.playback = Playback()
        self.reel: Reel | None = None
        self.canvas = PlayerCanvas()
        self.controls = PlayerControls()
        self.timeline = Timeline(self.playback)
        self.legend = TimelineLegend()
        self._source = FrameSource(self)
        self._opening = -1
        #: picture and size asked for last, so that none is asked for twice
        self._asked: tuple[int, int, int] | None = None
        self._timer = QTimer(self, interval=_TICK, timerType=Qt.TimerType.PreciseTimer)

        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(6)
        body.addWidget(self.canvas, 1)
        body.addWidget(self.controls)
        body.addWidget(self.timeline)
        body.addWidget(self.legend)

        self.canvas.clicked.connect(self.toggle)
        self.canvas.resized.connect(self._moved)
        self.controls.pressed.connect(self.do)
        self.controls.speed_chosen.connect(self._set_speed)
        self.controls.overlay_switched.connect(self.canvas.switch)
        self.controls.bot_switched.connect(self.bot_switched)
        self.timeline.sought.connect(self.seek)
        self.timeline.selected.connect(self._selected)
        self._source.arrived.connect(self._picture_arrived)
        self._source.failed.connect(self._picture_failed)
        self._timer.timeout.connect(self._tick)

    def show_reel(self, reel: Reel | None, removed: Sequence[tuple[float, float]] = ()) -> None:
        """Show another recording from its beginning, or the same one, changed, where it stands."""
        same = reel is not None and self.reel is not None and reel.name == self.reel.name
        before, self.reel = self.playback, reel
        if not same:
            self.playback = Playback(reel.t.tolist(), reel.duration) if reel is not None else Playback()
            self.playback.speed = before.speed
            self._timer.stop()
            self._open(reel)
        self.playback.skipped = removed
        self.timeline.show_reel(reel, self.playback, removed)
        self.legend.show_reel(reel)
        self.selection_changed.emit()
        self._moved()

    def _open(self, reel: Reel | None) -> None:
        self._asked = None
        video = reel.video if reel is not None else None
        self._opening = self._source.open(video)
        why = "" if video or reel is None else tr("No video was kept: drawn from what was seen")
        self.canvas.begin(reel.aspect if reel is not None else 16 / 9, why)

    def release(self) -> None:
        """Stop playing and let go of the video."""
        self.playback.pause()
        self._timer.stop()
        self._source.stop()
        self._asked = None

    def resume(self) -> None:
        """Take the video up again after `release`."""
        if self.reel is not None and self._source.idle:
            self._open(self.reel)
            self._moved()

    # what the person does

    def do(self, name: str) -> None:
        """What the button called `name` does."""
        playback = self.playback
        deeds = {
            "play": playback.toggle,
            "to_start": playback.to_start,
            "to_end": playback.to_end,
            "step_back": lambda: playback.step(-1),
            "step_on": lambda: playback.step(1),
            "second_back": lambda: playback.jump(-1.0),
            "second_on": lambda: playback.jump(1.0),
            "zoom_in": lambda: self.timeline.zoom(2.0),
            "zoom_out": lambda: self.timeline.zoom(0.5),
            "zoom_all": self.timeline.show_all,
            "slower": lambda: playback.faster(-1),
            "faster": lambda: playback.faster(1),
            "mark_in": playback.mark_in,
            "mark_out": playback.mark_out,
            "select_nothing": playback.select_nothing,
        }
        deeds[name]()
        if name in ("mark_in", "mark_out", "select_nothing"):
            self._selected()
        self._moved()

    def toggle(self) -> None:
        """Play or pause."""
        self.do("play")

    def seek(self, t: float) -> None:
        """Go to a time."""
        self.playback.seek(t)
        self._moved()

    def _set_speed(self, speed: float) -> None:
        self.playback.set_speed(speed)
        self._moved()

    def _selected(self) -> None:
        self.timeline.update()
        self.selection_changed.emit()

    _KEYS = {  # noqa: RUF012
        Qt.Key.Key_Space: "play",
        Qt.Key.Key_Comma: "step_back",
        Qt.Key.Key_Period: "step_on",
        Qt.Key.Key_Left: "second_back",
        Qt.Key.Key_Right: "second_on",
        Qt.Key.Key_Home: "to_start",
        Qt.Key.Key_End: "to_end",
        Qt.Key.Key_I: "mark_in",
        Qt.Key.Key_O: "mark_out",
        Qt.Key.Key_Escape: "select_nothing",
        Qt.Key.Key_Plus: "zoom_in",
        Qt.Key.Key_Equal: "zoom_in",
        Qt.Key.Key_Minus: "zoom_out",
        Qt.Key.Key_0: "zoom_all",
        Qt.Key.Key_BracketLeft: "slower",
        Qt.Key.Key_BracketRight: "faster",
    }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        name = None if held else self._KEYS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_B and not held:
            self.controls.bot.toggle()
        elif name == "select_nothing" and self.playback.selection is None:
            super().keyPressEvent(event)
        elif name is not None and self.reel is not None:
            self.do(name)
        else:
            super().keyPressEvent(event)

    # showing

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.legend.setVisible(self.height() >= _LOW)

    def hideEvent(self, event: QHideEvent) -> None:
        self.playback.pause()
        self._moved()

    def _tick(self) -> None:
        if self.playback.tick(time.monotonic()) or not self.playback.playing:
            self._moved()

    def _moved(self) -> None:
        """The position or something else changed: show it."""
        self.controls.show_state(self.playback)
        self.timeline.moved()
        if self.playback.playing != self._timer.isActive():
            if self.playback.playing:
                self._timer.start()
            else:
                self._timer.stop()
        if self.reel is None or not len(self.reel):
            self.canvas.show_moment(None)
            return
        index = self.playback.index
        picture = int(self.reel.shown[index]) if self.reel.video is not None else NONE
        if picture == NONE:
            self._show_moment(index)
            return
        size = self.canvas.wanted_size()
        wish = (picture, size.width(), size.height())
        if wish != self._asked:
            self._asked = wish
            self._source.ask(*wish)
        elif self._shows == picture:
            self._show_moment(index)

    _shows = NONE

    def _show_moment(self, index: int) -> None:
        assert self.reel is not None
        own = self.playback.index == index and self.playback.playing
        self.canvas.show_moment(moment_at(self.reel, index, self.playback.position if own else None))

    def _picture_arrived(self, opening: int, picture: int, image: QImage) -> None:
        if opening != self._opening or self.reel is None:
            return
        self._shows = picture
        self.canvas.show_picture(image)
        # What is drawn over the picture belongs to it, also where it is late.
        self._show_moment(self.reel.frame_of(picture, self.playback.index))

    def _picture_failed(self, opening: int, sentence: str) -> None:
        if opening != self._opening or self.reel is None:
            return
        from dataclasses import replace

        self.reel = replace(self.reel, video=None)
        self.canvas.begin(self.reel.aspect, tr("The video cannot be read: drawn from what was seen"))
        self.canvas.setToolTip(sentence)
        self._moved()

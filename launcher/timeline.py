"""The timeline of a recording: shows its modes, clicks and keys; scrubs, selects and zooms."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.recording import LABEL_SOURCES
from core.words import MODES
from launcher import timeline_paint as paint
from launcher.mode_colors import mode_words
from launcher.playback import Playback
from launcher.reel import NONE, Reel
from launcher.text import tr
from launcher.theme import theme
from launcher.time_scale import TimeScale, clock
from launcher.timeline_paint import GUTTER, OVERVIEW, Painted, Rows

#: pixels around an edge of the selection in which it can be taken hold of
_HOLD = 5
#: how much one notch of the wheel zooms
_NOTCH = 1.25


class Timeline(QWidget):
    """Draws what does not move once, and over it the selection and the present place."""

    #: the person went to a time
    sought = Signal(float)
    selected = Signal()

    def __init__(self, playback: Playback) -> None:
        super().__init__()
        self.setAccessibleName(tr("Timeline"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.scale = TimeScale()
        self._playback = playback
        self._painted: Painted | None = None
        self._removed: Sequence[tuple[float, float]] = ()
        self._rows = Rows.of(None)
        self._layer: QPixmap | None = None
        #: what the mouse does while it is held: scrub, select, overview
        self._doing = ""
        self._anchor = 0.0
        theme.changed.connect(self.redraw)

    def show_reel(self, reel: Reel | None, playback: Playback, removed: Sequence[tuple[float, float]] = ()) -> None:
        """Show another recording, or the same with something changed (the stretch in view stays)."""
        same = self._painted is not None and reel is not None and self._painted.reel.name == reel.name
        self._playback = playback
        self._painted = Painted.of(reel) if reel is not None else None
        self._removed = removed
        self._rows = Rows.of(reel)
        if not same:
            self.scale = TimeScale(playback.duration, self.width() - GUTTER - 2)
        self.updateGeometry()
        self.redraw()

    def redraw(self) -> None:
        """Draw everything anew."""
        self._layer = None
        self.update()

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Zoom in, out where `factor` is below 1, around a time or the present place."""
        self.scale.zoom(factor, self._playback.position if around is None else around)
        self.redraw()

    def show_all(self) -> None:
        """Show the whole recording."""
        self.scale.show_all()
        self.redraw()

    def moved(self) -> None:
        """The position changed: follow it."""
        if self._doing != "overview" and self.scale.follow(self._playback.position):
            self._layer = None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, round(self._rows.height))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, round(self._rows.height))

    # mouse

    def _time_at(self, event: QMouseEvent | QWheelEvent) -> float:
        return self.scale.t(event.position().x() - GUTTER)

    def _edge_near(self, x: float) -> float | None:
        """The other edge of the selection, where the mouse holds one of its edges."""
        if self._playback.selection is None:
            return None
        start, stop = self._playback.selection
        for edge, other in ((start, stop), (stop, start)):
            if abs(GUTTER + self.scale.x(edge) - x) <= _HOLD:
                return other
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._painted is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        x, y = event.position().x(), event.position().y()
        other = self._edge_near(x) if paint.RULER < y < self._rows.overview else None
        if y >= self._rows.overview - 2:
            self._doing = "overview"
        elif other is not None:
            self._doing, self._anchor = "select", other
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._doing, self._anchor = "select", self._time_at(event)
        else:
            self._doing = "scrub"
        self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._doing:
            self._drag(event)
        else:
            holds = self._edge_near(event.position().x()) is not None
            self.setCursor(Qt.CursorShape.SizeHorCursor if holds else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._doing = ""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the stretch of one mode under the mouse."""
        if self._painted is None:
            return
        index = self._painted.spans.at(self._time_at(event))
        if index != NONE:
            self._playback.select(float(self._painted.spans.start[index]), float(self._painted.spans.stop[index]))
            self.selected.emit()
            self.update()

    def _drag(self, event: QMouseEvent) -> None:
        if self._doing == "overview":
            self.scale.centre((event.position().x() - GUTTER) / self.scale.width * self.scale.duration)
            self.redraw()
        elif self._doing == "select":
            self._playback.select(self._anchor, self._time_at(event))
            self.selected.emit()
            self.update()
        else:
            self.sought.emit(self._time_at(event))

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        if abs(turn.x()) > abs(turn.y()):
            self.scale.scroll(-turn.x() / 120 * 0.1 * self.scale.span)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.scale.scroll(-turn.y() / 120 * 0.1 * self.scale.span)
        else:
            self.scale.zoom(_NOTCH ** (turn.y() / 120), self._time_at(event))
        self.redraw()
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.words_at(event.pos().x(), event.pos().y()), self)
            return True
        return super().event(event)

    def words_at(self, x: float, y: float) -> str:
        """What is under the mouse, in words."""
        if self._painted is None or x < GUTTER:
            return ""
        t = self.scale.t(x - GUTTER)
        bot_row = self._rows.bot is not None and self._rows.bot <= y < self._rows.clicks
        spans = self._painted.bot if bot_row else self._painted.spans
        for start, stop in self._painted.gaps:
            if start < t < stop:
                return tr("{0}: nothing was recorded for {1:.1f} s").format(clock(t, 1), stop - start)
        index = spans.at(t)
        if index == NONE:
            return clock(t, 1)
        mode = int(spans.mode[index])
        name = mode_words(MODES[mode].value if mode != NONE else "")
        stretch = f"{clock(float(spans.start[index]), 1)} – {clock(float(spans.stop[index]), 1)}"
        if bot_row:
            return tr("{0}: the bot would be in {1}, {2}").format(clock(t, 1), name, stretch)
        said = {
            "hindsight": tr("told in hindsight"), "pilot": tr("recorded"), "coach": tr("said by the coach"),
            "person": tr("said by a person"), "none": tr("nobody said"),
        }[LABEL_SOURCES[int(spans.source[index])]]  # fmt: skip
        return f"{clock(t, 1)}: {name}, {stretch}, {said}"

    # painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.scale.set_width(self.width() - GUTTER - 2)
        self.redraw()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._painted is None:
            return
        ratio = self.devicePixelRatioF()
        if self._layer is None or self._layer.devicePixelRatio() != ratio:
            self._layer = self._draw(self._painted, ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bottom = self._rows.overview - 2
        if self._playback.selection is not None:
            self._draw_selection(painter, self._playback.selection, bottom)
        x = GUTTER + self.scale.x(self._playback.position)
        if GUTTER - 1 <= x <= GUTTER + self.scale.width + 1:
            ink = QColor(theme.colors.text)
            painter.setPen(QPen(ink, 1.5))
            painter.drawLine(QPointF(x, 14), QPointF(x, bottom))
            painter.setBrush(ink)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPolygon(QPolygonF([QPointF(x - 6, 8), QPointF(x + 6, 8), QPointF(x, 17)]))
        little = GUTTER + self._playback.position / self.scale.duration * self.scale.width
        painter.fillRect(QRectF(little - 1, self._rows.overview, 2, OVERVIEW), QColor(theme.colors.text))

    def _draw_selection(self, painter: QPainter, selection: tuple[float, float], bottom: float) -> None:
        left, right = (GUTTER + self.scale.x(t) for t in selection)
        left, right = max(float(GUTTER), left), min(GUTTER + self.scale.width, right)
        if right <= left:
            return
        color = QColor(theme.colors.accent)
        soft = QColor(color)
        soft.setAlpha(60)
        rect = QRectF(left, paint.RULER - 2, right - left, bottom - paint.RULER + 2)
        painter.fillRect(rect, soft)
        painter.setPen(QPen(color, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)

    def _draw(self, painted: Painted, ratio: float) -> QPixmap:
        layer = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        layer.setDevicePixelRatio(ratio)
        layer.fill(Qt.GlobalColor.transparent)
        painter = QPainter(layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = QFont(self.font())
        small.setPixelSize(max(10, QFontInfo(self.font()).pixelSize() - 2))
        rows, scale = self._rows, self.scale
        paint.paint_ruler(painter, scale, rows.overview - 2, small)
        paint.paint_names(painter, rows, small)
        paint.paint_modes(painter, scale, painted.spans, rows.modes, paint.MODES_ROW, small)
        paint.paint_sources(painter, scale, painted.spans, rows.sources)
        if rows.bot is not None:
            paint.paint_modes(painter, scale, painted.bot, rows.bot, paint.BOT_ROW, small)
        paint.paint_events(painter, scale, painted.reel, rows, small)
        paint.paint_missing(painter, scale, painted, rows)
        paint.paint_removed(painter, scale, self._removed, rows)
        paint.paint_overview(painter, scale, painted, rows)
        painter.end()
        return layer

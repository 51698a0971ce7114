"""How a recording's timeline is drawn: its rows of modes, sources, clicks and keys, and what is missing or cut away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from core.recording import LABEL_SOURCES
from core.words import HOTKEYS, MODES, Click
from launcher.mode_colors import mode_color, mode_words
from launcher.reel import NONE, Reel, Spans, Times
from launcher.text import tr
from launcher.theme import theme
from launcher.time_scale import TimeScale, clock
from launcher.timeline_legend import source_pen

#: pixels left of the rows, for their names
GUTTER = 58
RULER, MODES_ROW, SOURCES_ROW, BOT_ROW, TICKS_ROW, OVERVIEW = 20, 24, 6, 18, 16, 10
_GAP = 4
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True)
class Rows:
    """Where the rows lie, from top to bottom in pixels."""

    modes: float
    sources: float
    bot: float | None
    clicks: float
    keys: float
    overview: float
    height: float

    @classmethod
    def of(cls, reel: Reel | None) -> Rows:
        """The rows a recording needs."""
        with_bot = reel is not None and reel.opinion is not None
        modes = RULER + 2.0
        sources = modes + MODES_ROW + 1
        bot = sources + SOURCES_ROW + _GAP if with_bot else None
        clicks = (bot + BOT_ROW if bot is not None else sources + SOURCES_ROW) + _GAP
        keys = clicks + TICKS_ROW + 2
        overview = keys + TICKS_ROW + _GAP
        return cls(modes, sources, bot, clicks, keys, overview, overview + OVERVIEW + 4)


@dataclass(frozen=True)
class Painted:
    """What there is to draw; made once a recording."""

    reel: Reel
    spans: Spans
    bot: Spans
    gaps: list[tuple[float, float]]
    drops: Times

    @classmethod
    def of(cls, reel: Reel) -> Painted:
        """All of a recording."""
        return cls(reel, reel.spans(), reel.opinion_spans(), reel.gaps(), reel.drops())


def paint_ruler(painter: QPainter, scale: TimeScale, height: float, font: QFont) -> None:
    """Times along the upper edge, with faint lines down through the rows."""
    colors = theme.colors
    painter.setFont(font)
    digits = 2 if scale.span < 1 else 1 if scale.span < 8 else 0
    for t in scale.ticks():
        x = GUTTER + scale.x(t)
        painter.setPen(QPen(QColor(colors.border), 1))
        painter.drawLine(QPointF(x, RULER - 5), QPointF(x, height))
        text = clock(t, digits)
        width = QFontMetricsF(font).horizontalAdvance(text) + 4
        left = min(max(GUTTER, x - width / 2), GUTTER + scale.width - width)
        painter.setPen(QColor(colors.muted))
        painter.drawText(QRectF(left, 0, width, RULER - 6), Qt.AlignmentFlag.AlignCenter, text)


def paint_names(painter: QPainter, rows: Rows, font: QFont) -> None:
    """What each row is, in the gutter."""
    names: list[tuple[float, float, str, str]] = [
        (rows.modes, MODES_ROW, tr("Person"), theme.colors.text),
        (rows.clicks, TICKS_ROW, tr("Clicks"), theme.colors.muted),
        (rows.keys, TICKS_ROW, tr("Keys"), theme.colors.muted),
    ]
    if rows.bot is not None:
        names.append((rows.bot, BOT_ROW, tr("Bot"), theme.colors.bot))
    painter.setFont(font)
    for top, height, name, color in names:
        painter.setPen(QColor(color))
        painter.drawText(QRectF(2, top, GUTTER - 6, height), _MIDDLE, name)


def paint_modes(
    painter: QPainter, scale: TimeScale, spans: Spans, top: float, height: float, font: QFont | None = None
) -> None:
    """A row of modes; with a `font`, their names where there is room."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for x, width, index in _visible(scale, spans):
        mode = int(spans.mode[index])
        color = mode_color(MODES[mode].value if mode != NONE else "")
        painter.fillRect(QRectF(GUTTER + x, top, max(1.0, width), height), color)
        if font is not None and mode != NONE:
            text = mode_words(MODES[mode].value)
            if width > QFontMetricsF(font).horizontalAdvance(text) + 10:
                painter.setFont(font)
                painter.setPen(_ink_on(color))
                painter.drawText(QRectF(GUTTER + x + 5, top, width - 5, height), _MIDDLE, text)
    painter.restore()


def paint_sources(painter: QPainter, scale: TimeScale, spans: Spans, top: float) -> None:
    """Who said so, under the modes: a full line for recorded, dots for hindsight, a thick bright one for a person."""
    for x, width, index in _visible(scale, spans):
        painter.setPen(source_pen(LABEL_SOURCES[int(spans.source[index])]))
        y = top + SOURCES_ROW / 2
        painter.drawLine(QPointF(GUTTER + x, y), QPointF(GUTTER + x + max(1.0, width), y))


def paint_events(painter: QPainter, scale: TimeScale, reel: Reel, rows: Rows, font: QFont) -> None:
    """A mark for every click and key; the keys' names where there is room."""
    colors = theme.colors
    inside = slice(*np.searchsorted(reel.event_t, (scale.start, scale.stop)))
    x = (reel.event_t[inside] - scale.start) / scale.span * scale.width + GUTTER
    click, hotkey = reel.event_click[inside], reel.event_hotkey[inside]
    for kind, color, inset in (
        (Click.LEFT, colors.accent, 3),
        (Click.DOUBLE, colors.accent, 0),
        (Click.RIGHT, colors.warn, 3),
    ):
        _paint_ticks(painter, x[click == kind], rows.clicks + inset, TICKS_ROW - 2 * inset, color, scale.width)
    keys = np.flatnonzero(hotkey > 0)
    _paint_ticks(painter, x[keys], rows.keys + 3, TICKS_ROW - 6, colors.good, scale.width)
    painter.setFont(font)
    painter.setPen(QColor(colors.muted))
    metrics = QFontMetricsF(font)
    places = x[keys].tolist() if len(keys) < scale.width / 8 else []
    for k, place, following in zip(keys.tolist(), places, [*places[1:], np.inf], strict=False):
        name = HOTKEYS[int(hotkey[k])]
        width = metrics.horizontalAdvance(name) + 6
        if following - place > width + 2:
            painter.drawText(QRectF(place + 3, rows.keys, width, TICKS_ROW), _MIDDLE, name)


def _paint_ticks(painter: QPainter, x: Times, top: float, height: float, color: str, width: float) -> None:
    """A mark at each of these pixels; where they crowd, the more there are the fuller it is."""
    places, counts = np.unique(np.round(x), return_counts=True)
    crowded = len(places) > width / 4
    ink = QColor(color)
    for place, count in zip(places.tolist(), counts.tolist(), strict=True):
        if crowded:
            ink.setAlphaF(min(1.0, 0.12 + 0.88 * count / int(counts.max())))
        painter.fillRect(QRectF(place - (0 if crowded else 1), top, 1 if crowded else 2, height), ink)


def paint_missing(painter: QPainter, scale: TimeScale, painted: Painted, rows: Rows) -> None:
    """Red where frames are missing: a block for a gap, a mark for single ones."""
    bad = QColor(theme.colors.bad)
    soft = QColor(bad)
    soft.setAlpha(70)
    for start, stop in painted.gaps:
        if stop > scale.start and start < scale.stop:
            left, right = max(0.0, scale.x(start)), min(scale.width, scale.x(stop))
            rect = QRectF(GUTTER + left, rows.modes, max(2.0, right - left), rows.keys + TICKS_ROW - rows.modes)
            painter.fillRect(rect, soft)
            painter.fillRect(rect, QBrush(bad, Qt.BrushStyle.Dense6Pattern))
    inside = painted.drops[slice(*np.searchsorted(painted.drops, (scale.start, scale.stop)))]
    painter.setPen(QPen(bad, 1))
    for place in np.unique(np.round((inside - scale.start) / scale.span * scale.width)).tolist():
        painter.drawLine(QPointF(GUTTER + place, rows.modes - 3), QPointF(GUTTER + place, rows.modes + 3))


def paint_removed(painter: QPainter, scale: TimeScale, removed: Sequence[tuple[float, float]], rows: Rows) -> None:
    """What is trimmed away: dimmed and hatched."""
    veil = QColor(theme.colors.surface)
    veil.setAlpha(190)
    hatch = QBrush(QColor(theme.colors.muted), Qt.BrushStyle.BDiagPattern)
    for start, stop in removed:
        left, right = max(0.0, scale.x(start)), min(scale.width, scale.x(stop))
        if right > left:
            rect = QRectF(GUTTER + left, rows.modes, right - left, rows.keys + TICKS_ROW - rows.modes)
            painter.fillRect(rect, veil)
            painter.fillRect(rect, hatch)


def paint_overview(painter: QPainter, scale: TimeScale, painted: Painted, rows: Rows) -> None:
    """The whole recording in little, with the stretch in view framed."""
    whole = TimeScale(scale.duration, scale.width)
    paint_modes(painter, whole, painted.spans, rows.overview, OVERVIEW)
    veil = QColor(theme.colors.surface)
    veil.setAlpha(150)
    left, right = whole.x(scale.start), whole.x(scale.stop)
    painter.fillRect(QRectF(GUTTER, rows.overview, left, OVERVIEW), veil)
    painter.fillRect(QRectF(GUTTER + right, rows.overview, scale.width - right, OVERVIEW), veil)
    painter.setPen(QPen(QColor(theme.colors.text), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(GUTTER + left, rows.overview - 1, max(4.0, right - left), OVERVIEW + 2), 2, 2)


def _visible(scale: TimeScale, spans: Spans) -> list[tuple[float, float, int]]:
    """(x, width, index) of the stretches in view; where there are more than pixels, the one at each pixel."""
    first = max(0, int(np.searchsorted(spans.start, scale.start, side="right")) - 1)
    last = int(np.searchsorted(spans.start, scale.stop))
    if last - first <= 2 * scale.width:
        rows = []
        for index in range(first, last):
            left = max(0.0, scale.x(float(spans.start[index])))
            right = min(scale.width, scale.x(float(spans.stop[index])))
            if right > left:
                rows.append((left, right - left, index))
        return rows
    middles = scale.start + (np.arange(int(scale.width)) + 0.5) / scale.width * scale.span
    at = np.clip(np.searchsorted(spans.start, middles, side="right") - 1, 0, None)
    return [(float(x), 1.0, int(index)) for x, index in enumerate(at)]


def _ink_on(color: QColor) -> QColor:
    """Black or white, whichever reads better."""
    light = 0.299 * color.redF() + 0.587 * color.greenF() + 0.114 * color.blueF()
    return QColor("#15131b" if light > 0.5 else "#ffffff")

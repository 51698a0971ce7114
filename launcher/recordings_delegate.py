"""How one recording is painted in the list: thumbnail, name and time, length, player, modes, tags and marks."""

from __future__ import annotations

import os
import time

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.library import Row
from launcher.mode_colors import mode_color, mode_words
from launcher.recordings_model import ROW_ROLE, THUMBNAIL_ROLE, made_at, mode_shares, player_words
from launcher.text import duration, size, tr, when
from launcher.theme import theme

HEIGHT = 86
_THUMB = QSize(116, 66)
#: a list at least this wide has the modes in a column of their own
_WIDE = 560
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class RecordingDelegate(QStyledItemDelegate):
    """Paints everything itself, so that a row costs one call whatever stands in it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(240, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row = index.data(ROW_ROLE)
        colors = theme.colors
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(option.rect).adjusted(3, 2, -3, -2)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = colors.accent_soft if chosen else colors.raised if hovered else colors.surface
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        edge = colors.accent if chosen or focused else "transparent" if not hovered else colors.border
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(edge), 1.5 if chosen or focused else 1))
        painter.drawRoundedRect(place, 8, 8)
        thumb = QRectF(place.left() + 8, place.center().y() - _THUMB.height() / 2, _THUMB.width(), _THUMB.height())
        self._paint_thumbnail(painter, thumb, row, index)
        base = QFont(option.font)
        base.setPixelSize(QFontInfo(base).pixelSize())
        text = QRectF(thumb.right() + 12, place.top() + 7, place.right() - thumb.right() - 22, place.height() - 14)
        if text.width() >= _WIDE - 140:
            half = max(190.0, 0.36 * text.width())
            right = QRectF(text.right() - half, text.top(), half, text.height())
            text.setRight(right.left() - 16)
            self._paint_modes(painter, QRectF(right.left(), right.top() + 12, right.width(), 10), row)
            self._paint_mode_names(painter, QRectF(right.left(), right.top() + 28, right.width(), 18), row, base)
            self._paint_words(painter, text, row, base)
        else:
            self._paint_words(painter, text.adjusted(0, 0, 0, -9), row, base)
            self._paint_modes(painter, QRectF(text.left(), text.bottom() - 6, text.width(), 6), row)
        painter.restore()

    def _paint_thumbnail(
        self, painter: QPainter, place: QRectF, row: Row, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(place, 5, 5)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(place, QColor("#14121c"))
        image = index.data(THUMBNAIL_ROLE)
        if image is not None and not image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            scale = max(place.width() / image.width(), place.height() / image.height())
            width, height = image.width() * scale, image.height() * scale
            middle = place.center()
            painter.drawImage(QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height), image)
        painter.restore()
        if row.seconds is not None:
            font = QFont(painter.font())
            font.setPixelSize(11)
            font.setBold(True)
            painter.setFont(font)
            words = duration(row.seconds)
            width = QFontMetricsF(font).horizontalAdvance(words) + 8
            plate = QRectF(place.right() - width - 4, place.bottom() - 20, width, 16)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(0, 0, 0, 190))
            painter.drawRoundedRect(plate, 3, 3)
            painter.setPen(QColor("#ffffff"))
            painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_words(self, painter: QPainter, place: QRectF, row: Row, base: QFont) -> None:
        colors = theme.colors
        bold, small = QFont(base), QFont(base)
        bold.setBold(True)
        small.setPixelSize(base.pixelSize() - 1)
        line = place.height() / 3
        title, about = _title(row), _about(row)
        _line(painter, QRectF(place.left(), place.top(), place.width(), line), title, bold, colors.text)
        second = QRectF(place.left(), place.top() + line, place.width(), line)
        _line(painter, second, about, small, colors.muted)
        third = QRectF(place.left(), place.top() + 2 * line, place.width(), line)
        x = third.left()
        for tag in row.edits.tags:
            x = _pill(painter, x, third, tag, small, colors.accent, colors.accent_soft)
        rest = third.adjusted(x - third.left(), 0, 0, 0)
        if row.problem:
            # Which folder it is in is known; the reason would not fit beside it.
            reason = row.problem.replace(f"{row.path.parent}{os.sep}", "")
            _line(painter, rest, reason, small, colors.bad)
        else:
            _line(painter, rest, "  ·  ".join(row.marks), small, colors.warn)

    def _paint_modes(self, painter: QPainter, place: QRectF, row: Row) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(place, place.height() / 2, place.height() / 2)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(place, QColor(theme.colors.raised))
        x = place.left()
        for mode, share in mode_shares(row):
            width = share * place.width()
            painter.fillRect(QRectF(x, place.top(), width + 0.5, place.height()), mode_color(mode))
            x += width
        painter.restore()

    def _paint_mode_names(self, painter: QPainter, place: QRectF, row: Row, base: QFont) -> None:
        small = QFont(base)
        small.setPixelSize(base.pixelSize() - 2)
        metrics = QFontMetricsF(small)
        painter.setFont(small)
        x = place.left()
        for mode, share in sorted(mode_shares(row), key=lambda item: -item[1]):
            words = f"{mode_words(mode)} {share:.0%}"
            width = metrics.horizontalAdvance(words) + 22
            if x + width - 8 > place.right():
                return
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mode_color(mode))
            painter.drawEllipse(QPointF(x + 4, place.center().y()), 4, 4)
            painter.setPen(QColor(theme.colors.muted))
            painter.drawText(QRectF(x + 12, place.top(), width, place.height()), _MIDDLE, words)
            x += width


def _title(row: Row) -> str:
    made = made_at(row)
    return when(made, time.time()) if made else row.name


def _about(row: Row) -> str:
    summary = row.summary
    if summary is None:
        return tr("cannot be read") if row.problem else tr("being read…")
    frames = tr("{0} frames").format(f"{summary.frames:,}".replace(",", " "))
    video = tr("video") if row.video else tr("no video")
    parts = [player_words(summary.player), video, frames, size(row.bytes)]
    if row.edits.keep:
        parts.insert(0, tr("trimmed"))
    if summary.source.startswith("import:"):
        # Such files often tell no time of their own, and lie there in numbers.
        parts.insert(0, row.path.name)
    return "  ·  ".join(parts)


def _line(painter: QPainter, place: QRectF, text: str, font: QFont, color: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(color))
    fitting = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, _MIDDLE | Qt.TextFlag.TextSingleLine, fitting)


def _pill(painter: QPainter, x: float, line: QRectF, text: str, font: QFont, ink: str, ground: str) -> float:
    """Paint a tag; where the next one begins."""
    width = QFontMetricsF(font).horizontalAdvance(text) + 14
    if x + width > line.right():
        return x
    plate = QRectF(x, line.center().y() - 9, width, 18)
    painter.setPen(QPen(QColor(ink), 1))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(plate, 9, 9)
    painter.setFont(font)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
    return x + width + 6

"""What is painted over a recording's picture: boxes, cursor, clicks, keys, mode, state, and what the bot would do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from core.words import Click
from launcher.mode_colors import ON_PICTURE, mode_color, mode_words
from launcher.moment import Box, Moment
from launcher.text import tr

_SHADE = QColor(12, 10, 18, 205)
#: what is seen through, for a plate that covers much
_VEIL = QColor(12, 10, 18, 150)
_INK = QColor(ON_PICTURE.text)
_FAINT = QColor(ON_PICTURE.muted)
_BOT = QColor(ON_PICTURE.bot)
_PERSON = QColor("#ffffff")
#: of an object, by its role
_ROLES = {"enemy": "#ff7a70", "loot": "#f2c14e", "safe": "#62cf97", "gate": "#6cb0ff", "obstacle": "#a9a4b8"}
#: names of smaller objects would hide them
_LEAST_NAMED = 16.0


@dataclass
class Field:
    """Where on the widget the window's picture lies."""

    rect: QRectF
    font: QFont

    def point(self, at: tuple[float, float]) -> QPointF:
        """A place in 0..1 of the window on the widget."""
        return QPointF(self.rect.x() + at[0] * self.rect.width(), self.rect.y() + at[1] * self.rect.height())

    def box(self, box: Box) -> QRectF:
        """An object's box on the widget."""
        width, height = box.w * self.rect.width(), box.h * self.rect.height()
        middle = self.point((box.x, box.y))
        return QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)

    def letters(self, step: int = 0, *, bold: bool = False) -> QFont:
        """The font, `step` pixels larger."""
        made = QFont(self.font)
        made.setPixelSize(max(9, self.font.pixelSize() + step))
        made.setBold(bold)
        return made


def role_color(role: str) -> QColor:
    """The colour of objects with this role."""
    return QColor(_ROLES.get(role, ON_PICTURE.muted))


def chip(painter: QPainter, corner: QPointF, text: str, font: QFont, color: QColor, *, right: bool = False) -> QRectF:
    """Text on a dark plate with its left (or `right`) upper corner here; returns the plate."""
    metrics = QFontMetricsF(font)
    width, height = metrics.horizontalAdvance(text) + 10, metrics.height() + 3
    plate = QRectF(corner.x() - (width if right else 0), corner.y(), width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_SHADE)
    painter.drawRoundedRect(plate, 4, 4)
    painter.setPen(color)
    painter.setFont(font)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
    return plate


def paint_boxes(painter: QPainter, field: Field, moment: Moment, *, filled: bool = False, named: bool = True) -> None:
    """Every object's box and name; `filled` where no picture shows the objects themselves."""
    font = field.letters(-2)
    for box in moment.boxes:
        place, color = field.box(box), role_color(box.role)
        soft = QColor(color)
        soft.setAlpha(60 if filled else 0)
        painter.setBrush(soft)
        color.setAlpha(230)
        painter.setPen(QPen(color, 1.5))
        painter.drawRoundedRect(place, 2, 2)
    for box in moment.boxes if named else ():
        place = field.box(box)
        if max(place.width(), place.height()) >= _LEAST_NAMED:
            height = QFontMetricsF(font).height() + 3
            above = place.top() - height - 1
            chip(painter, QPointF(place.left(), max(field.rect.top(), above)), box.name, font, role_color(box.role))


def paint_target(painter: QPainter, field: Field, moment: Moment) -> None:
    """Corners around the object the person goes for."""
    for box in moment.boxes:
        if box.target:
            _corners(painter, field.box(box).adjusted(-6, -6, 6, 6), _PERSON, 3.0)


def paint_cursor(painter: QPainter, field: Field, moment: Moment) -> None:
    """The person's cursor with its trail."""
    points = [field.point(at) for at in moment.trail]
    for k in range(1, len(points)):
        color = QColor(_PERSON)
        color.setAlpha(round(200 * k / len(points)))
        painter.setPen(QPen(color, 1.0 + 2.0 * k / len(points), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(points[k - 1], points[k])
    _arrow(painter, field.point(moment.cursor), _PERSON)


def paint_clicks(painter: QPainter, field: Field, moment: Moment) -> None:
    """Rings that spread from where was clicked: full for left, dashed for right, two for a double click."""
    for ripple in moment.ripples:
        color = QColor(ON_PICTURE.warn if ripple.click == Click.RIGHT else "#ffe36b")
        color.setAlpha(round(255 * (1 - ripple.age)))
        style = Qt.PenStyle.DotLine if ripple.click == Click.RIGHT else Qt.PenStyle.SolidLine
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 3.0, style))
        for extra in (0, 7) if ripple.click == Click.DOUBLE else (0,):
            radius = 6 + 26 * ripple.age + extra
            painter.drawEllipse(field.point(ripple.at), radius, radius)


def paint_keys(painter: QPainter, field: Field, moment: Moment) -> None:
    """The keys pressed a moment ago as caps, in the middle of the lower edge."""
    font = field.letters(3, bold=True)
    metrics = QFontMetricsF(font)
    widths = [max(34.0, metrics.horizontalAdvance(cap.name) + 20) for cap in moment.caps]
    x = field.rect.center().x() - (sum(widths) + 8 * max(0, len(widths) - 1)) / 2
    for cap, width in zip(moment.caps, widths, strict=True):
        painter.setOpacity(1 - cap.age**3)
        plate = QRectF(x, field.rect.bottom() - 50, width, 34)
        painter.setPen(QPen(_FAINT, 1.0))
        painter.setBrush(_SHADE)
        painter.drawRoundedRect(plate, 6, 6)
        painter.setBrush(QColor(255, 255, 255, 30))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(plate.adjusted(3, 2, -3, -6), 4, 4)
        painter.setPen(_INK)
        painter.setFont(font)
        painter.drawText(plate.adjusted(0, 0, 0, -3), Qt.AlignmentFlag.AlignCenter, cap.name)
        x += width + 8
    painter.setOpacity(1.0)


def paint_mode(painter: QPainter, field: Field, moment: Moment) -> None:
    """What the person is after, and what the bot would be, in the lower left corner."""
    height = QFontMetricsF(field.letters(1, bold=True)).height() + 8
    corner = field.rect.bottomLeft() + QPointF(10, -10 - height - (height + 6 if moment.bot else 0))
    names = {
        "hindsight": tr("in hindsight"), "pilot": tr("recorded"), "coach": tr("said by the coach"),
        "person": tr("said by a person"), "none": "",
    }  # fmt: skip
    said = names.get(moment.source, moment.source) if moment.mode else ""
    sure = f" {moment.confidence:.0%}" if moment.mode and moment.confidence < 1 else ""
    plate = _mode_chip(
        painter, field, corner, mode_words(moment.mode), said + sure, mode_color(moment.mode, ON_PICTURE)
    )
    if moment.bot:
        below = QPointF(plate.left(), plate.bottom() + 6)
        color = mode_color(moment.bot.mode, ON_PICTURE)
        _mode_chip(painter, field, below, mode_words(moment.bot.mode), tr("the bot"), color, edge=_BOT)


def paint_state(painter: QPainter, field: Field, moment: Moment) -> None:
    """The state's numbers in the upper right corner; those within 0..1 as bars too."""
    if not moment.state:
        return
    font = field.letters(-2)
    metrics = QFontMetricsF(font)
    row = metrics.height() + 3
    if len(moment.state) * row > 0.8 * field.rect.height():
        return
    name_width = max(metrics.horizontalAdvance(name) for name, _ in moment.state)
    value_width = metrics.horizontalAdvance("0.000")
    width = name_width + value_width + 76
    plate = QRectF(field.rect.right() - width - 10, field.rect.top() + 10, width, len(moment.state) * row + 8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_VEIL)
    painter.drawRoundedRect(plate, 6, 6)
    painter.setFont(font)
    for k, (name, value) in enumerate(moment.state):
        line = QRectF(plate.left() + 8, plate.top() + 4 + k * row, width - 16, row)
        painter.setPen(_FAINT)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.setPen(_INK)
        text = f"{value:.2f}" if abs(value) < 100 else f"{value:.0f}"
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        groove = QRectF(line.left() + name_width + 8, line.center().y() - 2, 44, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(255, 255, 255, 40))
        painter.drawRoundedRect(groove, 2, 2)
        painter.setBrush(_FAINT)
        painter.drawRoundedRect(
            QRectF(groove.topLeft(), QPointF(groove.left() + 44 * min(max(value, 0), 1), groove.bottom())), 2, 2
        )


def paint_bot(painter: QPainter, field: Field, moment: Moment) -> None:
    """The policy's target, cursor, click and key in the second colour."""
    if moment.bot is None:
        return
    for box in moment.boxes:
        if box.bot_target:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(_BOT, 2.5, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(field.box(box).adjusted(-10, -10, 10, 10), 4, 4)
    place = field.point(moment.bot.cursor)
    if moment.bot.click:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_BOT, 2.5))
        painter.drawEllipse(place, 14, 14)
    _arrow(painter, place, _BOT)
    if moment.bot.key:
        chip(painter, place + QPointF(16, 14), moment.bot.key, field.letters(-1, bold=True), _BOT)


#: every overlay by the name of its switch, in the order of painting
OVERLAYS: dict[str, Callable[[QPainter, Field, Moment], None]] = {
    "boxes": paint_boxes,
    "target": paint_target,
    "bot": paint_bot,
    "clicks": paint_clicks,
    "cursor": paint_cursor,
    "keys": paint_keys,
    "mode": paint_mode,
    "state": paint_state,
}


def _mode_chip(
    painter: QPainter, field: Field, corner: QPointF, mode: str, said: str, color: QColor, edge: QColor | None = None
) -> QRectF:
    big, small = field.letters(1, bold=True), field.letters(-2)
    wide, narrow = QFontMetricsF(big), QFontMetricsF(small)
    first, second = wide.horizontalAdvance(mode), narrow.horizontalAdvance(said)
    height = wide.height() + 8
    plate = QRectF(corner.x(), corner.y(), 28 + first + (second + 8 if said else 0) + 8, height)
    painter.setPen(QPen(edge, 1.5) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(_SHADE)
    painter.drawRoundedRect(plate, 6, 6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(QPointF(plate.left() + 15, plate.center().y()), 5.5, 5.5)
    painter.setPen(_INK)
    painter.setFont(big)
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(plate.adjusted(28, 0, 0, 0), middle, mode)
    painter.setPen(edge or _FAINT)
    painter.setFont(small)
    painter.drawText(plate.adjusted(36 + first, 1, 0, 0), middle, said)
    return plate


def _corners(painter: QPainter, rect: QRectF, color: QColor, width: float) -> None:
    arm = min(12.0, rect.width() / 3, rect.height() / 3)
    path = QPainterPath()
    for corner, across, down in (
        (rect.topLeft(), 1, 1),
        (rect.topRight(), -1, 1),
        (rect.bottomRight(), -1, -1),
        (rect.bottomLeft(), 1, -1),
    ):
        path.moveTo(corner + QPointF(0, down * arm))
        path.lineTo(corner)
        path.lineTo(corner + QPointF(across * arm, 0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(0, 0, 0, 160), width + 2))
    painter.drawPath(path)
    painter.setPen(QPen(color, width))
    painter.drawPath(path)


#: a pointer with its tip at 0, 0
_POINTER = ((0, 0), (0, 17), (4.2, 13.2), (7, 19.2), (9.6, 18), (6.9, 12.2), (12.4, 12))


def _arrow(painter: QPainter, tip: QPointF, color: QColor) -> None:
    painter.setPen(QPen(QColor(0, 0, 0, 200), 1.2))
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF([tip + QPointF(x, y) for x, y in _POINTER]))

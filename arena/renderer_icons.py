"""The pictures on the action bar's slots, drawn in a frame from -1 to 1."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF


def _pen(color: str, width: float = 0.16) -> QPen:
    return QPen(QColor(color), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _shell(painter: QPainter, color: str, length: float, width: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    tip = QPolygonF([QPointF(length, 0), QPointF(length - 1.2 * width, -width), QPointF(length - 1.2 * width, width)])
    painter.rotate(-45)
    painter.drawPolygon(tip)
    painter.drawRect(QRectF(-length, -width, 2 * length - 1.2 * width, 2 * width))


def _standard(painter: QPainter) -> None:
    _shell(painter, "#9fb6da", 0.75, 0.16)


def _heavy(painter: QPainter) -> None:
    _shell(painter, "#e08a48", 0.85, 0.36)


def _piercing(painter: QPainter) -> None:
    _shell(painter, "#b99cf0", 1.0, 0.1)
    painter.setPen(_pen("#b99cf0", 0.12))
    painter.drawLine(QLineF(0.1, -0.4, 0.1, 0.4))


def _repair(painter: QPainter) -> None:
    painter.setPen(_pen("#78c890", 0.4))
    painter.drawLine(QLineF(-0.6, 0, 0.6, 0))
    painter.drawLine(QLineF(0, -0.6, 0, 0.6))


def _aegis(painter: QPainter) -> None:
    painter.setPen(_pen("#6fa4ee"))
    painter.setBrush(QColor(70, 120, 210, 90))
    points = ((0, -0.85), (0.7, -0.55), (0.6, 0.25), (0, 0.85), (-0.6, 0.25), (-0.7, -0.55))
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))


def _boost(painter: QPainter) -> None:
    painter.setPen(_pen("#e6b45c", 0.2))
    for top in (-0.7, -0.15, 0.4):
        painter.drawPolyline(QPolygonF([QPointF(-0.55, top + 0.4), QPointF(0, top), QPointF(0.55, top + 0.4)]))


def _blast(painter: QPainter) -> None:
    painter.setPen(_pen("#8fb4f4"))
    for turn in range(8):
        x, y = math.cos(turn * math.pi / 4), math.sin(turn * math.pi / 4)
        painter.drawLine(QLineF(0.5 * x, 0.5 * y, 0.9 * x, 0.9 * y))
    painter.setBrush(QColor("#8fb4f4"))
    painter.drawEllipse(QPointF(0, 0), 0.22, 0.22)


def _fire(painter: QPainter) -> None:
    painter.setPen(_pen("#e87858"))
    painter.drawEllipse(QPointF(0, 0), 0.55, 0.55)
    for turn in range(4):
        x, y = math.cos(turn * math.pi / 2), math.sin(turn * math.pi / 2)
        painter.drawLine(QLineF(0.35 * x, 0.35 * y, 0.9 * x, 0.9 * y))


_ICONS: dict[str, Callable[[QPainter], None]] = {
    "standard": _standard,
    "heavy": _heavy,
    "piercing": _piercing,
    "repair": _repair,
    "aegis": _aegis,
    "boost": _boost,
    "blast": _blast,
    "fire": _fire,
}


def draw_icon(painter: QPainter, name: str) -> None:
    """Draw one icon around the origin."""
    _ICONS[name](painter)

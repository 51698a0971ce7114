"""The silhouettes of everything that flies, and a cache of them at every angle and size they are drawn in."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPainter, QPen, QPolygonF, QRadialGradient

#: an image turns in steps of a full turn over this
ANGLE_STEPS = 72
ASTEROID_SHAPES = 6
#: images are this much larger than the sprite's box, for glow and engine flames
MARGIN = 1.3


def _polygon(*points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


def _mirrored(*points: tuple[float, float]) -> QPolygonF:
    """A polygon symmetrical about the x axis, given by its upper half."""
    return _polygon(*points, *((x, -y) for x, y in reversed(points)))


def _pen(color: str, width: float) -> QPen:
    return QPen(QColor(color), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _metal(top: str, bottom: str) -> QBrush:
    """Light from the left of the hull to its right side, in the sprite's own frame."""
    gradient = QLinearGradient(0, -1, 0, 1)
    gradient.setColorAt(0, QColor(top))
    gradient.setColorAt(1, QColor(bottom))
    return QBrush(gradient)


def _glow(painter: QPainter, x: float, y: float, radius: float, color: QColor) -> None:
    gradient = QRadialGradient(x, y, radius)
    gradient.setColorAt(0, color)
    gradient.setColorAt(1, QColor(color.red(), color.green(), color.blue(), 0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(gradient)
    painter.drawEllipse(QPointF(x, y), radius, radius)


def _ship(painter: QPainter) -> None:
    painter.setPen(_pen("#0e1a2c", 0.07))
    painter.setBrush(_metal("#7f93b0", "#4c5d7c"))
    painter.drawPolygon(_mirrored((0.25, -0.25), (-0.45, -0.95), (-0.72, -0.95), (-0.55, -0.3)))
    painter.setBrush(_metal("#f4f8ff", "#aebfd8"))
    painter.drawPolygon(_mirrored((1.0, 0.0), (0.45, -0.24), (-0.6, -0.34), (-0.78, -0.14)))
    painter.setBrush(QColor("#3f7de0"))
    painter.drawEllipse(QPointF(0.28, 0), 0.26, 0.13)
    painter.setPen(_pen("#5aa0ff", 0.1))
    painter.drawLine(QPointF(-0.45, -0.86), QPointF(-0.1, -0.6))
    painter.drawLine(QPointF(-0.45, 0.86), QPointF(-0.1, 0.6))


def _drone(painter: QPainter) -> None:
    _glow(painter, -0.75, 0, 0.4, QColor(150, 255, 90, 170))
    painter.setPen(_pen("#17340c", 0.1))
    painter.setBrush(_metal("#8fd94a", "#4f9a26"))
    for turn in (60, 180, 300):
        painter.save()
        painter.rotate(turn)
        painter.drawPolygon(_polygon((0.3, -0.28), (0.98, -0.18), (0.98, 0.18), (0.3, 0.28)))
        painter.restore()
    painter.setBrush(_metal("#c4f57c", "#6fc036"))
    painter.drawEllipse(QPointF(0, 0), 0.58, 0.58)
    painter.setBrush(QColor("#1d2a12"))
    painter.drawEllipse(QPointF(0.16, 0), 0.28, 0.28)
    painter.setBrush(QColor("#f6ffb0"))
    painter.drawEllipse(QPointF(0.22, 0), 0.11, 0.11)


def _raider(painter: QPainter) -> None:
    _glow(painter, -0.75, -0.2, 0.45, QColor(255, 140, 40, 190))
    _glow(painter, -0.75, 0.2, 0.45, QColor(255, 140, 40, 190))
    painter.setPen(_pen("#3a0d08", 0.07))
    painter.setBrush(_metal("#e2502c", "#99260f"))
    painter.drawPolygon(_mirrored((0.35, -0.2), (0.85, -0.72), (0.1, -0.98), (-0.7, -0.98), (-0.3, -0.3)))
    painter.setBrush(_metal("#ff8a4c", "#c8401e"))
    painter.drawPolygon(_mirrored((1.0, 0.0), (0.3, -0.28), (-0.65, -0.3), (-0.85, 0.0)))
    painter.setBrush(QColor("#2b0b0b"))
    painter.drawPolygon(_mirrored((0.5, 0.0), (0.2, -0.13), (-0.1, 0.0)))
    painter.setPen(_pen("#ffd28a", 0.08))
    painter.drawLine(QPointF(-0.55, -0.84), QPointF(0.05, -0.84))
    painter.drawLine(QPointF(-0.55, 0.84), QPointF(0.05, 0.84))


def _hulk(painter: QPainter) -> None:
    for y in (-0.45, 0.0, 0.45):
        _glow(painter, -0.95, y, 0.32, QColor(190, 130, 255, 200))
    painter.setPen(_pen("#1c1030", 0.06))
    painter.setBrush(_metal("#6d5a96", "#3c2c62"))
    painter.drawPolygon(_mirrored((0.75, -0.5), (0.35, -0.98), (-0.55, -0.98), (-0.95, -0.6)))
    painter.setBrush(_metal("#a48cd8", "#6a4fa6"))
    painter.drawPolygon(_mirrored((0.98, -0.22), (0.6, -0.5), (-0.6, -0.55), (-0.85, -0.3)))
    painter.setBrush(QColor("#2a1b48"))
    for y in (-0.72, 0.72):
        painter.drawRect(QRectF(-0.35, y - 0.14, 0.5, 0.28))
        painter.drawRect(QRectF(0.1, y - 0.06, 0.5, 0.12))
    painter.setBrush(_metal("#d8c8ff", "#8468c4"))
    painter.drawEllipse(QPointF(-0.15, 0), 0.32, 0.32)
    painter.setBrush(QColor("#ffd23c"))
    painter.drawEllipse(QPointF(-0.15, 0), 0.14, 0.14)
    painter.drawRect(QRectF(0.62, -0.12, 0.2, 0.24))


def _crate(painter: QPainter) -> None:
    painter.rotate(45)
    side = 0.7
    painter.setPen(_pen("#3d2a08", 0.1))
    painter.setBrush(_metal("#ffcf5e", "#d1902a"))
    painter.drawRoundedRect(QRectF(-side, -side, 2 * side, 2 * side), 0.16, 0.16)
    painter.setBrush(QColor("#8a5a14"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRect(QRectF(-side, -0.17, 2 * side, 0.34))
    painter.drawRect(QRectF(-0.17, -side, 0.34, 2 * side))
    painter.setPen(_pen("#3d2a08", 0.07))
    painter.setBrush(QColor("#fff2b8"))
    painter.drawEllipse(QPointF(0, 0), 0.24, 0.24)


def _ore(painter: QPainter) -> None:
    _glow(painter, 0, 0, 1.15, QColor(70, 130, 255, 110))
    painter.setPen(_pen("#0b1f57", 0.06))
    shards = (
        (0, 0.98, 0.32),
        (64, 0.8, 0.26),
        (128, 0.95, 0.3),
        (190, 0.78, 0.28),
        (242, 0.98, 0.28),
        (304, 0.82, 0.3),
    )
    for turn, length, width in shards:
        painter.save()
        painter.rotate(turn)
        painter.setBrush(QColor("#4f83f0"))
        painter.drawPolygon(_polygon((-0.1, 0), (length * 0.5, -width), (length, 0), (length * 0.5, width)))
        painter.setBrush(QColor("#a8c8ff"))
        painter.drawPolygon(_polygon((-0.1, 0), (length * 0.5, -width), (length, 0)))
        painter.restore()
    painter.setBrush(QColor("#e2edff"))
    painter.drawPolygon(_polygon((-0.26, 0), (0, -0.26), (0.26, 0), (0, 0.26)))


def _station(painter: QPainter) -> None:
    _glow(painter, 0, 0, 1.05, QColor(90, 190, 160, 50))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen("#26313f", 0.2))
    painter.drawEllipse(QPointF(0, 0), 0.86, 0.86)
    painter.setPen(_pen("#aab8c8", 0.14))
    painter.drawEllipse(QPointF(0, 0), 0.86, 0.86)
    painter.setPen(_pen("#6d7f95", 0.09))
    for turn in range(0, 360, 60):
        x, y = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        painter.drawLine(QPointF(0.2 * x, 0.2 * y), QPointF(0.8 * x, 0.8 * y))
    painter.setPen(_pen("#26313f", 0.04))
    for turn in range(30, 360, 60):
        painter.save()
        painter.rotate(turn)
        painter.setBrush(_metal("#c9d5e2", "#7c8da3"))
        painter.drawRoundedRect(QRectF(0.74, -0.17, 0.24, 0.34), 0.05, 0.05)
        painter.setBrush(QColor("#7dfac0"))
        painter.drawEllipse(QPointF(0.86, 0), 0.055, 0.055)
        painter.restore()
    painter.setBrush(_metal("#dfe8f2", "#8496ac"))
    painter.drawEllipse(QPointF(0, 0), 0.36, 0.36)
    painter.setBrush(QColor("#33485c"))
    painter.drawEllipse(QPointF(0, 0), 0.22, 0.22)
    painter.setBrush(QColor("#8dffc8"))
    painter.drawEllipse(QPointF(0, 0), 0.1, 0.1)


def _gate(painter: QPainter) -> None:
    swirl = QRadialGradient(0, 0, 0.8)
    swirl.setColorAt(0, QColor(226, 206, 255, 235))
    swirl.setColorAt(0.35, QColor(128, 84, 240, 200))
    swirl.setColorAt(1, QColor(40, 20, 110, 150))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(swirl)
    painter.drawEllipse(QPointF(0, 0), 0.8, 0.8)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen("#c9b4ff", 0.05))
    for turn in range(0, 360, 120):
        painter.save()
        painter.rotate(turn)
        painter.drawArc(QRectF(-0.2, -0.36, 0.72, 0.72), 20 * 16, 140 * 16)
        painter.restore()
    painter.setPen(_pen("#1e1440", 0.2))
    painter.drawEllipse(QPointF(0, 0), 0.84, 0.84)
    painter.setPen(_pen("#7a5cf0", 0.1))
    painter.drawEllipse(QPointF(0, 0), 0.84, 0.84)
    painter.setPen(_pen("#1e1440", 0.04))
    painter.setBrush(_metal("#f0e6ff", "#9a82e6"))
    for turn in range(0, 360, 90):
        painter.save()
        painter.rotate(turn)
        painter.drawPolygon(_polygon((0.68, -0.16), (0.98, -0.1), (0.98, 0.1), (0.68, 0.16)))
        painter.restore()


def _asteroid(painter: QPainter, variant: int) -> None:
    draw = random.Random(variant)
    count = 13
    outline = []
    for index in range(count):
        angle = 2 * math.pi * index / count
        # Four points reach the box's sides, so that the box is tight whatever the shape.
        reach = 0.98 if index % 3 == 0 else draw.uniform(0.78, 0.95)
        outline.append((reach * math.cos(angle), reach * math.sin(angle)))
    painter.setPen(_pen("#1b1714", 0.06))
    painter.setBrush(_metal("#8d8073", "#4b423a"))
    painter.drawPolygon(_polygon(*outline))
    painter.setPen(_pen("#3a332d", 0.03))
    painter.setBrush(QColor(52, 45, 39, 190))
    for _ in range(4):
        size, distance, angle = draw.uniform(0.1, 0.24), draw.uniform(0.1, 0.6), draw.uniform(0, 2 * math.pi)
        painter.drawEllipse(QPointF(distance * math.cos(angle), distance * math.sin(angle)), size, size * 0.85)
    painter.setPen(_pen("#b0a294", 0.05))
    painter.drawPolyline(_polygon(*((0.8 * x, 0.8 * y) for x, y in outline[8:12])))


_DRAWERS: dict[str, Callable[[QPainter], None]] = {
    "ship": _ship,
    "drone": _drone,
    "raider": _raider,
    "hulk": _hulk,
    "crate": _crate,
    "ore": _ore,
    "station": _station,
    "gate": _gate,
}


@lru_cache(maxsize=4096)
def sprite_image(kind: str, variant: int, radius_px: int, angle_step: int) -> QImage:
    """The picture of one thing in the middle of a square `MARGIN` times as large as its box, premultiplied ARGB.

    `radius_px` is half of the box's side in device pixels; `angle_step` counts in full turns over `ANGLE_STEPS`;
    `variant` tells asteroids of different shapes apart and is 0 for the rest.
    """
    side = 2 * math.ceil(radius_px * MARGIN)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(side / 2, side / 2)
    painter.rotate(angle_step * 360 / ANGLE_STEPS)
    painter.scale(radius_px, radius_px)
    if kind == "asteroid":
        _asteroid(painter, variant)
    else:
        _DRAWERS[kind](painter)
    painter.end()
    return image


@lru_cache(maxsize=256)
def glow_image(radius_px: int, red: int, green: int, blue: int, core: int = 255) -> QImage:
    """A soft round glow, premultiplied ARGB, `core` its alpha (0..255) in the middle."""
    side = 2 * radius_px
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _glow(painter, radius_px, radius_px, radius_px, QColor(red, green, blue, core))
    painter.end()
    return image


def draw_sprite(painter: QPainter, kind: str, number: int, x: float, y: float, radius_px: float, angle: float) -> None:
    """Draw a thing with its middle at device pixel (x, y); `angle` in radians, `number` picks an asteroid's shape."""
    step = round(angle * ANGLE_STEPS / math.tau) % ANGLE_STEPS
    variant = number % ASTEROID_SHAPES if kind == "asteroid" else 0
    image = sprite_image(kind, variant, max(1, round(radius_px)), step)
    half = image.width() / 2
    painter.drawImage(QPointF(round(x - half), round(y - half)), image)


def draw_glow(painter: QPainter, x: float, y: float, radius_px: float, color: tuple[int, int, int], core: int) -> None:
    """Draw a soft glow with its middle at device pixel (x, y); `core` is its alpha in the middle, 0..255."""
    if core <= 0 or radius_px < 1:
        return
    # Alpha in sixteen steps, so that fading glows share a few images.
    image = glow_image(round(radius_px), *color, min(255, (core + 15) // 16 * 16))
    half = image.width() / 2
    painter.drawImage(QPointF(round(x - half), round(y - half)), image)

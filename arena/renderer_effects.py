"""Light: beams, bolts, engine flames, shields and bursts."""

from __future__ import annotations

import math
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from arena.renderer_space import Camera
from arena.renderer_sprites import draw_glow
from arena.scene import VIEW_WIDTH, Beam, Bolt, Burst, Sprite

#: seconds an effect stays in sight
_BEAM_LASTS = 0.25
_BURST_LASTS = 0.6

Rgb = tuple[int, int, int]
_OWN_BEAM: tuple[Rgb, Rgb] = ((70, 130, 255), (206, 226, 255))
_HOSTILE_BEAM: tuple[Rgb, Rgb] = ((220, 60, 30), (255, 190, 150))
_BURST_COLORS: dict[str, Rgb] = {
    "explosion": (255, 170, 70),
    "pickup": (255, 226, 130),
    "blast": (120, 170, 255),
    "warp": (170, 130, 255),
    "repair": (120, 240, 140),
    "respawn": (190, 210, 255),
}


class Flash(NamedTuple):
    """A click of the player's: (x, y) as fractions of the window, `age` in seconds since it was received."""

    x: float
    y: float
    age: float


#: seconds a click's flash stays in sight
FLASH_LASTS = 0.25
_FLASH = (255, 250, 170)


def draw_flash(painter: QPainter, flash: Flash, width: int, height: int) -> None:
    """A bright disc at the cursor in the first moment, then a ring that widens and fades."""
    share = flash.age / FLASH_LASTS
    if share >= 1:
        return
    scale = width / VIEW_WIDTH
    middle = QPointF(flash.x * width, flash.y * height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    if share < 0.3:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(*_FLASH))
        painter.drawEllipse(middle, 7 * scale, 7 * scale)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(*_FLASH, round(255 * (1 - share))), max(1.0, 3 * scale)))
    reach = (9 + 16 * share) * scale
    painter.drawEllipse(middle, reach, reach)


def _line(painter: QPainter, x0: float, y0: float, x1: float, y1: float, color: Rgb, alpha: int, width: float) -> None:
    painter.setPen(QPen(QColor(*color, alpha), max(1.0, width), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QLineF(x0, y0, x1, y1))


def draw_beam(painter: QPainter, beam: Beam, camera: Camera, ahead: float) -> None:
    """A shot: a bright core in a glow that fades away."""
    left = 1 - (beam.age + ahead) / _BEAM_LASTS
    if left <= 0:
        return
    halo, core = _HOSTILE_BEAM if beam.hostile else _OWN_BEAM
    x0, y0 = camera.at(beam.x0, beam.y0)
    x1, y1 = camera.at(beam.x1, beam.y1)
    _line(painter, x0, y0, x1, y1, halo, round(110 * left), 7 * camera.scale)
    _line(painter, x0, y0, x1, y1, core, round(240 * left), 2 * camera.scale)
    draw_glow(painter, x1, y1, 18 * camera.scale, halo, round(200 * left))


def draw_bolt(painter: QPainter, bolt: Bolt, camera: Camera, ahead: float) -> None:
    """An enemy's projectile with its trail."""
    x, y = camera.at(bolt.x + bolt.vx * ahead, bolt.y + bolt.vy * ahead)
    speed = math.hypot(bolt.vx, bolt.vy) or 1.0
    length = 16 * camera.scale / speed
    _line(painter, x, y, x - bolt.vx * length, y - bolt.vy * length, (255, 120, 60), 150, 3.5 * camera.scale)
    draw_glow(painter, x, y, 10 * camera.scale, (255, 110, 50), 224)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 236, 200))
    painter.drawEllipse(QPointF(x, y), 3 * camera.scale, 3 * camera.scale)


def draw_burst(painter: QPainter, burst: Burst, camera: Camera, ahead: float) -> None:
    """Something that just happened: a ring that widens, and for an explosion a ball of fire."""
    share = (burst.age + ahead) / _BURST_LASTS
    if share >= 1:
        return
    color = _BURST_COLORS[burst.kind]
    x, y = camera.at(burst.x, burst.y)
    eased = 1 - (1 - share) ** 2
    reach = burst.radius * camera.scale
    if burst.kind == "warp" or burst.kind == "respawn":
        reach *= 1.3 - eased
    else:
        reach *= 0.25 + 0.75 * eased
    if burst.kind == "explosion":
        draw_glow(painter, x, y, reach, (255, 120, 40), round(255 * (1 - share)))
        draw_glow(painter, x, y, reach * 0.55, (255, 236, 190), round(255 * (1 - share)))
        painter.setPen(QPen(QColor(*color, round(255 * (1 - share))), max(1.0, 2.4 * camera.scale)))
        for spark in range(9):
            angle = spark * 2.399 + burst.x
            dx, dy = math.cos(angle), math.sin(angle)
            far = reach * (0.7 + 0.5 * ((spark * 7) % 5) / 5)
            painter.drawLine(QLineF(x + dx * far * 0.7, y + dy * far * 0.7, x + dx * far, y + dy * far))
    elif burst.kind != "blast":
        draw_glow(painter, x, y, reach, color, round(150 * (1 - share)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(*color, round(230 * (1 - share))), max(1.0, (5 - 3.5 * share) * camera.scale)))
    painter.drawEllipse(QPointF(x, y), reach, reach)


def draw_flame(painter: QPainter, ship: Sprite, boosting: bool, x: float, y: float, scale: float) -> None:
    """The ship's engine, the longer the faster it flies; (x, y) is the ship's middle in device pixels."""
    speed = math.hypot(ship.vx, ship.vy)
    power = min(1.0, speed / 260) * (1.6 if boosting else 1.0)
    if power < 0.05:
        return
    back_x, back_y = -math.cos(ship.angle), -math.sin(ship.angle)
    color = (255, 190, 90) if boosting else (90, 150, 255)
    for step in range(4):
        far = ship.radius * (0.75 + step * 0.28 * power) * scale
        size = (9 - 1.7 * step) * (0.7 + 0.4 * power) * scale
        draw_glow(painter, x + back_x * far, y + back_y * far, size, color, 208 - 40 * step)


def draw_aegis(painter: QPainter, x: float, y: float, radius: float, scale: float) -> None:
    """The bubble of a raised shield."""
    painter.setPen(QPen(QColor(140, 190, 255, 220), max(1.0, 2.2 * scale)))
    painter.setBrush(QColor(80, 140, 255, 46))
    painter.drawEllipse(QPointF(x, y), radius, radius)


def draw_damage(painter: QPainter, sprite: Sprite, x: float, y: float, scale: float) -> None:
    """A small bar over a damaged enemy; (x, y) is the enemy's middle in device pixels."""
    width, height = 2 * sprite.radius * scale * 0.8, max(2.0, 4 * scale)
    left, top = round(x - width / 2), round(y - (sprite.radius + 9) * scale)
    painter.fillRect(left - 1, top - 1, round(width) + 2, round(height) + 2, QColor(8, 10, 16, 220))
    color = (
        QColor(126, 210, 96) if sprite.hp > 0.5 else QColor(226, 170, 60) if sprite.hp > 0.25 else QColor(220, 80, 60)
    )
    painter.fillRect(left, top, max(1, round(width * sprite.hp)), round(height), color)

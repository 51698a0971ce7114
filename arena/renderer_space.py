"""What lies behind everything: a tinted nebula, stars in parallax, the world's border and the station's zone."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from arena import rules
from arena.renderer_sprites import draw_glow
from arena.scene import VIEW_HEIGHT, VIEW_WIDTH, Scene

_NEBULA_SIDE = 1024
_NEBULA_PARALLAX = 0.06


class Tint(NamedTuple):
    """Colours of one sector, red, green, blue in 0..255: space itself, and the two clouds in it."""

    space: tuple[int, int, int]
    cloud: tuple[int, int, int]
    haze: tuple[int, int, int]


_TINTS = {
    1: Tint((7, 11, 22), (14, 32, 60), (6, 34, 40)),
    2: Tint((11, 9, 22), (40, 20, 60), (14, 22, 54)),
    3: Tint((14, 8, 11), (58, 22, 22), (40, 27, 12)),
}


class Camera(NamedTuple):
    """Maps the world to device pixels: (x, y) is the world point at the view's top left corner."""

    x: float
    y: float
    #: device pixels per world pixel
    scale: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Device pixel of a world point."""
        return (x - self.x) * self.scale, (y - self.y) * self.scale


class _Layer(NamedTuple):
    """Stars that repeat over a field a little larger than the view; `points` is (n, 2) float64 in view pixels."""

    points: NDArray[np.float64]
    parallax: float
    size: float
    color: tuple[int, int, int]


_FIELD = np.array([VIEW_WIDTH + 80, VIEW_HEIGHT + 80], dtype=np.float64)


def _layer(seed: int, count: int, parallax: float, size: float, color: tuple[int, int, int]) -> _Layer:
    return _Layer(np.random.default_rng(seed).random((count, 2)) * _FIELD, parallax, size, color)


_STARS = (
    _layer(1, 90, 0.12, 1.0, (112, 122, 150)),
    _layer(2, 60, 0.22, 1.6, (160, 170, 200)),
    _layer(3, 26, 0.38, 2.2, (214, 222, 244)),
)


def prepare_space(scale: float) -> None:
    """Make every sector's sky now, which takes a moment, so that no picture has to wait for it."""
    for sector in _TINTS:
        _nebula_at(sector, round(_NEBULA_SIDE * scale))


def draw_space(painter: QPainter, scene: Scene, camera: Camera, width: int, height: int) -> None:
    """Fill the whole picture with the sector's sky."""
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    tile = _nebula_at(scene.sector, round(_NEBULA_SIDE * camera.scale))
    side = tile.width()
    left = -round(camera.x * _NEBULA_PARALLAX * camera.scale) % side - side
    top = -round(camera.y * _NEBULA_PARALLAX * camera.scale) % side - side
    for x in range(left, width, side):
        for y in range(top, height, side):
            if x + side > 0 and y + side > 0:
                painter.drawImage(QPointF(x, y), tile)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for layer in _STARS:
        at = (layer.points - np.array([camera.x, camera.y]) * layer.parallax) % _FIELD - 40
        painter.setPen(QPen(QColor(*layer.color), max(1.0, layer.size * camera.scale)))
        painter.drawPoints([QPointF(x, y) for x, y in np.rint(at * camera.scale).tolist()])
    for x, y in ((at[::9]) * camera.scale).tolist():
        draw_glow(painter, x, y, 9 * camera.scale, (150, 180, 255), 96)


def draw_border(painter: QPainter, scene: Scene, camera: Camera, width: int, height: int) -> None:
    """Darken what is outside of the world and draw its border, and the circle of the station's zone."""
    left, top = camera.at(0, 0)
    right, bottom = camera.at(scene.world_width, scene.world_height)
    outside = QColor(0, 0, 0, 130)
    if left > 0:
        painter.fillRect(QRectF(0, 0, left, height), outside)
    if right < width:
        painter.fillRect(QRectF(right, 0, width - right, height), outside)
    inner_left, inner_width = max(left, 0), min(right, width) - max(left, 0)
    if top > 0:
        painter.fillRect(QRectF(inner_left, 0, inner_width, top), outside)
    if bottom < height:
        painter.fillRect(QRectF(inner_left, bottom, inner_width, height - bottom), outside)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if left > 0 or top > 0 or right < width or bottom < height:
        pen = QPen(QColor(96, 116, 168), max(1.0, 2 * camera.scale))
        pen.setDashPattern([8, 6])
        painter.setPen(pen)
        painter.drawRect(QRectF(left, top, right - left, bottom - top))
    for sprite in scene.sprites:
        if sprite.kind == "station":
            x, y = camera.at(sprite.x, sprite.y)
            reach = rules.SAFE_RADIUS * camera.scale
            if -reach < x < width + reach and -reach < y < height + reach:
                pen = QPen(QColor(70, 150, 120, 150), max(1.0, 1.5 * camera.scale))
                pen.setDashPattern([6, 8])
                painter.setPen(pen)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
                painter.drawEllipse(QPointF(x, y), reach, reach)


@lru_cache(maxsize=4)
def _nebula_at(sector: int, side: int) -> QImage:
    image = _nebula(sector)
    if side == _NEBULA_SIDE:
        return image
    return image.scaled(
        side, side, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_RGB32)


@lru_cache(maxsize=3)
def _nebula(sector: int) -> QImage:
    """The sector's sky, a square that repeats without a seam, opaque."""
    tint = _TINTS[sector]
    chance = np.random.default_rng(sector)
    cloud = _clouds(chance) ** 2
    haze = _clouds(chance) ** 2
    pixels = np.array(tint.space) + cloud[..., None] * np.array(tint.cloud) + haze[..., None] * np.array(tint.haze)
    # Half a step of noise hides the bands that eight bits would show in so dark a gradient.
    pixels = np.rint(pixels + chance.uniform(-0.5, 0.5, pixels.shape)).clip(0, 255).astype(np.uint8)
    specks = chance.integers(0, _NEBULA_SIDE, (220, 2))
    pixels[specks[:, 0], specks[:, 1]] = np.maximum(
        pixels[specks[:, 0], specks[:, 1]], chance.integers(50, 110, (220, 1), dtype=np.uint8)
    )
    pixels = np.ascontiguousarray(pixels)
    image = QImage(pixels.data, _NEBULA_SIDE, _NEBULA_SIDE, _NEBULA_SIDE * 3, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def _clouds(chance: np.random.Generator) -> NDArray[np.float64]:
    """Smooth noise of several sizes in 0..1 that repeats at its edges, (side, side)."""
    total = np.zeros((_NEBULA_SIDE, _NEBULA_SIDE))
    for cells, strength in ((3, 0.5), (6, 0.28), (12, 0.14), (24, 0.08)):
        lattice = chance.random((cells, cells))
        position = np.arange(_NEBULA_SIDE) * cells / _NEBULA_SIDE
        index = position.astype(int)
        share = position - index
        share = share**3 * (share * (6 * share - 15) + 10)
        after = (index + 1) % cells
        rows = lattice[index] * (1 - share)[:, None] + lattice[after] * share[:, None]
        total += strength * (rows[:, index] * (1 - share) + rows[:, after] * share)
    return (total - total.min()) / (total.max() - total.min())

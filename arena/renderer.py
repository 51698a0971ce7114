"""Draws a scene: the whole picture of the game, on a window or on an image."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPen

from arena import layout, rules
from arena.renderer_effects import (
    Flash,
    draw_aegis,
    draw_beam,
    draw_bolt,
    draw_burst,
    draw_damage,
    draw_flame,
    draw_flash,
)
from arena.renderer_hud import Hud
from arena.renderer_space import Camera, draw_border, draw_space, prepare_space
from arena.renderer_sprites import draw_sprite
from arena.scene import VIEW_HEIGHT, VIEW_WIDTH, Scene
from core.profile import Profile, load_profile

#: what is drawn over what; the ship comes last
_ORDER = {"station": 0, "gate": 0, "asteroid": 1, "ore": 2, "crate": 2, "hulk": 3, "raider": 4, "drone": 4}


class Renderer:
    """Draws scenes of the arena. Needs a QGuiApplication; the same scene gives the same picture."""

    def __init__(self, profile: Profile | None = None) -> None:
        self._hud = Hud(profile or load_profile("arena"))

    def warm_up(self, width: int) -> None:
        """Make beforehand what the first pictures of this width would wait for."""
        prepare_space(width / VIEW_WIDTH)

    def render(
        self,
        scene: Scene,
        painter: QPainter,
        width: int,
        height: int,
        ahead: float = 0.0,
        flashes: Sequence[Flash] = (),
    ) -> None:
        """Draw `scene` as it stands `ahead` seconds after its tick (0 <= ahead < TICK), filling `width` x `height`.

        The view is 1280x720 and keeps its shape: give it a size of 16:9, in pixels of the painter's device. `flashes`
        are the player's latest clicks.
        """
        scale = width / VIEW_WIDTH
        ship = scene.ship
        ship_x, ship_y = ship.x + ship.vx * ahead, ship.y + ship.vy * ahead
        camera = Camera(ship_x - layout.CENTRE_X, ship_y - layout.CENTRE_Y, scale)
        draw_space(painter, scene, camera, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        draw_border(painter, scene, camera, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        self._draw_world(scene, painter, camera, ahead)
        self._hud.draw(painter, scene, ahead, scale, width, height)
        for flash in flashes:
            draw_flash(painter, flash, width, height)

    def _draw_world(self, scene: Scene, painter: QPainter, camera: Camera, ahead: float) -> None:
        scale = camera.scale
        ship = scene.ship
        middle_x, middle_y = layout.CENTRE_X * scale, layout.CENTRE_Y * scale
        if scene.lock is not None:
            painter.setPen(QPen(QColor(110, 130, 170, 60), max(1.0, 1.5 * scale)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            reach = rules.WEAPON_RANGE * scale
            painter.drawEllipse(QPointF(middle_x, middle_y), reach, reach)
        for sprite in sorted(scene.sprites, key=lambda sprite: _ORDER[sprite.kind]):
            x, y = camera.at(sprite.x + sprite.vx * ahead, sprite.y + sprite.vy * ahead)
            reach = 1.4 * sprite.radius * scale
            if not (-reach < x < 2 * middle_x + reach and -reach < y < 2 * middle_y + reach):
                continue
            draw_sprite(painter, sprite.kind, sprite.id, x, y, sprite.radius * scale, sprite.angle)
            if sprite.hp < 1 and sprite.kind in rules.ENEMIES:
                draw_damage(painter, sprite, x, y, scale)
        for beam in scene.beams:
            draw_beam(painter, beam, camera, ahead)
        if scene.respawn_in <= 0:
            draw_flame(painter, ship, scene.boosting, middle_x, middle_y, scale)
            draw_sprite(painter, "ship", 0, middle_x, middle_y, ship.radius * scale, ship.angle)
            if scene.shielded:
                draw_aegis(painter, middle_x, middle_y, 1.5 * ship.radius * scale, scale)
        for bolt in scene.bolts:
            draw_bolt(painter, bolt, camera, ahead)
        for burst in scene.bursts:
            draw_burst(painter, burst, camera, ahead)


def ensure_application() -> QGuiApplication:
    """The process's Qt application; made without a screen where there is none yet."""
    existing = QGuiApplication.instance()
    if existing is not None:
        return cast(QGuiApplication, existing)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(sys.argv[:1])


class ImageRenderer:
    """Renders into an array instead of a window; works without a screen."""

    def __init__(self, width: int = VIEW_WIDTH, height: int = VIEW_HEIGHT, profile: Profile | None = None) -> None:
        # Held, because Qt deletes an application nobody refers to.
        self._application = ensure_application()
        self._renderer = Renderer(profile)
        # The picture is drawn into the array's memory, so that a view of it stays valid whatever becomes of the image.
        self._pixels = np.zeros((height, width, 4), np.uint8)
        self._image = QImage(self._pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)

    def render_bgra(self, scene: Scene, ahead: float = 0.0, flashes: Sequence[Flash] = ()) -> NDArray[np.uint8]:
        """The picture as (height, width, 4) uint8, blue, green, red and 255; the next call overwrites it."""
        image = self._image
        painter = QPainter(image)
        self._renderer.render(scene, painter, image.width(), image.height(), ahead, flashes)
        painter.end()
        return self._pixels

    def render(self, scene: Scene, ahead: float = 0.0) -> NDArray[np.uint8]:
        """The picture as (height, width, 3) uint8, red, green, blue."""
        return np.ascontiguousarray(self.render_bgra(scene, ahead)[..., 2::-1])

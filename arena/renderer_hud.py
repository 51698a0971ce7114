"""The HUD: bars where the profile says they are, slots, score, minimap, and the markers of lock and destination."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from arena import layout, rules
from arena.layout import Panel
from arena.renderer_icons import draw_icon
from arena.renderer_text import draw_text
from arena.scene import Scene, Sprite
from arena.view import destination_marker, lock_marker
from core.profile import HudBar, HudMarker, Profile
from core.vision.hud import pixel_rect

Rgb = tuple[int, int, int]

_PANEL = QColor(13, 18, 30)
_RIM = QColor(48, 60, 88)
_TROUGH = QColor(24, 30, 44)
_LABEL: Rgb = (150, 164, 192)
_BRIGHT: Rgb = (224, 232, 246)
_DIM_BLIPS: dict[str, tuple[Rgb, int]] = {
    "drone": ((110, 56, 44), 3),
    "raider": ((140, 62, 40), 3),
    "hulk": ((130, 60, 110), 5),
    "crate": ((104, 88, 40), 2),
    "ore": ((52, 76, 130), 2),
    "asteroid": ((44, 44, 48), 3),
}
#: (key on the slot, icon, left edge in view pixels); the bars beneath them are the profile's
_SLOTS: tuple[tuple[str, str, int], ...] = (
    ("1", "standard", 420),
    ("2", "heavy", 476),
    ("3", "piercing", 532),
    ("Q", "repair", 588),
    ("E", "aegis", 644),
    ("R", "boost", 700),
    ("Space", "blast", 756),
    ("Ctrl", "fire", 812),
)
_SLOT_TOP, _SLOT_WIDTH, _SLOT_HEIGHT = 656, 48, 44
#: half of a marker's width in view pixels; `layout.MARKER_INSET` leaves room for it at the view's border
_PIP = 5.5


class Hud:
    """Draws the HUD of one profile."""

    def __init__(self, profile: Profile) -> None:
        self._bars = [element for element in profile.hud if isinstance(element, HudBar)]
        self._markers = {element.name: element.color for element in profile.hud if isinstance(element, HudMarker)}

    def draw(self, painter: QPainter, scene: Scene, ahead: float, scale: float, width: int, height: int) -> None:
        """Draw everything over the world; `scale` is device pixels per view pixel, the picture `width` x `height`."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for panel in layout.PANELS:
            painter.drawImage(QPointF(round(panel.left * scale), round(panel.top * scale)), _panel(panel, scale))
        for bar in self._bars:
            _draw_bar(painter, bar, scene.hud[bar.name], width, height)
        _draw_slots(painter, scene, scale)
        _draw_score(painter, scene, scale)
        _draw_target(painter, scene, scale)
        _draw_map(painter, scene, ahead, scale, self._markers["map"])
        if scene.message:
            draw_text(painter, scene.message, width / 2, 112 * scale, 20 * scale, _BRIGHT, bold=True, align="centre")
        if scene.respawn_in > 0:
            _draw_loss(painter, scene, scale, width, height)
        self._draw_markers(painter, scene, ahead, scale)

    def _draw_markers(self, painter: QPainter, scene: Scene, ahead: float, scale: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if (at := destination_marker(scene, ahead)) is not None:
            x, y = at[0] * scale, at[1] * scale
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            painter.setPen(QPen(_dimmed(self._markers["dest"]), max(1.0, 2 * scale)))
            painter.drawEllipse(QPointF(x, y), 13 * scale, 13 * scale)
            for turn in range(4):
                dx, dy = math.cos(turn * math.pi / 2), math.sin(turn * math.pi / 2)
                painter.drawLine(
                    QPointF(x + 13 * scale * dx, y + 13 * scale * dy), QPointF(x + 19 * scale * dx, y + 19 * scale * dy)
                )
            _draw_pip(painter, x, y, scale, self._markers["dest"])
        if (at := lock_marker(scene, ahead)) is not None:
            x, y = at[0] * scale, at[1] * scale
            target = next(sprite for sprite in scene.sprites if sprite.id == scene.lock)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            painter.setPen(QPen(_dimmed(self._markers["lock"]), max(1.0, 2.5 * scale)))
            reach = (target.radius + 10) * scale
            box = QRectF(x - reach, y - reach, 2 * reach, 2 * reach)
            for quarter in range(4):
                painter.drawArc(box, (quarter * 90 + 20) * 16, 50 * 16)
            _draw_pip(painter, x, y, scale, self._markers["lock"])


def _dimmed(color: Rgb) -> QColor:
    """The marker's hue, too dark to be taken for the marker."""
    return QColor(*(round(value * 0.56) for value in color))


def _draw_pip(painter: QPainter, x: float, y: float, scale: float, color: Rgb) -> None:
    image = _pip(max(5, round(2 * _PIP * scale)) | 1, color)
    half = image.width() // 2
    painter.drawImage(QPoint(math.floor(x) - half, math.floor(y) - half), image)


@lru_cache(maxsize=16)
def _pip(side: int, color: Rgb) -> QImage:
    """A disc of one pure colour without a blended rim, `side` pixels across (odd)."""
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    for row in range(side):
        off = row - side // 2
        half = math.floor(math.sqrt((side / 2) ** 2 - off * off))
        painter.fillRect(side // 2 - half, row, 2 * half + 1, 1, QColor(*color))
    painter.end()
    return image


def _draw_bar(painter: QPainter, bar: HudBar, value: float, width: int, height: int) -> None:
    left, top, right, bottom = pixel_rect(bar.rect, width, height)
    painter.fillRect(left, top, right - left, bottom - top, _TROUGH)
    color = QColor(*bar.color)
    if bar.direction == "right":
        painter.fillRect(left, top, round((right - left) * value), bottom - top, color)
    else:
        filled = round((bottom - top) * value)
        painter.fillRect(left, bottom - filled, right - left, filled, color)


def _draw_slots(painter: QPainter, scene: Scene, scale: float) -> None:
    hud = scene.hud
    shade = QColor(6, 9, 16, 190)
    chosen = round(hud["ammo"] * 3)
    top = round(_SLOT_TOP * scale)
    side, tall = round(_SLOT_WIDTH * scale), round(_SLOT_HEIGHT * scale)
    for key, _, left in _SLOTS:
        x = round(left * scale)
        if key.isdigit():
            lit = int(key) == chosen
        elif key == "Ctrl":
            lit = hud["firing"] > 0.5
        else:
            ready = hud[f"ready_{key.lower()}"]
            painter.fillRect(x, top, side, round(tall * (1 - ready)), shade)
            lit = (key == "R" and scene.boosting) or (key == "E" and scene.shielded)
        if lit:
            painter.setPen(QPen(QColor(255, 176, 84), max(2.0, 2 * scale)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(x + 1, top + 1, side - 2, tall - 2))


def _draw_score(painter: QPainter, scene: Scene, scale: float) -> None:
    panel = layout.SCORE
    right = (panel.right - 12) * scale
    draw_text(
        painter, f"{scene.score:,}", right, (panel.top + 3) * scale, 24 * scale, _BRIGHT, bold=True, align="right"
    )
    counts = scene.counts
    line = f"kills {counts['kills']}   loot {counts['loot']}   lost {counts['deaths']}"
    draw_text(painter, line, right, (panel.top + 37) * scale, 12 * scale, _LABEL, align="right")


def _draw_target(painter: QPainter, scene: Scene, scale: float) -> None:
    target: Sprite | None = next((sprite for sprite in scene.sprites if sprite.id == scene.lock), None)
    name, color = ("no target", (92, 104, 130)) if target is None else (target.kind, _BRIGHT)
    draw_text(painter, name, 520 * scale, 9 * scale, 10 * scale, color)
    draw_text(painter, "fire", 768 * scale, 10 * scale, 8 * scale, _LABEL)


def _draw_map(painter: QPainter, scene: Scene, ahead: float, scale: float, dot: Rgb) -> None:
    area = layout.MINIMAP
    per_x, per_y = area.width / scene.world_width * scale, area.height / scene.world_height * scale
    left, top = area.left * scale, area.top * scale

    def blip(x: float, y: float, size: float, color: QColor) -> None:
        side = max(1, round(size * scale))
        painter.fillRect(round(left + x * per_x - side / 2), round(top + y * per_y - side / 2), side, side, color)

    plan = rules.SECTORS[scene.sector]
    draw_text(painter, plan.name, left, (area.bottom + 1) * scale, 10 * scale, _LABEL)
    number = f"sector {scene.sector} of {len(rules.SECTORS)}"
    draw_text(painter, number, area.right * scale, (area.bottom + 1) * scale, 10 * scale, _LABEL, align="right")
    painter.setClipRect(QRectF(round(left), round(top), round(area.width * scale), round(area.height * scale)))
    view = QRectF(
        left + (scene.ship.x - layout.CENTRE_X) * per_x,
        top + (scene.ship.y - layout.CENTRE_Y) * per_y,
        2 * layout.CENTRE_X * per_x,
        2 * layout.CENTRE_Y * per_y,
    )
    painter.setPen(QPen(QColor(46, 56, 82), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(view)
    for sprite in scene.sprites:
        if (style := _DIM_BLIPS.get(sprite.kind)) is not None:
            blip(sprite.x, sprite.y, style[1], QColor(*style[0]))
        else:
            at = QPointF(left + sprite.x * per_x, top + sprite.y * per_y)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            painter.setPen(QPen(QColor(96, 170, 140) if sprite.kind == "station" else QColor(128, 100, 220), 2 * scale))
            reach = (rules.SAFE_RADIUS if sprite.kind == "station" else rules.GATE_RADIUS) * per_x
            painter.drawEllipse(at, reach, reach)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if scene.destination is not None:
        blip(*scene.destination, 4, QColor(0, 140, 126))
    if scene.respawn_in <= 0:
        blip(scene.ship.x + scene.ship.vx * ahead, scene.ship.y + scene.ship.vy * ahead, 5, QColor(*dot))
    painter.setClipping(False)


def _draw_loss(painter: QPainter, scene: Scene, scale: float, width: int, height: int) -> None:
    middle = height / 2
    painter.fillRect(QRectF(0, middle - 56 * scale, width, 104 * scale), QColor(24, 6, 8, 170))
    draw_text(
        painter, "SHIP LOST", width / 2, middle - 48 * scale, 36 * scale, (236, 110, 96), bold=True, align="centre"
    )
    soon = f"a new one leaves the dock in {scene.respawn_in:.0f} s"
    draw_text(painter, soon, width / 2, middle + 8 * scale, 16 * scale, _BRIGHT, align="centre")


@lru_cache(maxsize=16)
def _panel(panel: Panel, scale: float) -> QImage:
    """One panel with all that never changes on it."""
    width, height = round(panel.width * scale), round(panel.height * scale)
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(_RIM, max(1.0, scale)))
    painter.setBrush(_PANEL)
    painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, height - 1), 5 * scale, 5 * scale)
    painter.translate(-panel.left * scale, -panel.top * scale)
    if panel is layout.STATS:
        for name, top in (("hull", 18), ("shield", 40), ("energy", 62)):
            draw_text(painter, name, 58 * scale, top * scale, 11 * scale, _LABEL, align="right")
    elif panel is layout.ACTION_BAR:
        for key, icon, left in _SLOTS:
            painter.setPen(QPen(QColor(40, 50, 74), max(1.0, scale)))
            painter.setBrush(QColor(22, 28, 44))
            slot = QRectF(left * scale, _SLOT_TOP * scale, _SLOT_WIDTH * scale, _SLOT_HEIGHT * scale)
            painter.drawRoundedRect(slot, 4 * scale, 4 * scale)
            painter.save()
            painter.translate(slot.center().x(), slot.center().y() + 4 * scale)
            painter.scale(14 * scale, 14 * scale)
            draw_icon(painter, icon)
            painter.restore()
            draw_text(painter, key, (left + 4) * scale, (_SLOT_TOP + 1) * scale, 10 * scale, _LABEL)
    elif panel is layout.MINIMAP_FRAME:
        area = layout.MINIMAP
        painter.fillRect(
            QRectF(area.left * scale, area.top * scale, area.width * scale, area.height * scale), QColor(8, 11, 19)
        )
    painter.end()
    return image

"""From a scene to what is visible in the 1280x720 window: boxes, markers, observations.

Observations, the truth log and the detector's training frames all take their boxes from here.
"""

from __future__ import annotations

from typing import NamedTuple

from arena import layout
from arena.scene import VIEW_HEIGHT, VIEW_WIDTH, Scene
from core.observation import Observation, SeenObject

MAX_OBJECTS = 32
#: an object counts as visible when at least this share of its box is in the view
_MIN_IN_VIEW = 0.35
#: ... and no more than this share of what is in the view is beneath a panel
_MAX_HIDDEN = 0.5


class Box(NamedTuple):
    """A visible sprite's box, clipped to the view, in view pixels."""

    kind: str
    id: int
    left: float
    top: float
    right: float
    bottom: float


def to_view(scene: Scene, x: float, y: float, ahead: float = 0.0) -> tuple[float, float]:
    """Where a resting world point stands in the view, in view pixels, `ahead` seconds after the scene's tick."""
    ship = scene.ship
    return x - ship.x - ship.vx * ahead + layout.CENTRE_X, y - ship.y - ship.vy * ahead + layout.CENTRE_Y


def visible_boxes(scene: Scene, ahead: float = 0.0) -> list[Box]:
    """Boxes of what can be seen `ahead` seconds after the scene's tick, at most 32, those nearest the centre."""
    ship = scene.ship
    camera_x = ship.x + ship.vx * ahead - layout.CENTRE_X
    camera_y = ship.y + ship.vy * ahead - layout.CENTRE_Y
    boxes: list[Box] = []
    for kind, id, x, y, vx, vy, _, radius, _ in scene.sprites:
        left, top = x - camera_x - radius, y - camera_y - radius
        if left >= VIEW_WIDTH or top >= VIEW_HEIGHT:
            continue
        side = radius + radius
        if left <= -side or top <= -side:
            continue
        left += vx * ahead
        top += vy * ahead
        right, bottom = min(left + side, VIEW_WIDTH), min(top + side, VIEW_HEIGHT)
        left, top = max(left, 0.0), max(top, 0.0)
        area = (right - left) * (bottom - top)
        if (
            right > left
            and bottom > top
            and area >= _MIN_IN_VIEW * side * side
            and not _hidden(left, top, right, bottom)
        ):
            boxes.append(Box(kind, id, left, top, right, bottom))
    if len(boxes) > MAX_OBJECTS:
        boxes.sort(key=_distance_from_centre)
        del boxes[MAX_OBJECTS:]
    return boxes


def lock_marker(scene: Scene, ahead: float = 0.0) -> tuple[float, float] | None:
    """Where the lock's marker stands, in view pixels; at the view's border for what is out of view."""
    for sprite in scene.sprites:
        if sprite.id == scene.lock:
            return _inside(*to_view(scene, sprite.x + sprite.vx * ahead, sprite.y + sprite.vy * ahead, ahead))
    return None


def destination_marker(scene: Scene, ahead: float = 0.0) -> tuple[float, float] | None:
    """Where the destination's marker stands, in view pixels; at the view's border for what is out of view."""
    return None if scene.destination is None else _inside(*to_view(scene, *scene.destination, ahead))


def observe(scene: Scene, t: float, ahead: float = 0.0) -> Observation:
    """What a player with perfect eyes sees `ahead` seconds after the scene's tick; `t` is the observation's time."""
    lock_x, lock_y = lock_marker(scene, ahead) or (0.0, 0.0)
    destination_x, destination_y = destination_marker(scene, ahead) or (0.0, 0.0)
    state = {
        **scene.hud,
        "map_x": scene.ship.x / scene.world_width,
        "map_y": scene.ship.y / scene.world_height,
        "lock_x": lock_x / VIEW_WIDTH,
        "lock_y": lock_y / VIEW_HEIGHT,
        "dest_x": destination_x / VIEW_WIDTH,
        "dest_y": destination_y / VIEW_HEIGHT,
    }
    objects = [
        SeenObject(
            kind,
            (left + right) / (2 * VIEW_WIDTH),
            (top + bottom) / (2 * VIEW_HEIGHT),
            (right - left) / VIEW_WIDTH,
            (bottom - top) / VIEW_HEIGHT,
        )
        for kind, _, left, top, right, bottom in visible_boxes(scene, ahead)
    ]
    return Observation(t, state, objects)


def _hidden(left: float, top: float, right: float, bottom: float) -> bool:
    limit = _MAX_HIDDEN * (right - left) * (bottom - top)
    for panel_left, panel_top, panel_width, panel_height in layout.PANELS:
        width = min(right, panel_left + panel_width) - max(left, panel_left)
        height = min(bottom, panel_top + panel_height) - max(top, panel_top)
        if width > 0.0 and height > 0.0 and width * height > limit:
            return True
    return False


def _distance_from_centre(box: Box) -> float:
    dx = (box.left + box.right) / 2 - layout.CENTRE_X
    dy = (box.top + box.bottom) / 2 - layout.CENTRE_Y
    return dx * dx + dy * dy


def _inside(x: float, y: float) -> tuple[float, float]:
    inset = layout.MARKER_INSET
    return min(max(x, inset), VIEW_WIDTH - inset), min(max(y, inset), VIEW_HEIGHT - inset)

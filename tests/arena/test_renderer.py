"""The pictures of the game."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication

from arena import layout
from arena.detector_poses import posed_scene
from arena.renderer import ImageRenderer
from arena.renderer_effects import Flash
from arena.scene import VIEW_HEIGHT, VIEW_WIDTH, Sprite
from core.profile import HudMarker, load_profile
from tests.arena.scenes import empty_scene, played

RADII = {"drone": 22, "raider": 28, "hulk": 44, "crate": 20, "ore": 19, "station": 110, "gate": 60, "asteroid": 45}


@pytest.fixture
def renderer(qapp: QApplication) -> ImageRenderer:
    return ImageRenderer()


def changed(picture: NDArray[np.uint8], other: NDArray[np.uint8]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of the pixels that clearly differ, left of the minimap and the score."""
    differs = np.abs(picture.astype(int) - other)[:, : int(layout.SCORE.left)].max(axis=2) > 40
    rows, columns = np.nonzero(differs)
    return rows, columns


def test_the_same_scene_gives_the_same_picture(renderer: ImageRenderer) -> None:
    scene = next(played("aggressor", seed=3, ticks=1))
    first = renderer.render(scene)
    assert first.shape == (VIEW_HEIGHT, VIEW_WIDTH, 3)
    assert first.dtype == np.uint8
    assert np.array_equal(first, renderer.render(scene))


@pytest.mark.parametrize(("kind", "radius"), RADII.items())
@pytest.mark.parametrize("angle", [0.0, 0.8, 2.5])
def test_a_things_picture_fills_its_true_box(renderer: ImageRenderer, kind: str, radius: float, angle: float) -> None:
    x, y = 400.0, 420.0
    thing = Sprite(kind, 4, 1800 + x - layout.CENTRE_X, 1350 + y - layout.CENTRE_Y, 0, 0, angle, radius)
    rows, columns = changed(renderer.render(empty_scene(thing)), renderer.render(empty_scene()))
    # The circle of the station's zone is no part of the station.
    own = np.hypot(rows - y, columns - x) < 200
    rows, columns = rows[own], columns[own]
    # Faint glow may reach beyond the box, and a pointed nose need not touch its every side.
    assert x - 1.25 * radius <= columns.min() <= x - 0.5 * radius
    assert x + 0.5 * radius <= columns.max() <= x + 1.25 * radius
    assert y - 1.25 * radius <= rows.min() <= y - 0.5 * radius
    assert y + 0.5 * radius <= rows.max() <= y + 1.25 * radius


def test_between_ticks_everything_moves_on(renderer: ImageRenderer) -> None:
    still = Sprite("crate", 1, 2000.0, 1350.0, 0.0, 0.0, 0.0, 20.0)
    moving = still._replace(vx=400.0)
    later = Sprite("crate", 1, 2016.0, 1350.0, 400.0, 0.0, 0.0, 20.0)
    shown = renderer.render(empty_scene(moving), 0.04)
    assert not len(changed(shown, renderer.render(empty_scene(later)))[0])
    assert len(changed(shown, renderer.render(empty_scene(still)))[0])


def test_the_markers_colours_appear_nowhere_else(renderer: ImageRenderer) -> None:
    from random import Random

    markers = [element for element in load_profile("arena").hud if isinstance(element, HudMarker)]
    random = Random(5)
    scenes = [*played("random", seed=9, ticks=600, every=40), *(posed_scene(random) for _ in range(25))]
    for scene in scenes:
        bare = replace(scene, lock=None, destination=None, respawn_in=max(scene.respawn_in, 0.1))
        flash = [Flash(0.4, 0.6, 0.03)]
        picture = renderer.render_bgra(bare, flashes=flash)[..., 2::-1].astype(int)
        for marker in markers:
            left, top, width, height = marker.rect
            part = picture[
                round(top * 720) : round((top + height) * 720), round(left * 1280) : round((left + width) * 1280)
            ]
            near = np.abs(part - marker.color).max(axis=2) <= marker.tolerance
            assert not near.any(), f"{marker.name} in a scene of sector {scene.sector}"


def test_a_click_shows_in_the_next_picture_and_fades(renderer: ImageRenderer) -> None:
    scene = empty_scene()
    before = renderer.render(scene).astype(int)
    at_once = renderer.render_bgra(scene, 0.0, [Flash(0.25, 0.5, 0.0)])[..., 2::-1].astype(int)
    gone = renderer.render_bgra(scene, 0.0, [Flash(0.25, 0.5, 0.4)])[..., 2::-1]
    assert (at_once - before)[360, 320].max() > 150
    rows, columns = changed(at_once, before)
    assert abs(rows.mean() - 360) < 2
    assert abs(columns.mean() - 320) < 2
    assert np.array_equal(gone, before)


@pytest.mark.parametrize("width", [640, 960, 1920])
def test_a_window_of_another_size_shows_the_same_view(qapp: QApplication, width: int) -> None:
    height = width * 9 // 16
    scene = next(played("collector", seed=2, ticks=1))
    shown = ImageRenderer(width, height).render(scene).astype(float)
    whole = ImageRenderer().render(scene).astype(float)
    blocks = 9, 16
    a = shown.reshape(blocks[0], height // blocks[0], blocks[1], width // blocks[1], 3).mean(axis=(1, 3))
    b = whole.reshape(blocks[0], 720 // blocks[0], blocks[1], 1280 // blocks[1], 3).mean(axis=(1, 3))
    assert np.abs(a - b).max() < 20
    assert np.abs(a - b).mean() < 1


def test_every_pose_and_every_state_can_be_drawn(renderer: ImageRenderer) -> None:
    from random import Random

    random = Random(1)
    pictures = {renderer.render(posed_scene(random), random.uniform(0, 0.05)).tobytes() for _ in range(30)}
    assert len(pictures) == 30


def test_a_picture_outlives_its_renderer(qapp: QApplication) -> None:
    import gc

    scene = next(played("careful", seed=1, ticks=1))
    expected = ImageRenderer().render_bgra(scene).copy()
    picture = ImageRenderer().render_bgra(scene)
    gc.collect()
    ballast = [np.full((720, 1280, 4), 7, np.uint8) for _ in range(4)]
    assert np.array_equal(picture, expected)
    assert len(ballast) == 4

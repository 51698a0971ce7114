"""Reading the HUD's numbers back from pictures."""

from __future__ import annotations

import io
from collections.abc import Iterable

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication

from arena import layout
from arena.renderer import ImageRenderer
from arena.view import observe
from core.profile import HudBar, HudMarker, load_profile
from core.vision.hud import HudReader, read_bar, read_marker
from tests.arena.scenes import played

Picture = NDArray[np.uint8]
ARENA = load_profile("arena")
MARKED = ("map_x", "map_y", "lock_x", "lock_y", "dest_x", "dest_y")


def errors(read: Iterable[dict[str, float]], true: Iterable[dict[str, float]]) -> dict[str, list[float]]:
    """By state name, how far off each reading is."""
    pairs = list(zip(read, true, strict=True))
    return {name: [abs(a[name] - b[name]) for a, b in pairs] for name in ARENA.state_names}


def through_video(pictures: list[Picture]) -> list[Picture]:
    """Pictures after H.264 as recordings store it."""
    file = io.BytesIO()
    with av.open(file, "w", format="matroska") as video:
        stream = video.add_stream("libx264", rate=30, options={"crf": "23", "preset": "veryfast", "g": "30"})
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = "yuv420p"
        for picture in pictures:
            video.mux(stream.encode(av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="bgr24")))
        video.mux(stream.encode())
    file.seek(0)
    with av.open(file) as video:
        return [frame.to_ndarray(format="bgr24") for frame in video.decode(video=0)]


@pytest.mark.parametrize("width", [854, 1280, 1920])
def test_bars_read_within_2_percent_and_markers_within_half_a_percent(qapp: QApplication, width: int) -> None:
    renderer, reader = ImageRenderer(width, round(width * 9 / 16)), HudReader(ARENA)
    read, true = [], []
    for scene in played("aggressor", seed=11, ticks=900, every=30):
        read.append(reader.read(renderer.render_bgra(scene, 0.03)))
        true.append(observe(scene, 0.0, 0.03).state)
    assert list(read[0]) == list(ARENA.state_names)
    # Of the window; the map is a sixth of it.
    allowed = {name: 0.005 if name in MARKED else 0.02 for name in ARENA.state_names}
    allowed["map_x"], allowed["map_y"] = 0.005 / layout.MINIMAP.width * 1280, 0.005 / layout.MINIMAP.height * 720
    worst = {name: max(off) for name, off in errors(read, true).items()}
    assert {name: off for name, off in worst.items() if off > allowed[name]} == {}
    assert any(state["lock_x"] for state in true)
    assert any(state["dest_x"] for state in true)


def test_recorded_pictures_read_as_well(qapp: QApplication) -> None:
    renderer, reader = ImageRenderer(), HudReader(ARENA)
    pictures, true = [], []
    for scene in played("aggressor", seed=12, ticks=160, every=2):
        pictures.append(renderer.render_bgra(scene)[..., :3].copy())
        true.append(observe(scene, 0.0).state)
    off = errors(map(reader.read, through_video(pictures)), true)
    worst = {name: float(np.quantile(values, 0.95)) for name, values in off.items()}
    assert {name: value for name, value in worst.items() if value > (0.01 if name in MARKED else 0.02)} == {}


def bar_picture(filled: int, *, up: bool = False) -> tuple[Picture, HudBar]:
    bar = HudBar(name="x", rect=(0.1, 0.1, 0.1, 0.5) if up else (0.1, 0.1, 0.5, 0.1), color=(200, 40, 30),
                 direction="up" if up else "right")  # fmt: skip
    picture = np.full((200, 200, 3), 25, np.uint8)
    if up:
        picture[120 - filled : 120, 20:40] = (30, 40, 200)
    else:
        picture[20:40, 20 : 20 + filled] = (30, 40, 200)
    return picture, bar


@pytest.mark.parametrize("up", [False, True])
@pytest.mark.parametrize("filled", [0, 1, 37, 99, 100])
def test_a_bar_reads_its_filled_share_in_either_direction(filled: int, up: bool) -> None:
    assert read_bar(*bar_picture(filled, up=up)) == pytest.approx(filled / 100)


def test_a_hole_in_a_bar_and_a_speck_beyond_it_do_not_move_it() -> None:
    picture, bar = bar_picture(60)
    picture[20:40, 45:52] = 0
    picture[20:40, 110:113] = (30, 40, 200)
    assert read_bar(picture, bar) == pytest.approx(0.6)


def test_a_fourth_channel_changes_nothing() -> None:
    picture, bar = bar_picture(42)
    alpha = np.full((200, 200, 1), 255, np.uint8)
    assert read_bar(np.concatenate([picture, alpha], axis=2), bar) == pytest.approx(0.42)


def test_a_marker_reads_the_middle_of_its_mark_within_its_rectangle() -> None:
    marker = HudMarker(name="m", rect=(0.5, 0.0, 0.5, 1.0), color=(255, 0, 200))
    picture = np.zeros((720, 1280, 3), np.uint8)
    picture[100:111, 800:811] = (200, 0, 255)
    picture[300:320, 100:120] = (200, 0, 255)
    x, y = read_marker(picture, marker)
    assert x == pytest.approx((805.5 - 640) / 640)
    assert y == pytest.approx(105.5 / 720)


@pytest.mark.parametrize("pixels", [0, 2])
def test_fewer_pixels_than_a_marker_has_are_no_marker(pixels: int) -> None:
    marker = HudMarker(name="m", rect=(0.0, 0.0, 1.0, 1.0), color=(255, 0, 200))
    picture = np.zeros((720, 1280, 3), np.uint8)
    picture[100, 800 : 800 + pixels] = (200, 0, 255)
    assert read_marker(picture, marker) == (0.0, 0.0)

"""Whether the objects lie where the picture shows them."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from core.games.atari import HEIGHT, WIDTH
from core.games.environment import GymnasiumSeat, make_profile
from core.observation import SeenObject
from core.words import HOTKEY_ID, Action

pytest.importorskip("ale_py", reason="the extra `gym` is not installed")

PONG = {"paddle": (92, 186, 92), "opponent": (213, 130, 74), "ball": (236, 236, 236)}


def looks(name: str, steps: int, every: int) -> list[tuple[np.ndarray, list[SeenObject]]]:
    """Pictures and objects of random play."""
    seat, random = GymnasiumSeat(make_profile(name), 0), Random(0)
    keys = [HOTKEY_ID[key] for key in make_profile(name).hotkeys]
    found = []
    for step in range(steps):
        seat.step(Action(0.5, 0.5, hotkey=random.choice(keys)))
        if step % every == every - 1:
            found.append((seat.picture, seat.observe().objects))
    return found


def inside(picture: np.ndarray, item: SeenObject) -> np.ndarray:
    left, top = round((item.x - item.w / 2) * WIDTH), round((item.y - item.h / 2) * HEIGHT)
    return picture[max(top, 0) : top + round(item.h * HEIGHT), max(left, 0) : left + round(item.w * WIDTH)]


def test_pongs_paddles_and_ball_fill_their_boxes() -> None:
    seen: set[str] = set()
    for picture, objects in looks("ALE/Pong-v5", 200, 7):
        assert picture.shape == (HEIGHT, WIDTH, 3)
        for item in objects:
            # Beyond the walls nothing is drawn.
            if not 0.2 < item.y < 0.85 or not 0.05 < item.x < 0.95:
                continue
            seen.add(item.cls)
            assert (inside(picture, item) == PONG[item.cls]).all(-1).mean() > 0.7, item
    assert seen == set(PONG)


def test_breakouts_paddle_and_ball_fill_their_boxes() -> None:
    seen: set[str] = set()
    for picture, objects in looks("ALE/Breakout-v5", 150, 5):
        for item in objects:
            # Among the bricks the ball has another colour beneath it, once lost it is below what is drawn, and at the
            # walls the paddle reaches into them.
            if not 0.5 < item.y < 0.92 or not 0.1 < item.x < 0.9:
                continue
            seen.add(item.cls)
            assert (inside(picture, item) == (200, 72, 72)).all(-1).mean() > 0.7, item
    assert seen == {"ball", "paddle"}


def test_freeways_cars_and_chicken_are_on_their_lanes() -> None:
    for picture, objects in looks("ALE/Freeway-v5", 60, 12):
        cars = [item for item in objects if item.cls == "car"]
        assert len(cars) == 10 and len(objects) == 11
        for item in cars:
            if 0.1 < item.x < 0.9:
                assert (inside(picture, item) != (142, 142, 142)).any(-1).mean() > 0.5, item
        chicken = next(item for item in objects if item.cls == "chicken")
        assert (inside(picture, chicken) == (252, 252, 84)).all(-1).mean() > 0.3

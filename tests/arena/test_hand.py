from __future__ import annotations

import math
from itertools import pairwise
from random import Random

import pytest

from arena.pilots.hand import MISCLICK_RATE, MOVE_TIME, REACTION, Aim, Hand, smoothest_step
from arena.scene import TICK, VIEW_HEIGHT, VIEW_WIDTH
from core.words import HOTKEY_ID, Action, Click

#: the resting hand trembles no more than this in a tick, in pixels
TREMBLE = 5.0


def rested_hand(seed: int) -> tuple[Hand, float]:
    """A hand that has had nothing to do for a second, and the time."""
    hand = Hand()
    hand.reset(Random(seed))
    for tick in range(20):
        hand.act(tick * TICK, None, None)
    return hand, 20 * TICK


def pixels(action: Action) -> tuple[float, float]:
    return action.x * VIEW_WIDTH, action.y * VIEW_HEIGHT


def play(hand: Hand, start: float, aim: Aim | None, key: str | None = None, seconds: float = 1.0) -> list[Action]:
    return [hand.act(start + tick * TICK, aim, key) for tick in range(round(seconds / TICK))]


@pytest.mark.parametrize("seed", range(40))
def test_neither_cursor_nor_key_moves_within_the_reaction_time(seed: int) -> None:
    hand, now = rested_hand(seed)
    before = pixels(hand.act(now - TICK, None, None))
    actions = play(hand, now, Aim(("x",), 1100, 200, 40), "Q")
    early = [action for tick, action in enumerate(actions) if tick * TICK < REACTION[0] - 1e-9]
    assert all(action.click == Click.NONE and action.hotkey == 0 for action in early)
    assert math.dist(before, pixels(early[-1])) < TREMBLE * len(early)
    pressed = next(tick for tick, action in enumerate(actions) if action.hotkey)
    assert actions[pressed].hotkey == HOTKEY_ID["Q"]
    assert pressed * TICK <= REACTION[1] + TICK


@pytest.mark.parametrize("seed", range(40))
def test_a_click_comes_after_reaction_and_movement_and_ends_near_the_target(seed: int) -> None:
    hand, now = rested_hand(seed)
    actions = play(hand, now, Aim(("x",), 1100, 200, 40))
    clicked = next(tick for tick, action in enumerate(actions) if action.click)
    assert REACTION[0] + MOVE_TIME[0] - TICK <= clicked * TICK <= REACTION[1] + MOVE_TIME[1] + TICK
    assert math.dist(pixels(actions[clicked]), (1100, 200)) < 110


def test_the_cursor_speeds_up_once_and_slows_down_once() -> None:
    for seed in range(20):
        hand, now = rested_hand(seed)
        last = pixels(hand.act(now - TICK, None, None))
        speeds = []
        for action in play(hand, now, Aim(("x",), 1200, 600, 40)):
            speeds.append(math.dist(last, pixels(action)))
            last = pixels(action)
            if action.click:
                break
        moving = [speed for speed in speeds if speed > TREMBLE]
        peak = moving.index(max(moving))
        assert 0 < peak < len(moving) - 1
        assert moving[: peak + 1] == sorted(moving[: peak + 1])
        assert moving[peak:] == sorted(moving[peak:], reverse=True)


def test_a_step_from_rest_follows_flash_and_hogans_curve() -> None:
    place, speed, acceleration, duration, dt = 10.0, 0.0, 0.0, 0.5, 0.05
    for step in range(1, 10):
        place, speed, acceleration = smoothest_step(place, speed, acceleration, 110.0, duration - (step - 1) * dt, dt)
        s = step * dt / duration
        assert place == pytest.approx(10 + 100 * (10 * s**3 - 15 * s**4 + 6 * s**5))


def test_a_target_that_moves_is_met_where_it_is() -> None:
    misses = []
    for seed in range(30):
        hand, now = rested_hand(seed)
        for tick in range(40):
            target = (700 + 12 * tick, 300 - 5 * tick)
            action = hand.act(now + tick * TICK, Aim(("x",), *target, 44), None)
            if action.click:
                misses.append(math.dist(pixels(action), target))
                break
    assert len(misses) == 30
    assert sorted(misses)[len(misses) // 2] < 10


def test_a_wish_given_up_within_the_reaction_time_leads_to_nothing() -> None:
    hand, now = rested_hand(1)
    play(hand, now, Aim(("x",), 1200, 100, 40), "E", seconds=0.1)
    assert all(action.click == Click.NONE and action.hotkey == 0 for action in play(hand, now + 0.1, None))


def test_a_change_of_mind_sends_the_cursor_to_the_new_target_without_a_jump() -> None:
    hand, now = rested_hand(2)
    actions = play(hand, now, Aim(("x",), 1250, 360, 20), seconds=0.4)
    assert not any(action.click for action in actions)
    actions += play(hand, now + 0.4, Aim(("y",), 640, 650, 40))
    clicks = [action for action in actions if action.click]
    assert math.dist(pixels(clicks[-1]), (640, 650)) < 110
    steps = [math.dist(pixels(one), pixels(two)) for one, two in pairwise(actions)]
    assert max(steps) < 230


def test_some_clicks_slip_but_few() -> None:
    hand, now = rested_hand(3)
    slips = 0
    for number in range(1500):
        spot = (300.0 + 600 * (number % 2), 400.0)
        for tick in range(40):
            action = hand.act(now + tick * TICK, Aim((number,), *spot, 40), None)
            if action.click:
                slips += math.dist(pixels(action), spot) > 25
                break
        now += 40 * TICK
    assert 0.3 * MISCLICK_RATE < slips / 1500 < 2.5 * MISCLICK_RATE


def test_hands_rest_between_clicks_and_between_keys() -> None:
    hand, now = rested_hand(4)
    actions = play(hand, now, Aim(("x",), 700, 400, 40), "R", seconds=20)
    for chosen in ("click", "hotkey"):
        ticks = [tick for tick, action in enumerate(actions) if getattr(action, chosen)]
        assert len(ticks) > 10
        assert min(two - one for one, two in pairwise(ticks)) * TICK >= 0.25

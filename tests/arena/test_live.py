"""The episode on a clock."""

from __future__ import annotations

import pytest

from arena.live import LiveGame
from arena.scene import TICK
from arena.seat import Seat
from arena.simulation import Input
from core.words import HOTKEY_ID, Action, Click


def running(seed: int = 1, now: float = 100.0) -> LiveGame:
    game = LiveGame(seed)
    game.resume(now)
    return game


def test_twenty_ticks_pass_in_a_second_however_often_it_is_asked() -> None:
    game = running()
    ticks = [game.advance(100.0 + moment / 60) for moment in range(1, 61)]
    assert max(ticks) == 1
    assert game.scene.tick == pytest.approx(20, abs=1)
    assert game.time == pytest.approx(1.0, abs=TICK)


def test_after_a_hold_up_it_makes_up_a_few_ticks_and_gives_up_the_rest() -> None:
    game = running()
    assert game.advance(130.0) == 5
    assert game.advance(130.0 + 1.5 * TICK) == 1


def test_ahead_stays_within_a_tick() -> None:
    game = running()
    assert game.ahead(99.0) == 0.0
    assert game.ahead(100.02) == pytest.approx(0.02)
    assert game.ahead(107.0) < TICK


def test_while_it_is_paused_nothing_moves_and_nothing_is_taken() -> None:
    game = running()
    game.pause()
    game.put(Input(0.5, 0.5, Click.LEFT))
    assert game.advance(200.0) == 0
    game.resume(300.0)
    assert game.advance(300.0 + 0.5 * TICK) == 0
    game.advance(300.0 + 1.5 * TICK)
    assert game.scene.tick == 1
    assert game.scene.destination is None


def test_the_same_inputs_at_the_same_ticks_give_the_episode_of_the_seat() -> None:
    game, seat = running(seed=7), Seat(7)
    for tick in range(200):
        action = Action(0.5, 0.5)
        if tick % 20 == 0:
            action = Action(0.2 + 0.003 * tick, 0.3, Click.LEFT)
        elif tick % 20 == 10:
            action = Action(0.5, 0.5, hotkey=HOTKEY_ID["R"])
        if action.click or action.hotkey:
            game.put(Input(*action))
        game.advance(100.0 + (tick + 1.001) * TICK)
        seat.step(action)
    assert game.scene.tick == 200
    assert game.observe() == seat.observe()
    assert game.totals == seat.totals


def test_a_new_episode_begins_at_zero() -> None:
    game = running()
    game.advance(100.2)
    game.load(2)
    assert (game.seed, game.time, game.scene.tick) == (2, 0.0, 0)

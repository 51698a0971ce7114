from __future__ import annotations

import numpy as np
import pytest

from core.timing import DECISION, MOST_REST, PATIENCE, Trigger, rest_of


def generators(n: int) -> list[np.random.Generator]:
    return [np.random.default_rng(seed) for seed in range(n)]


def logits_of(chances: list[float]) -> np.ndarray:
    """(1, C) logits under which class i > 0 is pressed with chance `chances[i - 1]`."""
    return np.log(np.array([[1 - sum(chances), *chances]]))


def presses(chances: list[float], decisions: int, rest: int = 0, **how: float) -> np.ndarray:
    trigger = Trigger(1, rest=rest, **how)
    trigger.reset(generators(1))
    return np.array([trigger.pull(logits_of(chances))[0] for _ in range(decisions)])


def test_in_the_long_run_as_much_is_pressed_as_the_chances_say() -> None:
    said = presses([0.006, 0.002], 200_000, patience=1.0)
    # The rests after presses are a few hundredths of the time.
    assert (said == 1).mean() == pytest.approx(0.006, rel=0.1)
    assert (said == 2).mean() == pytest.approx(0.002, rel=0.15)


def test_a_hand_rests_after_a_press_and_then_goes_on() -> None:
    said = presses([0.9], 100, rest=3)
    assert (np.diff(np.flatnonzero(said)) == 4).all() and said.sum() > 10


def test_it_rests_as_long_as_the_player_nearly_always_did_and_not_longer_than_a_fifth_of_a_second() -> None:
    assert rest_of(np.full(50, DECISION)) == rest_of(np.empty(0)) == 0
    assert rest_of(np.array([0.05, *[0.2] * 60])) == 3
    assert rest_of(np.full(50, 2.0)) == MOST_REST


def test_the_waits_vary_less_than_those_of_dice() -> None:
    def spread(evenness: float) -> float:
        waits = np.diff(np.flatnonzero(presses([0.005], 100_000, evenness=evenness)))
        return float(waits.std() / waits.mean())

    assert spread(1.0) == pytest.approx(1.0, abs=0.1)
    assert spread(4.0) == pytest.approx(0.5, abs=0.07)


def test_what_cannot_be_is_never_pressed_and_what_must_be_is_at_once() -> None:
    trigger = Trigger(2)
    trigger.reset(generators(2))
    impossible = np.array([[0.0, -np.inf, -3.0], [0.0, -np.inf, -np.inf]])
    said = np.array([trigger.pull(impossible) for _ in range(500)])
    assert set(said[:, 0]) == {0, 2} and not said[:, 1].any()
    trigger.reset(generators(2))
    assert trigger.pull(np.array([[-1000.0, 0.0, -1000.0]] * 2)).tolist() == [1, 1]


def test_each_seat_has_its_own_patience_and_a_reset_begins_anew() -> None:
    trigger, rows = Trigger(2), np.repeat(logits_of([0.1]), 2, axis=0)
    trigger.reset(generators(2))
    first = np.array([trigger.pull(rows) for _ in range(200)])
    assert not (first[:, 0] == first[:, 1]).all()
    trigger.reset(generators(2))
    assert (np.array([trigger.pull(rows) for _ in range(200)]) == first).all()
    assert 0 < PATIENCE <= 1

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.event_scores import TOLERANCE, event_scores, likely_events
from core.features import Floats

DECISION = 0.05


def chances(n: int, kinds: int, bumps: list[tuple[int, int, float]], width: float = 2.0) -> Floats:
    """(N, 1 + kinds) chances, next to none but around `bumps` of (decision, kind, how likely all in all)."""
    made = np.full((n, 1 + kinds), 1e-5)
    for at, kind, likely in bumps:
        bell = np.exp(-0.5 * ((np.arange(n) - at) / width) ** 2)
        made[:, kind] += likely * bell / bell.sum()
    made[:, 0] = 1 - made[:, 1:].sum(axis=1)
    return made.astype(np.float32)


def clock(n: int) -> NDArray[np.float64]:
    return np.arange(n) * DECISION


def test_events_are_where_they_are_likeliest() -> None:
    said = likely_events(clock(300), chances(300, 3, [(40, 1, 0.9), (120, 3, 0.8), (200, 1, 0.95)]))
    assert {at: int(said[at]) for at in np.flatnonzero(said)} == {40: 1, 120: 3, 200: 1}


def test_one_event_is_found_once_and_two_apart_are_two() -> None:
    wide = chances(200, 1, [(100, 1, 1.0)], width=6)
    assert (likely_events(clock(200), wide) > 0).sum() == 1
    apart = round(2 * TOLERANCE / DECISION) + 2
    two = chances(200, 1, [(100, 1, 0.9), (100 + apart, 1, 0.9)], width=1)
    assert np.flatnonzero(likely_events(clock(200), two)).tolist() == [100, 100 + apart]


def test_what_is_hardly_likely_is_left_out_where_much_is_sure() -> None:
    bumps = [(at, 1, 0.9) for at in range(50, 950, 100)]
    said = likely_events(clock(1000), chances(1000, 1, [*bumps, (975, 1, 0.1)]))
    assert said[50:950:100].all() and not said[960:].any()


def test_as_many_are_taken_as_make_f1_largest_if_the_chances_are_right() -> None:
    """Events drawn as likely as they are said to be: nothing near the number that was taken does better."""
    random = np.random.default_rng(0)
    likely = random.uniform(0, 1, 400)
    at = 30 + 60 * np.arange(400)
    when = clock(24_060)
    said = likely_events(when, chances(24_060, 1, [(int(k), 1, p) for k, p in zip(at, likely, strict=True)], width=1))
    truth = {1: when[at[random.random(400) < likely]]}

    def f1(least: float) -> float:
        taken = np.zeros_like(said)
        taken[at[likely > least]] = 1
        return event_scores(when, taken, truth)["f1"] or 0.0

    reached = event_scores(when, said, truth)["f1"]
    assert reached is not None and reached > 0.7
    assert all(reached > f1(least) - 0.02 for least in np.linspace(0, 0.95, 20))


def test_recordings_do_not_run_into_each_other() -> None:
    """On the common clock the next recording begins long after."""
    one, other = chances(60, 2, [(57, 1, 0.9)]), chances(60, 2, [(2, 2, 0.8), (40, 1, 0.7)])
    together = likely_events(np.concatenate([clock(60), 1e5 + clock(60)]), np.concatenate([one, other]))
    alone = np.concatenate([likely_events(clock(60), each) for each in (one, other)])
    assert np.array_equal(together, alone)


@given(st.integers(0, 40), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_events_of_one_kind_keep_apart_whatever_the_chances(n: int, kinds: int, seed: int) -> None:
    made = np.random.default_rng(seed).dirichlet(np.full(1 + kinds, 0.3), n).reshape(n, 1 + kinds).astype(np.float32)
    said = likely_events(clock(n), made)
    assert said.shape == (n,) and ((said >= 0) & (said <= kinds)).all()
    for kind in range(1, kinds + 1):
        assert (np.diff(clock(n)[said == kind]) > 2 * TOLERANCE - 1e-9).all()


def test_where_nothing_is_likely_nothing_is_found() -> None:
    assert not likely_events(clock(100), chances(100, 2, [])).any()
    assert likely_events(clock(0), np.zeros((0, 3), np.float32)).tolist() == []


def test_chances_that_say_nothing_find_little() -> None:
    when, truth = clock(2000), {1: np.arange(2.0, 100, 7.3)}
    level = np.full((2000, 2), len(truth[1]) / 2000, np.float32)
    level[:, 0] = 1 - level[:, 1]
    assert (event_scores(when, likely_events(when, level), truth)["f1"] or 0) < 0.4
    sure = chances(2000, 1, [(round(t / DECISION), 1, 0.9) for t in truth[1]])
    assert event_scores(when, likely_events(when, sure), truth)["f1"] == pytest.approx(1)

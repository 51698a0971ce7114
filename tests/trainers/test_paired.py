from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.evaluation import Paired
from trainers.paired import FEWEST, Table, paired, ratio


def rates(random: np.random.Generator, chance: float, units: int, of: int = 20) -> Table:
    """(units, 2) how often something came out of `of` times."""
    return np.stack([random.binomial(of, chance, units), np.full(units, of)], axis=1).astype(float)


def compared(mine: Table, theirs: Table) -> Paired:
    return paired("it", mine, theirs, unit="percent")


def test_a_clear_difference_is_called_by_its_name_from_either_side() -> None:
    random = np.random.default_rng(0)
    better, worse = rates(random, 0.9, 30), rates(random, 0.7, 30)
    found, turned = compared(better, worse), compared(worse, better)
    assert found.verdict == "better" and turned.verdict == "worse"
    assert found.p is not None and found.p < 0.01 and found.pairs == 30
    assert found.difference == pytest.approx(-turned.difference)  # type: ignore[operator]
    assert found.low is not None and found.high is not None and 0 < found.low < found.difference < found.high  # type: ignore[operator]
    assert paired("error", better, worse, unit="percent", more_is_better=False).verdict == "worse"
    assert paired("kills", better, worse, unit="a minute", more_is_better=None).verdict == "more"


def test_chance_alone_is_called_a_difference_about_as_seldom_as_it_says() -> None:
    random = np.random.default_rng(1)
    called = sum(
        compared(rates(random, 0.7, 8), rates(random, 0.7, 8)).verdict in ("better", "worse") for _ in range(150)
    )
    assert called <= 15


def test_the_same_twice_is_no_difference_and_too_few_pairs_tell_nothing() -> None:
    random = np.random.default_rng(2)
    same = rates(random, 0.5, 20)
    assert compared(same, same).verdict == "no difference shown"
    few = compared(rates(random, 1.0, FEWEST - 1), rates(random, 0.0, FEWEST - 1))
    assert few.verdict == "too little to tell" and few.p is None and few.difference == 1


def test_pairing_finds_what_two_averages_would_not() -> None:
    """Seeds differ far more from each other than the two players do on each."""
    random = np.random.default_rng(3)
    seeds = random.normal(0, 100, 16)
    mine, theirs = (np.stack([seeds + shift, np.ones(16)], axis=1) for shift in (5 + random.normal(0, 1, 16), 0.0))
    assert compared(mine, theirs).verdict == "better"


def test_what_never_happened_is_left_open() -> None:
    nothing = np.zeros((10, 2))
    found = compared(nothing, nothing)
    assert found.mine is None and found.p is None and found.verdict == "too little to tell" and found.pairs == 0
    one_sided = compared(nothing, np.array([[1.0, 2.0]] * 10))
    assert one_sided.mine is None and one_sided.theirs == 0.5 and one_sided.verdict == "too little to tell"


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=7), st.integers(0, 3))
def test_it_never_says_more_than_the_figures(rows: list[tuple[int, int]], extra: int) -> None:
    mine = np.array([(min(a, b), b) for a, b in rows], float)
    theirs = np.array([(min(a + extra, b), b) for a, b in rows], float)
    found = compared(mine, theirs)
    if found.difference is None:
        assert not np.isfinite(ratio(mine.sum(axis=0))) or not np.isfinite(ratio(theirs.sum(axis=0)))
        return
    assert found.difference <= 1e-12
    assert found.verdict != "better" and (found.p is None or 0 <= found.p <= 1)

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainers.closed_loop import OUTCOMES, Episode, Style
from trainers.compare import own_distance, share_of, style_distance, summary, total_variation, whole_style
from trainers.paired import interval

relaxed = settings(deadline=None, max_examples=100)
counts = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 50)).map(Counter)
samples = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20)


@relaxed
@given(counts, counts, counts)
def test_distance_is_a_distance(a: Counter[str], b: Counter[str], c: Counter[str]) -> None:
    ab, ba = total_variation(a, b), total_variation(b, a)
    assert ab == ba
    if not a.total() or not b.total():
        assert ab is None
        return
    assert ab is not None and 0 <= ab <= 1 + 1e-9
    assert total_variation(a, a) == 0
    # Only shares count, not how long somebody played.
    assert total_variation(Counter({key: 3 * n for key, n in a.items()}), b) == pytest.approx(ab)
    if c.total():
        ac, cb = total_variation(a, c), total_variation(c, b)
        assert ac is not None and cb is not None and ab <= ac + cb + 1e-9


def test_nothing_in_common_is_one_and_half_is_half() -> None:
    assert total_variation(Counter(a=3), Counter(b=5)) == 1
    assert total_variation(Counter(a=1, b=1), Counter(b=4)) == 0.5


@relaxed
@given(samples)
def test_the_interval_holds_the_mean_and_lies_within_the_sample(values: list[float]) -> None:
    low, high = interval(values)
    slack = 1e-6 * (1 + max(map(abs, values)))
    assert min(values) - slack <= low <= high <= max(values) + slack
    if len(values) >= 8:
        assert low - slack <= np.mean(values) <= high + slack
    assert interval(values) == (low, high)


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(0)
    held = 0
    for number in range(300):
        low, high = interval(random.normal(10, 3, 25).tolist(), seed=number)
        held += low <= 10 <= high
    assert 0.88 <= held / 300 <= 0.98


def test_more_episodes_make_it_narrower() -> None:
    random = np.random.default_rng(0)
    widths = []
    few = random.normal(10, 3, 6).tolist()
    for times in (1, 4, 16):
        low, high = interval(few * times)
        widths.append(high - low)
    assert widths == sorted(widths, reverse=True)
    assert interval([4.0]) == (4.0, 4.0)


def style(modes: str = "", targets: str = "", hotkeys: str = "") -> Style:
    return Style(Counter(modes), Counter(targets), Counter(hotkeys))


def test_the_mean_distance_is_over_what_can_be_told() -> None:
    found = style_distance(style("ff", "dd", "q"), style("fl", "dd"))
    assert found == {"modes": 0.5, "targets": 0.0, "hotkeys": None, "mean": 0.25}
    assert style_distance(style(), style("f")) == dict.fromkeys(("modes", "targets", "hotkeys", "mean"))


def test_a_summary_has_every_outcome_with_its_interval_and_every_share() -> None:
    episodes = [
        Episode(seed, {name: float(seed + i) for i, name in enumerate(OUTCOMES)}, style("fff" + "l" * seed, "d"), 100)
        for seed in range(4)
    ]
    found = summary(episodes)
    assert found.episodes == 4 and set(found.per_minute) == set(OUTCOMES)
    assert found.per_minute["score"].mean == 1.5
    assert 0 <= found.per_minute["score"].low < 1.5 < found.per_minute["score"].high <= 3
    assert found.by_seed["2"]["score"] == 2
    assert found.shares == {"modes": {"f": 12 / 18, "l": 6 / 18}, "targets": {"d": 1.0}, "hotkeys": {}}
    assert whole_style(episodes).modes == {"f": 12, "l": 6}


def episode(seed: int, score: float, modes: str = "f") -> Episode:
    return Episode(seed, {name: score for name in OUTCOMES}, style(modes), 10)


def test_the_share_of_anothers_score_is_of_seeds_both_played() -> None:
    mine, theirs = [episode(s, 8.0 + s % 2) for s in range(20)], [episode(s, 10.0) for s in range(10, 30)]
    share, around = share_of(mine, theirs)
    assert share == pytest.approx(0.85) and around is not None
    assert 0.8 <= around[0] < 0.85 < around[1] <= 0.9
    assert share_of(mine, [episode(s, -1.0) for s in range(20)]) == (None, None)
    assert share_of(mine, [episode(99, 10.0)]) == (None, None)


def test_who_always_plays_alike_is_at_no_distance_from_themselves() -> None:
    assert own_distance([episode(s, 1.0, "fl") for s in range(4)]) == 0
    assert own_distance([episode(s, 1.0, "fl"[s % 2]) for s in range(4)]) == 1
    assert own_distance([episode(0, 1.0)]) is None

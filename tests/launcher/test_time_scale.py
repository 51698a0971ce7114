from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launcher.time_scale import LEAST_SPAN, TimeScale, clock

shares = st.floats(0, 1)


@given(
    st.floats(0.01, 20_000),
    st.floats(50, 4000),
    st.lists(st.tuples(st.sampled_from(["zoom", "scroll", "follow", "centre"]), st.floats(-3, 3), shares), max_size=12),
)
def test_whatever_is_asked_it_stays_within_the_recording(
    duration: float, width: float, deeds: list[tuple[str, float, float]]
) -> None:
    scale = TimeScale(duration, width)
    for name, amount, share in deeds:
        if name == "zoom":
            around = scale.start + share * scale.span
            x = scale.x(around)
            within = 0.3 < share < 0.7 and scale.span * 2**-amount < scale.duration
            scale.zoom(2**amount, around)
            if within and scale.start > 0 and scale.stop < scale.duration:
                assert scale.x(around) == pytest.approx(x, abs=1e-3)
        elif name == "scroll":
            scale.scroll(amount * scale.span)
        else:
            getattr(scale, name)(share * duration)
        assert 0 <= scale.start <= scale.stop <= scale.duration * (1 + 1e-9)
        assert scale.span >= min(LEAST_SPAN, scale.duration)
        ticks = scale.ticks()
        assert all(scale.start - 1e-6 <= t <= scale.stop + 1e-6 for t in ticks)
        assert all(scale.x(b) - scale.x(a) >= 69.9 for a, b in pairwise(ticks))
    assert scale.t(scale.x(scale.start + scale.span / 3)) == pytest.approx(
        min(scale.start + scale.span / 3, scale.duration), rel=1e-6
    )


def test_a_page_is_turned_when_the_position_leaves_it() -> None:
    scale = TimeScale(100, 1000)
    scale.zoom(10, 0)
    assert not scale.follow(9.0) and scale.start == 0
    assert scale.follow(11.0) and scale.start == pytest.approx(10.0)


@pytest.mark.parametrize(
    ("t", "digits", "words"),
    [
        (0, 0, "0:00"),
        (61.5, 1, "1:01.5"),
        (3599.999, 2, "1:00:00.00"),
        (3600 * 2 + 62, 0, "2:01:02"),
        (0.333, 2, "0:00.33"),
    ],
)
def test_moments_read_like_a_clock(t: float, digits: int, words: str) -> None:
    assert clock(t, digits) == words

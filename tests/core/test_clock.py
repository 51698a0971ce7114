from __future__ import annotations

import sys
import time

import pytest
from conftest import wait_until

from core.clock import Every, Schedule, now


def test_moments_are_counted_from_the_start_whatever_each_wait_takes() -> None:
    slept: list[float] = []
    began = now()
    schedule = Schedule(1000.0)
    for place in range(4):
        assert schedule.wait(slept.append) == 0
        assert schedule.due == pytest.approx(began + place * 1000, abs=1)
    assert slept == pytest.approx([1000, 2000, 3000], abs=1)


def test_moments_that_went_by_are_skipped_and_counted() -> None:
    schedule = Schedule(0.001)
    schedule.wait()
    before = schedule.due
    wait_until(lambda: now() - before > 0.0155)
    missed = schedule.wait()
    assert missed >= 13
    assert schedule.due - before == pytest.approx((missed + 1) * 0.001)


def test_something_is_called_again_and_again_and_once_more_at_the_end() -> None:
    calls: list[float] = []
    with Every(0.005, lambda: calls.append(now())):
        wait_until(lambda: len(calls) >= 3)
    ended = now()
    total = len(calls)
    assert total >= 4 and calls[-1] <= ended


def test_the_last_call_comes_even_in_a_short_block() -> None:
    calls: list[int] = []
    with Every(1000, lambda: calls.append(1)):
        pass
    assert calls == [1]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other clocks")
def test_the_clock_reads_as_time_monotonic_does() -> None:
    assert now() == pytest.approx(time.monotonic(), abs=0.1)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from launcher.playback import LONGEST_TICK, SPEEDS, Playback

moments = st.floats(0, 1e4, allow_nan=False)


class Person(RuleBasedStateMachine):
    """Somebody who presses everything in any order."""

    @initialize(gaps=st.lists(st.floats(0.001, 5.0), max_size=30), after=st.floats(0, 3))
    def open(self, gaps: list[float], after: float) -> None:
        self.times = [sum(gaps[: index + 1]) for index in range(len(gaps))]
        self.playback = Playback(self.times, (self.times[-1] if self.times else 0.0) + after)
        self.now = 100.0

    @rule(seconds=st.floats(0, 2))
    def time_passes(self, seconds: float) -> None:
        before = self.playback.position
        self.now += seconds
        moved = self.playback.tick(self.now)
        assert moved == (self.playback.position != before)
        skips = sum(stop - start for start, stop in self.playback.skipped)
        assert 0 <= self.playback.position - before <= LONGEST_TICK * self.playback.speed + skips + 1e-9

    @rule()
    def toggle(self) -> None:
        self.playback.toggle()

    @rule(t=st.floats(-10, 200))
    def seek(self, t: float) -> None:
        self.playback.seek(t)

    @rule(frames=st.integers(-3, 3))
    def step(self, frames: int) -> None:
        before = self.playback.index
        self.playback.step(frames)
        assert not self.playback.playing
        if self.times:
            assert self.playback.index == min(max(0, before + frames), len(self.times) - 1)
            assert self.playback.position == self.times[self.playback.index]

    @rule(seconds=st.floats(-5, 5))
    def jump(self, seconds: float) -> None:
        self.playback.jump(seconds)

    @rule(steps=st.integers(-9, 9))
    def change_speed(self, steps: int) -> None:
        self.playback.faster(steps)

    @rule(one=moments, other=moments)
    def select(self, one: float, other: float) -> None:
        self.playback.select(one, other)

    @rule()
    def mark_in(self) -> None:
        self.playback.mark_in()
        if self.playback.selection:
            assert self.playback.selection[0] == self.playback.position

    @rule()
    def mark_out(self) -> None:
        self.playback.mark_out()
        if self.playback.selection:
            assert self.playback.selection[1] == self.playback.position

    @rule(share=st.floats(0, 1), length=st.floats(0.01, 1))
    def trim_away(self, share: float, length: float) -> None:
        start = share * self.playback.duration
        self.playback.skipped = [(start, min(start + length, self.playback.duration))]

    @rule(name=st.sampled_from(["to_start", "to_end", "select_nothing"]))
    def go(self, name: str) -> None:
        getattr(self.playback, name)()

    @invariant()
    def all_is_within_the_recording(self) -> None:
        playback = self.playback
        assert 0 <= playback.position <= playback.duration
        assert 0 <= playback.index < max(1, len(self.times))
        assert playback.speed in SPEEDS
        if playback.selection:
            start, stop = playback.selection
            assert 0 <= start < stop <= playback.duration
        if not self.times:
            assert not playback.playing


TestPerson = Person.TestCase


def playing(frames: int = 100) -> Playback:
    playback = Playback([index * 0.1 for index in range(frames)], frames * 0.1)
    playback.play()
    playback.tick(0.0)
    return playback


def test_it_plays_as_fast_as_its_speed_says() -> None:
    for speed in SPEEDS:
        playback = playing()
        playback.set_speed(speed)
        for tick in range(1, 11):
            playback.tick(tick * 0.1)
        assert playback.position == pytest.approx(speed if speed < 8 else 8.0)


def test_it_stops_at_the_end_and_begins_anew_from_there() -> None:
    playback = playing(10)
    for tick in range(1, 5):
        playback.tick(tick * 0.4)
    assert playback.position == 1.0 and not playback.playing
    playback.play()
    assert playback.position == 0.0 and playback.playing


def test_a_suspended_computer_does_not_make_it_jump() -> None:
    playback = playing()
    playback.tick(3600.0)
    assert playback.position == LONGEST_TICK


def test_what_is_trimmed_away_is_left_out() -> None:
    playback = playing()
    playback.skipped = [(0.2, 5.0), (5.0, 6.0)]
    playback.tick(0.25)
    assert playback.position == 6.0


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=20), st.data())
def test_the_frame_shown_is_the_last_at_or_before_the_position(gaps: list[float], data: st.DataObject) -> None:
    times = [sum(gaps[: index + 1]) for index in range(len(gaps))]
    playback = Playback(times)
    t = data.draw(st.floats(0, times[-1]))
    playback.seek(t)
    expected = [index for index, time in enumerate(times) if time <= t]
    assert playback.index == (expected[-1] if expected else 0)

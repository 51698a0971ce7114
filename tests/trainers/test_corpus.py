from __future__ import annotations

import numpy as np
import pytest
from helpers.plays import ARENA, SCHEMA, frame, pilot_plays, recording_of, thing
from hypothesis import given, settings
from hypothesis import strategies as st

from core.played import Played, to_arrays
from core.schema import STATE_LAGS
from trainers.corpus import Corpus

relaxed = settings(deadline=None, max_examples=60)
HP = ARENA.state_names.index("hp")


def ramp(name: str, frames: int, rate: float = 30.0, base: float = 0.0) -> Played:
    """A recording whose hp tells the moment: `base` plus its time."""
    recording = recording_of([frame(round(n / rate, 5), hp=base + round(n / rate, 5)) for n in range(frames)])
    played = to_arrays(name, recording, SCHEMA)
    played.mode[:] = 0
    return played


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus(SCHEMA, [ramp("a", 90, base=100), ramp("b", 1, base=200), ramp("c", 200, rate=20.0, base=300)])


def test_a_corpus_needs_something() -> None:
    with pytest.raises(ValueError, match="at least one recording"):
        Corpus(SCHEMA, [])


def test_it_holds_every_recording_one_after_the_other(corpus: Corpus) -> None:
    assert len(corpus) == 291
    assert corpus.recording.tolist() == [0] * 90 + [1] + [2] * 200
    assert np.unique(corpus.first).tolist() == [0, 90, 91]
    assert (np.diff(corpus.clock) > 0).all()


@relaxed
@given(st.integers(0, 290), st.lists(st.floats(0, 100), min_size=1, max_size=5))
def test_looking_back_never_crosses_into_another_recording(corpus: Corpus, index: int, seconds: list[float]) -> None:
    (found,) = corpus.back(np.array([index]), np.array(seconds))
    assert (corpus.recording[found] == corpus.recording[index]).all()
    for back, at in zip(seconds, found, strict=True):
        when = corpus.t[index] - back
        if when < 0:
            assert at == corpus.first[index]
        else:
            # The last moment at or before that time, so nothing from later is let in.
            assert corpus.t[at] <= when + 1e-5
            assert at == index or corpus.t[at + 1] > when - 1e-5


@relaxed
@given(st.integers(0, 290))
def test_recent_changes_are_those_of_the_same_recording(corpus: Corpus, index: int) -> None:
    changes = corpus.changes(np.array([index]))[0].reshape(-1, len(SCHEMA.bars))[:, SCHEMA.bars.index(HP)]
    t = float(corpus.t[index])
    assert changes == pytest.approx([min(lag, t) for lag in STATE_LAGS], abs=0.051)


@pytest.mark.parametrize("seconds", [1 / 30, 0.05, 0.1, 1 / 3, 1.0])
def test_samples_stand_evenly_within_each_recording(corpus: Corpus, seconds: float) -> None:
    index = corpus.every(seconds)
    for number, frames, rate in ((0, 90, 30), (1, 1, 30), (2, 200, 20)):
        mine = index[corpus.recording[index] == number]
        assert mine[0] == corpus.first[mine[0]]
        wanted = min(frames, frames / rate / seconds)
        assert abs(len(mine) - wanted) <= 1
        gaps = np.diff(corpus.t[mine])
        assert ((gaps > seconds - 1 / rate - 1e-4) & (gaps < seconds + 1 / rate + 1e-4)).all()


def test_as_many_slots_are_carried_as_the_fullest_moment_has() -> None:
    def crowd(n: int) -> Played:
        things = [thing("ore", 0.1 + 0.02 * k, 0.5) for k in range(n)]
        return to_arrays("x", recording_of([frame(0, *things)]), SCHEMA)

    assert Corpus(SCHEMA, [crowd(0)]).slots == 1
    corpus = Corpus(SCHEMA, [crowd(3), crowd(7), crowd(0)])
    objects, context = corpus.scene(np.array([0, 1, 2]))
    assert corpus.slots == 7 and objects.mask.shape == (3, 7)
    assert objects.mask.sum(dim=1).tolist() == [3, 7, 0]
    assert context.shape == (3, SCHEMA.context_width)


def test_two_data_sets_are_told_apart() -> None:
    a, b = ramp("a", 30), ramp("b", 30)
    other = ramp("a", 30)
    other.mode[3] = 1
    prints = [Corpus(SCHEMA, x).fingerprint() for x in ([a], [b], [a, b], [other], [ramp("a", 31)])]
    assert len(set(prints)) == 5
    assert Corpus(SCHEMA, [ramp("a", 30)]).fingerprint() == prints[0]


def test_taking_moments_takes_all_of_each() -> None:
    played = to_arrays("a", pilot_plays(1, 3), SCHEMA)
    corpus = Corpus(SCHEMA, [played])
    some = corpus.take(np.array([5, 2]))
    assert some.t.tolist() == [played.moments.t[5], played.moments.t[2]]
    assert np.array_equal(some.box, played.moments.box[[5, 2]])


def test_moments_that_are_not_there_are_refused_before_anything_is_copied(corpus: Corpus) -> None:
    inside, outside = np.array([0, 1]), np.array([0, len(corpus)])
    for ask in (corpus.scene, corpus.state, corpus.take, lambda index: corpus.slots_now(inside, inside, index)):
        with pytest.raises(IndexError, match="counted from 0"):
            ask(outside)
        with pytest.raises(IndexError, match="counted from 0"):
            ask(np.array([-1, 0]))

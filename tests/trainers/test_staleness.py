from __future__ import annotations

import numpy as np
import pytest
from helpers.plays import SCHEMA, frame, pilot_plays, recording_of, thing
from numpy.typing import NDArray

from core.played import NO_TARGET, to_arrays
from core.recording import Label
from core.words import MODES
from trainers.corpus import Corpus
from trainers.staleness import stale_mode, stale_target


def even(n: int) -> NDArray[np.float64]:
    """(n,) even in 0..1."""
    return np.random.default_rng(0).random(n)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Two plays of 4 s: FIGHT and the drone until 2 s, then LOOT and the ore, which lies nearer to the centre."""
    plays = []
    for name in ("a", "b"):
        frames = [
            frame(
                round(n / 30, 5),
                thing("drone", 0.9, 0.5),
                *([thing("ore", 0.55, 0.5)] if n >= 30 else []),
                label=Label("FIGHT", 0) if n < 60 else Label("LOOT", 1),
            )
            for n in range(120)
        ]
        plays.append(to_arrays(name, recording_of(frames), SCHEMA))
    return Corpus(SCHEMA, plays)


def test_no_age_means_the_label_of_the_moment(corpus: Corpus) -> None:
    at, chance = np.arange(len(corpus)), even(len(corpus))
    assert (stale_mode(corpus, at, 0.0, chance) == corpus.mode).all()
    assert (stale_target(corpus, at, 0.0, chance) == corpus.target).all()


def test_a_mode_is_as_old_as_it_may_be_in_play_and_never_of_another_recording(corpus: Corpus) -> None:
    fight, loot = MODES.index("FIGHT"), MODES.index("LOOT")
    at = np.arange(len(corpus))
    said = stale_mode(corpus, np.tile(at, 50), 1.0, even(50 * len(at))).reshape(50, -1)
    since = corpus.t - 2.0
    assert (said[:, since < 0] == fight).all() and (said[:, since > 1.0] == loot).all()
    shares = (said == fight).mean(axis=0)
    fresh = (since > 0.05) & (since < 0.95)
    assert shares[fresh] == pytest.approx(1 - since[fresh], abs=0.3)


def test_an_old_target_is_followed_to_the_slot_it_has_now(corpus: Corpus) -> None:
    """The ore's coming moves the drone from the first slot to the second."""
    at = np.flatnonzero((corpus.t > 1.0) & (corpus.t < 1.3))
    assert (stale_target(corpus, at, 0.5, even(len(at))) == 1).all()
    later = np.flatnonzero((corpus.t > 2.05) & (corpus.t < 2.4))
    assert set(stale_target(corpus, later, 0.5, even(len(later)))) == {0, 1}
    assert (stale_target(corpus, later[later < 120], 0.0, even(len(later))) == 0).all()


def test_a_target_that_is_gone_is_none() -> None:
    frames = [
        frame(
            round(n / 30, 5), *([thing("ore", 0.6, 0.5)] if n < 30 else []), label=Label("LOOT", 0 if n < 30 else None)
        )
        for n in range(60)
    ]
    corpus = Corpus(SCHEMA, [to_arrays("a", recording_of(frames), SCHEMA)])
    assert (stale_target(corpus, np.arange(31, 60), 1.0, even(29)) == -1).all()


def test_old_targets_of_real_play_are_found_by_their_track() -> None:
    played = [to_arrays(f"r{seed}", pilot_plays(seed, 20), SCHEMA) for seed in (1, 2)]
    corpus = Corpus(SCHEMA, played)
    at, chance = np.arange(len(corpus)), even(len(corpus))
    found, gone = stale_target(corpus, at, 1.0, chance), 0
    everything = corpus.take(at)
    for i in at:
        before = max(corpus.first[i], np.searchsorted(corpus.clock, corpus.clock[i] - chance[i] + 1e-6, "right") - 1)
        slot = corpus.target[before]
        there = np.flatnonzero(everything.track[i] == everything.track[before, slot]) if slot >= 0 else []
        assert found[i] == (there[0] if len(there) else NO_TARGET)
        gone += slot >= 0 and not len(there)
    assert gone and (found != corpus.target).sum() > gone

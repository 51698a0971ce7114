from __future__ import annotations

import numpy as np
import pytest
from helpers.plays import SCHEMA, frame, recording_of, thing

from core.played import to_arrays
from core.recording import Label
from core.words import MODES
from trainers.corpus import Corpus
from trainers.staleness import stale_mode, stale_target


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
    at, random = np.arange(len(corpus)), np.random.default_rng(0)
    assert (stale_mode(corpus, at, 0.0, random) == corpus.mode).all()
    assert (stale_target(corpus, at, 0.0, random) == corpus.target).all()


def test_a_mode_is_as_old_as_it_may_be_in_play_and_never_of_another_recording(corpus: Corpus) -> None:
    fight, loot = MODES.index("FIGHT"), MODES.index("LOOT")
    at = np.arange(len(corpus))
    said = stale_mode(corpus, np.tile(at, 50), 1.0, np.random.default_rng(0)).reshape(50, -1)
    since = corpus.t - 2.0
    assert (said[:, since < 0] == fight).all() and (said[:, since > 1.0] == loot).all()
    shares = (said == fight).mean(axis=0)
    fresh = (since > 0.05) & (since < 0.95)
    assert shares[fresh] == pytest.approx(1 - since[fresh], abs=0.3)


def test_an_old_target_is_followed_to_the_slot_it_has_now(corpus: Corpus) -> None:
    """The ore's coming moves the drone from the first slot to the second."""
    at = np.flatnonzero((corpus.t > 1.0) & (corpus.t < 1.3))
    assert (stale_target(corpus, at, 0.5, np.random.default_rng(0)) == 1).all()
    later = np.flatnonzero((corpus.t > 2.05) & (corpus.t < 2.4))
    assert set(stale_target(corpus, later, 0.5, np.random.default_rng(0))) == {0, 1}
    assert (stale_target(corpus, later[later < 120], 0.0, np.random.default_rng(0)) == 0).all()


def test_a_target_that_is_gone_is_none() -> None:
    frames = [
        frame(
            round(n / 30, 5), *([thing("ore", 0.6, 0.5)] if n < 30 else []), label=Label("LOOT", 0 if n < 30 else None)
        )
        for n in range(60)
    ]
    corpus = Corpus(SCHEMA, [to_arrays("a", recording_of(frames), SCHEMA)])
    assert (stale_target(corpus, np.arange(31, 60), 1.0, np.random.default_rng(0)) == -1).all()

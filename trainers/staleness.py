"""Modes and targets as they are in play: decided a while ago, and held until the next decision."""

from __future__ import annotations

import numpy as np

from core.features import Ints
from core.played import NO_TARGET
from trainers.corpus import Corpus


def stale_mode(corpus: Corpus, at: Ints, longest: float, random: np.random.Generator) -> Ints:
    """(B,) the mode each moment `at` (B,) would be played in: that of up to `longest` seconds before."""
    return corpus.mode[_earlier(corpus, at, longest, random)] if longest else corpus.mode[at]


def stale_target(corpus: Corpus, at: Ints, longest: float, random: np.random.Generator, shortest: float = 0.0) -> Ints:
    """(B,) the slot at `at` (B,) of what was the target `shortest` to `longest` seconds before, below 0 for none."""
    if not longest:
        return corpus.target[at]
    before = _earlier(corpus, at, longest, random, shortest)
    slot = corpus.target[before]
    track = corpus.take(before).track[np.arange(len(before)), np.maximum(slot, 0)]
    hit = (corpus.take(at).track == track[:, None]) & ((slot >= 0) & (track >= 0))[:, None]
    return np.where(hit.any(axis=1), hit.argmax(axis=1), NO_TARGET)


def _earlier(corpus: Corpus, at: Ints, longest: float, random: np.random.Generator, shortest: float = 0.0) -> Ints:
    when = corpus.clock[at] - random.uniform(shortest, longest, len(at))
    found = np.searchsorted(corpus.clock, when + 1e-6, side="right") - 1
    return np.maximum(found, corpus.first[at])

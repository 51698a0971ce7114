"""Modes and targets as they are in play: decided a while ago, and held until the next decision."""

from __future__ import annotations

from core.features import Ints
from trainers.chance import Chance
from trainers.corpus import Corpus


def stale_mode(corpus: Corpus, at: Ints, longest: float, chance: Chance) -> Ints:
    """(B,) the mode each moment `at` (B,) would be played in: that of up to `longest` seconds before.

    How long before is `chance` (B,), of 0..1.
    """
    return corpus.mode[_earlier(corpus, at, longest, chance)] if longest else corpus.mode[at]


def stale_target(corpus: Corpus, at: Ints, longest: float, chance: Chance) -> Ints:
    """(B,) the slot at `at` (B,) of what was the target up to `longest` seconds before, below 0 for none.

    How long before is `chance` (B,), of 0..1.
    """
    if not longest:
        return corpus.target[at]
    before = _earlier(corpus, at, longest, chance)
    return corpus.slots_now(before, corpus.target[before], at)


def _earlier(corpus: Corpus, at: Ints, longest: float, chance: Chance) -> Ints:
    return corpus.back(at, longest * chance[:, None])[:, 0]

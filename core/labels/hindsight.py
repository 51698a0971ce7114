"""Modes and targets in hindsight, and who is believed where several have said something."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from core.features import Floats, Ints, Moments
from core.labels.candidates import candidate_evidence
from core.labels.evidence import frame_evidence
from core.labels.network import Verdict, Weights, judge, load_weights
from core.labels.steps import Clicks, Steps, moments_at, times_of
from core.played import NO_TARGET, UNKNOWN, Played
from core.profile import Profile
from core.recording import LABEL_SOURCES
from core.words import MODES

_HINDSIGHT, _COACH = LABEL_SOURCES.index("hindsight"), LABEL_SOURCES.index("coach")
#: frames labelled at a time, so that what is needed for it does not grow with the recording
PIECE = 30_000
#: seconds before and after them that are looked at
AROUND = 40.0


class HindsightLabels(NamedTuple):
    """What a player was after at each of N frames."""

    #: (N,) index into `MODES`
    mode: Ints
    #: (N,) object slot, or `NO_TARGET`
    target: Ints
    #: (N,) how likely the mode is right, 0..1
    confidence: Floats


def label_in_hindsight(played: Played, profile: Profile, *, weights: Weights | None = None) -> HindsightLabels:
    """Modes and targets of a recording, from all that was seen, clicked and pressed before and after each frame.

    Args:
        weights: another judge's than the one in `assets/`.
    """
    weights = weights or load_weights()
    parts = [_labels_of_piece(played, profile, weights, start) for start in range(0, len(played), PIECE)]
    if not parts:
        parts.append(HindsightLabels(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32)))
    return HindsightLabels(*(np.concatenate(part) for part in zip(*parts, strict=True)))


def fill_labels(played: Played, profile: Profile, *, always: bool = False) -> Played:
    """Give every moment a mode and target: those recorded stay, the rest are told in hindsight.

    Args:
        always: tell in hindsight also where only a pilot has spoken of itself; what a coach or a person said stays.
    """
    gives_way = (played.label_source < _COACH) if always else np.zeros(len(played), bool)
    stands = np.zeros(len(played), bool) if played.target_stands is None else played.target_stands
    new_mode, new_target = gives_way | (played.mode == UNKNOWN), (gives_way & ~stands) | (played.target == UNKNOWN)
    if new_mode.any() or new_target.any():
        mode, target, confidence = label_in_hindsight(played, profile)
        played.mode = np.where(new_mode, mode, played.mode)
        played.target = np.where(new_target, target, played.target)
        played.label_source = np.where(new_mode, _HINDSIGHT, played.label_source)
        played.confidence = np.where(new_mode, confidence, played.confidence)
    return played


def _labels_of_piece(played: Played, profile: Profile, weights: Weights, start: int) -> HindsightLabels:
    """Labels of the frames from `start` on, as many as a piece has, from what is around them."""
    t = times_of(played)
    stop = min(start + PIECE, len(played))
    low, high = np.searchsorted(t, (t[start] - AROUND, t[stop - 1] + AROUND)).tolist()
    piece = played if high - low == len(played) else played.cut(low, high)
    steps = Steps.of(piece, profile)
    clicks = Clicks.of(piece, profile, steps)
    step, slot, candidates = candidate_evidence(profile, steps, clicks)
    verdict = judge(weights, frame_evidence(piece, profile, steps, clicks), step, candidates)
    possible = np.array([mode in profile.modes for mode in MODES])
    share = np.exp(verdict.mode) * possible
    mode = np.where(possible, verdict.mode, -np.inf).argmax(axis=1)
    confidence = share[np.arange(len(mode)), mode] / np.maximum(share.sum(axis=1), 1e-12)
    wanted = _targets(verdict, step, steps.track[step, slot])
    inside = slice(start - low, stop - low)
    at = steps.step_of_frame[inside]
    slots = _slots(moments_at(piece, inside), wanted[at])
    return HindsightLabels(mode[at], slots, confidence[at].astype(np.float32))


def _targets(verdict: Verdict, step: Ints, track: Ints) -> Ints:
    """(T,) the track of the likeliest target at each step, -1 where having none is likelier."""
    best = verdict.no_target.copy()
    np.maximum.at(best, step, verdict.target)
    wanted = np.full(len(best), -1, np.int64)
    chosen = (verdict.target == best[step]) & (verdict.target > verdict.no_target[step])
    wanted[step[chosen]] = track[chosen]
    return wanted


def _slots(moments: Moments, wanted: Ints) -> Ints:
    """(N,) the slot of the wanted track in each frame, `NO_TARGET` where it is not in view."""
    is_it = (moments.track == wanted[:, None]) & moments.mask() & (wanted >= 0)[:, None]
    return np.where(is_it.any(axis=1), is_it.argmax(axis=1), NO_TARGET)

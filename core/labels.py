"""Modes and targets in hindsight: what a player was after, told from what they did and what was in view."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from core.features import FeatureSchema, Floats, Ints, Moments, indices_at
from core.played import NO_TARGET, UNKNOWN, Played
from core.profile import Profile, Role
from core.words import MODES, Click, Mode

#: an intention begins this long before the click that shows it
LEAD = 0.5
#: and ends when its object has been out of view this long
LOST_AFTER = 0.6
#: a click this far outside a box, in box sizes, still means the object
MARGIN = 0.35
#: enemies nearer than this to the centre, in half windows, are a threat
THREAT = 0.75
#: below this share of hull a retreat is flight, not caution
HURT = 0.55

_MODE_ID = {mode: index for index, mode in enumerate(MODES)}


class _Intent(NamedTuple):
    t: float
    #: track the click meant, -1 for none
    track: int
    role: Role | None


def label_in_hindsight(played: Played, profile: Profile) -> tuple[Ints, Ints]:
    """(N,) modes and (N,) target slots of a recording, from its clicks and the threats in view."""
    schema = FeatureSchema.of(profile)
    moments = played.moments
    roles = [profile.roles[name] for name in schema.classes]
    intents = _intents(played, roles)
    begins = np.array([intent.t - LEAD for intent in intents])
    current = np.searchsorted(begins, moments.t, side="right") - 1
    opponents = _opponents(intents)
    threatened, hurt = _threatened(moments, roles), _hurt(moments, schema)
    mode = np.full(len(moments), _MODE_ID[Mode.EXPLORE], np.int64)
    target = np.full(len(moments), NO_TARGET, np.int64)
    #: when each track was in view last
    seen: dict[int, float] = {}
    for i, t in enumerate(moments.t.tolist()):
        tracks = moments.track[i, : moments.count[i]].tolist()
        seen.update(dict.fromkeys(tracks, t))
        intent = intents[current[i]] if current[i] >= 0 else None
        if intent is not None and intent.track < 0 and not hurt[i]:
            intent = opponents[current[i]] or intent
        if intent is not None and t - seen.get(intent.track, -np.inf) <= LOST_AFTER:
            if intent.track in tracks:
                target[i] = tracks.index(intent.track)
            if intent.role in (Role.ENEMY, Role.LOOT):
                mode[i] = _MODE_ID[Mode.FIGHT if intent.role is Role.ENEMY else Mode.LOOT]
                continue
        if threatened[i]:
            mode[i] = _MODE_ID[Mode.FLEE if hurt[i] else Mode.CAUTIOUS]
        elif hurt[i] and intent is not None and intent.track < 0:
            mode[i] = _MODE_ID[Mode.FLEE]
    return mode, target


def fill_labels(played: Played, profile: Profile, *, always: bool = False) -> Played:
    """Give every moment a mode and target: those recorded stay unless `always`, the rest are told in hindsight."""
    missing_mode, missing_target = played.mode == UNKNOWN, played.target == UNKNOWN
    if always or missing_mode.any() or missing_target.any():
        mode, target = label_in_hindsight(played, profile)
        played.mode = mode if always else np.where(missing_mode, mode, played.mode)
        played.target = target if always else np.where(missing_target, target, played.target)
    return played


def slot_under(moments: Moments, index: int, xy: Floats) -> int:
    """Slot of the object at `xy` at moment `index` (the nearest of several, boxes widened by `MARGIN`), or -1."""
    n = int(moments.count[index])
    away = np.abs(moments.box[index, :n, :2] - xy)
    reach = moments.box[index, :n, 2:4] * (0.5 + MARGIN)
    inside = (away <= reach).all(axis=1)
    if not inside.any():
        return -1
    return int(np.where(inside, (away**2).sum(axis=1), np.inf).argmin())


def _intents(played: Played, roles: list[Role]) -> list[_Intent]:
    moments, events = played.moments, played.events
    at = indices_at(moments.t, events.t)
    found = []
    for k in np.flatnonzero((events.click == Click.LEFT) | (events.click == Click.DOUBLE)):
        i = int(at[k])
        slot = slot_under(moments, i, events.xy[k])
        if slot < 0:
            found.append(_Intent(float(events.t[k]), -1, None))
        else:
            found.append(_Intent(float(events.t[k]), int(moments.track[i, slot]), roles[moments.cls[i, slot]]))
    return found


def _opponents(intents: list[_Intent]) -> list[_Intent | None]:
    """For each intent, the last one that meant an object, where that is an enemy: who fights also flies about."""
    found: list[_Intent | None] = []
    last: _Intent | None = None
    for intent in intents:
        last = intent if intent.track >= 0 else last
        found.append(last if last is not None and last.role is Role.ENEMY else None)
    return found


def _threatened(moments: Moments, roles: list[Role]) -> np.ndarray:
    hostile = np.isin(moments.cls, [index for index, role in enumerate(roles) if role is Role.ENEMY]) & moments.mask()
    away = np.sqrt((((moments.box[..., :2] - 0.5) * 2) ** 2).sum(-1))
    return (hostile & (away < THREAT)).any(axis=1)


def _hurt(moments: Moments, schema: FeatureSchema) -> np.ndarray:
    if "hp" not in schema.state_names:
        return np.zeros(len(moments), bool)
    hull = moments.state[:, schema.state_names.index("hp")]
    return hull < HURT

"""What speaks for each object in view as the player's target.

Shapes: T steps, K objects seen at all steps together, G columns, the same number for every profile.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from core.features import Floats, Ints
from core.labels.evidence import MARKS, TAKEN_WITHIN, agreement, fading, own_motion
from core.labels.steps import RATE, ROLES, Bools, Clicks, Steps
from core.profile import Meaning, Profile, Role

#: scale of distances between an object and a mark, in half window widths
_NEAR = MARKS / 2


class Candidates(NamedTuple):
    """The objects in view at each step, one after the other."""

    #: (K,) ascending
    step: Ints
    #: (K,)
    slot: Ints
    #: (K, G)
    evidence: Floats


def candidate_evidence(profile: Profile, steps: Steps, clicks: Clicks) -> Candidates:
    """Every object in view with what speaks for it."""
    step, slot = np.nonzero(steps.mask)
    xy, distance = steps.xy[step, slot], steps.distance[step, slot]
    role, danger = steps.role[step, slot], steps.danger[step, slot]
    velocity, track = steps.velocity[step, slot], steps.track[step, slot]
    direction = xy / np.maximum(distance, 1e-4)[:, None]
    goal, has_goal = steps.mark(profile, Meaning.DESTINATION)
    lock, has_lock = steps.mark(profile, Meaning.LOCK)
    heading = own_motion(steps)
    at_goal = _nearness(xy, goal[step], has_goal[step])
    at_lock = _nearness(xy, lock[step], has_lock[step])
    is_enemy = steps.of_role(Role.ENEMY)
    columns = [
        *(role == index for index in range(len(ROLES))),
        danger / 3,
        danger >= 2,
        distance,
        np.exp(-2 * distance),
        np.exp(-6 * distance),
        (velocity * direction).sum(axis=1) * 2,
        np.linalg.norm(velocity + heading[step], axis=1),
        *_ranks(steps, step, slot),
        at_goal,
        at_lock,
        has_lock[step],
        _is_nearest_to(steps, lock, has_lock, is_enemy)[step, slot],
        agreement(xy, goal[step]),
        agreement(xy, heading[step]),
        np.exp(-8 * np.linalg.norm(xy - steps.cursor[step], axis=1)),
        _guarded(steps, is_enemy & (steps.danger >= 2))[step, slot],
        *_clicked(track, step, clicks),
        *_ends(track, step, distance, len(steps)),
    ]
    evidence = np.stack([np.asarray(column, np.float32) for column in columns], axis=1)
    return Candidates(step, slot, np.clip(np.nan_to_num(evidence, nan=0.0, posinf=4.0, neginf=-4.0), -4, 4))


def _nearness(xy: Floats, mark: Floats, shown: Bools) -> Floats:
    away = ((xy - mark) ** 2).sum(axis=1)
    return np.exp(-away / (2 * _NEAR**2)) * shown


def _is_nearest_to(steps: Steps, mark: Floats, shown: Bools, group: Bools) -> Bools:
    """(T, O) True for the one of a group that a mark is on."""
    away = np.where(group, np.linalg.norm(steps.xy - mark[:, None], axis=2), np.inf)
    nearest = away.min(axis=1)
    return (away == nearest[:, None]) & (nearest < MARKS)[:, None] & shown[:, None]


def _ranks(steps: Steps, step: Ints, slot: Ints) -> list[Floats]:
    """1 for the nearest of its kind, 1/2 for the next: by role, by danger, among all dangerous ones, and among safe
    places and gates together."""
    dangerous = steps.danger >= 2
    shelters = steps.of_role(Role.SAFE) | steps.of_role(Role.GATE)
    found = []
    kind = steps.role * 4 + steps.danger
    for groups in ([steps.role == role for role in range(len(ROLES))], [kind == key for key in range(4)],
                   [dangerous], [shelters]):  # fmt: skip
        rank = np.zeros(steps.mask.shape, np.float32)
        for group in groups:
            group = group & steps.mask
            # A step's objects are in the order of distance: an object's rank is the count of those before it.
            rank = np.where(group, 1 / np.maximum(group.cumsum(axis=1), 1), rank)
        found.append(rank[step, slot])
    return found


def _guarded(steps: Steps, dangers: Bools) -> Floats:
    """(T, O) 1 where a dangerous enemy is upon an object, less the farther it is."""
    nearest = np.full(steps.mask.shape, np.inf, np.float32)
    for slot in np.flatnonzero(dangers.any(axis=0)):
        away = np.linalg.norm(steps.xy - steps.xy[:, slot, None], axis=2)
        nearest = np.where(dangers[:, slot, None], np.minimum(nearest, away), nearest)
    return np.exp(-3 * nearest)


def _clicked(track: Ints, step: Ints, clicks: Clicks) -> list[Floats]:
    """Whether an object was what the last click meant and will be what the next means, and its own clicks' times."""
    on = clicks.track >= 0
    found: list[Floats] = []
    for times, tracks in ((clicks.step, clicks.track), (clicks.step[on], clicks.track[on])):
        last = np.searchsorted(times, step, side="right") - 1
        for at in (last, last + 1):
            exists = (at >= 0) & (at < len(times))
            if not len(times):
                found += [np.zeros(len(step), np.float32)] * 2
                continue
            at = np.clip(at, 0, len(times) - 1)
            mine = exists & (tracks[at] == track)
            found += [mine, np.where(mine, fading(np.abs(times[at] - step) / RATE, 1.0), 0)]
    # Clicks by track and time in one number each, so that one search finds an object's own next and last click.
    span = int(max(step.max(initial=0), clicks.step.max(initial=0))) + 2
    own = np.sort(clicks.track[on] * span + clicks.step[on])
    place = np.searchsorted(own, track * span + step, side="right")
    for at in (place - 1, place):
        if not len(own):
            found += [np.zeros(len(step), np.float32)] * 2
            continue
        inside = np.clip(at, 0, len(own) - 1)
        mine = (at >= 0) & (at < len(own)) & (own[inside] // span == track)
        away = np.where(mine, np.abs(own[inside] % span - step) / RATE, np.inf)
        found += [fading(away, 0.6), fading(away, 4.0)]
    return found


def _ends(track: Ints, step: Ints, distance: Floats, count: int) -> list[Floats]:
    """How soon an object vanishes, and whether it does so at the player's own place."""
    if not len(track):
        return [np.zeros(0, np.float32)] * 3
    names, index = np.unique(track, return_inverse=True)
    last = np.zeros(len(names), np.int64)
    last[index] = np.arange(len(track))
    goes = step[last] < count - 1
    taken = goes & (distance[last] < TAKEN_WITHIN)
    left = ((step[last][index] - step) / RATE).astype(np.float32)
    return [
        np.where(goes[index], fading(left, 1.0), 0),
        np.where(taken[index], fading(left, 2.0), 0),
        np.where(taken[index], fading(left, 8.0), 0),
    ]

"""What speaks for one mode or another at each step: what is in view, how the player fares, flies, clicks and presses.

Nothing here depends on which way is up: only distances, speeds, and how well one direction agrees with another.
Shapes: T steps, O object slots, C clicks, F columns: the same number for every profile.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.features import Floats, Ints
from core.labels.steps import RATE, ROLES, Bools, Clicks, Steps, pressed
from core.played import Played
from core.profile import KeyMeaning, Meaning, Profile, Role
from core.words import HOTKEY_ID

#: a marker this near to an object's centre, in half window widths, belongs to it
MARKS = 0.06
#: what vanishes nearer to the centre than this was taken
TAKEN_WITHIN = 0.16
_BARS = (
    Meaning.HEALTH,
    Meaning.SHIELD,
    Meaning.ENERGY,
    Meaning.TARGET_HEALTH,
    Meaning.FIRING,
    Meaning.SAFE,
)
#: kinds of clicks: on enemies by danger, loot, safe places, gates, obstacles, the map, empty space; right clicks
_CLICK_KINDS = 10
#: time constants of "not long ago" and "soon", in seconds
SOON, LATER = 1.5, 8.0


def frame_evidence(played: Played, profile: Profile, steps: Steps, clicks: Clicks) -> Floats:
    """(T, F) the evidence at each step, roughly within -1..1."""
    heading = own_motion(steps)
    goal, has_goal = steps.mark(profile, Meaning.DESTINATION)
    columns: list[NDArray[Any]] = [
        np.linalg.norm(heading, axis=1),
        has_goal,
        np.linalg.norm(goal, axis=1),
        *_bars(profile, steps),
        *_locked(profile, steps, goal),
        *_cursor(steps),
        *_keys(played, profile, steps),
        *_clicks(steps, clicks),
        *_endings(steps),
    ]
    for group in _groups(steps):
        columns += _nearest(steps, group, heading, goal)
    to_goal = np.where(steps.mask, np.linalg.norm(steps.xy - goal[:, None], axis=2), np.inf)
    columns += _kind_at(steps, to_goal, has_goal)
    evidence = np.stack([np.asarray(column, np.float32) for column in columns], axis=1)
    return np.clip(np.nan_to_num(evidence, nan=0.0, posinf=4.0, neginf=-4.0), -4, 4)


def own_motion(steps: Steps) -> Floats:
    """(T, 2) how the player moves: against what all that stands still seems to do; 0 where nothing such is in view."""
    still = steps.mask & (steps.role != ROLES.index(Role.ENEMY))
    velocity = np.where(still[..., None], steps.velocity, np.nan)
    moves = np.zeros((len(steps), 2), np.float32)
    some = still.any(axis=1)
    if some.any():
        moves[some] = -np.nanmedian(velocity[some], axis=1)
    return moves


def agreement(a: Floats, b: Floats) -> Floats:
    """Cosine of the angle between vectors (..., 2); 0 where one of them is hardly there."""
    length = np.linalg.norm(a, axis=-1) * np.linalg.norm(b, axis=-1)
    cosine: Floats = (a * b).sum(-1) / np.maximum(length, 1e-4)
    return cosine


def since(happens: Bools) -> Floats:
    """(T,) seconds since it last happened, inf before the first time."""
    steps = np.arange(len(happens))
    last = np.maximum.accumulate(np.where(happens, steps, -1))
    return np.where(last >= 0, (steps - last) / RATE, np.inf).astype(np.float32)


def until(happens: Bools) -> Floats:
    """(T,) seconds until it next happens, inf after the last time."""
    return since(happens[::-1])[::-1]


def fading(seconds: Floats, over: float) -> Floats:
    """1 for now, falling towards 0 over so many seconds."""
    return np.exp(-seconds / over).astype(np.float32)


def _groups(steps: Steps) -> list[Bools]:
    enemies = steps.of_role(Role.ENEMY)
    others = [steps.of_role(role) for role in (Role.LOOT, Role.SAFE, Role.GATE, Role.OBSTACLE)]
    return [
        enemies,
        enemies & (steps.danger == 1),
        enemies & (steps.danger >= 2),
        enemies & (steps.danger >= 3),
        *others,
    ]


def _nearest(steps: Steps, group: Bools, heading: Floats, goal: Floats) -> list[Floats]:
    """Where the nearest of a group is and how fast it comes nearer, and whether the player is going its way."""
    away = np.where(group, steps.distance, np.inf)
    slot = away.argmin(axis=1)
    rows = np.arange(len(steps))
    some: Bools = group.sum(axis=1) > 0
    distance = np.where(some, away[rows, slot], np.inf)
    xy = steps.xy[rows, slot] * some[:, None]
    velocity = steps.velocity[rows, slot] * some[:, None]
    direction = xy / np.maximum(np.linalg.norm(xy, axis=1, keepdims=True), 1e-4)
    pulled = _pulled(steps, group)
    return [
        some,
        group.sum(axis=1) / 4,
        np.exp(-2 * distance),
        np.exp(-6 * distance),
        (group & (steps.distance < 0.55)).sum(axis=1) / 3,
        (velocity * direction).sum(axis=1) * 2,
        agreement(heading, xy) * some,
        agreement(goal, xy) * some,
        agreement(goal, pulled),
        agreement(heading, pulled),
    ]


def _pulled(steps: Steps, group: Bools) -> Floats:
    """(T, 2) towards where a group crowds, the nearer the more."""
    near = np.maximum(steps.distance, 0.05)
    weight = np.where(group & (steps.distance < 0.9), 1 / near**2, 0)
    pulled: Floats = (steps.xy * weight[..., None]).sum(axis=1)
    return pulled


def _bars(profile: Profile, steps: Steps) -> list[Floats]:
    found: list[Floats] = []
    nothing = np.zeros(len(steps), np.float32)
    hurt = nothing
    for meaning in _BARS:
        values = steps.bar(profile, meaning)
        if values is None:
            found += [nothing, nothing, nothing, nothing]
            continue
        change = np.diff(values, prepend=values[:1])
        if meaning in (Meaning.HEALTH, Meaning.SHIELD):
            hurt = hurt + np.clip(-change, 0, 1)
        found += [
            np.ones(len(steps), np.float32),
            values,
            (values - _shifted(values, 1.0)) * 2,
            (_shifted(values, -1.0) - values) * 2,
        ]
    health, safe = steps.bar(profile, Meaning.HEALTH), steps.bar(profile, Meaning.SAFE)
    low = [nothing] * 4 if health is None else _lows(health)
    is_safe = np.zeros(len(steps), bool) if safe is None else safe > 0.5
    return [
        *found,
        *low,
        fading(since(hurt > 0.005), SOON),
        fading(until(hurt > 0.005), SOON),
        _smoothed(hurt, 2.0) * 10,
        fading(since(is_safe), LATER),
        fading(until(is_safe), LATER),
    ]


def _lows(health: Floats) -> list[Floats]:
    """How low health has been and will be within some seconds, and how high it will be."""
    lowest, highest = health.copy(), health.copy()
    before = health.copy()
    for seconds in range(1, 13):
        before = np.minimum(before, _shifted(health, seconds))
        lowest = np.minimum(lowest, _shifted(health, -seconds))
        highest = np.maximum(highest, _shifted(health, -seconds))
    return [before, lowest, highest, (health < 0.5).astype(np.float32)]


def _shifted(values: Floats, seconds: float) -> Floats:
    """(T,) the values so many seconds before (after, where negative); at the ends the outermost one."""
    at = np.clip(np.arange(len(values)) - round(seconds * RATE), 0, len(values) - 1)
    return values[at]


def _smoothed(values: Floats, seconds: float) -> Floats:
    """(T,) the mean of the last so many seconds."""
    width = round(seconds * RATE)
    total = np.concatenate([np.zeros(width), np.cumsum(values, dtype=np.float64)])
    return ((total[width:] - total[:-width]) / width).astype(np.float32)


def _locked(profile: Profile, steps: Steps, goal: Floats) -> list[Floats]:
    """Which enemy the lock's marker is on, where it is, and whether the player makes for it."""
    mark, shown = steps.mark(profile, Meaning.LOCK)
    away = np.where(steps.of_role(Role.ENEMY), np.linalg.norm(steps.xy - mark[:, None], axis=2), np.inf)
    slot, rows = away.argmin(axis=1), np.arange(len(steps))
    is_on = shown & (away[rows, slot] < MARKS)
    danger = steps.danger[rows, slot]
    distance = np.where(is_on, steps.distance[rows, slot], np.inf)
    return [
        shown,
        fading(until(shown), SOON),
        fading(since(shown), SOON),
        is_on,
        *(is_on & (danger == level) for level in (1, 2, 3)),
        np.exp(-2 * distance),
        np.where(is_on, distance, 0),
        agreement(goal, steps.xy[rows, slot]) * is_on,
    ]


def _cursor(steps: Steps) -> list[Floats]:
    """What the hand is near to, and how fast it moves."""
    away = np.linalg.norm(steps.xy - steps.cursor[:, None], axis=2)
    moved = np.linalg.norm(np.diff(steps.cursor, axis=0, prepend=steps.cursor[:1]), axis=1)
    near = [np.exp(-6 * np.where(group, away, np.inf).min(axis=1)) for group in _groups(steps)[:5]]
    return [*near, moved * 5]


def _keys(played: Played, profile: Profile, steps: Steps) -> list[Floats]:
    found: list[Floats] = []
    for meaning in KeyMeaning:
        ids = frozenset(HOTKEY_ID[name] for name, says in profile.key_meanings.items() if says is meaning)
        down = pressed(played, steps, ids)
        found += [down, fading(since(down > 0), SOON), fading(until(down > 0), SOON)]
    return found


def click_kind(clicks: Clicks) -> Ints:
    """(C,) 0 to `_CLICK_KINDS` - 1: enemies of danger 1 to 3, loot, safe, gate, obstacle, map, empty space, right."""
    kind = np.where(clicks.role > 0, clicks.role + 2, clicks.danger - 1)
    kind = np.where(clicks.role < 0, 8, kind)
    return np.where(clicks.right, 9, np.where(clicks.on_map, 7, kind))


def _clicks(steps: Steps, clicks: Clicks) -> list[Floats]:
    """The last click and the next one: what they were on, how long ago, and which way they led."""
    count = len(steps)
    one_hot = np.eye(_CLICK_KINDS, dtype=np.float32)[click_kind(clicks)].reshape(len(clicks), _CLICK_KINDS)
    found: list[Floats] = []
    happens = np.zeros((count, _CLICK_KINDS), np.float32)
    np.add.at(happens, clicks.step, one_hot)
    found += list(happens.T)
    length = np.linalg.norm(clicks.way, axis=1, keepdims=True)
    ways = [agreement(clicks.way, _pulled(steps, group)[clicks.step]) for group in _groups(steps)[:3]]
    says = np.concatenate([one_hot, np.stack(ways, axis=1), length], axis=1, dtype=np.float32)
    order = np.arange(count)
    for back in (1, 2):
        last = np.searchsorted(clicks.step, order, side="right") - back
        following = last + 2 * back - 1
        for at in (last, following):
            exists = (at >= 0) & (at < len(clicks))
            if not len(clicks):
                found += [np.zeros(count, np.float32)] * (says.shape[1] + 2)
                continue
            at = np.clip(at, 0, len(clicks) - 1)
            away = np.where(exists, np.abs(order - clicks.step[at]) / RATE, np.inf)
            found += list((says[at] * exists[:, None]).T)
            found += [fading(away, 0.5), fading(away, 3.0)]
    return found


def _endings(steps: Steps) -> list[Floats]:
    """Loot taken and enemies that vanish in full view, in the last seconds and the next."""
    found: list[Floats] = []
    step, slot = endings(steps)
    distance, inside = steps.distance[step, slot], (np.abs(steps.xy[step, slot]) < (0.9, 0.5)).all(axis=1)
    role = steps.role[step, slot]
    taken = (role == ROLES.index(Role.LOOT)) & (distance < TAKEN_WITHIN)
    gone = (role == ROLES.index(Role.ENEMY)) & inside
    for which in (taken, gone):
        happens = np.zeros(len(steps), bool)
        happens[step[which]] = True
        found += [fading(since(happens), SOON), fading(until(happens), SOON), fading(until(happens), LATER)]
    return found


def endings(steps: Steps) -> tuple[Ints, Ints]:
    """Step and slot at which each track is seen for the last time, those of the last step left out."""
    step, slot = np.nonzero(steps.mask[:-1])
    track = steps.track[step, slot]
    _, last = np.unique(track[::-1], return_index=True)
    last = len(track) - 1 - last
    stays = np.isin(track[last], steps.track[-1])
    return step[last][~stays], slot[last][~stays]


def _kind_at(steps: Steps, away: Floats, shown: Bools) -> list[Bools]:
    """Which kind of object a marker is on, by role; `away` (T, O) from the marker."""
    rows, slot = np.arange(len(steps)), away.argmin(axis=1)
    is_on = shown & (away[rows, slot] < MARKS)
    return [is_on & (steps.role[rows, slot] == role) for role in range(len(ROLES))]

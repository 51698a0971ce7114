"""What is to be seen at one frame of a recording, ready to be painted. Without Qt; all places in 0..1 of the window."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.recording import LABEL_SOURCES
from core.words import HOTKEYS, MODES
from launcher.reel import NONE, Reel

#: seconds the cursor's trail, a click's ripple and a key's cap stay
TRAIL, RIPPLE, CAP = 0.7, 0.6, 0.9

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """One object in view."""

    name: str
    role: str
    x: float
    y: float
    w: float
    h: float
    confidence: float
    #: whether the person goes for it, and whether the policy would
    target: bool
    bot_target: bool


@dataclass(frozen=True)
class Ripple:
    """A click a moment ago; `age` goes from 0 to 1."""

    at: Point
    click: int
    age: float


@dataclass(frozen=True)
class Cap:
    """A key a moment ago; `age` goes from 0 to 1."""

    name: str
    age: float


@dataclass(frozen=True)
class BotMoment:
    """What the policy would do."""

    mode: str
    cursor: Point
    click: int
    key: str


@dataclass(frozen=True)
class Moment:
    """One frame."""

    index: int
    t: float
    boxes: tuple[Box, ...]
    cursor: Point
    #: from the oldest to the cursor
    trail: tuple[Point, ...]
    ripples: tuple[Ripple, ...]
    caps: tuple[Cap, ...]
    #: "" where nobody has said
    mode: str
    source: str
    confidence: float
    state: tuple[tuple[str, float], ...]
    bot: BotMoment | None


def moment_at(reel: Reel, index: int, now: float | None = None) -> Moment:
    """The frame `index` as it looks at `now` (its own time where not given), between it and the next one."""
    t = float(reel.t[index]) if now is None else now
    x, y = reel.cursor[index].tolist()
    first = int(np.searchsorted(reel.t, t - TRAIL))
    mode, target = int(reel.mode[index]), int(reel.target[index])
    return Moment(
        index=index,
        t=t,
        boxes=_boxes(reel, index, target),
        cursor=(x, y),
        trail=tuple((a, b) for a, b in reel.cursor[first : index + 1].tolist()),
        ripples=_ripples(reel, t),
        caps=_caps(reel, t),
        mode=MODES[mode].value if mode != NONE else "",
        source=LABEL_SOURCES[int(reel.source[index])],
        confidence=float(reel.confidence[index]),
        state=tuple(zip(reel.state_names, reel.state[index].tolist(), strict=True)),
        bot=_bot(reel, index),
    )


def _boxes(reel: Reel, index: int, target: int) -> tuple[Box, ...]:
    wanted = int(reel.opinion.target[index]) if reel.opinion else NONE
    inside = slice(int(reel.start[index]), int(reel.start[index + 1]))
    rows = zip(reel.cls[inside].tolist(), reel.box[inside].tolist(), strict=True)
    return tuple(
        Box(reel.class_names[cls], reel.roles[cls], x, y, w, h, sure, slot == target, slot == wanted)
        for slot, (cls, (x, y, w, h, sure)) in enumerate(rows)
    )


def _recent(reel: Reel, t: float, seconds: float) -> range:
    return range(*np.searchsorted(reel.event_t, (t - seconds, t), side="right").tolist())


def _ripples(reel: Reel, t: float) -> tuple[Ripple, ...]:
    return tuple(
        Ripple(
            (float(reel.event_xy[k, 0]), float(reel.event_xy[k, 1])),
            int(reel.event_click[k]),
            (t - float(reel.event_t[k])) / RIPPLE,
        )
        for k in _recent(reel, t, RIPPLE)
        if reel.event_click[k]
    )


def _caps(reel: Reel, t: float) -> tuple[Cap, ...]:
    """The newest of each key, in the order they were pressed."""
    newest = {
        HOTKEYS[int(reel.event_hotkey[k])]: (t - float(reel.event_t[k])) / CAP
        for k in _recent(reel, t, CAP)
        if reel.event_hotkey[k]
    }
    return tuple(Cap(name, age) for name, age in newest.items())


def _bot(reel: Reel, index: int) -> BotMoment | None:
    if reel.opinion is None or int(reel.opinion.mode[index]) == NONE:
        return None
    opinion = reel.opinion
    x, y = opinion.xy[index].tolist()
    hotkey = int(opinion.hotkey[index])
    return BotMoment(
        MODES[int(opinion.mode[index])].value,
        (x, y),
        int(opinion.click[index]),
        HOTKEYS[hotkey] if hotkey else "",
    )

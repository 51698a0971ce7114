"""Finds the objects in a recorded video, and gives them to the frames they belong to."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.observation import SeenObject
from core.recording import Frame
from core.video import VideoReader

#: pictures the detector gets at once
_BATCH = 4
#: how far an object may move between two detections, in fractions of the window a second
_FASTEST = 1.5
#: ... and at least this far, for what jitters
_NEAR = 0.02
#: how far from the middle between two looks is still the middle; frames come a little early or late
_MIDDLE = 0.1
#: two looks further apart than this many looks are, or than this many seconds, tell nothing of the middle between them
_LOOKS, _SECONDS = 1.5, 0.5
#: digits kept of every number
_DIGITS = 5

Picture = NDArray[np.uint8]


class Eye(Protocol):
    """Anything that finds objects in pictures; see `core.vision.detector.Detector`."""

    def detect_many(self, frames: Sequence[Picture]) -> list[list[SeenObject]]: ...


@dataclass(frozen=True)
class _Key:
    """A frame that was looked at."""

    place: int
    objects: list[SeenObject]


def see(
    frames: Callable[[], Iterable[Frame]],
    video: Path,
    eye: Eye,
    rate: float,
    on_progress: Callable[[float], None] = lambda share: None,
) -> Iterator[Frame]:
    """The frames, with the objects that `eye` finds in their pictures, at most `rate` times a second of the recording.

    Frames between two that were looked at get what is found in both, in between, and what is found in one only as long
    as that one is the nearer. What is found just before and just after a look, but not in it, was overlooked, and is
    put in. Frames whose picture is not in the video (a cut took it) are kept as well, without a `frame_index`, and get
    their objects in the same way; those too far from any look have none. `frames` is called twice, so that they need
    not all be held; `on_progress` is told the done share, 0..1.

    Raises:
        UserError: the video cannot be read.
    """
    with VideoReader(video) as reader:
        pictures = len(reader)

    def placed() -> Iterator[Frame]:
        for frame in frames():
            if frame.frame_index is not None and frame.frame_index >= pictures:
                frame.frame_index = None
            yield frame

    # Arrays, since three hours have 324,000 frames.
    times, shown, indices = array("d"), array("q"), array("q")
    for place, frame in enumerate(placed()):
        times.append(frame.t)
        if frame.frame_index is not None:
            shown.append(place)
            indices.append(frame.frame_index)
    wanted = key_places(array("d", (times[place] for place in shown)), rate)
    place_of = {indices[number]: shown[number] for number in wanted}
    longest = max(_LOOKS / rate, _SECONDS)
    source = placed()
    before: _Key | None = None
    for key in _steady(_look(video, place_of, eye), times):
        # Before the first look that succeeded there is nothing but that look.
        start = key if before is None else before
        for frame in islice(source, key.place - (0 if before is None else before.place)):
            frame.objects = _between(start, key, frame.t, times, longest)
            yield frame
        before = key
        on_progress((key.place + 1) / len(times))
    # The last frame that was looked at, and those after it.
    for frame in source:
        frame.objects = [] if before is None else _between(before, before, frame.t, times, longest)
        yield frame


def _between(start: _Key, end: _Key, t: float, times: Sequence[float], longest: float) -> list[SeenObject]:
    """What is to be seen at `t`, from the looks around it; `longest` seconds between them tell of all their middle."""
    seconds = times[end.place] - times[start.place]
    if 0 < seconds <= longest:
        return blend(start.objects, end.objects, (t - times[start.place]) / seconds, _reach(seconds))
    near = min(start, end, key=lambda look: abs(times[look.place] - t))
    return near.objects if abs(times[near.place] - t) <= longest / 2 else []


def key_places(times: Sequence[float], rate: float) -> list[int]:
    """Which of frames at these times (seconds, rising) are looked at: the first, the last, and `rate` a second."""
    places: list[int] = []
    due = -math.inf
    for place, t in enumerate(times):
        if t >= due - 1e-3:
            places.append(place)
            # Kept on a grid, so that late frames do not lower the rate; started anew after a pause.
            due = t + 1 / rate if t - due > 1 / rate else due + 1 / rate
    if places and places[-1] != len(times) - 1:
        places.append(len(times) - 1)
    return places


def _look(video: Path, place_of: Mapping[int, int], eye: Eye) -> Iterator[_Key]:
    batch: list[tuple[int, Picture]] = []
    with VideoReader(video) as reader:
        for index, picture in reader.read(place_of):
            batch.append((place_of[index], picture))
            if len(batch) == _BATCH:
                yield from _detect(batch, eye)
                batch = []
    if batch:
        yield from _detect(batch, eye)


def _detect(batch: list[tuple[int, Picture]], eye: Eye) -> Iterator[_Key]:
    found = eye.detect_many([picture for _, picture in batch])
    for (place, _), objects in zip(batch, found, strict=True):
        yield _Key(place, [_rounded(item) for item in objects])


def _steady(keys: Iterator[_Key], times: Sequence[float]) -> Iterator[_Key]:
    """The same keys, with what was overlooked in one of them."""
    first = current = next(keys, None)
    if first is None or current is None:
        return
    for following in keys:
        if first is not current:
            current = _Key(current.place, _with_overlooked(first, current, following, times))
        yield current
        first, current = current, following
    yield current


def _with_overlooked(first: _Key, current: _Key, following: _Key, times: Sequence[float]) -> list[SeenObject]:
    start, t, end = times[first.place], times[current.place], times[following.place]
    objects = list(current.objects)
    for i, j in match(first.objects, following.objects, _reach(end - start)).items():
        item = _mix(first.objects[i], following.objects[j], (t - start) / (end - start))
        if not any(other.cls == item.cls and _overlap(other, item) for other in objects):
            objects.append(item)
    return objects


def _reach(seconds: float) -> float:
    return max(_NEAR, _FASTEST * seconds)


def _overlap(one: SeenObject, other: SeenObject) -> bool:
    return abs(one.x - other.x) < (one.w + other.w) / 2 and abs(one.y - other.y) < (one.h + other.h) / 2


def match(before: list[SeenObject], after: list[SeenObject], reach: float) -> dict[int, int]:
    """Which of `before` is which of `after`, by index: of a class, the nearest pairs first, within `reach`."""
    pairs = sorted(
        (distance, i, j)
        for i, one in enumerate(before)
        for j, other in enumerate(after)
        if one.cls == other.cls and (distance := math.hypot(one.x - other.x, one.y - other.y)) <= reach
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in pairs:
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    return partner


def blend(before: list[SeenObject], after: list[SeenObject], share: float, reach: float) -> list[SeenObject]:
    """What is to be seen `share` (0..1) of the way from one moment to another.

    Objects of a class are taken for the same when they are the nearest pair and within `reach`, in fractions of the
    window. In the middle, what is there in one of the moments only counts for both.
    """
    if share <= 0:
        return before
    partner = match(before, after, reach)
    seen = []
    for i, one in enumerate(before):
        if i in partner:
            seen.append(_mix(one, after[partner[i]], share))
        elif share <= 0.5 + _MIDDLE:
            seen.append(one)
    if share >= 0.5 - _MIDDLE:
        taken = set(partner.values())
        seen += [other for j, other in enumerate(after) if j not in taken]
    return seen


def _mix(one: SeenObject, other: SeenObject, share: float) -> SeenObject:
    def part(a: float, b: float) -> float:
        return round(a + (b - a) * share, _DIGITS)

    return SeenObject(
        one.cls,
        part(one.x, other.x),
        part(one.y, other.y),
        part(one.w, other.w),
        part(one.h, other.h),
        part(one.conf, other.conf),
    )


def _rounded(item: SeenObject) -> SeenObject:
    return SeenObject(item.cls, *(round(value, _DIGITS) for value in (item.x, item.y, item.w, item.h, item.conf)))

"""When each frame was, in seconds since the first, out of times that may be missing, in milliseconds or jumping."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from core.formats.values import Left, number

#: frames a second where a file states neither times nor a rate: what the founding documents record with
USUAL_FPS = 30.0
#: frames a second that a recording can have
SLOWEST, FASTEST = 0.1, 1000.0
#: a step back by more than this is a clock that was set; a smaller one is a frame out of its place
_CLOCK_SET = 1.0
#: no recording pauses for longer
_DAY = 86_400.0


def moment(value: object) -> float | None:
    """A time as a number; ISO 8601 is understood."""
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value).timestamp()
        except (ValueError, OverflowError, OSError):
            return None
    return number(value, 1e13)


def seconds(raw: Sequence[float | None], fps: float | None) -> list[float]:
    """The same times in seconds; a file whose steps are a thousand times its rate's is in milliseconds.

    Unknown ones come out as NaN.
    """
    known = [value for value in raw if value is not None]
    step = _usual_step(known)
    in_ms = step is not None and fps is not None and 500 < step * fps < 2000
    return [float("nan") if value is None else value / 1000 if in_ms else value for value in raw]


def advancing(times: Sequence[float], left: Left) -> list[float | None]:
    """Seconds since the first frame, None for frames to be left out: those of no time, or one that does not advance."""
    step = _usual_step([value for value in times if value == value]) or 1 / USUAL_FPS
    made: list[float | None] = []
    start = last = None
    for value in times:
        if value != value:
            left["frames without a time"] += 1
            made.append(None)
            continue
        if start is None or last is None:
            start, now = value, 0.0
        else:
            now = round(value - start, 6)
            if now < last - _CLOCK_SET:
                left["seconds-long steps back of its clock"] += 1
                start, now = value - last - step, round(last + step, 6)
            if not last < now < last + _DAY:
                left["frames whose time does not advance" if now <= last else "frames of another day"] += 1
                made.append(None)
                continue
        last = now
        made.append(now)
    return made


def stated_rate(value: object) -> float | None:
    """A stated number of frames a second, None for one that no recording has."""
    fps = number(value)
    return fps if fps is not None and SLOWEST <= fps <= FASTEST else None


def rate(times: Sequence[float]) -> float | None:
    """Frames a second, by the usual step between them."""
    step = _usual_step(times)
    return None if step is None else min(max(round(1 / step, 3), SLOWEST), FASTEST)


def _usual_step(times: Sequence[float]) -> float | None:
    # A thousand steps tell it as well as a million.
    steps = [b - a for a, b in pairwise(times[:1001]) if b > a]
    return statistics.median(steps) if steps else None

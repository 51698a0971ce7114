"""Which objects were followed in a stretch of a recording, by the numbers that targets are named by."""

from __future__ import annotations

import math
from pathlib import Path

import msgspec
import numpy as np

from core.edits import Stretch, rows_between
from core.errors import ExitCode, UserError
from core.home import Home
from core.library.summaries import summary_for
from core.profile import load_profile

#: all of a recording
WHOLE: Stretch = (0.0, math.inf)


class Followed(msgspec.Struct, frozen=True, kw_only=True):
    """One object, while it was in view."""

    track: int
    #: name of its class
    cls: str
    #: seconds of the first and last frame of the stretch that show it
    start: float
    stop: float
    #: frames of the stretch that show it
    frames: int
    #: its centre in the first of them, in fractions of the window
    x: float
    y: float


def followed(path: Path, between: Stretch = WHOLE, home: Home | None = None) -> list[Followed]:
    """The objects in view in a stretch, those seen first in front; of classes that the recording's profile has.

    Raises:
        UserError: the recording cannot be used, or its profile is not there.
    """
    from core.columns import open_played

    summary = summary_for(path, build=True)
    assert summary is not None, "it was to be built"
    profile = load_profile(summary.profile, home)
    scenes = open_played(path, profile).scenes
    names = [kind.name for kind in profile.classes]
    first, end = rows_between(scenes.t, *between)
    objects = slice(int(scenes.start[first]), int(scenes.start[end]))
    frame = np.repeat(np.arange(first, end), np.diff(scenes.start[first : end + 1]))
    track, cls, box = (np.asarray(values[objects]) for values in (scenes.track, scenes.cls, scenes.box))
    numbers, at, frames = np.unique(track, return_index=True, return_counts=True)
    # Seen from behind, the first is the last.
    last = len(track) - 1 - np.unique(track[::-1], return_index=True)[1]
    found = [
        Followed(
            track=int(number), cls=names[cls[i]], start=round(float(scenes.t[frame[i]]), 3),
            stop=round(float(scenes.t[frame[j]]), 3), frames=int(count),
            x=round(float(box[i, 0]), 3), y=round(float(box[i, 1]), 3),
        )
        for number, i, j, count in zip(numbers, at, last, frames, strict=True)
    ]  # fmt: skip
    return sorted(found, key=lambda item: (item.start, item.track))


def require_track(path: Path, track: int, between: Stretch, home: Home | None = None) -> None:
    """Raise a UserError where no object in view in the stretch is followed as `track`."""
    if any(item.track == track for item in followed(path, between, home)):
        return
    start, stop = between
    raise UserError(
        f"No object in view from {start:g} to {stop:g} s of {path.stem} has the track {track}: `understudy recordings "
        f"show` lists those that are with --objects, --from and --to.",
        ExitCode.BAD_INPUT,
    )

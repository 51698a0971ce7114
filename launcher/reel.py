"""One recording as the player shows it: arrays that can be asked about any moment. Without Qt.

Shapes: N frames, K objects seen in all of them, S state numbers, M clicks and keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.opinion import Opinion
from core.words import MODES

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Times = NDArray[np.float64]

#: seconds without a frame that are a gap
GAP = 0.5
#: a frame this many periods after the one before means that some were dropped
DROPPED = 1.6
#: no mode, no target, no picture
NONE = -1


@dataclass(frozen=True)
class Spans:
    """Stretches of equal frames: from `start` to `stop` seconds, each with what is the same in it."""

    start: Times
    stop: Times
    #: index into MODES or `NONE`
    mode: Ints
    #: index into LABEL_SOURCES
    source: Ints

    def __len__(self) -> int:
        return len(self.start)

    def at(self, t: float) -> int:
        """Which one holds a time, `NONE` outside all."""
        index = int(np.searchsorted(self.start, t, side="right")) - 1
        return index if index >= 0 and t < self.stop[index] else NONE


@dataclass(frozen=True)
class Reel:
    """A recording of N frames."""

    name: str
    player: str
    profile: str
    #: seconds
    duration: float
    #: frames a second it was to have
    fps: float
    #: width over height of the window
    aspect: float
    video: Path | None
    class_names: tuple[str, ...]
    #: by class id
    roles: tuple[str, ...]
    state_names: tuple[str, ...]
    #: (N,) seconds
    t: Times
    #: (N, S)
    state: Floats
    #: (N + 1,) the objects of frame i are `start[i]` to `start[i + 1]` of the K in the next two
    start: Ints
    #: (K,) class ids
    cls: NDArray[np.integer]
    #: (K, 5) x, y, w, h, confidence
    box: Floats
    #: (N, 2)
    cursor: Floats
    #: (M,) seconds
    event_t: Times
    #: (M,) `Click`, 0 for a key
    event_click: Ints
    #: (M,) hotkey id, 0 for a click
    event_hotkey: Ints
    #: (M, 2)
    event_xy: Floats
    #: (N,) index into MODES or `NONE`
    mode: Ints
    #: (N,) object slot or `NONE`
    target: Ints
    #: (N,) index into LABEL_SOURCES
    source: Ints
    #: (N,) of the label, 0..1
    confidence: Floats
    #: (N,) index in the video or `NONE`
    picture: Ints
    #: what the models would have done, where they were asked
    opinion: Opinion | None = None

    def __len__(self) -> int:
        return len(self.t)

    @cached_property
    def shown(self) -> Ints:
        """(N,) the picture to show at each frame: its own or the last before it, `NONE` where there is none yet."""
        return np.maximum.accumulate(self.picture) if len(self) else self.picture

    def frame_of(self, picture: int, near: int) -> int:
        """The frame that shows a picture: `near` where that one does, else the first."""
        if self.shown[near] == picture:
            return near
        return min(int(np.searchsorted(self.shown, picture)), len(self) - 1)

    def spans(self) -> Spans:
        """Stretches of one mode said by one source."""
        return _spans(self.t, self.duration, self.mode, self.source)

    def opinion_spans(self) -> Spans:
        """Stretches of one mode the policy would have been in."""
        if self.opinion is None:
            return _spans(self.t[:0], 0.0, self.mode[:0], self.source[:0])
        mode = self.opinion.mode.astype(np.int64)
        return _spans(self.t, self.duration, mode, np.zeros_like(mode))

    def gaps(self) -> list[tuple[float, float]]:
        """Stretches longer than `GAP` without a frame."""
        at = np.flatnonzero(np.diff(self.t) > GAP)
        return [(float(self.t[index]), float(self.t[index + 1])) for index in at]

    def drops(self) -> Times:
        """Times at which at least one frame is missing, gaps left out."""
        steps = np.diff(self.t)
        return self.t[:-1][(steps > DROPPED / max(self.fps, 1e-9)) & (steps <= GAP)]

    def shares(self) -> dict[str, float]:
        """Share of the frames by mode, the most frequent first; "" where nobody has said."""
        counts = np.bincount(self.mode + 1, minlength=len(MODES) + 1) / max(1, len(self))
        named = {"": counts[0]} | {mode.value: counts[index + 1] for index, mode in enumerate(MODES)}
        return dict(sorted(((name, float(share)) for name, share in named.items() if share), key=lambda row: -row[1]))


def _spans(t: Times, duration: float, mode: Ints, source: Ints) -> Spans:
    if not len(t):
        return Spans(t, t, mode, source)
    turn = np.flatnonzero((np.diff(mode) != 0) | (np.diff(source) != 0)) + 1
    first = np.concatenate([[0], turn])
    start = t[first]
    return Spans(start, np.append(start[1:], max(duration, float(t[-1]))), mode[first], source[first])


def removed(keep: list[tuple[float, float]], duration: float) -> list[tuple[float, float]]:
    """The stretches outside those kept; nothing is removed where none is named."""
    found, last = [], 0.0
    for start, stop in sorted(keep) if keep else [(0.0, duration)]:
        if start > last:
            found.append((last, start))
        last = max(last, stop)
    return [*found, (last, duration)] if last < duration else found

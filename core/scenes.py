"""Moments with only the objects each has, so that a million of them fit where a hundred thousand would not."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.features import MAX_OBJECTS, Floats, Ints, Moments


@dataclass
class Scenes:
    """N moments. The objects of moment i are `start[i]` to `start[i + 1]` of the M in the object columns."""

    #: (N,) float64, seconds
    t: NDArray[np.float64]
    #: (N, S)
    state: Floats
    #: (N + 1,)
    start: Ints
    #: (M,) class ids
    cls: NDArray[np.int16]
    #: (M, 5) x, y, w, h, confidence
    box: Floats
    #: (M, 2) window fractions a second
    velocity: Floats
    #: (M,) identity over time
    track: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.t)

    @property
    def count(self) -> Ints:
        """(N,) objects of each moment."""
        return np.diff(self.start)

    def cut(self, begin: int, end: int) -> Scenes:
        """Moments `begin` to `end`; nothing is copied."""
        return replace(
            self, t=self.t[begin:end], state=self.state[begin:end], start=self.start[begin : max(begin, end) + 1]
        )

    def take(self, index: Ints | slice = slice(None), slots: int = MAX_OBJECTS) -> Moments:
        """The moments at `index`, with `slots` object slots (as many as the fullest of them has, at least)."""
        start = self.start[:-1][index]
        count = self.start[1:][index] - start
        moments = Moments.empty(len(start), self.state.shape[1], slots)
        moments.t[:], moments.state[:], moments.count[:] = self.t[index], self.state[index], count
        filled = moments.mask()
        source = (start[:, None] + np.arange(slots))[filled]
        moments.cls[filled], moments.box[filled] = self.cls[source], self.box[source]
        moments.velocity[filled], moments.track[filled] = self.velocity[source], self.track[source]
        return moments

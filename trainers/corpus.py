"""Many recordings as one run of moments, with look-back that never crosses from one recording into another."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from core.features import (
    STATE_LAGS,
    FeatureSchema,
    Floats,
    Ints,
    Moments,
    change_features,
    summary_features,
)
from core.models.inputs import scene_tensors
from core.models.layers import Objects
from core.played import Played

#: seconds put between two recordings on the common clock
GAP = 1e5


class Corpus:
    """N moments of several recordings.

    Args:
        recordings: at least one, with labels filled in.
    """

    def __init__(self, schema: FeatureSchema, recordings: list[Played]) -> None:
        if not recordings:
            raise ValueError("a corpus needs at least one recording")
        self.schema = schema
        self.recordings = recordings
        self.moments = Moments.stack([item.moments for item in recordings])
        lengths = [len(item) for item in recordings]
        firsts = np.cumsum([0, *lengths[:-1]])
        #: (N,) index of the first moment of each moment's recording
        self.first: Ints = np.repeat(firsts, lengths)
        #: (N,) which recording each moment is of
        self.recording: Ints = np.repeat(np.arange(len(recordings)), lengths)
        #: (N,) float64 seconds on a clock all recordings share
        self.clock: NDArray[np.float64] = self.moments.t + self.recording * GAP
        self.mode = np.concatenate([item.mode for item in recordings])
        self.target = np.concatenate([item.target for item in recordings])
        #: slots worth carrying along
        self.slots = max(1, int(self.moments.count.max()))
        self.summary = summary_features(schema, self.moments)

    def __len__(self) -> int:
        return len(self.clock)

    def back(self, index: Ints, seconds: Floats | NDArray[np.float64]) -> Ints:
        """(B, L) indices of the moments `seconds` (L,) before `index` (B,), no earlier than their recording."""
        when = self.clock[index][:, None] - np.asarray(seconds, np.float64)[None, :]
        found = np.searchsorted(self.clock, when + 1e-6, side="right") - 1
        return np.maximum(found, self.first[index][:, None])

    def every(self, seconds: float) -> Ints:
        """Indices of moments about `seconds` apart, within each recording."""
        # Times are rounded when they are written, so a frame may stand a hair before its due time.
        ticks = np.floor(self.moments.t / seconds + 0.02)
        fresh = np.ones(len(self), bool)
        fresh[1:] = (ticks[1:] != ticks[:-1]) | (self.recording[1:] != self.recording[:-1])
        return np.flatnonzero(fresh)

    def scene(self, index: Ints) -> tuple[Objects, Tensor]:
        """The objects in view and the (B, C) context at `index` (B,)."""
        return scene_tensors(self.schema, self.take(index), self.slots)

    def changes(self, index: Ints) -> Floats:
        """(B, `change_width`) how the bars changed up to `index` (B,)."""
        lagged = self.moments.state[self.back(index, np.array(STATE_LAGS))]
        return change_features(self.schema, self.moments.state[index], lagged)

    def take(self, index: Ints) -> Moments:
        """The moments at `index`."""
        return Moments(*(getattr(self.moments, name)[index] for name in Moments.__dataclass_fields__))

    def fingerprint(self) -> str:
        """A short digest of names, lengths and content, to tell two data sets apart."""
        digest = hashlib.sha256()
        for item in self.recordings:
            digest.update(f"{item.name}:{len(item)};".encode())
        digest.update(np.ascontiguousarray(self.moments.state).tobytes())
        digest.update(np.ascontiguousarray(self.mode).tobytes())
        return digest.hexdigest()[:16]

"""Many recordings as one run of moments, with look-back that never crosses from one recording into another.

The recordings stay where they are, mapped from their files; only what a batch needs is copied.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.features import MAX_OBJECTS, Floats, Ints, Moments, change_features, context_features
from core.models.inputs import Objects
from core.played import Played
from core.schema import STATE_LAGS, FeatureSchema
from trainers.gather import addresses, all_within, copy_lagged, copy_past, copy_rows, rows_before
from trainers.gather_objects import copy_objects, copy_scenes, most_objects, slots_now

_LAGS = np.array(STATE_LAGS)
#: seconds put between two recordings on the common clock
GAP = 1e5


class Past(NamedTuple):
    """What was before B moments."""

    #: (B, L, `summary_width`) what the Strategist remembers, and (B, L) whether the recording had begun by then
    summaries: Floats
    present: NDArray[np.bool_]
    #: (B, S) the state at the moments, and (B, `change_width`) how it changed lately
    state: Floats
    changes: Floats
    #: (2, B) the mode at the moments, and some time before
    modes: Ints


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
        lengths = [len(item) for item in recordings]
        firsts = np.cumsum([0, *lengths[:-1]])
        #: (N,) index of the first moment of each moment's recording
        self.first: Ints = np.repeat(firsts, lengths)
        #: (N,) which recording each moment is of
        self.recording: Ints = np.repeat(np.arange(len(recordings)), lengths)
        #: (N,) float64 seconds in each moment's recording, and on a clock all recordings share
        self.t: NDArray[np.float64] = np.concatenate([item.scenes.t for item in recordings])
        self.clock: NDArray[np.float64] = self.t + self.recording * GAP
        self.mode = np.concatenate([item.mode for item in recordings])
        self.target = np.concatenate([item.target for item in recordings])
        #: slots worth carrying along
        self.slots = max(1, *(int(item.scenes.count.max(initial=0)) for item in recordings))
        scenes = [item.scenes for item in recordings]
        self._states = addresses([item.state for item in scenes])
        self._summaries = addresses([item.summaries for item in recordings])
        self._bars = np.array(schema.bars, np.int64)
        self._markers = np.array(schema.markers, np.int64).reshape(-1, 2)
        names = "start", "cls", "box", "velocity", "track"
        self._objects = np.stack([addresses([getattr(item, name) for item in scenes]) for name in names])

    def __len__(self) -> int:
        return len(self.clock)

    def back(self, index: Ints, seconds: Floats | NDArray[np.float64]) -> Ints:
        """(B, L) the moments `seconds` (L,) or (B, L) before those at `index` (B,), no earlier than their recording."""
        self._check(index)
        seconds = np.atleast_2d(np.asarray(seconds, np.float64))
        found = np.empty((len(index), seconds.shape[1]), np.int64)
        rows_before(self.clock, self.first, index, seconds, found)
        return found

    def slots_now(self, before: Ints, slot: Ints, index: Ints) -> Ints:
        """(B,) where the objects in `slot` (B,) at moments `before` (B,) are at `index` (B,) of the same recordings.

        Below 0 for those that are gone, and where `slot` was.
        """
        self._check(before)
        self._check(index)
        found = np.empty(len(index), np.int64)
        start, track = self._objects[0], self._objects[-1]
        slots_now(start, track, self.recording, self.first, before, slot, index, found)
        return found

    def every(self, seconds: float) -> Ints:
        """Indices of moments about `seconds` apart within each recording, 0 for all of them."""
        if seconds == 0:
            return np.arange(len(self))
        # Times are rounded when they are written, so a frame may stand a hair before its due time.
        ticks = np.floor(self.t / seconds + 0.02)
        fresh = np.ones(len(self), bool)
        fresh[1:] = (ticks[1:] != ticks[:-1]) | (self.recording[1:] != self.recording[:-1])
        return np.flatnonzero(fresh)

    def scene(self, index: Ints, slots: int | None = None) -> tuple[Objects, Tensor]:
        """The objects in view, in as many `slots` as any moment needs where nothing is said, and the (B, C) context.

        It is what `scene_tensors` makes of `take`, without the way there.
        """
        self._check(index)
        shape, schema = (len(index), self.slots if slots is None else slots), self.schema
        context = np.empty((len(index), schema.context_width), np.float32)
        cls, mask = np.empty(shape, np.int64), np.empty(shape, np.bool_)
        features, box = np.empty((*shape, schema.object_width), np.float32), np.empty((*shape, 4), np.float32)
        room = np.empty(len(schema.state_names), np.float32)
        copy_scenes(
            self._objects, self._states, self.recording, self.first, index, self._markers, room,
            context, cls, features, box, mask,
        )  # fmt: skip
        return Objects(*map(torch.from_numpy, (cls, features, box, mask))), torch.from_numpy(context)

    def context(self, index: Ints) -> Tensor:
        """(B, C) the context at `index` (B,)."""
        return torch.from_numpy(context_features(self.schema, self.state(index)))

    def changes(self, index: Ints) -> Floats:
        """(B, `change_width`) how the bars changed up to `index` (B,)."""
        return change_features(self.schema, *self.lagged(index))

    def state(self, index: Ints) -> Floats:
        """(..., S) the state at `index` (...)."""
        return self._rows(self._states, index, len(self.schema.state_names))

    def lagged(self, index: Ints) -> tuple[Floats, Floats]:
        """(B, S) the state at `index` (B,), and (B, L, S) the state `STATE_LAGS` before."""
        self._check(index)
        state = np.empty((len(index), len(self.schema.state_names)), np.float32)
        lagged = np.empty((len(index), len(_LAGS), state.shape[1]), np.float32)
        copy_lagged(self._states, self.clock, self.recording, self.first, index, _LAGS, state, lagged)
        return state, lagged

    def summaries(self, index: Ints) -> Floats:
        """(..., `summary_width`) what the Strategist remembers of the moments at `index` (...)."""
        return self._rows(self._summaries, index, self.schema.summary_width)

    def past(self, index: Ints, seconds: NDArray[np.float64], ago: float = 0.0) -> Past:
        """What was there before the moments at `index` (B,), looked at `seconds` (L,) before, and the mode `ago`."""
        self._check(index)
        n, states = len(index), len(self.schema.state_names)
        past = Past(
            np.empty((n, len(seconds), self.schema.summary_width), np.float32),
            np.empty((n, len(seconds)), np.bool_),
            np.empty((n, states), np.float32),
            np.empty((n, self.schema.change_width), np.float32),
            np.empty((2, n), np.int64),
        )
        copy_past(
            self._summaries, self._states, self.mode, self.clock, self.recording, self.first, index, seconds,
            _LAGS, self._bars, ago, *past,
        )  # fmt: skip
        return past

    def most_objects(self, index: Ints) -> int:
        """How many objects the fullest of the moments at `index` (B,) has, and 1 at least."""
        self._check(index)
        return max(1, most_objects(self._objects[0], self.recording, self.first, index))

    def take(self, index: Ints, slots: int = MAX_OBJECTS) -> Moments:
        """The moments at `index` (B,), with `slots` object slots."""
        moments = Moments.empty(len(index), 0, slots)
        moments.state = self.state(index)
        moments.t[:] = self.t[index]
        copy_objects(
            self._objects, self.recording, self.first, index,
            moments.cls, moments.box, moments.velocity, moments.track, moments.count,
        )  # fmt: skip
        return moments

    def fingerprint(self) -> str:
        """A short digest of content and labels, to tell two data sets apart."""
        digest = hashlib.sha256()
        for item in self.recordings:
            digest.update(f"{item.name}:{len(item)}:{item.key};".encode())
        for labels in (self.mode, self.target):
            digest.update(np.ascontiguousarray(labels).data)
        return digest.hexdigest()[:16]

    def _check(self, index: Ints) -> None:
        """What copies moments does not look whether they are there."""
        if not all_within(index.reshape(-1), len(self)):
            raise IndexError(f"moments are counted from 0 to {len(self) - 1}")

    def _rows(self, columns: NDArray[np.int64], index: Ints, width: int) -> Floats:
        self._check(index)
        out = np.empty((index.size, width), np.float32)
        copy_rows(columns, self.recording, self.first, index.reshape(-1), out)
        return out.reshape(*index.shape, width)

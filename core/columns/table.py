"""Frames as they stand in a recording, taken apart into arrays but not yet made sense of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.columns.room import zeros
from core.features import BOX, Ints
from core.recording import LABEL_SOURCES, OUTCOMES, Frame
from core.schema import FeatureSchema

#: mode and target of a frame without a label, and the target of one with a label that names none
UNLABELLED, NONE = -2, -1
_LARGEST = 2**62


@dataclass(frozen=True)
class Words:
    """What the names in a recording stand for."""

    classes: dict[str, int]
    states: tuple[str, ...]
    modes: dict[str, int]
    sources: dict[str, int]

    @classmethod
    def of(cls, schema: FeatureSchema) -> Words:
        """The names a profile uses."""
        return cls(
            {name: index for index, name in enumerate(schema.classes)},
            schema.state_names,
            {name: index for index, name in enumerate(schema.modes)},
            {name: index for index, name in enumerate(LABEL_SOURCES)},
        )

    def source(self, name: str) -> int:
        """Index into `LABEL_SOURCES`; somebody unheard of counts as a pilot, who gives way to every person."""
        return self.sources.get(name, LABEL_SOURCES.index("pilot"))


class Table(NamedTuple):
    """N frames and their M objects, in the order of the file."""

    #: (N,) float64, seconds
    t: NDArray[np.float64]
    #: (N, S) float64
    state: NDArray[np.float64]
    #: (N + 1,) where the objects of each frame begin
    start: Ints
    #: (M,) class ids, -1 for a class the profile has not
    cls: NDArray[np.int16]
    #: (M, 5) float64 x, y, w, h, confidence
    box: NDArray[np.float64]
    #: (N, 2) float64 cursor
    cursor: NDArray[np.float64]
    click: Ints
    hotkey: Ints
    #: (N,) index into MODES or `UNLABELLED`
    mode: Ints
    #: (N,) index into the frame's objects, `NONE` or `UNLABELLED`
    target: Ints
    #: (N,) index into LABEL_SOURCES
    source: Ints
    #: (N,) float64
    confidence: NDArray[np.float64]
    #: (N, 5) float64 in the order of OUTCOMES
    outcome: NDArray[np.float64]
    #: (N,) index of the picture in the video, -1 for none
    frame_index: Ints

    @classmethod
    def room(cls, frames: int, objects: int, states: int) -> Table:
        """Room for so many; without labels, outcomes and pictures."""
        return cls(
            np.zeros(frames), np.zeros((frames, states)), np.zeros(frames + 1, np.int64),
            np.full(objects, -1, np.int16), np.zeros((objects, BOX)), np.zeros((frames, 2)),
            np.zeros(frames, np.int64), np.zeros(frames, np.int64), np.full(frames, UNLABELLED, np.int64),
            np.full(frames, UNLABELLED, np.int64), np.zeros(frames, np.int64), np.zeros(frames),
            np.zeros((frames, len(OUTCOMES))), np.full(frames, -1, np.int64),
        )  # fmt: skip

    @classmethod
    def unfilled(cls, frames: int, objects: int, states: int) -> Table:
        """`room` with zeros in it, of which only what is filled costs memory."""
        shapes: tuple[tuple[tuple[int, ...], type], ...] = (
            ((frames,), np.float64), ((frames, states), np.float64), ((frames + 1,), np.int64), ((objects,), np.int16),
            ((objects, BOX), np.float64), ((frames, 2), np.float64), ((frames,), np.int64), ((frames,), np.int64),
            ((frames,), np.int64), ((frames,), np.int64), ((frames,), np.int64), ((frames,), np.float64),
            ((frames, len(OUTCOMES)), np.float64), ((frames,), np.int64),
        )  # fmt: skip
        return cls(*(zeros(shape, kind) for shape, kind in shapes))

    def head(self, frames: int) -> Table:
        """The first so many frames; nothing is copied."""
        objects = int(self.start[frames])
        rest: list[Any] = [values[:frames] for values in self[5:]]
        return Table(
            self.t[:frames], self.state[:frames], self.start[: frames + 1], self.cls[:objects], self.box[:objects],
            *rest,
        )  # fmt: skip

    def select(self, keep: NDArray[np.bool_]) -> Table:
        """The frames where `keep` (N,) is True."""
        count = np.diff(self.start)
        objects = np.repeat(keep, count)
        start = np.concatenate([[0], np.cumsum(count[keep])]).astype(np.int64)
        rest: list[Any] = [values[keep] for values in self[5:]]
        return Table(self.t[keep], self.state[keep], start, self.cls[objects], self.box[objects], *rest)


def table_of(frames: list[Frame], words: Words) -> Table:
    """Take frames apart one by one: for those that did not come from a file of our own."""
    counts = [len(frame.objects) for frame in frames]
    table = Table.room(len(frames), sum(counts), len(words.states))
    np.cumsum(counts, out=table.start[1:])
    objects = [item for frame in frames for item in frame.objects]
    table.cls[:] = np.fromiter((words.classes.get(item.cls, -1) for item in objects), np.int16, len(objects))
    table.box[:] = np.array([(i.x, i.y, i.w, i.h, i.conf) for i in objects], np.float64).reshape(-1, BOX)
    for i, frame in enumerate(frames):
        table.t[i] = frame.t
        table.state[i] = [frame.state.get(name, 0.0) for name in words.states]
        table.cursor[i] = frame.action.x, frame.action.y
        table.click[i], table.hotkey[i] = _bounded(frame.action.click), _bounded(frame.action.hotkey)
        if (label := frame.label) is not None:
            table.mode[i] = UNLABELLED if label.mode is None else words.modes.get(label.mode, UNLABELLED)
            table.target[i] = NONE if label.target is None else max(NONE, _bounded(label.target))
            table.source[i], table.confidence[i] = words.source(label.source), label.confidence
        for name, change in (frame.outcome or {}).items():
            if name in OUTCOMES:
                table.outcome[i, OUTCOMES.index(name)] = change
        if frame.frame_index is not None:
            table.frame_index[i] = _bounded(frame.frame_index)
    return table


def _bounded(number: int) -> int:
    return max(-_LARGEST, min(_LARGEST, number))

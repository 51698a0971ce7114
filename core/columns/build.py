"""From frames to columns: slots, tracks and everything else that costs time once and never again."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.columns.spool import Spool
from core.columns.summary import Summary
from core.columns.table import NONE, UNLABELLED, Table
from core.errors import ExitCode, UserError
from core.features import MAX_OBJECTS, Floats, Ints, summaries_of
from core.played import CLICK_ID, Events, Played
from core.recording import InputEvent, Recording
from core.scenes import Scenes
from core.schema import FeatureSchema
from core.words import HOTKEY_ID, HOTKEYS, Click

#: a pause longer than this, in seconds, is a gap
GAP = 0.5
#: a frame farther than this from any click or hotkey, in seconds, is idle
IDLE = 1.0


class Builder:
    """Takes the frames of one recording, some at a time, and makes a `Played` and a `Summary` of them."""

    def __init__(self, schema: FeatureSchema, recording: Recording, folder: Path | None = None) -> None:
        """`recording` is asked for everything but its frames; `folder` holds what does not fit into memory."""
        from core import follow

        self._follow = follow
        self.schema = schema
        self._memory = follow.new_memory()
        self._recording = recording
        self._last = -np.inf
        self._objects = 0
        self._duplicates = 0
        self._columns = {name: Spool(folder) for name in (*_PER_FRAME, *_PER_OBJECT)}
        self._columns["start"].add(np.zeros(1, np.int64))
        self._modes: Counter[int] = Counter()
        self._targets: Counter[int] = Counter()
        self._seen_events: list[NDArray[np.float64]] = []
        self.add(Table.room(0, 0, len(schema.state_names)))

    def add(self, table: Table) -> None:
        """Take in the next frames. Those whose time does not advance are left out."""
        if not self._recording.events:
            self._seen_events.append(_events_of(table))
        latest = np.fmax.accumulate(np.concatenate([[self._last], table.t]))
        advances = table.t > latest[:-1]
        if not advances.all():
            self._duplicates += int((~advances).sum())
            table = table.select(advances)
        self._last = float(latest[-1])
        n, follow = len(table.t), self._follow
        placed = follow.Placed.room(int(np.minimum(np.diff(table.start), MAX_OBJECTS).sum()))
        start = np.zeros(n + 1, np.int64)
        follow.place(table.t, table.start, table.cls, table.box, self._memory, placed, start)
        state = np.empty((n, len(self.schema.state_names)), np.float32)
        follow.finite_all(table.state, state)
        count, m = np.diff(start), int(start[-1])
        cls, box = placed.cls[:m], placed.box[:m]
        target = _slots(table.target, start, placed.given[:m])
        cursor = np.nan_to_num(_narrow(table.cursor), nan=0.5)
        made = (
            table.t, state, start[1:] + self._objects, cursor, table.mode, target, table.source,
            _narrow(table.confidence), table.frame_index, _narrow(table.outcome),
            summaries_of(self.schema, state, start[:-1], count, cls, box),
            cls, box, placed.velocity[:m], placed.track[:m],
        )  # fmt: skip
        for spool, values in zip(self._columns.values(), made, strict=True):
            spool.add(values)
        self._objects += m
        self._modes.update(_counts(table.mode))
        kinds = np.where(target < 0, target, 0)
        kinds[target >= 0] = cls[start[:-1][target >= 0] + target[target >= 0]]
        self._targets.update(_counts(kinds))

    def played(self, name: str, key: str = "") -> Played:
        """What was made of all frames.

        Args:
            key: digest of the content, made of the arrays where it is "".

        Raises:
            UserError: there are no frames.
        """
        columns = {name: spool.array() for name, spool in self._columns.items()}
        t = columns["t"]
        if not len(t):
            raise UserError(f"{name} holds no frames: delete it.", ExitCode.NO_DATA)
        scenes = Scenes(t, columns.pop("state"), columns.pop("start"), *(columns.pop(name) for name in _PER_OBJECT))
        columns.pop("t")
        recording = self._recording
        if recording.events:
            events = _events(_rows(recording.events), self.schema)
        else:
            events = _events(np.concatenate(self._seen_events), self.schema)
        return Played(
            name=name, player=recording.player, scenes=scenes, events=events, key=key or _digest(scenes), **columns
        )

    def summary(self, played: Played, size: int = 0) -> Summary:
        """The figures that go with it. `size` is that of the file, in bytes."""
        recording = self._recording
        t, events, schema = played.scenes.t, played.events, self.schema
        window = recording.window
        lasted = float(t[-1] - t[0])
        modes = {UNLABELLED: "", **dict(enumerate(schema.modes))}
        classes = {UNLABELLED: "", NONE: "none", **dict(enumerate(schema.classes))}
        clicks = {int(number): name for name, number in CLICK_ID.items()}
        return Summary(
            name=played.name, kind=recording.kind, profile=recording.profile, player=recording.player,
            source=recording.source, created=recording.created, seed=recording.seed, frames=len(t),
            duration=recording.duration or lasted, fps=recording.fps,
            frame_rate=(len(t) - 1) / lasted if lasted else 0.0,
            dropped=recording.dropped, late=recording.late, width=window.width, height=window.height,
            scale=window.scale, video=recording.video,
            clicks=_named(_counts(events.click[events.click > 0]), clicks),
            hotkeys=_named(_counts(events.hotkey[events.hotkey > 0]), dict(enumerate(HOTKEYS))),
            modes=_named(self._modes, modes), targets=_named(self._targets, classes),
            gaps=int((np.diff(t) > GAP).sum()), duplicates=self._duplicates,
            idle_frames=int(idle(t, events.t).sum()), objects=self._objects,
            recovered=bool(recording.recovered), bytes=size,
            missing=_without((*schema.state_names, *schema.classes), (*recording.state_names, *recording.classes)),
            foreign=_without((*recording.state_names, *recording.classes), (*schema.state_names, *schema.classes)),
        )  # fmt: skip


_PER_FRAME = (
    "t", "state", "start", "cursor", "mode", "target", "label_source", "confidence", "frame_index", "outcome",
    "summaries",
)  # fmt: skip
_PER_OBJECT = ("cls", "box", "velocity", "track")


def idle(t: NDArray[np.float64], events: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(N,) which of the moments `t` (N,) are farther than `IDLE` from every one of `events` (M,), ascending."""
    if not len(events):
        return np.ones(len(t), bool)
    after = np.searchsorted(events, t)
    before = np.abs(t - events[np.clip(after - 1, 0, None)])
    away: NDArray[np.bool_] = np.minimum(before, np.abs(t - events[np.clip(after, None, len(events) - 1)])) > IDLE
    return away


def _without(names: tuple[str, ...], others: tuple[str, ...]) -> list[str]:
    return [name for name in names if name not in others]


def _slots(target: Ints, start: Ints, index: NDArray[np.int32]) -> Ints:
    """(N,) slot of each frame's target, given as an index into its objects; `NONE` where that object has no slot."""
    frame = np.repeat(np.arange(len(target)), np.diff(start))
    hit = np.flatnonzero(index == target[frame])
    slot = np.minimum(target, NONE)
    slot[frame[hit]] = hit - start[frame[hit]]
    return slot


def _rows(events: Iterable[InputEvent]) -> NDArray[np.float64]:
    """(M, 5) t, click, hotkey, x, y of those that have an id."""
    known = [
        (event.t, CLICK_ID[event.name], 0, event.x, event.y)
        if event.kind == "click"
        else (event.t, 0, HOTKEY_ID[event.name], event.x, event.y)
        for event in events
        if event.name in (CLICK_ID if event.kind == "click" else HOTKEY_ID)
    ]
    return np.array(known, np.float64).reshape(-1, 5)


def _events_of(table: Table) -> NDArray[np.float64]:
    """(M, 5) like `_rows`, as well as frames alone can tell them, for formats without exact times."""
    click = np.where((table.click > 0) & (table.click < len(Click)), table.click, 0)
    hotkey = np.where((table.hotkey > 0) & (table.hotkey < len(HOTKEYS)), table.hotkey, 0)
    at = np.flatnonzero(np.stack([click, hotkey], axis=1))
    frame, is_key = at // 2, at % 2
    rows = np.zeros((len(at), 5))
    rows[:, 0], rows[:, 3:] = table.t[frame], table.cursor[frame]
    rows[:, 1] = np.where(is_key, 0, click[frame])
    rows[:, 2] = np.where(is_key, hotkey[frame], 0)
    return rows


def _events(rows: NDArray[np.float64], schema: FeatureSchema) -> Events:
    """The clicks and the hotkeys the profile uses; a model could never press any others."""
    used = [HOTKEY_ID[name] for name in schema.hotkeys]
    rows = rows[(rows[:, 1] > 0) | np.isin(rows[:, 2], used)]
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    return Events(rows[:, 0].copy(), rows[:, 1].astype(np.int64), rows[:, 2].astype(np.int64), _narrow(rows[:, 3:]))


def _narrow(values: NDArray[np.float64]) -> Floats:
    """As float32; what is too large for it becomes infinite."""
    with np.errstate(over="ignore"):
        return values.astype(np.float32)


def _counts(values: Ints | NDArray[np.integer]) -> dict[int, int]:
    found, counts = np.unique(values, return_counts=True)
    return dict(zip(found.tolist(), counts.tolist(), strict=True))


def _named(counts: dict[int, int], names: dict[int, str]) -> dict[str, int]:
    return {names[number]: count for number, count in sorted(counts.items())}


def _digest(scenes: Scenes) -> str:
    digest = hashlib.sha256()
    for values in (scenes.t, scenes.state, scenes.box):
        digest.update(np.ascontiguousarray(values).data)
    return digest.hexdigest()

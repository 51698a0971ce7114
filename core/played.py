"""A recording as arrays: what the trainers and the statistics work on."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.errors import ExitCode, UserError
from core.features import FeatureSchema, Floats, Ints, Moments, Observer
from core.observation import Observation
from core.profile import Profile
from core.recording import Frame, InputEvent, Recording, read_recording, recording_files
from core.words import HOTKEY_ID, HOTKEYS, Click

log = logging.getLogger("understudy")

#: target slot of a moment without a target, and of one nobody has said anything about
NO_TARGET, UNKNOWN = -1, -2
_CLICK_ID = {"left": Click.LEFT, "right": Click.RIGHT, "double": Click.DOUBLE}


@dataclass
class Events:
    """M clicks and hotkeys in the order of time."""

    #: (M,) float64, seconds
    t: NDArray[np.float64]
    #: (M,) `Click`, 0 for a hotkey
    click: Ints
    #: (M,) hotkey id, 0 for a click
    hotkey: Ints
    #: (M, 2) cursor at the event
    xy: Floats

    def __len__(self) -> int:
        return len(self.t)


@dataclass
class Played:
    """One recording of N frames as arrays."""

    name: str
    #: who played: person or pilot:NAME
    player: str
    moments: Moments
    #: (N, 2) cursor when the frame was captured
    cursor: Floats
    events: Events
    #: (N,) index into MODES, `UNKNOWN` without a label
    mode: Ints
    #: (N,) object slot, `NO_TARGET` or `UNKNOWN`
    target: Ints

    def __len__(self) -> int:
        return len(self.moments)

    def cut(self, start: int, stop: int) -> Played:
        """Frames `start` to `stop` as a recording of their own, keeping their times."""
        t = self.moments.t
        inside = slice(start, stop)
        moments = Moments(*(getattr(self.moments, name)[inside] for name in Moments.__dataclass_fields__))
        end = t[stop] if stop < len(t) else np.inf
        kept = (self.events.t >= t[start]) & (self.events.t < end)
        events = Events(self.events.t[kept], self.events.click[kept], self.events.hotkey[kept], self.events.xy[kept])
        return Played(
            f"{self.name}[{start}:{stop}]", self.player, moments, self.cursor[inside], events, self.mode[inside],
            self.target[inside],
        )  # fmt: skip


def to_arrays(name: str, recording: Recording, schema: FeatureSchema) -> Played:
    """Turn a recording into arrays; frames whose time does not advance are left out.

    Raises:
        UserError: no frame is left.
    """
    observer = Observer(schema)
    modes = {mode: index for index, mode in enumerate(schema.modes)}
    rows, cursor, mode, target = [], [], [], []
    last = -np.inf
    for frame in recording.frames:
        if not frame.t > last:
            continue
        last = frame.t
        observation = Observation(frame.t, frame.state, frame.objects)
        rows.append(observer.observe(observation))
        cursor.append((frame.action.x, frame.action.y))
        label = frame.label
        mode.append(UNKNOWN if label is None or label.mode is None else modes.get(label.mode, UNKNOWN))
        if label is None:
            target.append(UNKNOWN)
        elif label.target is None:
            target.append(NO_TARGET)
        else:
            order = observer.order(observation)
            target.append(order.index(label.target) if label.target in order else NO_TARGET)
    if not rows:
        raise UserError(f"{name} holds no frames: delete it.", ExitCode.NO_DATA)
    return Played(
        name, recording.player, Moments.stack(rows), np.nan_to_num(np.array(cursor, np.float32), nan=0.5),
        _events(recording.events or _events_of_frames(recording.frames), schema),
        np.array(mode, np.int64), np.array(target, np.int64),
    )  # fmt: skip


def _events(events: Iterable[InputEvent], schema: FeatureSchema) -> Events:
    """The clicks and the hotkeys the profile uses; a model could never press any others."""
    known = [
        (event.t, _CLICK_ID[event.name], 0, event.x, event.y)
        if event.kind == "click"
        else (event.t, 0, HOTKEY_ID[event.name], event.x, event.y)
        for event in events
        if event.name in (_CLICK_ID if event.kind == "click" else schema.hotkeys)
    ]
    table = np.array(sorted(known, key=lambda row: row[0]), np.float64).reshape(-1, 5)
    return Events(
        table[:, 0], table[:, 1].astype(np.int64), table[:, 2].astype(np.int64), table[:, 3:].astype(np.float32)
    )


def _events_of_frames(frames: list[Frame]) -> list[InputEvent]:
    """Events as well as frames alone can tell them, for formats without exact times."""
    names = {click: name for name, click in _CLICK_ID.items()}
    found = []
    for frame in frames:
        x, y, click, hotkey = frame.action
        if click in names:
            found.append(InputEvent(frame.t, "click", names[Click(click)], x, y))
        if 0 < hotkey < len(HOTKEYS):
            found.append(InputEvent(frame.t, "key", HOTKEYS[hotkey], x, y))
    return found


def load_folder(folder: Path, profile: Profile) -> list[Played]:
    """Every recording of this profile in `folder`, by name. A damaged or foreign file is skipped, and said so.

    Raises:
        UserError: nothing is left to learn from.
    """
    schema = FeatureSchema.of(profile)
    files = recording_files(folder)
    if not files:
        raise UserError(f"There are no recordings in {folder}: record some play first.", ExitCode.NO_DATA)
    played = []
    for path in files:
        try:
            recording = read_recording(path)
            if recording.profile != profile.name:
                raise UserError(f"{path} was recorded for profile {recording.profile!r}, not {profile.name!r}.")
            played.append(to_arrays(path.stem, recording, schema))
        except UserError as error:
            log.warning("Skipped: %s", error)
    if not played:
        raise UserError(f"None of the {len(files)} recordings in {folder} can be used.", ExitCode.NO_DATA)
    return played

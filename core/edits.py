"""What a person changed about a recording: kept stretches, labels, tags and a note, in a sidecar beside it.

`NAME.edits.json` lies beside `NAME.json`. The recording itself is never rewritten, so nothing that is trimmed or
relabelled is lost, and every change can be undone. All times are seconds of the recording's own clock.
"""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from core.errors import ExitCode, UserError
from core.files import atomic_write_bytes
from core.recording import LABEL_SOURCES
from core.words import MODES

if TYPE_CHECKING:
    from core.played import Played
    from core.scenes import Scenes

log = logging.getLogger("understudy")

FORMAT = "understudy-edits"
VERSION = 1
SUFFIX = ".edits.json"
#: how many changes can be undone
HISTORY = 100
#: a pause of this many seconds parts a recording: no look-back crosses it
PAUSE = 10.0
#: longest note, in characters
NOTE_LENGTH = 10_000
#: times in recordings are rounded to this
_ROUNDING = 1e-5
_LOCK = ".library.lock"
#: seconds to wait for another program that is changing the same folder
_PATIENCE = 10.0
_MODE_ID = {str(mode): index for index, mode in enumerate(MODES)}

By = Literal["person", "coach"]
#: from and to, in seconds, both included
Stretch = tuple[float, float]


class StretchLabel(msgspec.Struct, frozen=True, omit_defaults=True, rename={"start": "from", "stop": "to"}):
    """What somebody says the player was after from `start` to `stop`, both included."""

    start: float
    stop: float
    #: None leaves the modes as they are
    mode: str | None = None
    #: the object followed as this track, -1 for no target; None leaves the targets as they are
    target_track: int | None = None
    by: By = "person"


class EditState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that can be changed. Equal states are equal edits."""

    #: stretches that count, in order and apart; empty for all of it
    keep: tuple[Stretch, ...] = ()
    #: a later one wins over an earlier one, a person's over a coach's
    labels: tuple[StretchLabel, ...] = ()
    tags: tuple[str, ...] = ()
    note: str = ""


class Edits(EditState, frozen=True, kw_only=True, omit_defaults=False):
    """A sidecar's content. It is never changed: every change makes a new one."""

    format: str = FORMAT
    version: int = VERSION
    #: earlier states, the latest last
    history: tuple[EditState, ...] = ()
    #: states that were undone, the next one to come back last
    undone: tuple[EditState, ...] = ()

    @property
    def state(self) -> EditState:
        """The present state alone."""
        return EditState(**{name: getattr(self, name) for name in EditState.__struct_fields__})

    def changed(self, **changes: Any) -> Edits:
        """With some of the state changed, which can be undone; the same where nothing is new."""
        before = self.state
        after = msgspec.structs.replace(before, **changes)
        return self if after == before else _edits(after, (*self.history, before)[-HISTORY:], ())

    def undo(self) -> Edits:
        """As it was before the last change.

        Raises:
            UserError: there is none.
        """
        if not self.history:
            raise UserError("There is nothing to undo.", ExitCode.BAD_INPUT)
        return _edits(self.history[-1], self.history[:-1], (*self.undone, self.state))

    def redo(self) -> Edits:
        """Take back the last `undo`.

        Raises:
            UserError: there was none since the last change.
        """
        if not self.undone:
            raise UserError("There is nothing to bring back.", ExitCode.BAD_INPUT)
        return _edits(self.undone[-1], (*self.history, self.state), self.undone[:-1])

    def kept(self, duration: float) -> float:
        """How many seconds of a recording of `duration` count."""
        if not self.keep:
            return duration
        return sum(min(stop, duration) - start for start, stop in self.keep if start < duration)


def _edits(state: EditState, history: tuple[EditState, ...], undone: tuple[EditState, ...]) -> Edits:
    fields = {name: getattr(state, name) for name in EditState.__struct_fields__}
    return Edits(**fields, history=history, undone=undone)


# changes


def trim(edits: Edits, start: float, stop: float) -> Edits:
    """Keep only what lies from `start` to `stop` of what is kept now.

    Raises:
        UserError: that is nothing.
    """
    _check_stretch(start, stop)
    kept = [(max(a, start), min(b, stop)) for a, b in edits.keep or ((start, stop),)]
    return _with_keep(edits, kept, f"Nothing is kept between {start:g} and {stop:g} s")


def cut_out(edits: Edits, start: float, stop: float, duration: float) -> Edits:
    """Leave out what lies between `start` and `stop` of a recording of `duration` seconds.

    Raises:
        UserError: nothing would be left.
    """
    _check_stretch(start, stop)
    kept = []
    for a, b in edits.keep or ((0.0, duration),):
        kept += [(a, min(b, start)), (max(a, stop), b)]
    return _with_keep(edits, kept, "Nothing would be left")


def keep_all(edits: Edits) -> Edits:
    """Let all of the recording count again."""
    return edits.changed(keep=())


def relabel(
    edits: Edits,
    start: float,
    stop: float,
    *,
    mode: str | None = None,
    target_track: int | None = None,
    by: By = "person",
) -> Edits:
    """Say what the player was after from `start` to `stop`; see `StretchLabel`.

    Raises:
        UserError: there is no such mode, or neither mode nor target is given.
    """
    _check_stretch(start, stop)
    if mode is not None and mode not in _MODE_ID:
        raise UserError(f"There is no mode {mode!r}: it is one of {', '.join(MODES)}.", ExitCode.BAD_INPUT)
    if mode is None and target_track is None:
        raise UserError("A label needs a mode or a target.", ExitCode.BAD_INPUT)
    return edits.changed(labels=(*edits.labels, StretchLabel(start, stop, mode and str(mode), target_track, by)))


def tag(edits: Edits, *tags: str) -> Edits:
    """Add tags, each one word.

    Raises:
        UserError: a tag is none.
    """
    for word in tags:
        if not re.fullmatch(r"[^\s,\x00-\x1f]{1,40}", word):
            raise UserError(
                f"{word!r} cannot be a tag: take one word of at most 40 letters without a comma.", ExitCode.BAD_INPUT
            )
    return edits.changed(tags=tuple(sorted({*edits.tags, *tags})))


def untag(edits: Edits, *tags: str) -> Edits:
    """Take tags away; one that is not there is no error."""
    return edits.changed(tags=tuple(word for word in edits.tags if word not in tags))


def with_note(edits: Edits, note: str) -> Edits:
    """Replace the note.

    Raises:
        UserError: it is too long.
    """
    if len(note) > NOTE_LENGTH:
        raise UserError(f"The note is longer than {NOTE_LENGTH} characters: shorten it.", ExitCode.BAD_INPUT)
    return edits.changed(note=note)


def _check_stretch(start: float, stop: float) -> None:
    if not (math.isfinite(start) and math.isfinite(stop) and 0 <= start < stop):
        raise UserError(
            f"From {start:g} to {stop:g} s is no stretch: it must begin before it ends.", ExitCode.BAD_INPUT
        )


def _with_keep(edits: Edits, kept: list[Stretch], refusal: str) -> Edits:
    found = tuple(sorted((a, b) for a, b in kept if b - a > _ROUNDING))
    if not found:
        raise UserError(f"{refusal}: delete the recording instead.", ExitCode.BAD_INPUT)
    return edits.changed(keep=found)


# the sidecar


def sidecar_of(recording: Path) -> Path:
    """Where the edits of a recording stand. Other formats keep their ending: two may differ in nothing else."""
    return recording.parent / f"{recording.stem if recording.suffix == '.json' else recording.name}{SUFFIX}"


def read_edits(recording: Path) -> Edits:
    """The edits of a recording; none where there is no sidecar, or a damaged one, which is set aside and told.

    Raises:
        UserError: the sidecar was written by a newer version, or cannot be read.
    """
    path = sidecar_of(recording)
    found = _read(path)
    return _set_aside(path) if found is None else found


def write_edits(recording: Path, edits: Edits) -> None:
    """Write the edits of a recording, whole or not at all. Where another program may too, use `change_edits`.

    Raises:
        OSError: it cannot be written; the sidecar is as it was.
    """
    path = sidecar_of(recording)
    if edits == Edits():
        path.unlink(missing_ok=True)
    else:
        atomic_write_bytes(path, msgspec.json.format(msgspec.json.encode(edits)) + b"\n")


def change_edits(recording: Path, change: Callable[[Edits], Edits]) -> Edits:
    """Read, `change` and write the edits of a recording as one step; returns the new ones.

    Raises:
        UserError: `change` refuses, the folder is busy, or the sidecar is of a newer version.
        OSError: it cannot be written.
    """
    with folder_lock(recording.parent):
        before = read_edits(recording)
        after = change(before)
        if after != before:
            write_edits(recording, after)
    return after


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Be the only one who changes the recordings in `folder`; whoever holds it may take it again.

    Raises:
        UserError: another program holds it for long.
        OSError: the folder cannot be written.
    """
    lock = FileLock(folder / _LOCK, is_singleton=True)
    try:
        lock.acquire(timeout=_PATIENCE)
    except Timeout as error:
        raise UserError(
            f"Another program is changing the recordings in {folder}: try again when it is done.", ExitCode.BUSY
        ) from error
    try:
        yield
    finally:
        lock.release()


class _Head(msgspec.Struct):
    format: str
    version: int


def _read(path: Path) -> Edits | None:
    """What stands in a sidecar; None where it is damaged."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Edits()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.", ExitCode.NO_DATA) from error
    try:
        head = msgspec.json.decode(data, type=_Head)
        if head.format == FORMAT and head.version > VERSION:
            raise UserError(
                f"{path} is of version {head.version}, newer than {VERSION}: update Understudy to use it, or move it "
                f"away.",
                ExitCode.NO_DATA,
            )
        edits = msgspec.json.decode(data, type=Edits)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    states = (edits.state, *edits.history, *edits.undone)
    return edits if head.format == FORMAT and head.version == VERSION and all(map(_makes_sense, states)) else None


def _makes_sense(state: EditState) -> bool:
    stretches = [*state.keep, *((label.start, label.stop) for label in state.labels)]
    apart = all(before[1] <= after[0] for before, after in pairwise(state.keep))
    return apart and all(math.isfinite(stop) and 0 <= start < stop for start, stop in stretches)


def _set_aside(path: Path) -> Edits:
    """Move a damaged sidecar out of the way and tell; returns what stands there then."""
    try:
        with folder_lock(path.parent):
            # Somebody may have done it, or written a good one, since it was read.
            if (found := _read(path)) is not None:
                return found
            backup, attempt = path.with_name(f"{path.name}.bak"), 1
            while backup.exists():
                attempt += 1
                backup = path.with_name(f"{path.name}.bak{attempt}")
            path.rename(backup)
    except OSError as error:
        log.warning("%s is damaged and was not used; it cannot be moved aside (%s).", path, error.strerror)
    else:
        log.warning("%s is damaged, so it was set aside as %s: nothing is trimmed or relabelled.", path, backup.name)
    return Edits()


# their effect


def apply_edits(played: Played, edits: Edits) -> list[Played]:
    """The stretches of a recording that count, labelled as people say, each as a recording of its own.

    A recording is also parted at pauses of `PAUSE` seconds. A label wins over what less trusted sources said, in the
    order of `core.recording.LABEL_SOURCES`, and over earlier ones of the same. `played` itself is not changed.
    """
    played = labelled(played, edits.labels)
    t = played.scenes.t
    at = np.flatnonzero(np.diff(t) >= PAUSE) + 1
    bounds = [0, *at.tolist(), len(t)]
    pieces, last = [], 0
    for first, end in pairwise(bounds):
        for start, stop in edits.keep or ((-math.inf, math.inf),):
            i, j = rows_between(t, start, stop)
            i, j = max(first, last, i), min(end, j)
            if j > i:
                pieces.append(played if (i, j) == (0, len(t)) else played.cut(i, j))
                last = j
    return pieces


def labelled(played: Played, labels: tuple[StretchLabel, ...]) -> Played:
    """The whole recording with these labels; see `apply_edits`."""
    if not labels:
        return played
    # Copies: the arrays may be a file's memory, which nobody may write to.
    mode, target = played.mode.copy(), played.target.copy()
    source, confidence = played.label_source.copy(), played.confidence.copy()
    for label in labels:
        i, j = rows_between(played.scenes.t, label.start, label.stop)
        rank = LABEL_SOURCES.index(label.by)
        rows = i + np.flatnonzero(source[i:j] <= rank)
        source[rows], confidence[rows] = rank, 1.0
        if label.mode in _MODE_ID:
            mode[rows] = _MODE_ID[label.mode]
        if label.target_track is not None:
            target[rows] = slots_of(played.scenes, label.target_track)[rows]
    return replace(played, mode=mode, target=target, label_source=source, confidence=confidence)


def slots_of(scenes: Scenes, track: int) -> NDArray[np.int64]:
    """(N,) slot of the object followed as `track`, `NO_TARGET` where it is out of view."""
    from core.played import NO_TARGET

    slots = np.full(len(scenes), NO_TARGET, np.int64)
    first = int(scenes.start[0])
    at = first + np.flatnonzero((scenes.track[first : int(scenes.start[-1])] == track) & (track >= 0))
    rows = np.searchsorted(scenes.start, at, side="right") - 1
    slots[rows] = at - scenes.start[rows]
    return slots


def rows_between(t: NDArray[np.float64], start: float, stop: float) -> tuple[int, int]:
    """First and end of the moments `t` (N,), ascending, from `start` to `stop` seconds, both included."""
    i, j = np.searchsorted(t, start - _ROUNDING / 2), np.searchsorted(t, stop + _ROUNDING / 2, side="right")
    return int(i), int(j)

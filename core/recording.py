"""The recording format: `sequence_*.json` and `shadow_recording_*.json`, one writer and one reader.

Times in a recording are seconds since its first moment, measured on one monotonic clock for frames and inputs.
A frame's action is what the player did from that frame until the next: the cursor when the frame was captured, and the
click and hotkey made before the next frame. The exact moments of all clicks and hotkeys stand in `events`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from core.errors import ExitCode, UserError
from core.files import atomic_write, atomic_write_bytes
from core.observation import SeenObject
from core.words import Action

FORMAT = "understudy-recording"
VERSION = 1
#: which file names are recordings
PATTERNS = ("sequence_*.json", "shadow_recording_*.json")
#: who says what a player was after, in rising precedence
LABEL_SOURCES = ("none", "hindsight", "pilot", "coach", "person")
#: what can come of an action
OUTCOMES = ("score", "kills", "loot", "deaths", "damage")


class Label(msgspec.Struct, omit_defaults=True):
    """What the player was after at one frame. `target` is an index into the frame's objects."""

    mode: str | None = None
    target: int | None = None
    #: who says so: pilot, coach, person, hindsight
    source: str = "person"
    confidence: float = 1.0


class Frame(msgspec.Struct, omit_defaults=True):
    """One recorded moment. See `Observation` and `Action` for ranges."""

    t: float
    state: dict[str, float]
    objects: list[SeenObject]
    action: Action
    label: Label | None = None
    #: what changed since the frame before: score, kills, loot, deaths, damage (only what is not 0)
    outcome: dict[str, float] | None = None
    #: index of the picture in the video
    frame_index: int | None = None


class InputEvent(msgspec.Struct, omit_defaults=True):
    """A mouse button or hotkey going down. `x`, `y` as in `Action`; `name` is left, right, double or a hotkey."""

    t: float
    kind: Literal["click", "key"]
    name: str
    x: float = 0.0
    y: float = 0.0


class WindowInfo(msgspec.Struct):
    """The recorded window: size in physical pixels and physical pixels per logical one."""

    title: str
    width: int
    height: int
    scale: float = 1.0


class Header(msgspec.Struct, kw_only=True):
    """What a recording says of itself before its first frame."""

    format: str = FORMAT
    version: int = VERSION
    kind: Literal["sequence", "shadow"] = "sequence"
    profile: str
    #: window (pixels and real input) or arena (lock-step)
    source: str
    #: person, or pilot:NAME
    player: str = "person"
    seed: int | None = None
    #: ISO 8601, UTC
    created: str
    #: reading of the monotonic clock at t = 0, to hold the recording against other logs of this machine
    monotonic_start: float = 0.0
    fps: float
    window: WindowInfo
    classes: list[str]
    state_names: list[str]
    hotkeys: list[str]


class Recording(Header, kw_only=True):
    """A whole recording."""

    #: file name of the video beside the recording
    video: str | None = None
    duration: float = 0.0
    #: frames that could not be captured in time, and those captured more than half a period late
    dropped: int = 0
    late: int = 0
    events: list[InputEvent] = msgspec.field(default_factory=list)
    frames: list[Frame] = msgspec.field(default_factory=list)


def new_name(kind: str = "sequence", now: datetime | None = None) -> str:
    """A file stem such as `sequence_20261120_153000_123456`, which sorts by time."""
    prefix = "shadow_recording" if kind == "shadow" else "sequence"
    return f"{prefix}_{now or datetime.now():%Y%m%d_%H%M%S_%f}"


def utc_now() -> str:
    """The present moment as it stands in a header."""
    return datetime.fromtimestamp(time.time(), UTC).isoformat(timespec="milliseconds")


def write_recording(path: Path, recording: Recording) -> None:
    """Write `recording` to `path`, whole or not at all."""
    atomic_write_bytes(path, _encoder.encode(recording))


def write_frames(path: Path, head: Recording, frames: Iterable[Frame]) -> int:
    """`write_recording` for frames that come one by one, so that a long recording need not fit into memory.

    `head` is the recording without its frames. Returns how many there were.
    """
    opening, ending = _encoder.encode(head), b"[]}"
    if not opening.endswith(b'"frames":' + ending):
        raise ValueError("the head must have no frames of its own")
    count = 0
    with atomic_write(path) as file:
        file.write(opening.removesuffix(ending) + b"[")
        for count, frame in enumerate(frames, start=1):
            file.write((b"," if count > 1 else b"") + _encoder.encode(frame))
        file.write(b"]}")
    return count


def read_recording(path: Path) -> Recording:
    """Read one recording.

    Raises:
        UserError: the file is cut off, is no recording, or was written by a newer version.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.", ExitCode.NO_DATA) from error
    try:
        recording = _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UserError(
            f"{path} is not a whole recording ({error}): restore or delete it.", ExitCode.NO_DATA
        ) from error
    if recording.format != FORMAT:
        raise UserError(f"{path} has the format {recording.format!r}, not {FORMAT!r}.", ExitCode.NO_DATA)
    if recording.version > VERSION:
        raise UserError(
            f"{path} is of version {recording.version}, newer than {VERSION}: update Understudy to read it.",
            ExitCode.NO_DATA,
        )
    return recording


def recording_files(folder: Path) -> list[Path]:
    """All recordings in `folder`, by name."""
    if not folder.is_dir():
        return []
    return sorted(path for pattern in PATTERNS for path in folder.glob(pattern))


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Recording)

"""The recording format: `sequence_*.json` and `shadow_recording_*.json`, one writer and one reader.

Times in a recording are seconds since its first moment, measured on one monotonic clock for frames and inputs.
A frame's action is what the player did from that frame until the next: the cursor when the frame was captured, and the
click and hotkey made before the next frame. The exact moments of all clicks and hotkeys stand in `events`.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import IO, Literal

import msgspec

from core.errors import ExitCode, UserError
from core.files import atomic_write
from core.observation import SeenObject
from core.words import Action

FORMAT = "understudy-recording"
VERSION = 1
#: which file names are recordings
PATTERNS = ("sequence_*.json", "shadow_recording_*.json")
#: who may have said what a player was after, each trusted more than those before
LABEL_SOURCES = ("none", "hindsight", "pilot", "coach", "person")
#: what a frame's `outcome` may count
OUTCOMES = ("score", "kills", "loot", "deaths", "damage")
#: a label's target where nobody said whether there is one
TARGET_UNSAID = -1


class Label(msgspec.Struct, omit_defaults=True):
    """What the player was after at one frame.

    `target` is an index into the frame's objects; None says that there is no target, `TARGET_UNSAID` says nothing.
    """

    mode: str | None = None
    target: int | None = None
    #: who says so, one of LABEL_SOURCES
    source: str = "person"
    confidence: float = 1.0


class Frame(msgspec.Struct, omit_defaults=True):
    """One recorded moment. See `Observation` and `Action` for ranges."""

    t: float
    state: dict[str, float]
    objects: list[SeenObject]
    action: Action
    label: Label | None = None
    #: what changed since the frame before, of OUTCOMES (only what is not 0)
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
    """The recorded window: size in physical pixels and physical pixels per logical one.

    An imported recording whose file does not tell the size has 0 x 0.
    """

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
    #: window (pixels and real input), arena or gymnasium (lock-step), or import:FORMAT
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
    #: true where its recorder was cut off and it was made of what that left behind; else nothing is written
    recovered: bool | msgspec.UnsetType = msgspec.UNSET
    events: list[InputEvent] = msgspec.field(default_factory=list)
    frames: list[Frame] = msgspec.field(default_factory=list)


def new_name(kind: str = "sequence", now: datetime | None = None) -> str:
    """A file stem such as `sequence_20261120_153000_123456`, which sorts by time."""
    prefix = "shadow_recording" if kind == "shadow" else "sequence"
    return f"{prefix}_{now or datetime.now():%Y%m%d_%H%M%S_%f}"


def free_name(folder: Path, kind: str = "sequence") -> str:
    """A `new_name` that nothing in `folder` has, also where the clock was set back to a moment recorded before."""
    stem = name = new_name(kind)
    number = 1
    while any(folder.glob(f"{name}.*")):
        number += 1
        name = f"{stem}_{number}"
    return name


def utc_now() -> str:
    """The present moment as it stands in a header."""
    return datetime.fromtimestamp(time.time(), UTC).isoformat(timespec="milliseconds")


def write_recording(path: Path, recording: Recording) -> None:
    """Write `recording` to `path`, whole or not at all.

    Raises:
        ValueError: a number in it is NaN or infinite; its field is named, and nothing is written.
    """
    with atomic_write(path) as file:
        _write(file, msgspec.structs.replace(recording, frames=[]), recording.frames)


def write_frames(path: Path, head: Recording, frames: Iterable[Frame]) -> int:
    """`write_recording` for frames that come one by one, so that a long recording need not fit into memory.

    `head` is the recording without its frames. Returns how many there were.

    Raises:
        ValueError: as `write_recording`.
        FileExistsError: there is a file at `path`; a recording never takes another one's place.
    """
    with atomic_write(path, replace=False) as file:
        return _write(file, head, frames)


def _write(file: IO[bytes], head: Recording, frames: Iterable[Frame]) -> int:
    opening, ending = _encoder.encode(head), b"[]}"
    if not opening.endswith(b'"frames":' + ending):
        raise ValueError("the head must have no frames of its own")
    require_finite("", head)
    count = 0
    file.write(opening.removesuffix(ending) + b"[")
    for count, frame in enumerate(frames, start=1):
        file.write((b"," if count > 1 else b"") + _encode_frame(frame, count - 1))
    file.write(b"]}")
    return count


def _encode_frame(frame: Frame, index: int) -> bytes:
    """One frame as JSON; `index` is its place in the recording.

    Raises:
        ValueError: a number in it is NaN or infinite.
    """
    data = _encoder.encode(frame)
    # JSON has no NaN: it turns into null, which a frame holds nowhere else. Looking at each number would take longer
    # than writing them all.
    if b"null" in data:
        require_finite(f"frames[{index}]", frame)
    return data


def require_finite(where: str, value: object) -> None:
    """Raise a ValueError that names the first number under `value` that is NaN or infinite."""
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{where} is {value}: a recording holds finite numbers only")
    elif isinstance(value, msgspec.Struct | Action):
        names = value._fields if isinstance(value, Action) else value.__struct_fields__
        for name in names:
            require_finite(f"{where}.{name}" if where else name, getattr(value, name))
    elif isinstance(value, dict):
        for name, item in value.items():
            require_finite(f"{where}.{name}", item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            require_finite(f"{where}[{index}]", item)


def read_recording(path: Path) -> Recording:
    """Read one recording.

    Raises:
        UserError: the file is cut off, is no recording of this format, or was written by a newer version.
    """
    if path.suffix != ".json" and path.exists():
        raise _of_another_format(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.", ExitCode.NO_DATA) from error
    try:
        recording = _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        # A newer version need not hold what this one does.
        with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            _require_ours(path, msgspec.json.decode(data, type=_Kind))
        if data.lstrip()[:1] == b"[":
            raise _of_another_format(path) from error
        raise UserError(
            f"{path} is not a whole recording ({error}): restore or delete it.", ExitCode.NO_DATA
        ) from error
    _require_ours(path, recording)
    return recording


class _Kind(msgspec.Struct):
    """What tells whether the rest can be understood."""

    format: str | None = None
    version: int = VERSION


def _of_another_format(path: Path) -> UserError:
    return UserError(
        f"{path} is in another format: `understudy recordings convert` makes a recording of it.", ExitCode.NO_DATA
    )


def _require_ours(path: Path, found: Header | _Kind) -> None:
    if found.format is None:
        raise _of_another_format(path)
    if found.format != FORMAT:
        raise UserError(f"{path} has the format {found.format!r}, not {FORMAT!r}.", ExitCode.NO_DATA)
    if found.version < 1:
        raise UserError(f"{path} is of version {found.version}, which never was: delete it.", ExitCode.NO_DATA)
    if found.version > VERSION:
        raise UserError(
            f"{path} is of version {found.version}, newer than {VERSION}: update Understudy to read it.",
            ExitCode.NO_DATA,
        )


def recording_files(folder: Path) -> list[Path]:
    """All recordings of this format in `folder`, by name."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if is_recording_name(path.name))


def is_recording_name(name: str) -> bool:
    """Whether a file of that name is a recording; `sequence_a.edits.json` only belongs to one."""
    return not name.endswith(".edits.json") and any(fnmatchcase(name, pattern) for pattern in PATTERNS)


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Recording)

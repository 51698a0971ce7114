"""Our own recordings, held to the ranges that the rest of the program counts on."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import msgspec

from core.errors import UserError
from core.formats import timeline
from core.formats.places import FURTHEST
from core.formats.values import LARGEST, Left
from core.observation import SeenObject
from core.profile import Profile
from core.recording import (
    FORMAT,
    LABEL_SOURCES,
    TARGET_UNSAID,
    VERSION,
    Frame,
    InputEvent,
    Recording,
    is_recording_name,
    read_recording,
)
from core.words import HOTKEYS, Action, Click

#: the format stands within this many bytes, also where somebody laid the file out anew
_HEAD_BYTES = 4096


def claims(path: Path) -> bool:
    """Whether the file says that it is one of ours."""
    return is_recording_name(path.name) and path.is_file() and f'"{FORMAT}"'.encode() in head_of(path)


def head_of(path: Path) -> bytes:
    """The first bytes of a file, none where it cannot be opened."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES)
    except OSError:
        return b""


def read(path: Path, profile: Profile) -> Recording:
    """Read one recording. Values that no recorder should write are left out, and said.

    Raises:
        UserError: it is damaged or was written by a newer version.
    """
    left = Left()
    try:
        recording = read_recording(path)
    except UserError as error:
        recording = _without_gaps(path, left, error)
    recording.events = [event for event in recording.events if _is_sound(event, left)]
    recording.frames = [_sound(frame, left) for frame in recording.frames if _has_time(frame, left)]
    times = [frame.t for frame in recording.frames]
    if timeline.stated_rate(recording.fps) is None:
        left["frames a second"] += 1
        recording.fps = timeline.rate(times) or timeline.USUAL_FPS
    if not 0 <= recording.duration <= LARGEST:
        left["its duration"] += 1
        recording.duration = max(times, default=0.0)
    left.tell(path)
    return recording


def _without_gaps(path: Path, left: Left, error: UserError) -> Recording:
    """Read a recording in which a number that is none stands as null, as earlier writers let it pass, or as NaN or
    Infinity, as Python writes it.

    Raises:
        UserError: `error`, where that is not what was wrong.
    """
    try:
        tree = _tree(path.read_bytes())
        if tree["format"] != FORMAT or not 1 <= tree["version"] <= VERSION:
            raise error
        for frame in tree["frames"]:
            for part in (
                frame,
                frame["state"],
                *frame["objects"],
                frame.get("label") or {},
                frame.get("outcome") or {},
            ):
                _fill(part)
            frame["action"] = [math.nan if value is None else value for value in frame["action"]]
        for event in tree.get("events", ()):
            _fill(event)
        return msgspec.convert(tree, Recording)
    except (OSError, LookupError, TypeError, AttributeError, ValueError, RecursionError, msgspec.MsgspecError):
        raise error from None


def _tree(data: bytes) -> Any:
    """The values a JSON text holds, also where words stand for numbers that JSON does not have.

    Raises:
        ValueError: it is no JSON at all.
    """
    try:
        return msgspec.json.decode(data)
    except msgspec.DecodeError:
        return json.loads(data)


def _fill(part: dict[str, Any]) -> None:
    """Make NaN of null, where it stands for a number."""
    for name, value in part.items():
        if value is None and name not in ("label", "outcome", "frame_index", "mode", "target"):
            part[name] = math.nan


def _has_time(frame: Frame, left: Left) -> bool:
    if abs(frame.t) <= LARGEST:
        return True
    left["frames without a time"] += 1
    return False


def _is_sound(event: InputEvent, left: Left) -> bool:
    sound = abs(event.t) <= LARGEST and abs(event.x) <= FURTHEST and abs(event.y) <= FURTHEST
    if not sound:
        left["events"] += 1
    return sound


def _sound(frame: Frame, left: Left) -> Frame:
    """The frame without what lies out of range. All comparisons are such that NaN fails them."""
    if not all(abs(value) <= LARGEST for value in frame.state.values()):
        left["values of states that are no numbers"] += 1
        frame.state = {name: value for name, value in frame.state.items() if abs(value) <= LARGEST}
    if frame.outcome and not all(abs(value) <= LARGEST for value in frame.outcome.values()):
        left["outcomes"] += 1
        frame.outcome = {name: value for name, value in frame.outcome.items() if abs(value) <= LARGEST}
    kept = [index for index, item in enumerate(frame.objects) if _is_object(item)]
    target = frame.label.target if frame.label is not None else None
    if len(kept) < len(frame.objects):
        left["objects"] += len(frame.objects) - len(kept)
        frame.objects = [frame.objects[index] for index in kept]
        if frame.label is not None and target is not None:
            frame.label.target = kept.index(target) if target in kept else TARGET_UNSAID
    elif frame.label is not None and target is not None and not TARGET_UNSAID <= target < len(kept):
        left["targets"] += 1
        frame.label.target = TARGET_UNSAID
    label = frame.label
    if label is not None and (not 0 <= label.confidence <= 1 or label.source not in LABEL_SOURCES):
        left["labels"] += 1
        frame.label = None
    x, y, click, hotkey = frame.action
    if not (abs(x) <= FURTHEST and abs(y) <= FURTHEST and 0 <= click <= Click.DOUBLE and 0 <= hotkey < len(HOTKEYS)):
        left["actions"] += 1
        frame.action = Action(
            x if abs(x) <= FURTHEST else 0.5,
            y if abs(y) <= FURTHEST else 0.5,
            click if 0 <= click <= Click.DOUBLE else Click.NONE,
            hotkey if 0 <= hotkey < len(HOTKEYS) else 0,
        )
    return frame


def _is_object(item: SeenObject) -> bool:
    inside = abs(item.x) <= FURTHEST and abs(item.y) <= FURTHEST
    return inside and 0 <= item.w <= FURTHEST and 0 <= item.h <= FURTHEST and 0 <= item.conf <= 1

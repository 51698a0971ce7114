"""The coach's corrections: `v2_corrections_*.json` and `corrections_*.jsonl`, one writer and readers for both.

A correction says what the bot decided at one moment and what would have been better, for each model apart.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from core.errors import ExitCode, UserError
from core.files import atomic_write_bytes
from core.formats.documents import load_json
from core.formats.fields import Reading, mode_of, raw_cursor, read_action, read_objects, read_state
from core.formats.loose import understand
from core.formats.timeline import moment
from core.formats.values import Budget, Left, Unreadable, first_of, naming, number, text, whole
from core.observation import SeenObject
from core.profile import Profile
from core.recording import TARGET_UNSAID, require_finite, utc_now
from core.words import Action

log = logging.getLogger("understudy")

FORMAT = "understudy-corrections"
VERSION = 1
PATTERNS = ("v2_corrections_*.json", "corrections_*.jsonl")

#: what a file calls the bot's decision and the better one
_BOT = ("bot", "bot_action", "bot_decision", "original", "current", "decision")
_BETTER = (
    "better", "vlm_correction", "correction", "corrections", "suggested", "suggested_correction",
    "suggested_corrections", "suggested_action", "correct", "corrected", "vlm", "vlm_action",
)  # fmt: skip
_REASON = ("reason", "critique", "explanation", "reasoning", "description")
#: what each model's part of a decision is called
_MODE = ("mode", "strategist", "intent", "goal")
_TARGET = ("target", "tactician", "target_idx", "target_index")
_ACTION = ("action", "executor")
_ROWS = ("corrections", "items", "entries", "samples", "critiques")


class Decision(msgspec.Struct, omit_defaults=True):
    """What was decided, or should have been, by each model; what is left out was not spoken of."""

    #: the Strategist's
    mode: str | None = None
    #: the Tactician's: an index into the objects, None for no target, `TARGET_UNSAID` where nothing is said of it
    target: int | None = TARGET_UNSAID
    #: the Executor's
    action: Action | None = None

    def __bool__(self) -> bool:
        return self != Decision()


class OtherProfile(UserError):
    """A file of corrections is of another game."""


class Correction(msgspec.Struct, omit_defaults=True, kw_only=True):
    """The coach's better decision for one moment."""

    #: file stem of the recording it is about, and the moment in it: seconds, or the frame's number
    recording: str | None = None
    t: float | None = None
    frame: int | None = None
    state: dict[str, float] = msgspec.field(default_factory=dict)
    objects: list[SeenObject] = msgspec.field(default_factory=list)
    bot: Decision = msgspec.field(default_factory=Decision)
    better: Decision = msgspec.field(default_factory=Decision)
    reason: str = ""
    #: 0..1
    confidence: float = 1.0


class CorrectionFile(msgspec.Struct, kw_only=True):
    """A file of corrections in our own format."""

    format: str = FORMAT
    version: int = VERSION
    profile: str
    #: who says so, such as the name of a vision-language model
    coach: str = ""
    #: ISO 8601, UTC
    created: str
    corrections: list[Correction]


def write_corrections(path: Path, corrections: Sequence[Correction], *, profile: str, coach: str = "") -> None:
    """Write corrections, whole or not at all.

    Raises:
        ValueError: a number in them is NaN or infinite; its field is named, and nothing is written.
    """
    made = CorrectionFile(profile=profile, coach=coach, created=utc_now(), corrections=list(corrections))
    require_finite("", made)
    atomic_write_bytes(path, msgspec.json.encode(made))


def correction_files(folder: Path) -> list[Path]:
    """All files of corrections in `folder`, by name."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if any(fnmatchcase(path.name, pattern) for pattern in PATTERNS))


def load_corrections(folder: Path, profile: Profile) -> list[Correction]:
    """All corrections in `folder` for this profile. A file that cannot be read is skipped, and said so."""
    found: list[Correction] = []
    for path in correction_files(folder):
        try:
            found += read_corrections(path, profile)
        except OtherProfile:
            continue  # whoever reads that profile's recordings reads it
        except UserError as error:
            log.warning("Skipped: %s", error)
    return found


def read_corrections(path: Path, profile: Profile) -> list[Correction]:
    """Read one file of corrections, of our own format or as the founding documents have it.

    Raises:
        UserError: it is damaged, holds no corrections, is of another profile, or was written by a newer version.
    """
    with naming(path):
        data = path.read_bytes()
        if path.suffix.lower() == ".jsonl":
            return _loose({"corrections": list(_lines(data, path))}, profile, path, len(data))
        tree = load_json(data)
        if isinstance(tree, Mapping) and tree.get("format") == FORMAT:
            return _own(data, path, profile)
        return _loose(tree, profile, path, len(data))


def _own(data: bytes, path: Path, profile: Profile) -> list[Correction]:
    try:
        found = msgspec.json.decode(data, type=CorrectionFile)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(f"it is not a whole file of corrections ({error})"[:200]) from error
    if found.version > VERSION:
        raise Unreadable(f"it is of version {found.version}, newer than {VERSION}: update Understudy to read it")
    if found.profile != profile.name:
        raise OtherProfile(f"{path} was made for profile {found.profile!r}, not {profile.name!r}.", ExitCode.NO_DATA)
    return found.corrections


def _lines(data: bytes, path: Path) -> Iterator[Any]:
    left = Left()
    for line in data.splitlines():
        try:
            if line.strip():
                yield load_json(line)
        except Unreadable:
            left["lines that are not whole"] += 1
    left.tell(path)


def _loose(tree: object, profile: Profile, path: Path, size: int) -> list[Correction]:
    head: Mapping[Any, Any] = tree if isinstance(tree, Mapping) else {}
    rows = tree if isinstance(tree, list) else next((v for n in _ROWS if isinstance(v := head.get(n), list)), None)
    rows = [row for row in rows or [] if isinstance(row, Mapping)]
    reading = Reading(profile, Budget(size))
    understand(head, ({"objects": row.get("objects"), "action": _action_of(row)} for row in rows), reading)
    found = [correction for row in rows if (correction := _correction(row, reading)) is not None]
    if not found:
        raise Unreadable("it holds no corrections")
    reading.left.tell(path)
    return found


def _action_of(row: Mapping[Any, Any]) -> Any:
    """A place for the cursor that a correction names, to tell pixels from fractions."""
    for value in (first_of(row, *_BETTER), first_of(row, *_BOT), row.get("executor")):
        if isinstance(value, Mapping):
            value = first_of(value, *_ACTION, *_BETTER) or value
        if raw_cursor(value) is not None:
            return value
    return None


def _correction(row: Mapping[Any, Any], reading: Reading) -> Correction | None:
    seen = first_of(row, "objects", "detections")
    objects, found = read_objects({"objects": seen}, reading)
    places = None if seen is None else found
    bot = _decision(first_of(row, *_BOT), places, reading)
    better = _decision(first_of(row, *_BETTER), places, reading)
    for level in ("strategist", "tactician", "executor"):
        _add_level(bot, better, level, row.get(level), places, reading)
    if not better:
        reading.left["corrections without a better decision"] += 1
        return None
    named = text(first_of(row, "recording", "recording_name", "sequence", "session"))
    confidence = number(first_of(row, "confidence", "conf"))
    return Correction(
        recording=PurePosixPath(named.replace("\\", "/")).name.removesuffix(".json") if named else None,
        t=moment(first_of(row, "t", "time", "timestamp")),
        frame=whole(first_of(row, "frame", "frame_index", "frame_idx", "frame_id")),
        state=read_state(row.get("state"), reading),
        objects=objects,
        bot=bot,
        better=better,
        reason=_words(first_of(row, *_REASON)),
        confidence=1.0 if confidence is None else min(max(confidence, 0.0), 1.0),
    )


def _decision(value: object, places: Mapping[int, int] | None, reading: Reading) -> Decision:
    """A mode's name, an action, or an object with some of mode, target and action."""
    made = Decision()
    if isinstance(value, str):
        made.mode = mode_of(value, reading.left)
    elif isinstance(value, Mapping):
        # Where a model's part is an object itself, `_add_level` reads it.
        mode, action = first_of(value, *_MODE), first_of(value, *_ACTION)
        made.mode = None if isinstance(mode, Mapping) else mode_of(mode, reading.left)
        made.target = _target(value, places)
        made.action = _action(value if action is None else action, reading)
    else:
        made.action = _action(value, reading)
    return made


def _add_level(
    bot: Decision, better: Decision, level: str, value: object, places: Mapping[int, int] | None, reading: Reading
) -> None:
    """Add what one model's part of a correction says: the better answer, or an object with both."""
    pair = (None, value)
    if isinstance(value, Mapping) and first_of(value, *_BETTER) is not None:
        pair = (first_of(value, *_BOT), first_of(value, *_BETTER))
    for decision, answer in zip((bot, better), pair, strict=True):
        if answer is None:
            continue
        is_whole = isinstance(answer, Mapping) and first_of(answer, *_MODE, *_TARGET, *_ACTION) is not None
        found = _decision(answer if is_whole else {level: answer}, places, reading)
        decision.mode = found.mode or decision.mode
        decision.action = found.action or decision.action
        if found.target != TARGET_UNSAID:
            decision.target = found.target


def _target(value: Mapping[Any, Any], places: Mapping[int, int] | None) -> int | None:
    name = next((name for name in _TARGET if name in value), None)
    if name is None:
        return TARGET_UNSAID
    index = whole(value[name])
    if index is None:
        return None if value[name] is None or value[name] == "none" else TARGET_UNSAID
    if index < 0:
        return None
    # Without objects of its own, a correction means those of the recording.
    return index if places is None else places.get(index, TARGET_UNSAID)


def _action(value: object, reading: Reading) -> Action | None:
    pair = raw_cursor(value)
    if pair is None or reading.cursor.point(*pair) is None:
        return None
    return read_action(value, reading, Action(0.5, 0.5))


def _words(value: object) -> str:
    # Halves of characters could be read from JSON, but not written again.
    return value[:10_000].encode("utf-8", "replace").decode() if isinstance(value, str) else ""

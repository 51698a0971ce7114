"""`split.json`: which recordings are kept out of training, by name, beside the recordings themselves."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import msgspec

from core.files import atomic_write_bytes
from core.piece_names import origin

log = logging.getLogger("understudy")

SPLIT_FILE = "split.json"
TRAIN, VALIDATION = "train", "validation"


class Split(msgspec.Struct):
    """The content of split.json: the part of every recording by name."""

    parts: dict[str, str] = msgspec.field(default_factory=dict)
    version: int = 1


def read_parts(folder: Path) -> dict[str, str]:
    """The part decided for each recording in `folder`; nothing where the file is missing or, which is told, damaged."""
    path = folder / SPLIT_FILE
    try:
        parts = msgspec.json.decode(path.read_bytes(), type=Split).parts
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        log.warning("%s cannot be used (%s): recordings are split anew.", path, error)
        return {}
    return {name: part for name, part in parts.items() if part in (TRAIN, VALIDATION)}


def write_parts(folder: Path, parts: dict[str, str]) -> None:
    """Keep the parts; where that cannot be, it is told."""
    path = folder / SPLIT_FILE
    try:
        atomic_write_bytes(path, json.dumps(msgspec.to_builtins(Split(parts)), indent=2).encode())
    except OSError as error:
        log.warning("The split could not be kept in %s: %s.", path, error.strerror)


def part_of(name: str, parts: dict[str, str]) -> str | None:
    """The part of a recording, or of a piece of one; None where nothing is decided."""
    return parts.get(name) or parts.get(origin(name))

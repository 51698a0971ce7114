"""Which recordings are kept out of training: decided once per recording, and kept on disk beside them."""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path

import msgspec

from core.files import atomic_write_bytes
from core.played import Played

log = logging.getLogger("understudy")

SPLIT_FILE = "split.json"
TRAIN, VALIDATION = "train", "validation"


class Split(msgspec.Struct):
    """The content of split.json: the part of every recording by name."""

    parts: dict[str, str] = msgspec.field(default_factory=dict)
    version: int = 1


def split_by_recording(
    played: list[Played], folder: Path, share: float, seed: int
) -> tuple[list[Played], list[Played]]:
    """Training and validation recordings, neither empty. Those decided before keep their part wherever that can be.

    A single recording is cut in time, the end for validation, because neighbouring frames on both sides would make
    validation a memory test.
    """
    if len(played) == 1:
        only = played[0]
        at = max(1, round(len(only) * (1 - share)))
        log.warning("There is only one recording: its last %d %% in time is used to validate on.", round(100 * share))
        return [only.cut(0, at)], [only.cut(at, len(only))] if at < len(only) else [only]
    parts = _decided(folder / SPLIT_FILE)
    known = dict(parts)
    kept = sum(len(item) for item in played if parts.get(item.name) == VALIDATION)
    total = sum(len(item) for item in played)
    for item in sorted((p for p in played if p.name not in parts), key=lambda p: _lot(p.name, seed)):
        wanted = kept + len(item) / 2 <= share * total or (kept == 0 and share > 0)
        parts[item.name] = VALIDATION if wanted else TRAIN
        kept += len(item) if wanted else 0
    for part in (TRAIN, VALIDATION):
        if part not in {parts[item.name] for item in played}:
            moved = next((item for item in played if item.name not in known), played[-1])
            parts[moved.name] = part
    if parts != known:
        try:
            atomic_write_bytes(folder / SPLIT_FILE, json.dumps(msgspec.to_builtins(Split(parts)), indent=2).encode())
        except OSError as error:
            log.warning("The split could not be kept in %s: %s.", folder / SPLIT_FILE, error.strerror)
    train, validation = ([item for item in played if parts[item.name] == part] for part in (TRAIN, VALIDATION))
    return train, validation


def _decided(path: Path) -> dict[str, str]:
    try:
        parts = msgspec.json.decode(path.read_bytes(), type=Split).parts
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.DecodeError) as error:
        log.warning("%s cannot be used (%s): recordings are split anew.", path, error)
        return {}
    return {name: part for name, part in parts.items() if part in (TRAIN, VALIDATION)}


def _lot(name: str, seed: int) -> bytes:
    return hashlib.sha256(f"{seed}:{name}".encode()).digest()

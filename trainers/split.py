"""Which recordings are kept out of training: decided once per recording, and kept on disk beside them."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

from core.piece_names import origin
from core.played import Played
from core.split_file import TRAIN, VALIDATION, read_parts, write_parts

log = logging.getLogger("understudy")


def split_by_recording(
    played: list[Played], folder: Path, share: float, seed: int
) -> tuple[list[Played], list[Played]]:
    """Training and validation recordings, neither empty. Those decided before keep their part wherever that can be.

    Pieces of one recording stay together. A single recording is cut in time, the end for validation, because
    neighbouring frames on both sides would make validation a memory test.
    """
    groups: dict[str, list[Played]] = {}
    for item in played:
        groups.setdefault(origin(item.name), []).append(item)
    if len(groups) == 1:
        log.warning("There is only one recording: its last %d %% in time is used to validate on.", round(100 * share))
        return _cut_in_time(played, share)
    parts = read_parts(folder)
    known = dict(parts)
    sizes = {name: sum(map(len, pieces)) for name, pieces in groups.items()}
    kept = sum(size for name, size in sizes.items() if parts.get(name) == VALIDATION)
    total = sum(sizes.values())
    for name in sorted((name for name in groups if name not in parts), key=lambda name: _lot(name, seed)):
        wanted = kept + sizes[name] / 2 <= share * total or (kept == 0 and share > 0)
        parts[name] = VALIDATION if wanted else TRAIN
        kept += sizes[name] if wanted else 0
    for part in (TRAIN, VALIDATION):
        if part not in {parts[name] for name in groups}:
            parts[next((name for name in groups if name not in known), list(groups)[-1])] = part
    if parts != known:
        write_parts(folder, parts)
    train, validation = ([item for item in played if parts[origin(item.name)] == part] for part in (TRAIN, VALIDATION))
    return train, validation


def _cut_in_time(pieces: list[Played], share: float) -> tuple[list[Played], list[Played]]:
    """The beginning of what the pieces hold together, and its end."""
    left = max(1, round(sum(map(len, pieces)) * (1 - share)))
    train, validation = [], []
    for item in pieces:
        at = min(left, len(item))
        left -= at
        if at:
            train.append(item.cut(0, at) if at < len(item) or len(pieces) == 1 else item)
        if at < len(item):
            validation.append(item.cut(at, len(item)) if at else item)
    return train, validation or pieces[-1:]


def _lot(name: str, seed: int) -> bytes:
    return hashlib.sha256(f"{seed}:{name}".encode()).digest()

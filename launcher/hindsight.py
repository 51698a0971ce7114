"""What a player was after where nobody has said so, told in hindsight once and kept beside the recording."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from core.columns import cached_summary, open_played
from core.files import atomic_write, file_stamp
from core.home import Home
from core.labels import label_in_hindsight
from core.labels.network import WEIGHTS
from core.played import UNKNOWN, Played
from core.profile import load_profile
from core.words import MODES
from launcher.reel import Floats, Ints


class Hindsight(NamedTuple):
    """Of N frames."""

    #: (N,) index into MODES
    mode: Ints
    #: (N,) object slot or -1
    target: Ints
    #: (N,) 0..1
    confidence: Floats


def _kept(path: Path) -> Path:
    return path.parent / ".cache" / f"{path.stem if path.suffix == '.json' else path.name}.hindsight.npz"


def _key(played: Played) -> str:
    """Changes with the recording and with what tells."""
    return f"{played.key} {file_stamp(WEIGHTS)}"


def read_hindsight(path: Path, played: Played) -> Hindsight | None:
    """What was told of a recording before, None where that is not so or not true any more."""
    try:
        with np.load(_kept(path), allow_pickle=False) as file:
            if str(file["key"]) != _key(played):
                return None
            found = Hindsight(file["mode"], file["target"], file["confidence"])
    except (OSError, ValueError, KeyError, EOFError):
        return None
    return found if all(len(column) == len(played) for column in found) else None


def tell_in_hindsight(path: Path) -> None:
    """Tell it and keep it. Takes a while.

    Raises:
        UserError: the recording or its profile cannot be read.
        OSError: it cannot be kept.
    """
    summary = cached_summary(path)
    profile = load_profile(summary.profile if summary else "arena", Home.find())
    played = open_played(path, profile)
    mode, target, confidence = label_in_hindsight(played, profile)
    with atomic_write(_kept(path)) as file:
        np.savez(file, key=np.array(_key(played)), mode=mode, target=target, confidence=confidence)


def needs_hindsight(played: Played) -> bool:
    """Whether there are moments of which nobody has said anything."""
    return bool((played.mode == UNKNOWN).any())


def mode_counts(path: Path) -> dict[str, int]:
    """Frames by mode of what was told of a recording; nothing where that cannot be read."""
    try:
        with np.load(_kept(path), allow_pickle=False) as file:
            counts = np.bincount(np.maximum(file["mode"], -1) + 1, minlength=len(MODES) + 1)
    except (OSError, ValueError, KeyError, EOFError):
        return {}
    return {name: int(count) for name, count in zip(["", *MODES], counts, strict=True) if count}

"""What none of some models was trained on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from core.checkpoint import Checkpoint
from core.errors import ExitCode, UserError
from core.labels import fill_labels
from core.piece_names import origin, piece_of, recording_name
from core.played import Played, load_folder
from core.profile import Profile
from core.split_file import TRAIN, VALIDATION


def held_out_of(folder: Path, profile: Profile, checkpoints: Iterable[Checkpoint]) -> list[Played]:
    """The recordings in `folder`, or their ends, that no checkpoint has seen, with labels.

    Raises:
        UserError: there are none.
    """
    models = list(checkpoints)
    parts = (unseen(item, models) for item in load_folder(folder, profile))
    held_out = [fill_labels(item, profile) for item in parts if item is not None and len(item)]
    if not held_out:
        raise UserError(
            f"Every recording in {folder} was trained on: record some more play to evaluate on.", ExitCode.NO_DATA
        )
    return held_out


def unseen(item: Played, checkpoints: Iterable[Checkpoint]) -> Played | None:
    """What no model was trained on of a recording or a piece of one: all, nothing, or its end where a single recording
    was cut in time for training and validation."""
    first, end = piece_of(item.name, len(item))
    seen = first
    for split in (checkpoint.split for checkpoint in checkpoints):
        related = [name for name in split.get(TRAIN, []) if origin(name) == origin(item.name)]
        if related and not any(origin(name) == origin(item.name) for name in split.get(VALIDATION, [])):
            return None
        for name in related:
            if recording_name(name) == recording_name(item.name):
                seen = max(seen, piece_of(name, end)[1])
    return item if seen == first else item.cut(seen - first, len(item)) if seen < end else None

"""What correction files say of recordings, put into them: the coach's better mode and target at some moments."""

from __future__ import annotations

import logging
import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.files import file_stamp
from core.formats.corrections import Correction, correction_files, load_corrections
from core.home import CORRECTIONS
from core.library.places import stem_of
from core.observation import SeenObject
from core.played import NO_TARGET, Played
from core.profile import Profile
from core.recording import LABEL_SOURCES, TARGET_UNSAID
from core.words import MODES

log = logging.getLogger("understudy")

#: an object is the one a correction means where it is of the same class and this near, in fractions of the window
NEAR = 0.05
#: the last frame stands for this many seconds
AFTER = 0.1
_COACH = LABEL_SOURCES.index("coach")
_MODE_ID = {mode.value: index for index, mode in enumerate(MODES)}

_Stamps = tuple[tuple[int, int, int] | None, ...]
#: by folder and profile: the files as they were read last and the corrections by recording, so that a folder of many
#: recordings reads and complains of each file once
_read: dict[tuple[Path, str], tuple[_Stamps, dict[str, list[Correction]]]] = {}


def open_coached(path: Path, profile: Profile) -> Played:
    """A recording of any format with what correction files say of it.

    Raises:
        UserError: it cannot be used.
    """
    from core.columns import open_played

    return coached(open_played(path, profile), corrections_for(path, profile), profile)


def corrections_for(recording: Path, profile: Profile) -> list[Correction]:
    """The corrections that name a recording, of the folder of corrections beside the one it lies in.

    Raises:
        UserError: they tell frames by their numbers, and the recording cannot be read.
    """
    # Not resolved: a link to recordings on another disk leads away from the corrections.
    recording = Path(os.path.abspath(recording))  # noqa: PTH100
    folder = _folder_for(recording)
    if folder is None:
        return []
    key, stamps = (folder, profile.name), tuple(map(file_stamp, correction_files(folder)))
    known = _read.get(key)
    if known is None or known[0] != stamps:
        found = defaultdict(list)
        for correction in load_corrections(folder, profile):
            found[correction.recording or ""].append(correction)
        known = _read[key] = stamps, dict(found)
    named = known[1].get(stem_of(recording), [])
    if any(correction.t is None for correction in named) and _has_duplicates(recording, profile):
        log.warning("%s has frames twice: corrections by a frame's number, not by a time, are left out.", recording)
        return [correction for correction in named if correction.t is not None]
    return named


def _folder_for(recording: Path) -> Path | None:
    """Beside the folder of recordings; a recording that is a folder may lie in a folder of its own in there."""
    above = recording.parents[1 : 3 if recording.is_dir() else 2]
    return next((folder for parent in above if (folder := parent / CORRECTIONS).is_dir()), None)


def _has_duplicates(recording: Path, profile: Profile) -> bool:
    """Whether its columns hold fewer frames than its file, so that a number no longer tells which is meant."""
    from core.columns import summary_of

    return summary_of(recording, profile).duplicates > 0


def coached(played: Played, corrections: Sequence[Correction], profile: Profile) -> Played:
    """The recording with each moment labelled that a correction speaks of; what a person said stays.

    `played` itself is not changed. A target is found again among the moment's objects by its class and place.
    """
    if not corrections:
        return played
    mode, target = played.mode.copy(), played.target.copy()
    source, confidence = played.label_source.copy(), played.confidence.copy()
    stands = np.zeros(len(played), bool)
    for correction in corrections:
        row, better = _row(played, correction), correction.better
        if row is None or source[row] > _COACH:
            continue
        better_mode = _MODE_ID.get(better.mode or "")
        slot = None if better.target == TARGET_UNSAID else _slot(played, row, correction, profile)
        if better_mode is not None:
            mode[row], source[row], confidence[row] = better_mode, _COACH, correction.confidence
        if slot is not None:
            target[row], stands[row] = slot, True
    return replace(played, mode=mode, target=target, label_source=source, confidence=confidence, target_stands=stands)


def _row(played: Played, correction: Correction) -> int | None:
    t = played.scenes.t
    if correction.t is not None:
        inside = t[0] <= correction.t <= t[-1] + AFTER
        return int(np.searchsorted(t, correction.t, side="right")) - 1 if inside else None
    frame = correction.frame
    return frame if frame is not None and 0 <= frame < len(t) else None


def _slot(played: Played, row: int, correction: Correction, profile: Profile) -> int | None:
    """The slot of the better target, `NO_TARGET` where there should be none, None where it is not in view."""
    index = correction.better.target
    if index is None:
        return NO_TARGET
    meant = correction.objects[index] if 0 <= index < len(correction.objects) else None
    return None if meant is None else _nearest(played, row, meant, profile)


def _nearest(played: Played, row: int, meant: SeenObject, profile: Profile) -> int | None:
    scenes, names = played.scenes, profile.class_names
    first, end = int(scenes.start[row]), int(scenes.start[row + 1])
    if meant.cls not in names or first == end:
        return None
    away = np.hypot(*(scenes.box[first:end, :2] - (meant.x, meant.y)).T)
    away[scenes.cls[first:end] != names.index(meant.cls)] = np.inf
    slot = int(away.argmin())
    return slot if away[slot] <= NEAR else None

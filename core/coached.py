"""What correction files say of recordings, put into them: the coach's better mode and target at some moments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.files import file_stamp
from core.formats.corrections import Correction, correction_files, load_corrections
from core.home import CORRECTIONS
from core.observation import SeenObject
from core.played import NO_TARGET, Played
from core.profile import Profile
from core.recording import LABEL_SOURCES, TARGET_UNSAID
from core.words import MODES

#: an object is the one a correction means where it is of the same class and this near, in fractions of the window
NEAR = 0.05
#: the last frame stands for this many seconds
AFTER = 0.1
_COACH = LABEL_SOURCES.index("coach")
_MODE_ID = {mode.value: index for index, mode in enumerate(MODES)}

#: the files read last, so that a folder of many recordings reads and complains of each file once
_read: dict[object, dict[str, list[Correction]]] = {}


def corrections_for(recording: Path, profile: Profile) -> list[Correction]:
    """The corrections of a recording: those in the folder of corrections beside its own that name it."""
    folder = recording.parent.parent / CORRECTIONS
    key = (folder, profile.name, tuple(map(file_stamp, correction_files(folder))))
    if key not in _read:
        found = defaultdict(list)
        for correction in load_corrections(folder, profile):
            found[correction.recording or ""].append(correction)
        _read.clear()
        _read[key] = dict(found)
    return _read[key].get(recording.stem, [])


def coached(played: Played, corrections: Sequence[Correction], profile: Profile) -> Played:
    """The recording with each moment labelled that a correction speaks of; what a person said stays.

    `played` itself is not changed. A target is found again among the moment's objects by its class and place.
    """
    if not corrections:
        return played
    mode, target = played.mode.copy(), played.target.copy()
    source, confidence = played.label_source.copy(), played.confidence.copy()
    for correction in corrections:
        row, better = _row(played, correction), correction.better
        if row is None or source[row] > _COACH:
            continue
        better_mode = _MODE_ID.get(better.mode or "")
        slot = None if better.target == TARGET_UNSAID else _slot(played, row, correction, profile)
        if better_mode is None and slot is None:
            continue
        mode[row] = mode[row] if better_mode is None else better_mode
        target[row] = target[row] if slot is None else slot
        source[row], confidence[row] = _COACH, correction.confidence
    return replace(played, mode=mode, target=target, label_source=source, confidence=confidence)


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

"""Reads a recording for the player, with what a person changed about it. For a worker's thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from core.coached import coached, corrections_for
from core.columns import Summary, cached_summary, open_played
from core.edits import Edits, labelled, read_edits
from core.home import Home
from core.opinion import read_opinion
from core.played import UNKNOWN, Played
from core.profile import Profile, load_profile
from core.recording import LABEL_SOURCES
from launcher.hindsight import needs_hindsight, read_hindsight
from launcher.reel import NONE, Reel


@dataclass(frozen=True)
class Reading:
    """What was read of a recording."""

    path: Path
    reel: Reel
    edits: Edits
    #: whether it has moments of which nobody has said anything, not even in hindsight yet
    untold: bool
    #: whether the models have changed since they were asked for their opinion
    stale: bool = False


def load_reel(path: Path, home: Home, *, with_bot: bool = False) -> Reading | None:
    """A recording from its columns, None where there are none yet: making them is for another process.

    Raises:
        UserError: it was recorded for a profile that is not there.
    """
    summary = cached_summary(path)
    if summary is None:
        return None
    edits = read_edits(path)
    profile = load_profile(summary.profile, home)
    played = open_played(path, profile)
    untold = needs_hindsight(played)
    if untold and (told := read_hindsight(path, played)) is not None:
        nobody = played.mode == UNKNOWN
        played.target = np.where(played.target == UNKNOWN, told.target, played.target)
        played.mode = np.where(nobody, told.mode, played.mode)
        played.label_source = np.where(nobody, LABEL_SOURCES.index("hindsight"), played.label_source)
        played.confidence = np.where(nobody, told.confidence, played.confidence)
        untold = False
    played = coached(played, corrections_for(path, profile), profile)
    reel = _reel(path, summary, labelled(played, edits.labels), profile)
    opinion = read_opinion(path) if with_bot else None
    if opinion is None or len(opinion) != len(reel):
        return Reading(path, reel, edits, untold)
    stale = not opinion.is_of(path, home.models, profile)
    return Reading(path, replace(reel, opinion=opinion), edits, untold, stale)


def _reel(path: Path, summary: Summary, played: Played, profile: Profile) -> Reel:
    scenes, events = played.scenes, played.events
    video = path.parent / summary.video if summary.video else None
    return Reel(
        name=path.stem, player=played.player, profile=summary.profile, duration=summary.duration, fps=summary.fps,
        aspect=summary.width / summary.height if summary.width and summary.height else 16 / 9,
        video=video if video is not None and video.is_file() else None,
        class_names=profile.class_names, roles=tuple(profile.roles[name].value for name in profile.class_names),
        state_names=profile.state_names, t=scenes.t, state=scenes.state, start=scenes.start, cls=scenes.cls,
        box=scenes.box, cursor=played.cursor, event_t=events.t, event_click=events.click, event_hotkey=events.hotkey,
        event_xy=events.xy, mode=np.maximum(played.mode, NONE), target=np.maximum(played.target, NONE),
        source=played.label_source, confidence=played.confidence, picture=played.frame_index,
    )  # fmt: skip

"""A recording as arrays: what the trainers and the statistics work on."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.edits import apply_edits, read_edits
from core.errors import ExitCode, UserError
from core.features import Floats, Ints, Moments
from core.profile import Profile
from core.recording import Recording
from core.scenes import Scenes
from core.schema import FeatureSchema
from core.words import Click

log = logging.getLogger("understudy")

#: target slot of a moment without a target, and of one nobody has said anything about
NO_TARGET, UNKNOWN = -1, -2
CLICK_ID = {"left": Click.LEFT, "right": Click.RIGHT, "double": Click.DOUBLE}


@dataclass
class Events:
    """M clicks and hotkeys in the order of time."""

    #: (M,) float64, seconds
    t: NDArray[np.float64]
    #: (M,) `Click`, 0 for a hotkey
    click: Ints
    #: (M,) hotkey id, 0 for a click
    hotkey: Ints
    #: (M, 2) cursor at the event
    xy: Floats

    def __len__(self) -> int:
        return len(self.t)


@dataclass
class Played:
    """One recording of N frames as arrays. Those of a file are mapped and cannot be written to."""

    name: str
    #: who played: person or pilot:NAME
    player: str
    scenes: Scenes
    #: (N, 2) cursor when the frame was captured
    cursor: Floats
    events: Events
    #: (N,) index into MODES, `UNKNOWN` without a label
    mode: Ints
    #: (N,) object slot, `NO_TARGET` or `UNKNOWN`
    target: Ints
    #: (N,) index into `core.recording.LABEL_SOURCES`
    label_source: Ints
    #: (N,) 0..1, how sure the label is; 0 without one
    confidence: Floats
    #: (N,) index of the picture in the video, -1 where there is none
    frame_index: Ints
    #: (N, 5) what changed since the frame before, in the order of `core.recording.OUTCOMES`
    outcome: Floats
    #: (N, `summary_width`), see `core.features.summary_features`
    summaries: Floats
    #: digest of the recording's content
    key: str
    #: (N,) whether a coach named the target, whoever said the mode; None where no coach has spoken
    target_stands: NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        return len(self.scenes)

    @property
    def moments(self) -> Moments:
        """All moments with every object slot, made anew each time: large, so take it once and let it go."""
        return self.scenes.take()

    def cut(self, start: int, stop: int) -> Played:
        """Frames `start` to `stop` as a recording of their own, keeping their times."""
        t = self.scenes.t
        inside = slice(start, stop)
        end = t[stop] if stop < len(t) else np.inf
        kept = (self.events.t >= t[start]) & (self.events.t < end)
        return replace(
            self,
            name=f"{self.name}[{start}:{stop}]",
            scenes=self.scenes.cut(start, stop),
            events=Events(*(getattr(self.events, name)[kept] for name in Events.__dataclass_fields__)),
            target_stands=None if self.target_stands is None else self.target_stands[inside],
            **{name: getattr(self, name)[inside] for name in PER_FRAME},
        )


#: the arrays of `Played` with a row for each frame
PER_FRAME = (
    "cursor", "mode", "target", "label_source", "confidence", "frame_index", "outcome", "summaries",
)  # fmt: skip


def to_arrays(name: str, recording: Recording, schema: FeatureSchema) -> Played:
    """Turn a recording into arrays; frames whose time does not advance are left out.

    Raises:
        UserError: no frame is left.
    """
    # The columns are made of this module's arrays.
    from core.columns.build import Builder
    from core.columns.table import Words, table_of

    builder = Builder(schema, recording)
    builder.add(table_of(recording.frames, Words.of(schema)))
    return builder.played(name)


def open_pieces(path: Path, profile: Profile) -> list[Played]:
    """What counts of one recording of any format, as people have trimmed and labelled it; nothing, where all is cut.

    What correction files say of it stands in its labels.

    Raises:
        UserError: it or its edits cannot be used.
    """
    from core.coached import open_coached

    return apply_edits(open_coached(path, profile), read_edits(path))


def load_folder(folder: Path, profile: Profile) -> list[Played]:
    """What counts of every recording of this profile in `folder`, by name, as people have trimmed and labelled it.

    A damaged or foreign file is skipped, and said so. So is what one and the profile do not both know by name.

    Raises:
        UserError: nothing is left to learn from.
    """
    from core.columns import cached_summary
    from core.formats import none_in, sources

    files = sources(folder)
    if not files:
        raise none_in(folder)
    played: list[Played] = []
    for path in files:
        try:
            played += open_pieces(path, profile)
        except UserError as error:
            log.warning("Skipped: %s", error)
            continue
        if (summary := cached_summary(path)) is not None and (unlike := summary.unlike_profile()):
            log.warning("%s", unlike)
    if not played:
        raise UserError(
            f"None of the {len(files)} recordings in {folder} can be used: "
            "record new ones, or choose another folder or profile.",
            ExitCode.NO_DATA,
        )
    return played

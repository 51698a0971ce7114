"""Writes targets that a person named by an object's track into the frames themselves.

Tracks are counted from a recording's beginning, so their numbers mean nothing once it begins elsewhere.
"""

from __future__ import annotations

import msgspec

from core.edits import Edits, StretchLabel
from core.features import FeatureSchema, Observer
from core.home import Home
from core.observation import Observation
from core.profile import load_profile
from core.recording import Label, Recording


def write_targets(recording: Recording, edits: Edits, home: Home) -> Edits:
    """Put the targets of `edits` into the labels of `recording`'s frames; returns the edits without them.

    Raises:
        UserError: the recording's profile, by which objects are followed, is not there.
    """
    spoken = [label for label in edits.labels if label.target_track is not None]
    if not spoken:
        return edits
    observer = Observer(FeatureSchema.of(load_profile(recording.profile, home)))
    last = -1.0
    for frame in recording.frames:
        if frame.t <= last:
            continue
        last = frame.t
        seen = Observation(frame.t, frame.state, frame.objects)
        order = observer.order(seen)
        tracks = observer.observe(seen).track[0, : len(order)].tolist()
        for label in spoken:
            if label.start <= frame.t <= label.stop:
                target = order[tracks.index(label.target_track)] if label.target_track in tracks else None
                mode = frame.label.mode if frame.label else None
                frame.label = Label(mode, target, label.by)
    labels = tuple(
        StretchLabel(label.start, label.stop, label.mode, None, label.by) for label in edits.labels if label.mode
    )
    return msgspec.structs.replace(edits, labels=labels)

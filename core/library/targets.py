"""Writes targets that a person named by an object's track into the frames themselves.

Tracks are counted from a recording's beginning, so their numbers mean nothing once it begins elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from core.edits import Edits, StretchLabel
from core.features import Observer
from core.home import Home
from core.library.stream import Stream
from core.observation import Observation
from core.profile import load_profile
from core.recording import Frame, Label
from core.schema import FeatureSchema


def without_targets(edits: Edits) -> Edits:
    """What remains of `edits` once the targets stand in the frames."""
    labels = tuple(
        StretchLabel(label.start, label.stop, label.mode, None, label.by) for label in edits.labels if label.mode
    )
    return msgspec.structs.replace(edits, labels=labels)


def frames_with_targets(stream: Stream, edits: Edits, home: Home) -> Iterator[Frame]:
    """All frames of a recording, with the targets of `edits` in their labels.

    Raises:
        UserError: the recording's profile, by which objects are followed, is not there.
    """
    spoken = [label for label in edits.labels if label.target_track is not None]
    if not spoken:
        return stream.frames()
    schema = FeatureSchema.of(load_profile(stream.head.profile, home))
    return _labelled(stream.frames(), spoken, Observer(schema))


def _labelled(frames: Iterator[Frame], spoken: list[StretchLabel], observer: Observer) -> Iterator[Frame]:
    last = -1.0
    for frame in frames:
        if frame.t > last:
            last = frame.t
            frame = msgspec.structs.replace(frame, label=_label(frame, spoken, observer))
        yield frame


def _label(frame: Frame, spoken: list[StretchLabel], observer: Observer) -> Label | None:
    seen = Observation(frame.t, frame.state, frame.objects)
    order = observer.order(seen)
    tracks = observer.observe(seen).track[0, : len(order)].tolist()
    found = frame.label
    for label in spoken:
        if label.start <= frame.t <= label.stop:
            target = order[tracks.index(label.target_track)] if label.target_track in tracks else None
            found = Label(found.mode if found else None, target, label.by)
    return found

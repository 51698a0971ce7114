"""Splits a recording in two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

import msgspec

from core.edits import Edits, EditState, StretchLabel, read_edits, sidecar_of, write_edits
from core.errors import ExitCode, UserError
from core.home import Home
from core.library.deleting import delete_to_bin
from core.library.film import cut_video
from core.library.places import all_or_nothing, changing, free_stem, require_finished, stem_of, video_of
from core.library.stream import Stream
from core.library.targets import frames_with_targets, without_targets
from core.recording import Frame, InputEvent, Recording, write_frames


def split_at(path: Path, t: float, home: Home) -> tuple[Path, Path]:
    """Make two recordings of one, the second beginning with the first frame at or after `t` seconds.

    Each half has its own file, video and edits and can be deleted alone; the original goes to the bin. They stay on
    one side of the split between training and validation by their names. What was undone cannot come back.

    Raises:
        UserError: one half would be empty, the recording or its video cannot be read, or the disk takes no more.
    """
    with changing(path.parent), all_or_nothing() as made:
        require_finished(path)
        stream, edits = Stream(path), read_edits(path)
        at = next((index for index, moment in enumerate(stream.times) if moment >= t), len(stream))
        if not 0 < at < len(stream):
            raise UserError(
                f"{path.name} holds nothing on one side of {t:g} s: it is {stream.head.duration:.1f} s long.",
                ExitCode.BAD_INPUT,
            )
        video = video_of(path)
        paths = []
        for half in _halves(stream, without_targets(edits), at):
            stem = free_stem(path.parent, half.stem)
            target = path.with_name(f"{stem}.json")
            if video is not None and video.is_file():
                made.append(path.with_name(f"{stem}{video.suffix}"))
                _cut_film(video, made[-1], half, stream)
            else:
                half.head.video = None
            # Last, so that a recording never stands there without what belongs to it.
            made.append(sidecar_of(target))
            write_edits(target, half.edits)
            made.append(target)
            write_frames(target, half.head, _frames(frames_with_targets(stream, edits, home), half))
            paths.append(target)
        delete_to_bin([path])
    return paths[0], paths[1]


@dataclass
class _Half:
    stem: str
    #: the recording without its frames
    head: Recording
    edits: Edits
    #: which of the whole's frames are its own
    first: int
    last: int
    #: when it begins in the whole, in seconds, and with which picture
    zero: float
    shift: int = 0


def _halves(stream: Stream, edits: Edits, at: int) -> tuple[_Half, _Half]:
    whole, path = stream.head, stream.path
    cut, before, end = stream.times[at], stream.times[at - 1], stream.times[-1]
    first = _part(whole, [e for e in whole.events if e.t < cut], 0.0, at / len(stream))
    second = _part(whole, [e for e in whole.events if e.t >= cut], cut, 1 - at / len(stream))
    first.duration, second.duration = cut, max(whole.duration, end) - cut
    stem = stem_of(path)
    return (
        _Half(f"{stem}-part1", first, _edits_between(path, edits, 0.0, before, 0.0), 0, at - 1, 0.0),
        _Half(f"{stem}-part2", second, _edits_between(path, edits, cut, whole.duration, cut), at, len(stream) - 1, cut),
    )


def _part(whole: Recording, events: list[InputEvent], zero: float, share: float) -> Recording:
    """A recording of some of its events, with `zero` as the beginning of time.

    Dropped and late frames are shared out by the number of frames: when each happened is not known.
    """
    return msgspec.structs.replace(
        whole,
        created=_later(whole.created, zero),
        monotonic_start=whole.monotonic_start + zero,
        dropped=round(whole.dropped * share),
        late=round(whole.late * share),
        events=[msgspec.structs.replace(event, t=round(event.t - zero, 6)) for event in events],
    )


def _frames(frames: Iterator[Frame], half: _Half) -> Iterator[Frame]:
    """Those of one half, at their new times and with their new pictures."""
    for frame in islice(frames, half.first, half.last + 1):
        index = None if frame.frame_index is None else frame.frame_index - half.shift
        yield msgspec.structs.replace(frame, t=round(frame.t - half.zero, 6), frame_index=index)


def _later(created: str, seconds: float) -> str:
    try:
        return (datetime.fromisoformat(created) + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")
    except (ValueError, OverflowError):
        return created


def _edits_between(path: Path, edits: Edits, start: float, stop: float, zero: float) -> Edits:
    """What was said of one half, without the history."""

    def inside(a: float, b: float) -> tuple[float, float] | None:
        a, b = max(a, start) - zero, min(b, stop) - zero
        return (a, b) if b > a else None

    keep = tuple(filter(None, (inside(*stretch) for stretch in edits.keep)))
    if edits.keep and not keep:
        raise UserError(
            f"Nothing that is kept of {path.name} lies on one side of that: it is trimmed away already.",
            ExitCode.BAD_INPUT,
        )
    labels = []
    for label in edits.labels:
        if between := inside(label.start, label.stop):
            labels.append(StretchLabel(*between, label.mode, label.target_track, label.by))
    state = EditState(keep=keep, labels=tuple(labels), tags=edits.tags, note=edits.note)
    return Edits().changed(**{name: getattr(state, name) for name in EditState.__struct_fields__})


def _cut_film(video: Path, target: Path, half: _Half, stream: Stream) -> None:
    """The pictures of these frames in a video of their own; the half is told with which of the whole's it begins."""
    indices = [index for index in stream.pictures[half.first : half.last + 1] if index >= 0]
    if not indices:
        half.head.video = None
        return
    half.shift = cut_video(video, target, min(indices), max(indices))
    half.head.video = target.name

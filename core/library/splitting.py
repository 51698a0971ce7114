"""Splits a recording in two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from core.edits import Edits, EditState, StretchLabel, read_edits, sidecar_of, write_edits
from core.errors import ExitCode, UserError
from core.home import Home
from core.library.deleting import delete_to_bin
from core.library.film import cut_video
from core.library.places import all_or_nothing, changing, free_stem, require_finished, stem_of, video_of
from core.library.targets import write_targets
from core.recording import Frame, InputEvent, Recording, read_recording, write_recording


def split_at(path: Path, t: float, home: Home) -> tuple[Path, Path]:
    """Make two recordings of one, the second beginning with the first frame at or after `t` seconds.

    Each half has its own file, video and edits and can be deleted alone; the original goes to the bin. They stay on
    one side of the split between training and validation by their names. What was undone cannot come back.

    Raises:
        UserError: one half would be empty, the recording or its video cannot be read, or the disk takes no more.
    """
    with changing(path.parent), all_or_nothing() as made:
        require_finished(path)
        recording, edits = read_recording(path), read_edits(path)
        at = next((index for index, frame in enumerate(recording.frames) if frame.t >= t), len(recording.frames))
        if not 0 < at < len(recording.frames):
            raise UserError(
                f"{path.name} holds nothing on one side of {t:g} s: it is {recording.duration:.1f} s long.",
                ExitCode.BAD_INPUT,
            )
        edits = write_targets(recording, edits, home)
        halves = _halves(path, recording, edits, at)
        video = video_of(path)
        paths = []
        for half in halves:
            stem = free_stem(path.parent, half.stem)
            target = path.with_name(f"{stem}.json")
            if video is not None and video.is_file():
                made.append(path.with_name(f"{stem}{video.suffix}"))
                _cut_film(video, made[-1], half.recording)
            else:
                half.recording.video = None
            # Last, so that a recording never stands there without what belongs to it.
            made.append(sidecar_of(target))
            write_edits(target, half.edits)
            made.append(target)
            write_recording(target, half.recording)
            paths.append(target)
        delete_to_bin([path])
    return paths[0], paths[1]


@dataclass
class _Half:
    stem: str
    recording: Recording
    edits: Edits


def _halves(path: Path, recording: Recording, edits: Edits, at: int) -> tuple[_Half, _Half]:
    cut = recording.frames[at].t
    first = _part(recording, recording.frames[:at], [e for e in recording.events if e.t < cut], 0.0)
    second = _part(recording, recording.frames[at:], [e for e in recording.events if e.t >= cut], cut)
    first.duration, second.duration = cut, max(recording.duration - cut, second.frames[-1].t)
    last = recording.frames[at - 1].t
    stem = stem_of(path)
    return (
        _Half(f"{stem}-part1", first, _edits_between(path, edits, 0.0, last, 0.0)),
        _Half(f"{stem}-part2", second, _edits_between(path, edits, cut, recording.duration, cut)),
    )


def _part(recording: Recording, frames: list[Frame], events: list[InputEvent], zero: float) -> Recording:
    """Some frames and events of a recording, with `zero` as the beginning of time.

    Dropped and late frames are shared out by the number of frames: when each happened is not known.
    """
    share = len(frames) / len(recording.frames)
    return msgspec.structs.replace(
        recording,
        created=_later(recording.created, zero),
        monotonic_start=recording.monotonic_start + zero,
        dropped=round(recording.dropped * share),
        late=round(recording.late * share),
        frames=[msgspec.structs.replace(frame, t=round(frame.t - zero, 6)) for frame in frames],
        events=[msgspec.structs.replace(event, t=round(event.t - zero, 6)) for event in events],
    )


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


def _cut_film(video: Path, target: Path, recording: Recording) -> None:
    """The pictures of these frames in a video of their own; the frames are told their new places."""
    indices = [frame.frame_index for frame in recording.frames if frame.frame_index is not None]
    if not indices:
        recording.video = None
        return
    shift = cut_video(video, target, min(indices), max(indices))
    recording.video = target.name
    for frame in recording.frames:
        if frame.frame_index is not None:
            frame.frame_index -= shift

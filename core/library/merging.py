"""Merges recordings, end to end, into one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import msgspec

from core.edits import NOTE_LENGTH, PAUSE, Edits, StretchLabel, read_edits, sidecar_of, write_edits
from core.errors import ExitCode, UserError
from core.home import Home
from core.library.deleting import delete_to_bin
from core.library.film import join_videos
from core.library.places import all_or_nothing, changing, free_stem, require_finished, stem_of, video_of
from core.library.stream import Stream
from core.library.targets import frames_with_targets, without_targets
from core.piece_names import origin
from core.recording import Frame, Recording, write_frames
from core.split_file import part_of, read_parts


def merge(paths: Sequence[Path], home: Home) -> Path:
    """Make one recording of several in one folder, in the order given; the originals go to the bin.

    A pause of more than `core.edits.PAUSE` lies between two of them, so that no look-back crosses.

    Raises:
        UserError: they do not fit together (profile, player, window, video, side of the split), one cannot be read,
            or the disk takes no more.
    """
    if len(set(paths)) < 2:
        raise UserError("Merging takes two recordings or more.", ExitCode.BAD_INPUT)
    folder = paths[0].parent
    if any(path.parent.resolve() != folder.resolve() for path in paths):
        raise UserError("Recordings of different folders cannot be merged: import them first.", ExitCode.BAD_INPUT)
    with changing(folder), all_or_nothing() as made:
        for path in paths:
            require_finished(path)
        streams = [Stream(path) for path in paths]
        _require_alike(streams)
        edits = [read_edits(path) for path in paths]
        stem = free_stem(folder, _name(folder, paths))
        target = folder / f"{stem}.json"
        starts = _starts(streams)
        films = [film for path in paths if (film := video_of(path)) is not None]
        firsts = [0] * len(paths)
        if films:
            made.append(folder / f"{stem}.mkv")
            anchors = [_anchor(stream, start) for stream, start in zip(streams, starts, strict=True)]
            firsts = join_videos(films, anchors, made[-1])
        whole = _joined([stream.head for stream in streams], starts)
        whole.video = f"{stem}.mkv" if films else None
        made.append(sidecar_of(target))
        write_edits(target, _joined_edits([without_targets(item) for item in edits], starts, streams))
        # Last, so that it never stands there without what belongs to it.
        made.append(target)
        frames = [frames_with_targets(stream, item, home) for stream, item in zip(streams, edits, strict=True)]
        write_frames(target, whole, _end_to_end(frames, starts, firsts))
        delete_to_bin(paths)
    return target


def _require_alike(streams: Sequence[Stream]) -> None:
    def facts(stream: Stream) -> dict[str, str]:
        recording = stream.head
        return {
            "profile": recording.profile,
            "player": recording.player,
            "source": recording.source,
            "window size": f"{recording.window.width}x{recording.window.height}",
            "video": "one" if video_of(stream.path) else "none",
        }

    first = facts(streams[0])
    for stream in streams[1:]:
        other = facts(stream)
        for name, value in first.items():
            if other[name] != value:
                raise UserError(
                    f"{streams[0].path.name} and {stream.path.name} cannot be merged: the {name} of the one is "
                    f"{value}, of the other {other[name]}.",
                    ExitCode.BAD_INPUT,
                )
    empty = next((stream for stream in streams if not len(stream)), None)
    if empty is not None:
        raise UserError(f"{empty.path.name} holds no frames: delete it.", ExitCode.NO_DATA)


def _name(folder: Path, paths: Sequence[Path]) -> str:
    """A name that keeps the merged recording on the side of the split its parts are on."""
    parts = read_parts(folder)
    decided = {path: part for path in paths if (part := part_of(stem_of(path), parts))}
    if len(set(decided.values())) > 1:
        words = ", ".join(f"{path.name} ({part})" for path, part in decided.items())
        raise UserError(
            f"Some of these are trained on and some kept to validate with: {words}. Merge those of one side.",
            ExitCode.BAD_INPUT,
        )
    return f"{origin(stem_of(next(iter(decided), paths[0])))}-merged"


def _starts(streams: Sequence[Stream]) -> list[float]:
    """When each begins in the whole, in seconds."""
    starts = [0.0]
    for stream in streams[:-1]:
        end = max(stream.head.duration, stream.times[-1])
        starts.append(round(starts[-1] + end + PAUSE + 1, 6))
    return starts


def _anchor(stream: Stream, start: float) -> tuple[int, float]:
    """Index of the first picture that a frame has, and when it is to be shown in the whole."""
    place = next((place for place, index in enumerate(stream.pictures) if index >= 0), 0)
    return max(stream.pictures[place], 0), start + stream.times[place]


def _end_to_end(parts: Sequence[Iterator[Frame]], starts: Sequence[float], firsts: Sequence[int]) -> Iterator[Frame]:
    """The frames of all, at their new times and with their new pictures."""
    for frames, start, first in zip(parts, starts, firsts, strict=True):
        for frame in frames:
            index = None if frame.frame_index is None else frame.frame_index + first
            yield msgspec.structs.replace(frame, t=round(frame.t + start, 6), frame_index=index)


def _joined(recordings: Sequence[Recording], starts: Sequence[float]) -> Recording:
    """What they say before their frames, as one."""
    events = [
        msgspec.structs.replace(event, t=round(event.t + start, 6))
        for recording, start in zip(recordings, starts, strict=True)
        for event in recording.events
    ]
    seeds = {recording.seed for recording in recordings}
    return msgspec.structs.replace(
        recordings[0],
        kind=recordings[0].kind if len({recording.kind for recording in recordings}) == 1 else "sequence",
        seed=seeds.pop() if len(seeds) == 1 else None,
        classes=_union(recording.classes for recording in recordings),
        state_names=_union(recording.state_names for recording in recordings),
        hotkeys=_union(recording.hotkeys for recording in recordings),
        duration=round(starts[-1] + recordings[-1].duration, 6),
        dropped=sum(recording.dropped for recording in recordings),
        late=sum(recording.late for recording in recordings),
        recovered=True if any(recording.recovered for recording in recordings) else msgspec.UNSET,
        events=events,
    )


def _union(lists: Iterable[list[str]]) -> list[str]:
    return list(dict.fromkeys(chain.from_iterable(lists)))


def _joined_edits(edits: Sequence[Edits], starts: Sequence[float], streams: Sequence[Stream]) -> Edits:
    """What was said of all of them, without the histories."""
    keep, labels = [], []
    for item, start, stream in zip(edits, starts, streams, strict=True):
        keep += [(a + start, b + start) for a, b in item.keep or ((0.0, stream.head.duration + PAUSE / 2),)]
        labels += [
            StretchLabel(label.start + start, label.stop + start, label.mode, label.target_track, label.by)
            for label in item.labels
        ]
    return Edits().changed(
        keep=tuple(keep) if any(item.keep for item in edits) else (),
        labels=tuple(labels),
        tags=tuple(sorted({word for item in edits for word in item.tags})),
        note="\n".join(filter(None, (item.note for item in edits)))[:NOTE_LENGTH],
    )

"""A recording as an export sees it: a row at every tick of a steady clock, and the picture that belongs to it."""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from core.errors import ExitCode, UserError
from core.recording import FORMAT, VERSION, Header
from core.video import Picture, VideoReader
from core.words import MODES, Action

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Longs = NDArray[np.int64]

#: a longer pause between two frames ends an episode
GAP = 0.5
#: mode of a row nobody has labelled
NO_MODE = -1
_MODE_ID = {str(mode): index for index, mode in enumerate(MODES)}


class _Label(msgspec.Struct, gc=False):
    mode: str | None = None


class _Moment(msgspec.Struct):
    """A frame without its objects, which are most of it. The state is decoded later, one at a time."""

    t: float
    state: msgspec.Raw
    action: Action
    label: _Label | None = None
    frame_index: int | None = None


class _Outline(Header, kw_only=True):
    video: str | None = None
    frames: list[_Moment]


_decoder = msgspec.json.Decoder(_Outline)
_state_decoder = msgspec.json.Decoder(dict[str, float])


@dataclass
class Take:
    """One recording of N frames, its times rising."""

    path: Path
    profile: str
    player: str
    #: frames asked for a second
    fps: float
    state_names: tuple[str, ...]
    #: beside the recording; None where it has none
    video: Path | None
    #: (N,) seconds
    t: Doubles
    #: (N, S)
    state: Floats
    #: (N, 2) cursor in 0..1 of the window
    cursor: Floats
    #: (N,) click and hotkey made in each frame
    click: Longs
    hotkey: Longs
    #: (N,) index into MODES, `NO_MODE`
    mode: Longs
    #: (N,) index of the picture in the video, -1 without
    picture: Longs


@dataclass
class Episode:
    """K rows of one take, one at every tick of a steady clock."""

    take: Take
    #: (K,) the frame nearest to each tick
    frame: Longs
    #: (K, 4) x, y, click, hotkey
    action: Floats
    #: seconds from a tick to its frame, at most
    offset: float
    #: clicks and hotkeys that found no row of their own
    lost: int

    def __len__(self) -> int:
        return len(self.frame)


def read_take(path: Path) -> Take:
    """Read a recording for export.

    Raises:
        UserError: the file is no recording of ours, is damaged, or holds no frames.
    """
    try:
        # Mapped, a long recording takes no memory of its own. It is let go with the last piece of it.
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        outline = _decoder.decode(data)
        if outline.format != FORMAT or outline.version > VERSION:
            raise UserError(
                f"{path} has the format {outline.format!r}, version {outline.version}, which cannot be exported.",
                ExitCode.NO_DATA,
            )
        return _take(path, outline)
    except (OSError, ValueError, RecursionError) as error:
        raise UserError(
            f"{path} is not a whole recording ({error}): restore or delete it.", ExitCode.NO_DATA
        ) from error


def _take(path: Path, outline: _Outline) -> Take:
    names = tuple(outline.state_names)
    times = np.array([moment.t for moment in outline.frames])
    # Frames whose time does not advance are left out.
    kept = np.flatnonzero(times > np.concatenate(([-np.inf], np.maximum.accumulate(times)))[: len(times)])
    frames = [outline.frames[place] for place in kept]
    if not frames:
        raise UserError(f"{path} holds no frames: delete it.", ExitCode.NO_DATA)
    state = np.zeros((len(frames), len(names)), np.float32)
    for row, moment in enumerate(frames):
        numbers = _state_decoder.decode(moment.state)
        state[row] = [numbers.get(name, 0.0) for name in names]
    actions = np.array([moment.action for moment in frames], np.float64)
    video = path.parent / outline.video if outline.video else None
    return Take(
        path=path,
        profile=outline.profile,
        player=outline.player,
        fps=outline.fps,
        state_names=names,
        video=video,
        t=times[kept],
        state=state,
        cursor=actions[:, :2].astype(np.float32),
        click=actions[:, 2].astype(np.int64),
        hotkey=actions[:, 3].astype(np.int64),
        mode=np.array([_mode(moment.label) for moment in frames], np.int64),
        picture=np.array([-1 if item.frame_index is None else item.frame_index for item in frames], np.int64),
    )


def _mode(label: _Label | None) -> int:
    return NO_MODE if label is None or label.mode is None else _MODE_ID.get(label.mode, NO_MODE)


def episodes(take: Take, fps: int, longest: int, keep: Sequence[tuple[float, float]] = ()) -> Iterator[Episode]:
    """The take at `fps` rows a second, cut at pauses and where more than `longest` rows would be in one.

    Of a take with pictures only what has them counts. `keep` are the stretches (seconds, both ends included) that
    count, all where there are none. A stretch of less than two rows is left out.
    """
    counts = np.full(len(take.t), not keep)
    for start, stop in keep:
        counts |= (take.t >= start) & (take.t <= stop)
    if take.video is not None:
        counts &= take.picture >= 0
    places = np.flatnonzero(counts)
    if not len(places):
        return
    pauses = np.flatnonzero((np.diff(take.t[places]) > GAP) | (np.diff(places) > 1) & bool(keep)) + 1
    for stretch in np.split(places, pauses):
        ticks = int(np.floor((take.t[stretch[-1]] - take.t[stretch[0]]) * fps + 1e-6)) + 1
        rows = _rows(take, stretch, ticks, fps)
        for start in range(0, ticks, longest):
            part = slice(start, min(start + longest, ticks))
            if part.stop - part.start >= 2:
                yield Episode(take, rows.frame[part], rows.action[part], rows.offset, rows.lost if start == 0 else 0)


def _rows(take: Take, stretch: Longs, ticks: int, fps: int) -> Episode:
    t = take.t[stretch]
    clock = t[0] + np.arange(ticks) / fps
    after = np.searchsorted(t, clock).clip(1, max(1, len(t) - 1))
    after = np.minimum(after, len(t) - 1)
    before = np.maximum(after - 1, 0)
    near = np.where(clock - t[before] <= t[after] - clock, before, after)
    action = np.zeros((ticks, 4), np.float32)
    action[:, :2] = take.cursor[stretch[near]]
    lost = 0
    # Each click and hotkey stands in exactly one row, however many frames a row stands for or rows a frame.
    for column, made in ((2, take.click[stretch]), (3, take.hotkey[stretch])):
        free = 0
        for place in np.flatnonzero(made):
            row = max(free, round((t[place] - t[0]) * fps))
            if row >= ticks:
                lost += 1
                continue
            action[row, column] = made[place]
            free = row + 1
    return Episode(take, stretch[near], action, float(np.abs(t[near] - clock).max()), lost)


class Reel:
    """The pictures of a take, wound forward only."""

    def __init__(self, take: Take, parts: Sequence[Episode]) -> None:
        assert take.video is not None
        self._path = take.video
        take.picture = np.maximum.accumulate(take.picture)
        wanted = frozenset(int(index) for part in parts for index in take.picture[part.frame])
        self._pictures = VideoReader(take.video).read(wanted)
        self._index = -1
        self._picture: Picture | None = None

    def at(self, index: int) -> Picture:
        """The picture with this index, not before the last one asked for; (height, width, 3) BGR."""
        while self._index < index:
            if (found := next(self._pictures, None)) is None:
                break
            self._index, self._picture = found
        if self._picture is None:
            raise UserError(f"The video {self._path} has no picture {index}.", ExitCode.NO_DATA)
        return self._picture

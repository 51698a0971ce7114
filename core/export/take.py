"""A recording as an export sees it: a row at every tick of a steady clock, and the picture that belongs to it.

What counts of it is what training learns from: see `core.played.open_pieces`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.columns import summary_of
from core.errors import ExitCode, UserError
from core.library.places import beside
from core.played import Played, open_pieces
from core.profile import Profile
from core.video import Picture, VideoReader

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Longs = NDArray[np.int64]

#: a longer pause between two frames ends an episode
GAP = 0.5
#: mode of a row nobody has labelled
NO_MODE = -1


@dataclass
class Take:
    """A stretch of a recording that counts, N frames; the arrays are its file's own, mapped."""

    played: Played
    #: (N,) index of the picture in the video, -1 without
    picture: Longs
    #: whether only frames with a picture count
    filmed: bool

    @property
    def t(self) -> Doubles:
        """(N,) seconds."""
        return self.played.scenes.t


@dataclass
class Source:
    """One recording, and what counts of it."""

    path: Path
    profile: str
    player: str
    #: frames asked for a second
    fps: float
    #: beside the recording; None where it has none, or none of what counts is in it
    video: Path | None
    #: width and height of its pictures
    size: tuple[int, int] | None
    takes: list[Take]


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

    @property
    def state(self) -> Floats:
        """(K, S)."""
        return self.take.played.scenes.state[self.frame]

    @property
    def mode(self) -> Longs:
        """(K,) index into MODES, `NO_MODE`."""
        return np.maximum(self.take.played.mode[self.frame], NO_MODE)

    @property
    def picture(self) -> Longs:
        """(K,) index in the video."""
        return self.take.picture[self.frame]


def read_source(path: Path, profile: Profile) -> Source:
    """Open a recording of any format for export.

    Raises:
        UserError: it or its edits cannot be used, or nothing of it counts.
    """
    pieces = open_pieces(path, profile)
    if not pieces:
        raise UserError(f"{path} holds nothing that counts.", ExitCode.NO_DATA)
    summary = summary_of(path, profile)
    video, size, count = beside(path, summary.video), None, 0
    if video is not None:
        with VideoReader(video) as reader:
            count, size = len(reader), (reader.width // 2 * 2, reader.height // 2 * 2)
    pictures = [np.where(piece.frame_index < count, piece.frame_index, -1) for piece in pieces]
    if not any((picture >= 0).any() for picture in pictures):
        video = size = None
    return Source(
        path=path,
        profile=summary.profile,
        player=summary.player,
        fps=summary.fps,
        video=video,
        size=size,
        takes=[Take(piece, seen, video is not None) for piece, seen in zip(pieces, pictures, strict=True)],
    )


def episodes(take: Take, fps: int, longest: int) -> Iterator[Episode]:
    """The take at `fps` rows a second, cut at pauses and where more than `longest` rows would be in one.

    Of a take with pictures only what has them counts. A stretch of less than two rows is left out.
    """
    places = np.flatnonzero(take.picture >= 0) if take.filmed else np.arange(len(take.t))
    if not len(places):
        return
    for stretch in np.split(places, np.flatnonzero(np.diff(take.t[places]) > GAP) + 1):
        ticks = int(np.floor((take.t[stretch[-1]] - take.t[stretch[0]]) * fps + 1e-6)) + 1
        rows = _rows(take, stretch, ticks, fps)
        for start in range(0, ticks, longest):
            part = slice(start, min(start + longest, ticks))
            if part.stop - part.start >= 2:
                yield Episode(take, rows.frame[part], rows.action[part], rows.offset, rows.lost if start == 0 else 0)


def _rows(take: Take, stretch: Longs, ticks: int, fps: int) -> Episode:
    t, events = take.t[stretch], take.played.events
    clock = t[0] + np.arange(ticks) / fps
    after = np.searchsorted(t, clock).clip(1, max(1, len(t) - 1))
    after = np.minimum(after, len(t) - 1)
    before = np.maximum(after - 1, 0)
    near = np.where(clock - t[before] <= t[after] - clock, before, after)
    action = np.zeros((ticks, 4), np.float32)
    action[:, :2] = take.played.cursor[stretch[near]]
    lost = 0
    # An event belongs to the frame before it. Those after the last frame of the stretch, up to the next one's first,
    # are its last frame's.
    end = take.t[stretch[-1] + 1] if stretch[-1] + 1 < len(take.t) else np.inf
    inside = np.flatnonzero((events.t >= t[0]) & (events.t < end))
    frame = np.searchsorted(t, events.t[inside], side="right") - 1
    # Each click and hotkey stands in exactly one row, however many frames a row stands for or rows a frame.
    for column, made in ((2, events.click[inside]), (3, events.hotkey[inside])):
        free = 0
        for number in np.flatnonzero(made):
            row = max(free, round((t[frame[number]] - t[0]) * fps))
            if row >= ticks:
                lost += 1
                continue
            action[row, column] = made[number]
            free = row + 1
    return Episode(take, stretch[near], action, float(np.abs(t[near] - clock).max()), lost)


class Reel:
    """The pictures of a recording, wound forward only."""

    def __init__(self, video: Path, parts: list[Episode]) -> None:
        self._path = video
        wanted = frozenset(index for part in parts for index in part.picture.tolist())
        self._pictures = VideoReader(video).read(wanted)
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

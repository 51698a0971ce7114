"""Makes recordings of ours from OWAMcap files: the video beside them, HUD numbers and objects found in its pictures."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.errors import ExitCode, UserError
from core.formats.owamcap import Doubles, Longs, Trace, nearest, read_trace
from core.profile import Profile
from core.recording import new_name, write_frames
from core.seeing import Eye, see
from core.video import VideoWriter
from core.vision.hud import HudReader

if TYPE_CHECKING:
    import av

Picture = NDArray[np.uint8]

#: the container by the video's suffix; told, never guessed, so that no other reader of the library is reached
_CONTAINERS = {".mkv": "matroska", ".webm": "matroska", ".mp4": "mp4", ".mov": "mov"}
#: digits kept of a HUD number
_DIGITS = 5
#: constant quality of pictures that are cut out of the screen, as a recording's own
_CRF = 23


class SourceVideo:
    """The video of a screen beside an OWAMcap file."""

    def __init__(self, path: Path) -> None:
        """Read when its pictures are shown.

        Raises:
            UserError: it cannot be read.
        """
        self.path = path
        with self._open() as (container, stream):
            unit = stream.time_base
            stored = [packet.pts for packet in _told(path, container.demux(stream)) if packet.pts is not None]
            shown = sorted(stored)
            #: (P,) when each picture is shown, nanoseconds
            self.times: Longs = np.array([round(value * unit * 1_000_000_000) for value in shown], np.int64)
            # Pictures are stored in the order they are decoded in, which is another where some look ahead. When to
            # decode which is often not stored: as early as this allows all to be shown in time.
            ahead = max((later - value for later, value in zip(shown, stored, strict=True)), default=0)
            self._decode_at = [value - ahead for value in shown]
            self.width, self.height = stream.width, stream.height

    def places(self, pts_ns: Longs) -> Longs:
        """Index of the picture nearest to each time (nanoseconds), -1 where there is none."""
        return nearest(self.times, pts_ns)

    def pictures(self) -> Iterator[tuple[int, av.VideoFrame]]:
        """Index and picture, in order. One that cannot be decoded is left out."""
        with self._open() as (container, stream):
            stream.thread_type = "AUTO"
            for frame in _told(self.path, container.decode(stream)):
                if frame.pts is not None:
                    shown = round(frame.pts * frame.time_base * 1_000_000_000)
                    yield int(np.searchsorted(self.times, shown)), frame

    def copy(self, target: Path) -> None:
        """Put the pictures into a Matroska file of their own, as they are; sound and subtitles stay behind."""
        import av

        with self._open() as (container, stream), av.open(str(target), "w", format="matroska") as out:
            copied = out.add_stream_from_template(stream)
            packets = (packet for packet in _told(self.path, container.demux(stream)) if packet.pts is not None)
            for packet, decode_at in zip(packets, self._decode_at, strict=True):
                packet.stream, packet.dts = copied, decode_at
                out.mux(packet)

    @contextmanager
    def _open(self) -> Iterator[tuple[Any, Any]]:
        import av

        try:
            container = av.open(str(self.path), format=_CONTAINERS.get(self.path.suffix.lower(), "matroska"))
        except (av.FFmpegError, OSError) as error:
            raise _unreadable(self.path, error) from error
        with container:
            if not container.streams.video:
                raise _unreadable(self.path, "it shows nothing")
            yield container, container.streams.video[0]


def import_owamcap(
    path: Path,
    profile: Profile,
    folder: Path,
    *,
    eye: Eye | None = None,
    rate: float = 10.0,
    on_progress: Callable[[float], None] = lambda share: None,
) -> Path:
    """Make a recording of ours in `folder` from an OWAMcap file and the video beside it, and return its path.

    HUD numbers are read from every picture. Where there is an `eye`, it finds the objects at most `rate` times a
    second of the recording, as it does for a recording. The video is copied as it is where it shows the game's window
    and nothing else; else the window is cut out of it, and pictures of other windows stay behind. `on_progress` is told
    the done share, 0..1.

    Raises:
        UserError: the file or its video cannot be read, the game was never in front, or it was imported before.
        OSError: the recording could not be written; nothing of it is left.
    """
    trace = read_trace(path, profile)
    stem = new_name(now=datetime.fromtimestamp(trace.start_ns / 1e9))
    target, video = folder / f"{stem}.json", folder / f"{stem}.mkv"
    for file in (target, video):
        if file.exists():
            raise UserError(
                f"{path.name} was imported before, as {file}: delete that to import it again.", ExitCode.BAD_INPUT
            )
    folder.mkdir(parents=True, exist_ok=True)
    recording = trace.head(profile)
    names: tuple[str, ...] = ()
    picture, state = np.full(len(trace), -1, np.int64), np.zeros((len(trace), 0))
    part = folder / f".{stem}.mkv.part"
    try:
        if trace.video is not None and ((source := SourceVideo(trace.video)).places(trace.pts_ns) >= 0).any():
            names = profile.state_names
            picture, state = _take_pictures(trace, source, profile, part, lambda share: on_progress(share / 2))
            part.rename(video)
            recording.video = video.name
        if eye is None or recording.video is None:
            write_frames(target, recording, trace.frames(picture, state, names))
        else:
            frames = see(
                lambda: trace.frames(picture, state, names),
                video,
                eye,
                rate,
                lambda share: on_progress((1 + share) / 2),
            )
            write_frames(target, recording, frames)
    except BaseException:
        part.unlink(missing_ok=True)
        video.unlink(missing_ok=True)
        raise
    on_progress(1.0)
    return target


def _take_pictures(
    trace: Trace, source: SourceVideo, profile: Profile, target: Path, on_progress: Callable[[float], None]
) -> tuple[Longs, Doubles]:
    """Write the pictures of the trace's moments to the video `target`, and read the HUD in them.

    Returns each moment's index in the video (N,), -1 where it has no picture, and its HUD numbers (N, S).
    """
    place = source.places(trace.pts_ns)
    if trace.fills(source.width, source.height):
        source.copy(target)
        return place, _read_hud(source, place, profile, on_progress)
    return _cut_out(trace, source, place, profile, target, on_progress)


def _read_hud(source: SourceVideo, place: Longs, profile: Profile, on_progress: Callable[[float], None]) -> Doubles:
    hud = HudReader(profile)
    # The last row stands for no picture.
    state = np.zeros((len(source.times) + 1, len(profile.state_names)))
    if profile.hud:
        wanted = frozenset(place.tolist())
        for index, frame in source.pictures():
            if index in wanted:
                state[index] = _numbers(hud, frame.to_ndarray(format="bgr24"))
            on_progress(index / len(source.times))
    return state[place]


def _cut_out(
    trace: Trace,
    source: SourceVideo,
    place: Longs,
    profile: Profile,
    target: Path,
    on_progress: Callable[[float], None],
) -> tuple[Longs, Doubles]:
    hud = HudReader(profile)
    pixels = _window_in_picture(trace, source.width, source.height)
    #: places shown, the first moment that shows each, and which of them each moment shows
    shown, moments, which = np.unique(place, return_index=True, return_inverse=True)
    made = np.full(len(shown), -1, np.int64)
    state = np.zeros((len(shown), len(profile.state_names)))
    order = {index: number for number, index in enumerate(shown.tolist()) if index >= 0}
    left, top, right, bottom = pixels[0].tolist()
    writer = VideoWriter(target, right - left, bottom - top, fps=round(trace.rate), crf=_CRF)
    try:
        first = None
        for index, frame in source.pictures():
            if (number := order.get(index)) is None:
                continue
            moment = int(moments[number])
            first = trace.t[moment] if first is None else first
            picture = _part(frame.to_ndarray(format="bgra"), *pixels[moment].tolist())
            state[number] = _numbers(hud, picture)
            while (taken := writer.add(float(trace.t[moment] - first), picture)) is None:
                # The encoder is behind; unlike a game, a file can wait.
                time.sleep(0.002)
            made[number] = taken
            on_progress(index / len(source.times))
    finally:
        writer.close()
    return made[which], state[which]


def _window_in_picture(trace: Trace, width: int, height: int) -> Longs:
    """(N, 4) left, top, right, bottom of the window in a picture of this size."""
    screen = np.array(trace.screen or (width, height))
    pixels = np.round(trace.rect / np.tile(screen, 2) * np.tile((width, height), 2)).astype(np.int64)
    # Where only the window was captured, the pictures know nothing of its place on the screen.
    pixels[trace.as_large_as(screen)] = 0, 0, width, height
    pixels[:, 2:] = np.maximum(pixels[:, 2:], pixels[:, :2] + 2)
    return pixels


def _part(picture: Picture, left: int, top: int, right: int, bottom: int) -> Picture:
    """A rectangle of a picture (H, W, 4), black where it reaches beyond it."""
    height, width = picture.shape[:2]
    if left >= 0 and top >= 0 and right <= width and bottom <= height:
        return np.ascontiguousarray(picture[top:bottom, left:right])
    part = np.zeros((bottom - top, right - left, 4), np.uint8)
    inside = picture[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
    y, x = max(-top, 0), max(-left, 0)
    part[y : y + inside.shape[0], x : x + inside.shape[1]] = inside
    return part


def _numbers(hud: HudReader, picture: Picture) -> list[float]:
    return [round(value, _DIGITS) for value in hud.read(picture).values()]


T = TypeVar("T")


def _told(path: Path, items: Iterable[T]) -> Iterator[T]:
    """The items, with what PyAV raises on the way said in a sentence."""
    import av

    try:
        yield from items
    except (av.FFmpegError, OSError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, reason: object) -> UserError:
    return UserError(f"The video {path} cannot be read ({reason}).", ExitCode.NO_DATA)

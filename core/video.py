"""Writes and reads the video beside a recording: H.264 in Matroska, every picture at the time it was taken."""

from __future__ import annotations

import os
import queue
from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from fractions import Fraction
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.clock import Every
from core.errors import ExitCode, UserError
from core.files import sync_file, sync_folder

if TYPE_CHECKING:
    import av
    from av.video.stream import VideoStream

Picture = NDArray[np.uint8]

#: pictures are timed in milliseconds
_TIME_BASE = Fraction(1, 1000)
#: pictures that may wait for the encoder, and for how many seconds of them: a kill loses them; at 720p one is 3.7 MB
_QUEUE = 16
_QUEUE_SECONDS = 0.5
#: pictures from one that stands for itself to the next: how far a random access may have to decode
_GROUP = 30
#: After a kill the last cluster is lost, so they are short.
_CONTAINER = {"cluster_time_limit": "200", "flush_packets": "1"}
#: seconds between two moments at which what is written is made to survive a power cut
_SYNC_EVERY = 0.4
#: a picture this near in time, in milliseconds, is the one meant; the clock's digits are cut off
_SAME_PICTURE = 2
#: 5.5 ms of one core for a 720p picture and 16 MB a minute; veryfast takes 9 ms and makes 13 MB. Without zerolatency
#: the encoder would hold back seconds of video that a kill would lose.
_ENCODER = {"preset": "ultrafast", "tune": "zerolatency", "x264-params": "cabac=1"}


class VideoWriter:
    """Encodes pictures in a thread of its own, and never makes whoever takes them wait."""

    def __init__(self, path: Path, width: int, height: int, *, fps: float, crf: int) -> None:
        """Begin the video at `path`. Pictures of another size are scaled to `width` by `height` (made even).

        Raises:
            OSError: the file cannot be written.
        """
        import av

        path.touch()
        self._path = path
        self._container = av.open(str(path), "w", format="matroska", container_options=_CONTAINER)
        stream = self._container.add_stream("libx264", rate=round(fps), options={**_ENCODER, "crf": str(crf)})
        stream.width, stream.height = max(2, width // 2 * 2), max(2, height // 2 * 2)
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = _TIME_BASE
        stream.codec_context.gop_size = _GROUP
        # More would add a picture of delay each.
        stream.codec_context.thread_count = 1
        self._stream = stream
        #: (milliseconds, picture); None at the end
        self._queue: queue.Queue[tuple[int, Picture] | None] = queue.Queue(
            min(_QUEUE, max(4, round(_QUEUE_SECONDS * fps)))
        )
        self._error: Exception | None = None
        self._in_folder = False
        self._last_ms = -1
        #: whether the last picture has been taken out of the queue
        self._ended = False
        #: how many pictures were taken in
        self.count = 0
        self._thread = Thread(target=self._encode, name="video", daemon=True)
        self._thread.start()

    def add(self, t: float, picture: Picture) -> int | None:
        """Hand in a (height, width, 4) BGRA uint8 picture taken `t` seconds after the first; it must not change after.

        Returns:
            Its index in the video, or None when the encoder is too far behind to take it.

        Raises:
            OSError: the file could not be written.
        """
        if self._error is not None:
            raise self._error
        ms = max(round(t * 1000), self._last_ms + 1)
        try:
            self._queue.put_nowait((ms, picture))
        except queue.Full:
            return None
        self._last_ms = ms
        self.count += 1
        return self.count - 1

    def close(self) -> None:
        """Encode what waits, and end the file.

        Raises:
            OSError: the file could not be written; it is whole up to there.
        """
        self._queue.put(None)
        self._thread.join()
        if self._error is not None:
            raise self._error

    def _encode(self) -> None:
        try:
            try:
                # In a thread of its own: a slow disk must not hold up the pictures.
                with Every(_SYNC_EVERY, self._sync):
                    self._encode_all()
            finally:
                self._container.close()
            self._sync()
        except Exception as error:
            self._error = error
            # Go on taking pictures out, so that `close` can hand in its end, if that has not been what failed.
            while not self._ended and self._queue.get() is not None:
                pass

    def _encode_all(self) -> None:
        import av
        from av.video.reformatter import VideoReformatter

        # One for all: a picture's own would be set up anew each time, which takes 0.8 of 2.6 ms.
        reformatter = VideoReformatter()
        while (item := self._queue.get()) is not None:
            ms, picture = item
            # Without a copy: nobody changes the picture any more.
            frame = av.VideoFrame.from_numpy_buffer(np.ascontiguousarray(picture), format="bgra")
            frame = reformatter.reformat(frame, self._stream.width, self._stream.height, "yuv420p")
            frame.pts, frame.time_base = ms, _TIME_BASE
            self._container.mux(self._stream.encode(frame))
        self._ended = True
        self._container.mux(self._stream.encode())

    def _sync(self) -> None:
        try:
            with self._path.open("r+b") as file:
                sync_file(file)
            if not self._in_folder:
                sync_folder(self._path.parent)
                self._in_folder = True
        except OSError as error:
            self._error = self._error or error


class VideoReader:
    """Reads a video's pictures, in order or by index. Also one that was cut off: up to there."""

    def __init__(self, path: Path) -> None:
        """Open the video.

        Raises:
            UserError: there is none, or it cannot be read.
        """
        self._path = path
        self._container, self._stream = self._open()
        with self._told():
            found = (packet.pts for packet in self._container.demux(self._stream) if packet.pts is not None)
            #: presentation times in the stream's own unit, by index; arrays, since three hours have 324,000
            self._pts = np.sort(np.fromiter(found, np.int64))
            unit = float(self._stream.time_base or _TIME_BASE)
        #: seconds since the first picture, by index
        self.times: Sequence[float] = array("d", (self._pts - self._pts[:1]) * unit)
        self._milliseconds = self._pts * (unit * 1000)
        self.width, self.height = self._stream.width, self._stream.height

    def __len__(self) -> int:
        return len(self._pts)

    def read(self, wanted: Collection[int] | None = None) -> Iterator[tuple[int, Picture]]:
        """Index and picture, in order, of all pictures or of those whose index is in `wanted`.

        A picture is (height, width, 3) BGR uint8. All are decoded, but only those wanted are converted.
        """
        container, stream = self._open()
        with container, self._told():
            stream.thread_type = "AUTO"
            for frame in _decoded(container, stream):
                index = int(np.searchsorted(self._pts, frame.pts))
                if wanted is None or index in wanted:
                    yield index, frame.to_ndarray(format="bgr24")

    def frame(self, index: int) -> Picture:
        """The picture with this index, (height, width, 3) BGR uint8.

        Raises:
            IndexError: there is none.
        """
        pts = int(self._pts[index])
        with self._told():
            self._container.seek(pts, stream=self._stream)
            for frame in _decoded(self._container, self._stream):
                if frame.pts is not None and frame.pts >= pts:
                    return frame.to_ndarray(format="bgr24")
        raise IndexError(f"{self._path} has no picture {index}")

    def index_at(self, t: float) -> int:
        """Index of the picture nearest to `t` seconds after the first."""
        after = bisect_left(self.times, t)
        near = [index for index in (after - 1, after) if 0 <= index < len(self.times)]
        return min(near, key=lambda index: abs(self.times[index] - t))

    def index_of(self, t: float) -> int | None:
        """Index of the picture that was handed to `VideoWriter.add` at `t`; None where it is not there (any more)."""
        wanted = t * 1000
        place = int(np.searchsorted(self._milliseconds, wanted - _SAME_PICTURE))
        near = self._milliseconds[place : place + 2 * _SAME_PICTURE]
        if not len(near) or near[0] > wanted + _SAME_PICTURE:
            return None
        return place + int(np.argmin(np.abs(near - wanted)))

    def bad_end(self) -> int | None:
        """Where in the file the rubbish behind the last good picture begins, in bytes; None where there is none."""
        container, stream = self._open()
        with container, self._told():
            last = deque(
                ((packet.pos, packet.pts, packet.is_keyframe) for packet in container.demux(stream) if packet.size),
                maxlen=3 * _GROUP,
            )
        # What comes before the first picture that stands for itself cannot be judged from there.
        first = next((n for n, (_, pts, is_key) in enumerate(last) if is_key and pts is not None), None)
        container, stream = self._open()
        with container, self._told():
            if first is not None:
                container.seek(last[first][1], stream=stream)
            good = {frame.pts for frame in _decoded(container, stream)}
        before = -1
        for start, pts, _ in islice(last, first, None):
            # A block of zeros may be read as one more picture of an earlier moment.
            if pts not in good or pts <= before:
                return start
            before = pts
        return None

    def close(self) -> None:
        """Close the file."""
        self._container.close()

    def __enter__(self) -> VideoReader:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()

    def _open(self) -> tuple[av.container.InputContainer, VideoStream]:
        import av

        with self._told():
            container = av.open(str(self._path), format="matroska", metadata_errors="replace")
            stream = container.streams.video[0]
            # A damaged header may name a codec there is none of.
            if stream.codec_context is None:
                container.close()
                raise UserError(f"The video {self._path} is in no codec that can be read.", ExitCode.NO_DATA)
            return container, stream

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in a sentence what PyAV raises."""
        import av

        try:
            yield
        except (av.FFmpegError, OSError, IndexError) as error:
            raise UserError(f"The video {self._path} cannot be read ({error}).", ExitCode.NO_DATA) from error


def cut_bad_end(path: Path) -> None:
    """Cut off the file what a power cut left behind its last good picture: blocks that were never written.

    They would pass for pictures until somebody wants to see them.

    Raises:
        UserError: there is no such video, or it cannot be read at all.
        OSError: the file cannot be changed.
    """
    with VideoReader(path) as reader:
        start = reader.bad_end()
    if start is not None:
        with path.open("r+b") as file:
            file.truncate(start)
            os.fsync(file.fileno())


def _decoded(container: av.container.InputContainer, stream: VideoStream) -> Iterator[av.VideoFrame]:
    """The pictures, but for those that a bad disk spoiled."""
    import av

    for packet in container.demux(stream):
        with suppress(av.error.InvalidDataError):
            yield from (frame for frame in packet.decode() if frame.pts is not None)

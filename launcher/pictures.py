"""The pictures of a recording's video, by index, in any size. Without Qt."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.errors import ExitCode, UserError
from core.files import atomic_write, file_stamp

if TYPE_CHECKING:
    import av

Picture = NDArray[np.uint8]

#: as far ahead as this, going on decoding is quicker than a jump to the nearest picture that stands for itself
_NEAR = 40


class Pictures:
    """Reads single pictures, exactly those asked for. In order they come without a jump.

    For use by one thread.
    """

    def __init__(self, path: Path, cache: Path | None = None) -> None:
        """Open the video at `path`; its table of times is kept in the folder `cache`, for it takes reading all of it.

        Raises:
            UserError: there is none, or it cannot be read.
        """
        import av

        self._path = path
        with told(self._path):
            self._container = av.open(str(path))
            self._stream = self._container.streams.video[0]
            self._pts = self._load_times(cache)
            if not len(self._pts):
                raise IndexError("it holds no picture")
        self.width, self.height = self._stream.width, self._stream.height
        self._decoded: Iterator[av.VideoFrame] | None = None
        #: index of the picture that came last
        self._at = -1

    def __len__(self) -> int:
        return len(self._pts)

    def read(self, index: int, width: int, height: int) -> Picture:
        """The picture `index`, scaled to (height, width, 4), BGRA; indices beyond the end give the last one.

        Raises:
            UserError: the video is damaged there.
        """
        index = min(max(0, index), len(self) - 1)
        with told(self._path):
            for frame in self._from(index):
                self._at = int(np.searchsorted(self._pts, frame.pts))
                if frame.pts >= self._pts[index]:
                    scaled = frame.reformat(width, height, "bgra", interpolation="BILINEAR")
                    return np.ascontiguousarray(scaled.to_ndarray())
        raise UserError(f"The video {self._path} ends before its picture {index}.", ExitCode.NO_DATA)

    def close(self) -> None:
        """Close the file."""
        self._container.close()

    def __enter__(self) -> Pictures:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()

    def _from(self, index: int) -> Iterator[av.VideoFrame]:
        if self._decoded is None or not 0 < index - self._at <= _NEAR:
            self._container.seek(int(self._pts[index]), stream=self._stream)
            self._decoded = self._container.decode(self._stream)
            self._at = index
        return self._decoded

    def _load_times(self, cache: Path | None) -> NDArray[np.int64]:
        """Presentation times in the stream's own unit, by index."""
        stamp = np.array(file_stamp(self._path), np.int64)
        kept = cache / f"{self._path.name}.times.npy" if cache else None
        if kept is not None:
            try:
                table = np.load(kept, allow_pickle=False)
                if table.dtype == np.int64 and table.ndim == 1 and np.array_equal(table[: len(stamp)], stamp):
                    return table[len(stamp) :]
            except (OSError, ValueError, EOFError):
                pass
        times = sorted(packet.pts for packet in self._container.demux(self._stream) if packet.pts is not None)
        table = np.concatenate([stamp, np.array(times, np.int64)])
        if kept is not None:
            try:
                with atomic_write(kept) as file:
                    np.save(file, table)
            except OSError:
                pass  # a cache that cannot be kept costs time, nothing else
        return table[len(stamp) :]


def picture_near(path: Path, t: float, width: int) -> Picture:
    """A picture around `t` seconds of a video that stands for itself, `width` wide, (height, width, 4) BGRA.

    Takes no longer for a long video than for a short one.

    Raises:
        UserError: the video cannot be read.
    """
    import av

    with told(path), av.open(str(path)) as container:
        stream = container.streams.video[0]
        container.seek(int(t * av.time_base))
        for frame in container.decode(stream):
            height = max(2, round(width * frame.height / frame.width))
            return np.ascontiguousarray(frame.reformat(width, height, "bgra", interpolation="AREA").to_ndarray())
        raise IndexError("it holds no picture")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Say in a sentence what PyAV raises."""
    import av

    try:
        yield
    except (av.FFmpegError, OSError, IndexError) as error:
        raise UserError(f"The video {path} cannot be read ({error}).", ExitCode.NO_DATA) from error

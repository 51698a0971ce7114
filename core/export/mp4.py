"""Writes an mp4 whose pictures come at a steady rate, as data sets of others want it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: pictures from one that stands for itself to the next: a loader that shuffles decodes half as many for each
_GROUP = 10
#: without pictures that look ahead, the first is shown at exactly 0
_ENCODER = {"preset": "veryfast", "crf": "23", "bf": "0"}


class Mp4Writer:
    """Encodes pictures one after another: picture k is shown at k / fps."""

    def __init__(self, path: Path, width: int, height: int, fps: int) -> None:
        """Begin the file; `width` and `height` are even.

        Raises:
            OSError: it cannot be written.
        """
        import av

        self.count = 0
        self._fps = fps
        self._container = av.open(str(path), "w", format="mp4")
        stream: Any = self._container.add_stream("libx264", rate=fps, options=_ENCODER)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.time_base = Fraction(1, fps)
        stream.codec_context.gop_size = _GROUP
        self._stream = stream

    def add(self, picture: NDArray[np.uint8]) -> None:
        """Append a (height, width, 3) BGR picture, scaled to fit. Raises OSError where it cannot be written."""
        import av

        frame = av.VideoFrame.from_ndarray(picture, format="bgr24")
        frame = frame.reformat(self._stream.width, self._stream.height, "yuv420p")
        frame.pts, frame.time_base = self.count, Fraction(1, self._fps)
        self._container.mux(self._stream.encode(frame))
        self.count += 1

    def close(self) -> None:
        """End the file. Raises OSError where it cannot be written."""
        try:
            self._container.mux(self._stream.encode())
        finally:
            self._container.close()

    def abandon(self) -> None:
        """Let go of a file that is not to be finished."""
        self._container.close()

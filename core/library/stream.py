"""Reads the frames of a recording one after the other, as often as wanted, so that its length costs no memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path

import msgspec

from core.columns.reader import Odd, Reader
from core.errors import ExitCode, UserError
from core.recording import Frame, read_recording


class Stream:
    """A recording of ours whose frames are not held, but for one that our writer did not write."""

    def __init__(self, path: Path) -> None:
        """Look through all of it once.

        Raises:
            UserError: see `core.recording.read_recording`.
        """
        self.path = path
        self._whole: list[Frame] | None = None
        try:
            with path.open("rb") as file:
                #: everything but the frames
                self.head = Reader(file).recording
            self._survey()
        except (Odd, OSError):
            # The strict reader takes any layout there could be, or knows what to say.
            recording = read_recording(path)
            self._whole = recording.frames
            self.head = msgspec.structs.replace(recording, frames=[])
            self._survey()

    def _survey(self) -> None:
        #: when each frame was, and which picture it has, -1 for none; arrays, since three hours have 324,000
        self.times, self.pictures = array("d"), array("q")
        for frame in self._read():
            self.times.append(frame.t)
            self.pictures.append(-1 if frame.frame_index is None else frame.frame_index)

    def __len__(self) -> int:
        return len(self.times)

    def frames(self) -> Iterator[Frame]:
        """The frames in order; whoever changes one works on a copy.

        Raises:
            UserError: somebody else changed the file since it was looked through.
        """
        try:
            yield from self._read()
        except Odd as error:
            raise UserError(f"{self.path} was changed while it was read: try again.", ExitCode.NO_DATA) from error

    def _read(self) -> Iterator[Frame]:
        if self._whole is not None:
            yield from self._whole
            return
        with self.path.open("rb") as file:
            yield from Reader(file).frames()

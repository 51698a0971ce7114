"""Columns that grow: in memory while they are small, in a file without a name once they are not."""

from __future__ import annotations

import errno
import io
import mmap
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: bytes of one column kept in memory
LIMIT = 2**18


class Spool:
    """One column, appended to piece by piece."""

    def __init__(self, folder: Path | None) -> None:
        """Files go to `folder`, or where temporary files go when it is None."""
        self._folder = folder
        self._pieces: list[NDArray[Any]] = []
        self._size = 0
        self._file: io.FileIO | None = None
        #: bytes that lie in the file, and whether no more fit
        self._stored, self._is_full = 0, False
        self._shape: tuple[int, ...] = ()
        self._dtype: np.dtype[Any] | None = None

    def add(self, piece: NDArray[Any]) -> None:
        """Append rows; every piece has the same type and width."""
        self._shape, self._dtype = piece.shape[1:], piece.dtype
        self._pieces.append(piece.copy())
        self._size += piece.nbytes
        if self._size > LIMIT and not self._is_full:
            self._put_away()

    def _put_away(self) -> None:
        """Move what is in memory to the file; what finds no place on disk stays in memory."""
        try:
            self._file = self._file or _nameless(self._folder)
            while self._pieces:
                if self._file.write(self._pieces[0].data) != self._pieces[0].nbytes:
                    raise OSError(errno.ENOSPC, "no room")
                self._stored += self._pieces.pop(0).nbytes
        except OSError:
            self._is_full = True

    def array(self) -> NDArray[Any]:
        """All rows. Nothing can be added any more."""
        if self._dtype is None:
            raise ValueError("nothing was added")
        parts = list(self._pieces)
        if self._file is not None:
            with self._file:
                if self._stored:
                    mapped = mmap.mmap(self._file.fileno(), self._stored, access=mmap.ACCESS_READ)
                    parts.insert(0, np.frombuffer(mapped, self._dtype).reshape(-1, *self._shape))
        return np.concatenate(parts) if len(parts) != 1 else parts[0]


def _nameless(folder: Path | None) -> io.FileIO:
    """A file that is gone when it is closed: in `folder`, or where temporary files go if that cannot be written to."""
    for place in (folder, None):
        try:
            return tempfile.TemporaryFile(dir=place, buffering=0)
        except OSError:
            continue
    raise OSError(errno.EROFS, "no place for temporary files")

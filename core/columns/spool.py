"""Columns that grow: in memory while they are small, in a file without a name once they are not."""

from __future__ import annotations

import mmap
import tempfile
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

#: bytes of one column kept in memory
LIMIT = 8 * 2**20


class Spool:
    """One column, appended to piece by piece."""

    def __init__(self, folder: Path | None) -> None:
        """Files go to `folder`, or where temporary files go when it is None."""
        self._folder = folder
        self._pieces: list[NDArray[Any]] = []
        self._size = 0
        self._file: IO[bytes] | None = None
        self._shape: tuple[int, ...] = ()
        self._dtype: np.dtype[Any] | None = None

    def add(self, piece: NDArray[Any]) -> None:
        """Append rows; every piece has the same type and width."""
        self._shape, self._dtype = piece.shape[1:], piece.dtype
        self._pieces.append(piece.copy())
        self._size += piece.nbytes
        if self._size > LIMIT:
            if self._file is None:
                self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115
            for held in self._pieces:
                self._file.write(held.data)
            self._pieces.clear()

    def array(self) -> NDArray[Any]:
        """All rows. Nothing can be added any more."""
        if self._dtype is None:
            raise ValueError("nothing was added")
        if self._file is None:
            return np.concatenate(self._pieces) if len(self._pieces) != 1 else self._pieces[0]
        self._file.flush()
        with self._file:
            mapped = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)
        return np.frombuffer(mapped, self._dtype).reshape(-1, *self._shape)

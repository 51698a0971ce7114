"""Old `.npz` recordings: numpy arrays under the names that docs/formats.md lists."""

from __future__ import annotations

import lzma
import math
import tokenize
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.lib import format as npy

from core.formats.loose import recording_of_tree
from core.formats.values import Unreadable, checked, naming
from core.profile import Profile
from core.recording import Recording

#: bytes that a file's arrays may take together: three hours of frames with 32 objects each take half of it
MOST_BYTES = 512 << 20
#: kinds of numbers and words a recording is made of
_KINDS = "biufUS"
_HEADERS: dict[tuple[int, int], Callable[..., tuple[tuple[int, ...], bool, np.dtype[Any]]]] = {
    (1, 0): npy.read_array_header_1_0,
    (2, 0): npy.read_array_header_2_0,
}
#: what a damaged archive makes zipfile and numpy raise
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, ValueError, EOFError, RuntimeError, OverflowError, MemoryError,
    SyntaxError, tokenize.TokenError, KeyError, TypeError, IndexError, OSError,
)  # fmt: skip


def claims(path: Path) -> bool:
    """Whether the file is read here."""
    return path.suffix.lower() == ".npz" and path.is_file()


def read(path: Path, profile: Profile) -> Recording:
    """Read one recording.

    Raises:
        UserError: it is damaged, too large, holds something other than numbers and words, or is no recording.
    """
    with naming(path), path.open("rb") as file:
        arrays, size = load_arrays(file)
        return recording_of_tree(arrays, profile, path, "npz", size)


def load_arrays(file: IO[bytes]) -> tuple[dict[str, Any], int]:
    """The arrays of an `.npz` by name (those without dimensions as plain values), and how many bytes they take.

    Raises:
        Unreadable: see `read`. What an array claims to be is checked before it is given any memory.
    """
    try:
        with zipfile.ZipFile(file) as archive, warnings.catch_warnings():
            # numpy warns of headers that Python 2 wrote, and reads them.
            warnings.simplefilter("ignore")
            members = [info for info in archive.infolist() if info.filename.endswith(".npy")]
            size = sum(info.file_size for info in members)
            if size > MOST_BYTES:
                raise Unreadable(
                    f"its arrays take {size >> 20} MB, more than the {MOST_BYTES >> 20} MB a recording may"
                )
            return {info.filename.removesuffix(".npy"): _array(archive, info) for info in members}, size
    except _DAMAGE as error:
        raise Unreadable(f"it is not a whole .npz ({type(error).__name__}: {error})"[:200]) from error


def _array(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Any:
    name = info.filename.removesuffix(".npy")
    with archive.open(info) as member:
        version = npy.read_magic(member)
        if version not in _HEADERS:
            raise Unreadable(f"its array {name!r} has parts with names, which no recording has")
        shape, _, dtype = _HEADERS[version](member)
        if dtype.kind not in _KINDS:
            raise Unreadable(f"its array {name!r} holds {dtype}, not numbers or words, and was not loaded")
        if math.prod(shape) * dtype.itemsize != info.file_size - member.tell():
            raise Unreadable(f"its array {name!r} says that it is {shape}, which is not what follows")
    with archive.open(info) as member:
        array = npy.read_array(member, allow_pickle=False)
    return checked(array)

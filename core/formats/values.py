"""Plain values out of files that nobody vouches for: numbers, words, and what had to be left out."""

from __future__ import annotations

import logging
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import ExitCode, UserError

log = logging.getLogger("understudy")

#: numbers beyond this belong to no game; squared they would leave what float32 can hold
LARGEST = 1e9
#: a word longer than this is no name
LONGEST = 200
#: a frame's lists beyond this are cut: no player looks at so much
MOST_IN_A_FRAME = 1024
#: and so is what describes one thing
FEW = 16


class Unreadable(Exception):
    """Why a file cannot be read, as the end of the sentence "FILE cannot be read: ..."."""


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Turn an `Unreadable` (and a file that cannot be opened) into a UserError that names the file."""
    try:
        yield
    except Unreadable as error:
        raise UserError(f"{path} cannot be read: {error}.", ExitCode.NO_DATA) from error
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}.", ExitCode.NO_DATA) from error


class Left(Counter[str]):
    """What was left out of one file: how many of what."""

    def tell(self, path: Path) -> None:
        """Say it in one line, if there is anything to say."""
        if self:
            what = ", ".join(f"{words} ({count})" for words, count in sorted(self.items()))
            log.warning("Left out of %s: %s.", path.name, what)


class Budget:
    """How many values a file may unfold into; a small pickle can refer to one list a million times."""

    def __init__(self, size: int) -> None:
        """`size` is that of the file in bytes, once unpacked."""
        self._left = 1_000_000 + 16 * size

    def spend(self, count: int) -> None:
        """Take `count` values.

        Raises:
            Unreadable: they are more than such a file can hold.
        """
        self._left -= count
        if self._left < 0:
            raise Unreadable("it unfolds into far more than a file of its size can hold")


def number(value: object, limit: float = LARGEST) -> float | None:
    """A finite number within +-`limit`, or None. True and False are 1 and 0."""
    if isinstance(value, np.generic):
        value = value.item()
    if not isinstance(value, int | float):
        return None
    if isinstance(value, float):
        return value if abs(value) <= limit else None
    # An integer may be too long for a float: compare before turning it into one.
    return float(value) if -limit <= value <= limit else None


def whole(value: object) -> int | None:
    """A whole number, also one written as 2.0, or None."""
    found = number(value)
    return int(found) if found is not None and found == int(found) else None


def text(value: object) -> str | None:
    """A name, or None for what is none: empty, very long, or with control characters or halves of characters in it."""
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    return value if isinstance(value, str) and 0 < len(value) <= LONGEST and value.isprintable() else None


def items(value: object, most: int = MOST_IN_A_FRAME) -> list[Any] | None:
    """The first `most` items of a list, tuple or array as plain values, or None for anything else."""
    if isinstance(value, np.ndarray):
        return value[:most].tolist() if value.ndim else None
    return list(value[:most]) if isinstance(value, list | tuple) else None


def is_column(value: object) -> bool:
    """Whether the value has one item a frame."""
    return isinstance(value, list | tuple) or (isinstance(value, np.ndarray) and value.ndim > 0)


def checked(array: np.ndarray) -> Any:
    """An array as it can be used, one without dimensions as its value.

    Raises:
        Unreadable: it holds words of what are no characters: numpy would only stumble over them later.
    """
    if array.dtype.kind == "U":
        points = np.frombuffer(array.tobytes(), np.dtype(np.uint32).newbyteorder(array.dtype.byteorder))
        if (points > sys.maxunicode).any():
            raise Unreadable("one of its arrays holds words of what are no characters")
    return array if array.ndim else array.item()


def first_of(mapping: Mapping[Any, Any], *names: str) -> Any:
    """The value of the first of these keys that is there and not None."""
    for name in names:
        value = mapping.get(name)
        if value is not None:
            return value
    return None

"""What the lines of a log say about themselves: how grave they are, and which places in files they name. No widgets."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple


class Level(IntEnum):
    """How grave a line is."""

    INFO = 0
    WARNING = 1
    ERROR = 2


#: what jobs print first ("error: ..."), what stands in log.txt after the time, and what Python says of exceptions
_LEVELS = (
    (re.compile(r"(error|critical):|\S+ \S+ (ERROR|CRITICAL) |Traceback |[\w.]+(Error|Exception)\b"), Level.ERROR),
    (re.compile(r"warning:|\S+ \S+ WARNING |\S*\w+Warning:"), Level.WARNING),
)
_TRACE = re.compile(r'File "(?P<path>[^"<>]+)", line (?P<line>\d+)')
#: an absolute path up to a blank or whatever does not belong to it, such as a full stop at the end
_PATH = re.compile(
    r"(?<![\w/:.])(?P<path>(?:[A-Za-z]:[\\/]|/)(?:[\w.+@~%-]+[\\/])*[\w+@~%-](?:[\w.+@~%-]*\w)?)(?::(?P<line>\d+))?"
)


class Place(NamedTuple):
    """A file named in a line: where the words stand, its path, and its line, 0 where none is named."""

    start: int
    end: int
    path: str
    line: int


class LevelReader:
    """Tells the level of each line; indented ones belong to the line before them, such as those of a traceback."""

    def __init__(self) -> None:
        self._last = Level.INFO

    def read(self, line: str) -> Level:
        """The level of the next line."""
        if not line.startswith((" ", "\t")):
            self._last = level_of(line)
        return self._last


def level_of(line: str) -> Level:
    """The level of a line by itself."""
    return next((level for pattern, level in _LEVELS if pattern.match(line)), Level.INFO)


def places_in(line: str) -> list[Place]:
    """The files a line names, from left to right."""
    found = [Place(*match.span(), match["path"], int(match["line"])) for match in _TRACE.finditer(line)]
    for match in _PATH.finditer(line):
        if not any(place.start <= match.start() < place.end for place in found):
            found.append(Place(*match.span(), match["path"], int(match["line"] or 0)))
    return sorted(found)

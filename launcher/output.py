"""What a job prints, as lines: incremental, bounded, and safe against rubbish."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

#: a longer line is cut into pieces
LONGEST_LINE = 4000
#: read at most this much at a time
CHUNK = 256 * 1024
#: farther behind the end than this, the reader skips ahead; the file keeps everything
FARTHEST_BEHIND = 4 * 1024 * 1024

_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_CONTROLS = {code: "\N{REPLACEMENT CHARACTER}" for code in range(32) if chr(code) != "\t"} | {
    127: "\N{REPLACEMENT CHARACTER}"
}


class LineSplitter:
    """Turns pieces of bytes into whole lines of printable text."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._rest = ""

    def feed(self, data: bytes) -> list[str]:
        """The lines that `data` completes. Of a line rewritten by carriage returns the last version counts."""
        text = self._rest + self._decoder.decode(data)
        *whole, self._rest = text.split("\n")
        lines = [piece for line in whole for piece in _pieces(line)]
        if len(self._rest) > LONGEST_LINE:
            cut = len(self._rest) - len(self._rest) % LONGEST_LINE
            lines += _pieces(self._rest[:cut])
            self._rest = self._rest[cut:]
        return lines

    def close(self) -> list[str]:
        """The last line, where it lacks its end."""
        rest, self._rest = self._rest + self._decoder.decode(b"", final=True), ""
        return _pieces(rest) if rest else []


def _pieces(line: str) -> list[str]:
    if len(line) <= LONGEST_LINE and line.isprintable():  # nearly every line, so this decides how fast a log is read
        return [line]
    line = line.rstrip("\r").rpartition("\r")[2]
    line = _ESCAPES.sub("", line).translate(_CONTROLS)
    return [line[start : start + LONGEST_LINE] for start in range(0, len(line), LONGEST_LINE)] or [""]


class FileTail:
    """Follows a growing text file."""

    def __init__(self, path: Path, last: int | None = None) -> None:
        """Start at the beginning, or at most `last` bytes before the end."""
        self.path = path
        self._splitter = LineSplitter()
        self._offset = max(0, self._size() - last) if last is not None else 0
        self._mid_line = self._offset > 0
        #: bytes that were passed over
        self.skipped = self._offset

    def read(self) -> list[str]:
        """The lines that came since the last call, at most `CHUNK` bytes of them; [] where there is nothing new."""
        if (behind := self._size() - self._offset) <= 0:
            return []
        if behind > FARTHEST_BEHIND:
            self.skipped += behind - CHUNK
            self._offset += behind - CHUNK
            self._splitter, self._mid_line = LineSplitter(), True
        try:
            with self.path.open("rb") as file:
                file.seek(self._offset)
                data = file.read(CHUNK)
        except OSError:
            return []
        self._offset += len(data)
        if self._mid_line:
            data = data.partition(b"\n")[2]
            self._mid_line = False
        return self._splitter.feed(data)

    def close(self) -> list[str]:
        """What is left: call it when the writer has ended and `read` returns nothing."""
        return self._splitter.close()

    def _size(self) -> int:
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


def last_lines(path: Path, most: int) -> list[str]:
    """The last lines of a log, at most this many of the last 16 kB."""
    tail = FileTail(path, last=16 * 1024)
    lines: list[str] = []
    while new := tail.read():
        lines += new
    return [*lines, *tail.close()][-most:]


def last_words(path: Path) -> str:
    """The last line of a log that says something, or an empty text."""
    for line in reversed(last_lines(path, 1000)):
        # Frames around messages are drawn with box characters: they say nothing.
        line = line.strip(" \t│╭╮╰╯─|")
        if any(character.isalnum() for character in line):
            return line
    return ""

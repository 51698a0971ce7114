"""Reads a recording of our own piece by piece, so that its length does not matter to memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO, Any

import msgspec
import numpy as np

from core.columns.table import Table, Words
from core.features import FeatureSchema
from core.recording import FORMAT, VERSION, Recording

#: bytes read at a time, and the most in front of the frames
_BLOCK, _LARGEST_HEAD = 2**21, 2**26
#: frames, objects and long numbers in a table; a frame with more than that is left to the strict reader
_FRAMES, _OBJECTS, _LONG = 8192, 2**16, 2**15
_OPENING, _CLOSING = b'"frames":[', b"]}"

_decoder = msgspec.json.Decoder(Recording)


class Odd(Exception):
    """The file is not laid out as our writer does it; the strict reader knows what to say."""


class Reader:
    """One recording file: its head at once, its frames one table after the other."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read the head.

        Raises:
            Odd: see there.
        """
        self._file = file
        self._digest = hashlib.sha256()
        self._data = b""
        while (at := self._data.find(_OPENING)) < 0:
            if not self._more() or len(self._data) > _LARGEST_HEAD:
                raise Odd
        at += len(_OPENING)
        head, self._data = self._data[:at], self._data[at:]
        try:
            #: everything but the frames
            self.recording = _decoder.decode(head + _CLOSING)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Odd from error
        if self.recording.format != FORMAT or self.recording.version > VERSION:
            raise Odd

    def tables(self, schema: FeatureSchema) -> Iterator[Table]:
        """The frames. A table is good until the next one but one is asked for.

        Raises:
            Odd: see there.
        """
        from core.columns import parse

        words = Words.of(schema)
        vocabulary = parse.vocabulary(words)
        tables = [Table.room(_FRAMES, _OBJECTS, len(words.states)) for _ in range(2)]
        long = parse.room_for_long(_LONG)
        at, number = 0, 0
        if self._data[:1] == b"]":
            at, status = 1, parse.DONE
        else:
            status = parse.MORE
        while status != parse.DONE:
            table = tables[number % 2]
            data = np.frombuffer(self._data + b"\0", np.uint8)
            status, at, count = parse.read_frames(data, at, vocabulary, table, long)
            too_large = status == parse.FULL and not count
            if status == parse.ODD or too_large or not parse.put_long(long, table):
                raise Odd
            if count:
                number += 1
                yield table.head(count)
            if status == parse.MORE:
                self._data, at = self._data[at:], 0
                if not self._more():
                    raise Odd
        self._data = self._data[at:]
        while self._more():
            if len(self._data) > _BLOCK * 2:
                raise Odd
        if not self._data.startswith(b"}") or self._data[1:].strip():
            raise Odd

    @property
    def key(self) -> str:
        """Digest of the file's content, once all frames are read."""
        return self._digest.hexdigest()

    def _more(self) -> bool:
        block = self._file.read(_BLOCK)
        self._digest.update(block)
        self._data += block
        return bool(block)


def ahead(tables: Iterator[Table]) -> Iterator[Table]:
    """The same, read in a thread while the one before is worked on."""

    def following() -> Any:
        return next(tables, None)

    with ThreadPoolExecutor(1, "reader") as pool:
        waiting: Future[Table | None] = pool.submit(following)
        while (table := waiting.result()) is not None:
            waiting = pool.submit(following)
            yield table

"""Reads a recording of our own block by block, so that its length does not matter to memory."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO

import msgspec

from core.columns.table import Table, Words
from core.features import FeatureSchema
from core.recording import FORMAT, VERSION, Frame, Recording

#: bytes read at a time, and the most in front of the frames or in one frame
_BLOCK, _LARGEST = 2**20, 2**26
#: blocks taken apart at the same time, beside the one whose frames are worked on
_AHEAD = 2
_OPENING, _CLOSING, _BETWEEN = b'"frames":[', b"]}", b'},{"t":'

_decoder = msgspec.json.Decoder(Recording)
_frames_decoder = msgspec.json.Decoder(list[Frame])


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
        data = b""
        while (at := data.find(_OPENING)) < 0:
            if not (more := self._read()) or len(data) > _LARGEST:
                raise Odd
            data += more
        at += len(_OPENING)
        try:
            #: everything but the frames
            self.recording = _decoder.decode(data[:at] + _CLOSING)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Odd from error
        if self.recording.format != FORMAT or self.recording.version > VERSION:
            raise Odd
        self._data = data[at:]

    def tables(self, schema: FeatureSchema) -> Iterator[Table]:
        """The frames, in order.

        Raises:
            Odd: see there.
        """
        from core.columns.parse import parse, vocabulary

        words = Words.of(schema)
        names, states = vocabulary(words), len(words.states)
        with ThreadPoolExecutor(_AHEAD, "reader") as pool:
            waiting: deque[Future[Table | None]] = deque()
            for block in self._blocks():
                waiting.append(pool.submit(parse, block, names, states))
                if len(waiting) > _AHEAD:
                    yield _good(waiting.popleft())
            while waiting:
                yield _good(waiting.popleft())

    def frames(self) -> Iterator[Frame]:
        """The frames, in order, whatever their layout.

        Raises:
            Odd: see there.
        """
        for block in self._blocks():
            try:
                yield from _frames_decoder.decode(b"[%b]" % block)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                raise Odd from error

    @property
    def key(self) -> str:
        """Digest of the file's content, once all frames are read."""
        return self._digest.hexdigest()

    def _blocks(self) -> Iterator[bytes]:
        """The frames' text, cut between two of them."""
        data = self._data
        while block := self._read():
            data += block
            if (cut := data.rfind(_BETWEEN)) >= 0:
                yield data[: cut + 1]
                data = data[cut + 2 :]
            elif len(data) > _LARGEST:
                raise Odd
        data = data.rstrip()
        if not data.endswith(_CLOSING):
            raise Odd
        if data := data.removesuffix(_CLOSING):
            yield data

    def _read(self) -> bytes:
        block = self._file.read(_BLOCK)
        self._digest.update(block)
        return block


def _good(future: Future[Table | None]) -> Table:
    if (table := future.result()) is None:
        raise Odd
    return table

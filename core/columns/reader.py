"""Reads a recording of our own block by block, so that its length does not matter to memory."""

from __future__ import annotations

import hashlib
import io
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import cycle
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from core.columns.table import Table, Words
from core.recording import FORMAT, VERSION, Frame, Recording
from core.schema import FeatureSchema

#: bytes read at a time, and the most in front of the frames or in one frame
_BLOCK, _LARGEST = 2**20, 2**26
#: zeros behind a block, see `core.columns.numerals`
_PADDING = 32
#: blocks taken apart at the same time, beside the one whose frames are worked on
_AHEAD = 2
_OPENING, _CLOSING, _BETWEEN = b'"frames":[', b"]}", b'},{"t":'

_decoder = msgspec.json.Decoder(Recording)
_frames_decoder = msgspec.json.Decoder(list[Frame])


class Odd(Exception):
    """The file is not laid out as our writer does it; the strict reader knows what to say."""


class _Block(NamedTuple):
    """Text of whole frames: the first `end` bytes."""

    data: NDArray[np.uint8]
    end: int


class Reader:
    """One recording file: its head at once, its frames one table after the other."""

    def __init__(self, file: io.BufferedIOBase) -> None:
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
        """The frames, in order. A table holds until the next one is asked for.

        Raises:
            Odd: see there.
        """
        from core.columns.parse import Room, parse, vocabulary

        words = Words.of(schema)
        names, states = vocabulary(words), len(words.states)
        # For those that are worked on at once. A block begins with what the one before left of a frame.
        rooms = cycle([Room.of(_BLOCK + _BLOCK // 4, states) for _ in range(_AHEAD + 1)])
        blocks = self._blocks()
        with ThreadPoolExecutor(1, "blocks") as beside, ThreadPoolExecutor(_AHEAD, "frames") as pool:
            coming = beside.submit(next, blocks, None)
            waiting: deque[Future[Table | None]] = deque()
            while (block := coming.result()) is not None:
                coming = beside.submit(next, blocks, None)
                waiting.append(pool.submit(parse, block.data, block.end, names, states, next(rooms)))
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
                yield from _frames_decoder.decode(b"[%b]" % block.data[: block.end].tobytes())
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                raise Odd from error

    @property
    def key(self) -> str:
        """Digest of the file's content, once all frames are read."""
        return self._digest.hexdigest()

    def _blocks(self) -> Iterator[_Block]:
        """The frames' text, cut between two of them."""
        rest: bytes | memoryview = self._data
        while True:
            room, before = bytearray(len(rest) + _BLOCK + _PADDING), len(rest)
            room[:before] = rest
            view = memoryview(room)
            filled = before + self._file.readinto(view[before:-_PADDING])
            if filled == before:
                break
            self._digest.update(view[before:filled])
            if (cut := room.rfind(_BETWEEN, 0, filled)) >= 0:
                yield _Block(np.frombuffer(room, np.uint8), cut + 1)
                rest = view[cut + 2 : filled]
            elif filled > _LARGEST:
                raise Odd
            else:
                rest = view[:filled]
        end = len(bytes(rest).rstrip()) - len(_CLOSING)
        if end < 0 or room[end : end + len(_CLOSING)] != _CLOSING:
            raise Odd
        if end:
            yield _Block(np.frombuffer(room, np.uint8), end)

    def _read(self) -> bytes:
        block = self._file.read(_BLOCK)
        self._digest.update(block)
        return block


def _good(future: Future[Table | None]) -> Table:
    if (table := future.result()) is None:
        raise Odd
    return table

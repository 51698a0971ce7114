"""The truth log: all that the game's window knew, to hold recordings and detectors against. JSON Lines.

The first line is a `TruthHeader`; then one `TruthFrame` for each picture drawn and one `TruthInput` for each click or
hotkey the window received, in order of time; the last is a `TruthEnd`. Times are seconds on `core.clock.now`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple

import msgspec

from core.clock import now
from core.errors import ExitCode, UserError
from core.observation import SeenObject

FORMAT = "understudy-truth"
VERSION = 1
_FLUSH_EVERY = 0.5


class TruthHeader(msgspec.Struct, tag_field="type", tag="header"):
    """What the log is of. `window` is left, top, width, height of the client area in the screen's pixels."""

    t: float
    #: the same moment by the calendar, ISO 8601
    utc: str
    seed: int
    window: tuple[int, int, int, int]
    #: physical pixels per logical one
    scale: float
    format: str = FORMAT
    version: int = VERSION


class TruthFrame(msgspec.Struct, tag_field="type", tag="frame"):
    """One picture. `t` is the moment it was painted; `cursor` is the mouse as fractions of the window, 0..1."""

    t: float
    tick: int
    #: seconds the picture is past its tick
    ahead: float
    cursor: tuple[float, float]
    objects: list[SeenObject]
    state: dict[str, float]


class TruthInput(msgspec.Struct, tag_field="type", tag="input"):
    """A click (`left`, `right`, `double`) or a hotkey going down, as the window received it; x, y are fractions."""

    t: float
    kind: str
    name: str
    x: float
    y: float


class TruthEnd(msgspec.Struct, tag_field="type", tag="end"):
    """What the episode came to."""

    t: float
    totals: dict[str, float]


TruthLine = TruthHeader | TruthFrame | TruthInput | TruthEnd


class Truth(NamedTuple):
    """A whole log. `end` is None where the game was killed."""

    header: TruthHeader
    frames: list[TruthFrame]
    inputs: list[TruthInput]
    end: TruthEnd | None


class TruthLog:
    """Writes a truth log; what was written stays valid whatever ends the process."""

    def __init__(self, path: Path) -> None:
        """Begin a new log in place of any file at `path`.

        Raises:
            UserError: it cannot be written there.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: IO[bytes] = path.open("wb")
        except OSError as error:
            sentence = f"The truth log {path} cannot be written ({error.strerror}): choose another --truth."
            raise UserError(sentence, ExitCode.BAD_INPUT) from error
        self._encoder = msgspec.json.Encoder()
        self._flushed_at = now()

    def write(self, line: TruthLine) -> None:
        """Append one line; it reaches the disk's cache within half a second."""
        self._file.write(self._encoder.encode(line) + b"\n")
        if (t := now()) - self._flushed_at > _FLUSH_EVERY:
            self._flushed_at = t
            self._file.flush()

    def close(self) -> None:
        """Write out what is left."""
        self._file.close()

    def __enter__(self) -> TruthLog:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_truth(path: Path) -> Truth:
    """Read a truth log, also one whose last line was cut off.

    Raises:
        UserError: the file is missing, is no truth log, or a newer program wrote it.
    """
    try:
        whole = path.read_bytes().split(b"\n")[:-1]
    except OSError as error:
        raise UserError(f"The truth log {path} cannot be read: {error.strerror}.", ExitCode.BAD_INPUT) from error
    decoder = msgspec.json.Decoder(TruthLine)
    try:
        lines: Iterable[TruthLine] = [decoder.decode(line) for line in whole]
    except msgspec.DecodeError as error:
        raise UserError(f"{path} is not a truth log of the arena: {error}.", ExitCode.BAD_INPUT) from error
    header = next((line for line in lines if isinstance(line, TruthHeader)), None)
    if header is None or header.format != FORMAT:
        raise UserError(f"{path} is not a truth log of the arena: it has no header.", ExitCode.BAD_INPUT)
    if header.version > VERSION:
        raise UserError(f"{path} was written by a newer version of this program: update it.", ExitCode.BAD_INPUT)
    return Truth(
        header,
        [line for line in lines if isinstance(line, TruthFrame)],
        [line for line in lines if isinstance(line, TruthInput)],
        next((line for line in lines if isinstance(line, TruthEnd)), None),
    )

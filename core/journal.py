"""The journal of a recording in progress: JSON Lines that only grow, so that a crash costs the last second at most.

`NAME.journal` lies beside the `NAME.json` that it becomes. Its first line says what is recorded; then come frames and
input events as they happen, and now and then a tally of what could not be kept. Whoever has to do with a journal, its
recorder or who recovers it, holds its lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread

import msgspec
from filelock import FileLock, Timeout

from core.assembly import FrameAssembler, is_known
from core.errors import ExitCode, UserError
from core.files import sync_file, sync_folder
from core.recording import Frame, Header, InputEvent, Recording, require_finite

SUFFIX = ".journal"
#: seconds between two moments at which what waits is given to the system: all that a kill can cost
_WRITE_EVERY = 0.1
#: ... and at which the disk has it: all that a power cut can cost
_SYNC_EVERY = 0.4
#: no line is longer than this many bytes; what is, is rubbish, and not read into memory whole
_LONGEST = 1 << 20


class Seeing(msgspec.Struct, frozen=True):
    """How objects are to be looked for in the video once the recording has ended."""

    #: detections a second; frames in between are interpolated
    rate: float
    confidence: float


class Head(Header, kw_only=True):
    """A journal's first line: the recording's header, and what its end will need to know."""

    #: name or path the profile was loaded by
    profile_source: str
    #: file name of the video in the same folder
    video: str | None = None
    #: whether the video stays once the objects are found
    keep_video: bool = True
    seeing: Seeing | None = None


class Tally(msgspec.Struct, frozen=True):
    """Frames so far that could not be captured in time, and those that were late."""

    dropped: int
    late: int


class _Line(msgspec.Struct, omit_defaults=True):
    head: Head | None = None
    frame: Frame | None = None
    event: InputEvent | None = None
    tally: Tally | None = None
    #: the person wants none of it
    discarded: bool = False


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(_Line)


class JournalLock:
    """Held by the one who writes a journal or makes a recording of it. It ends with its process."""

    def __init__(self, journal: Path) -> None:
        self._journal = journal
        self._path = journal.with_name(f".{journal.name}.lock")
        self._lock = FileLock(self._path)

    def acquire(self) -> bool:
        """Take it; False where somebody else has it.

        Raises:
            OSError: the folder cannot be written.
        """
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        return True

    def release(self) -> None:
        """Give it back, and tidy up once the journal is gone."""
        if not self._journal.exists():
            # Windows removes no file that is open.
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
        self._lock.release()


class JournalWriter:
    """Appends to a new journal. May be used from several threads; the disk is waited for in others."""

    def __init__(self, path: Path, head: Head) -> None:
        """Begin the journal.

        Raises:
            OSError: it cannot be written.
            ValueError: a number in the head is NaN or infinite; its field is named.
        """
        self.path = path
        self._waiting = bytearray(_encode(_Line(head=head)))
        self._file = path.open("xb")
        self._lock = Lock()
        self._error: OSError | None = None
        self._closing = Event()
        self._in_folder = False
        try:
            # Recording must begin at once: the disk has it with the first sync.
            self._write()
        except OSError:
            with suppress(OSError):
                self._file.close()
            path.unlink(missing_ok=True)
            raise
        # A disk that takes long to sync must not hold up what is written meanwhile.
        self._threads = [
            Thread(target=self._often, args=(_WRITE_EVERY, self._write), name="journal", daemon=True),
            Thread(target=self._often, args=(_SYNC_EVERY, self._sync), name="journal-sync", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def frame(self, frame: Frame) -> None:
        """Append a frame whose action holds the cursor only.

        Raises:
            OSError: an earlier write failed.
            ValueError: a number in it is NaN or infinite; its field is named, and nothing is appended.
        """
        self._append(_Line(frame=frame))

    def event(self, event: InputEvent) -> None:
        """Append an input event. Raises ValueError as `frame`."""
        self._append(_Line(event=event), checked=False)

    def tally(self, dropped: int, late: int) -> None:
        """Append how many frames were dropped and late so far. Raises OSError when an earlier write failed."""
        self._append(_Line(tally=Tally(dropped, late)))

    def close(self) -> None:
        """Write what waits.

        Raises:
            OSError: it could not be written; the journal is whole up to there.
        """
        self._closing.set()
        for thread in self._threads:
            thread.join()
        try:
            if self._error is not None:
                raise self._error
            self._write()
            self._sync()
        finally:
            self._file.close()

    def _append(self, line: _Line, checked: bool = True) -> None:
        data = _encode(line)
        with self._lock:
            # A listener's thread has nobody to tell; the next frame tells it.
            if checked and self._error is not None:
                raise self._error
            self._waiting += data

    def _often(self, period: float, do: Callable[[], None]) -> None:
        while self._error is None and not self._closing.wait(period):
            try:
                do()
            except OSError as error:
                self._error = self._error or error

    def _write(self) -> None:
        with self._lock:
            data, self._waiting = self._waiting, bytearray()
        if data:
            self._file.write(data)
            self._file.flush()

    def _sync(self) -> None:
        sync_file(self._file)
        if not self._in_folder:
            sync_folder(self.path.parent)
            self._in_folder = True
        # Where the folder was deleted, the system goes on taking what nobody will ever find again.
        self.path.stat()


def discard_journal(journal: Path) -> None:
    """Write into a journal that has ended that nothing of it is wanted, so that no crash brings it back."""
    # A full disk is no reason to keep it: what follows makes room.
    with suppress(OSError), journal.open("ab") as file:
        file.write(b"\n" + _encode(_Line(discarded=True)))
        file.flush()
        sync_file(file)


def _encode(line: _Line) -> bytes:
    """One line of the journal.

    Raises:
        ValueError: a number in it is NaN or infinite; its field is named.
    """
    data = _encoder.encode(line)
    # As such a number would be written; see `core.recording`.
    if b"null" in data:
        for name in line.__struct_fields__:
            require_finite(name, getattr(line, name))
    return data + b"\n"


class JournalReader:
    """What a journal holds. Lines that a crash or a bad disk spoiled are left out: each stands for itself."""

    def __init__(self, path: Path) -> None:
        """Read all but the frames.

        Raises:
            UserError: it does not say what was recorded.
            OSError: it cannot be read.
        """
        self.path = path
        head: Head | None = None
        self.events: list[InputEvent] = []
        self.tally = Tally(0, 0)
        self.frame_count = 0
        #: seconds from the beginning to the last frame or event
        self.duration = 0.0
        #: whether the person threw it away
        self.discarded = False
        #: lines that cannot be read; of the last one a crash always may have left a part
        self.damaged = 0
        for line in self._lines():
            if line is None:
                self.damaged += 1
            elif line.head is not None:
                head = head or line.head
            elif line.event is not None:
                self.events.append(line.event)
                self.duration = max(self.duration, line.event.t)
            elif line.tally is not None:
                self.tally = line.tally
            elif line.frame is not None:
                self.frame_count += 1
                self.duration = max(self.duration, line.frame.t)
            self.discarded |= line is not None and line.discarded
        if head is None:
            raise UserError(f"{path} was cut off before anything was recorded.", ExitCode.NO_DATA)
        self.head = head
        self.events.sort(key=lambda event: event.t)

    def frames(self) -> Iterator[Frame]:
        """The frames in order, complete with the clicks and hotkeys made in them."""
        assembler = FrameAssembler()
        for event in self.events:
            assembler.add_event(event)
        for line in self._lines():
            if line is not None and line.frame is not None and (done := assembler.add_frame(line.frame)) is not None:
                yield done
        if (last := assembler.finish()) is not None:
            yield last

    def recording(self, recovered: bool = False) -> Recording:
        """The recording it becomes, without its frames; `recovered` where its recorder could not end it."""
        head = {name: getattr(self.head, name) for name in Header.__struct_fields__}
        return Recording(
            **head,
            video=self.head.video if self.head.keep_video else None,
            duration=self.duration,
            dropped=self.tally.dropped,
            late=self.tally.late,
            recovered=True if recovered else msgspec.UNSET,
            events=self.events,
        )

    def _lines(self) -> Iterator[_Line | None]:
        """The lines, None for one that cannot be read. An unfinished last one is none at all."""
        with self.path.open("rb") as file:
            while data := file.readline(_LONGEST):
                if data.endswith(b"\n"):
                    if data != b"\n":
                        yield _decode(data)
                elif len(data) == _LONGEST:
                    yield None


def _decode(data: bytes) -> _Line | None:
    try:
        line = _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return None if line.event is not None and not is_known(line.event) else line

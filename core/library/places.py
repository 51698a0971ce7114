"""Which files belong to a recording, and under which names new ones may be written."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from core.edits import folder_lock, sidecar_of
from core.errors import ExitCode, UserError, place_sentence
from core.formats import sources
from core.journal import SUFFIX as JOURNAL
from core.journal import JournalLock

#: where what can be made again is kept, in the folder of recordings
CACHE = ".cache"
#: bytes in which the opening of a recording fits
_OPENING = 1 << 14
_VIDEO = re.compile(rb'\s*\{(?:(?!"frames"|"events").)*?[^\\]"video"\s*:\s*(null|"(?:[^"\\]|\\.)*")', re.DOTALL)


def recordings_in(folder: Path) -> list[Path]:
    """Every recording of any format in `folder`, by name."""
    return sources(folder)


def stem_of(recording: Path) -> str:
    """The name a recording goes by."""
    return recording.name if recording.is_dir() else recording.stem


class _Head(msgspec.Struct):
    """What a recording says of its video. The rest is not even decoded."""

    video: str | None = None


def video_of(recording: Path) -> Path | None:
    """Where the video of a recording stands, or should; None for one without."""
    try:
        with recording.open("rb") as file:
            opening = file.read(_OPENING)
            # As we write it, the name stands before all that is long.
            if found := _VIDEO.match(opening):
                return beside(recording, msgspec.json.decode(found[1], type=str | None))
            name = msgspec.json.decode(opening + file.read(), type=_Head).video
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return beside(recording, name)


def beside(recording: Path, video: str | None) -> Path | None:
    """The path of the video that a recording names. A name that leads to another folder is none."""
    return recording.parent / video if video and Path(video).name == video else None


def cache_entries(recording: Path) -> list[Path]:
    """What was kept of a recording so that it need not be worked out again."""
    return sorted((recording.parent / CACHE).glob(f"{glob.escape(stem_of(recording))}.*"))


def free_stem(folder: Path, wanted: str) -> str:
    """`wanted`, or with a number after it where a file of that name is there already."""
    stem, attempt = wanted, 1
    while any(folder.glob(f"{glob.escape(stem)}.*")) or (folder / stem).exists():
        attempt += 1
        stem = f"{wanted}-{attempt}"
    return stem


def unfinished(folder: Path) -> list[tuple[str, bool]]:
    """Recordings that are none yet, by name, and whether a recorder (or who recovers them) is at work on each."""
    found = []
    for journal in sorted(folder.glob(f"*{JOURNAL}")):
        lock = JournalLock(journal)
        try:
            free = lock.acquire()
        except OSError:  # a folder that cannot be written: nobody records into it
            free = True
        if free:
            lock.release()
        if journal.exists():
            found.append((journal.stem, not free))
    return found


def require_finished(recording: Path) -> None:
    """Raise a UserError where there is no such recording, or its journal is still being written or recovered."""
    if not recording.exists():
        raise UserError(f"There is no recording {recording}.", ExitCode.NO_DATA)
    if recording.with_name(f"{stem_of(recording)}{JOURNAL}").exists():
        raise UserError(
            f"{recording.name} is still being written: wait for the recorder, or run `understudy recordings recover`.",
            ExitCode.BUSY,
        )


@contextmanager
def changing(folder: Path) -> Iterator[None]:
    """Hold the folder while its recordings change, and tell what its disk refuses as a UserError."""
    try:
        with folder_lock(folder):
            yield
    except OSError as error:
        raise UserError(place_sentence(error), ExitCode.DISK) from error


@contextmanager
def all_or_nothing() -> Iterator[list[Path]]:
    """Collects the files a block makes; they are removed again where it fails."""
    made: list[Path] = []
    try:
        yield made
    except BaseException:
        for path in made:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise


def companions(recording: Path) -> list[Path]:
    """The recording's own files that exist: itself, its sidecar, and its video where no other recording names it."""
    found = [recording, sidecar_of(recording)]
    video = video_of(recording)
    if video is not None and not any(
        video_of(other) == video for other in recordings_in(recording.parent) if other != recording
    ):
        found.append(video)
    return [path for path in found if path.exists()]

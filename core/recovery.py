"""Makes recordings of journals: at the end of a recording, and of those that a crash left behind."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from core.columns import write_columns
from core.errors import ExitCode, UserError
from core.home import Home
from core.journal import SUFFIX, JournalReader, Seeing
from core.profile import load_profile
from core.recording import Frame, write_frames
from core.seeing import see
from core.video import VideoReader

log = logging.getLogger("understudy")

_LOCK = ".recorder.lock"


def _unheard(share: float) -> None:
    """Nobody asked how far it is."""


@contextmanager
def recorder_lock(folder: Path) -> Iterator[None]:
    """Be the only one who records into `folder`.

    Raises:
        UserError: somebody else does.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise UserError(
            f"Another recorder is at work in {folder}: stop it first, or give this one another --data-dir.",
            ExitCode.BUSY,
        ) from error
    try:
        yield
    finally:
        lock.release()


def finish_journal(
    journal: Path, home: Home, *, threads: int = 1, on_progress: Callable[[float], None] = _unheard
) -> tuple[Path, int]:
    """Make the recording that a journal stands for, with the objects found in its video, and delete the journal.

    The recording appears whole or not at all; until it does, the journal stays.

    Returns:
        The recording's path and its number of frames; with no frames there is no file.

    Raises:
        OSError: it could not be written.
        UserError: its detector cannot be used.
    """
    reader = JournalReader(journal)
    target = journal.with_suffix(".json")
    video = journal.parent / reader.head.video if reader.head.video else None
    count = reader.frame_count
    # Where there is a target, only the deletion of the journal was left to do.
    if count and not target.exists():
        recording = reader.recording()
        frames = reader.frames()
        if video is not None and not _readable(video):
            log.warning("The video of %s cannot be read: its frames hold no objects.", target.name)
            recording.video = None
        elif video is not None and reader.head.seeing is not None:
            frames = _seen(reader, reader.head.seeing, video, home, threads, on_progress)
        count = write_frames(target, recording, frames)
        write_columns(target, home=home)
    if video is not None and (not count or not reader.head.keep_video):
        video.unlink(missing_ok=True)
    journal.unlink()
    return target, count


def _readable(video: Path) -> bool:
    try:
        with VideoReader(video) as reader:
            return len(reader) > 0
    except UserError:
        return False


def _seen(
    reader: JournalReader, seeing: Seeing, video: Path, home: Home, threads: int, on_progress: Callable[[float], None]
) -> Iterator[Frame]:
    from core.vision.detector import Detector

    profile = load_profile(reader.head.profile_source, home)
    detector = Detector.for_profile(profile, home, confidence=seeing.confidence, threads=threads)
    if detector is None:
        return reader.frames()
    return see(reader.frames, video, detector, seeing.rate, on_progress)


def recover(
    folder: Path, home: Home, *, threads: int = 1, on_progress: Callable[[float], None] = _unheard
) -> list[Path]:
    """Make recordings of the journals left behind in `folder`, unless a recorder is at work there, and tell the user.

    For the start of every job that reads recordings. Finding the objects of a long recording takes minutes;
    `on_progress` is told the done share of each, 0..1.

    Returns:
        The recordings made.
    """
    if not any(folder.glob(f"*{SUFFIX}")):
        return []
    try:
        with recorder_lock(folder):
            return recover_locked(folder, home, threads=threads, on_progress=on_progress)
    except UserError as error:
        if error.code != ExitCode.BUSY:
            raise
        return []


def recover_locked(
    folder: Path, home: Home, *, threads: int = 1, on_progress: Callable[[float], None] = _unheard
) -> list[Path]:
    """`recover` for whoever holds the folder's lock. A journal that cannot be finished stays, and is told."""
    made = []
    for journal in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            log.info("Recovering %s, which was cut off ...", journal.stem)
            path, count = finish_journal(journal, home, threads=threads, on_progress=on_progress)
        except (UserError, OSError) as error:
            log.warning("%s could not be recovered and was left as it is: %s", journal, error)
            continue
        if count:
            made.append(path)
            log.info("Recovered %s: %d frames of a recording that was cut off.", path.name, count)
        else:
            log.info("%s held no frames and was removed.", journal.name)
    return made

"""Makes recordings of journals: at the end of a recording, and of those that a crash left behind."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from core.columns import write_columns
from core.columns.cache import FOLDER as CACHE
from core.errors import ExitCode, UserError
from core.home import Home
from core.journal import SUFFIX, JournalLock, JournalReader, Seeing
from core.profile import load_profile
from core.recording import PATTERNS, Frame, read_recording, write_frames
from core.seeing import see
from core.video import VideoReader, cut_bad_end

log = logging.getLogger("understudy")

_LOCK = ".recorder.lock"
#: seconds of recording in which objects can be looked for without keeping anybody waiting
_SHORT = 20.0
#: seconds after which a file that was being written aside belongs to nobody any more
_ABANDONED = 24 * 3600.0


class Stopped(Exception):
    """Raised by whoever is told how far a recovery is, to leave the rest for another time."""


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
    journal: Path,
    home: Home,
    *,
    threads: int = 1,
    on_progress: Callable[[float], None] = _unheard,
    recovered: bool = False,
) -> tuple[Path, int]:
    """Make the recording that a journal stands for, with the objects found in its video, and delete the journal.

    For who holds the journal's lock. The recording appears whole or not at all, and takes no other file's place; until
    it does, the journal stays. Frames whose picture was lost keep what they hold, without a `frame_index`.

    Args:
        recovered: whether its recorder was cut off, which the recording then says.

    Returns:
        The recording's path and its number of frames; with no frames there is no file.

    Raises:
        OSError: it could not be written.
        UserError: its detector cannot be used, or it has a video but no frames that can be read.
    """
    reader = JournalReader(journal)
    # Whatever name a journal from elsewhere tells: no other file is its video.
    video = journal.with_suffix(".mkv") if reader.head.video else None
    target, made = _target(journal, reader)
    for part in journal.parent.glob(f".{journal.stem}*.json.*.part"):
        part.unlink(missing_ok=True)
    count = 0 if reader.discarded else reader.frame_count
    if count and not made:
        count = _write(target, reader, video, home, threads, on_progress, recovered)
        write_columns(target, home=home)
    elif not count and not reader.discarded and video is not None and _length(video) > 1.0:
        raise UserError(f"{journal} holds no frame that can be read, but its video is there.", ExitCode.NO_DATA)
    if video is not None and (not count or not reader.head.keep_video):
        video.unlink(missing_ok=True)
    journal.unlink()
    return target, count


def _target(journal: Path, reader: JournalReader) -> tuple[Path, bool]:
    """Where the recording goes, and whether it is there already because only the journal was left to delete."""
    target = journal.with_suffix(".json")
    number = 1
    while target.exists():
        with suppress(UserError):
            there = read_recording(target)
            if (there.created, there.monotonic_start) == (reader.head.created, reader.head.monotonic_start):
                return target, True
        # Somebody else's: theirs stays, and so does ours.
        number += 1
        target = journal.with_name(f"{journal.stem}_{number}.json")
    return target, False


def _write(
    target: Path,
    reader: JournalReader,
    video: Path | None,
    home: Home,
    threads: int,
    on_progress: Callable[[float], None],
    recovered: bool,
) -> int:
    recording = reader.recording(recovered)
    film = None if video is None else _opened(video)
    if video is not None:
        recording.video = video.name if film is not None and reader.head.keep_video else None
        if film is None:
            log.warning("The video of %s cannot be read: its frames hold no objects.", target.name)
    lost = 0
    with nullcontext() if film is None else closing(film):

        def frames() -> Iterator[Frame]:
            """The frames, pointing at their picture by its time, and at none where it was lost."""
            nonlocal lost
            # Asked for once more where objects are looked for.
            lost = 0
            for frame in reader.frames():
                if frame.frame_index is not None:
                    frame.frame_index = None if film is None else film.index_of(frame.t)
                    lost += frame.frame_index is None
                yield frame

        chosen: Iterator[Frame] = frames()
        if film is not None and video is not None and reader.head.seeing is not None:
            chosen = _seen(frames, reader, reader.head.seeing, video, home, threads, on_progress)
        count = write_frames(target, recording, chosen)
    if reader.damaged:
        log.warning("%d lines of %s were damaged and are left out.", reader.damaged, reader.path.name)
    if lost and film is not None:
        log.warning("The pictures of %d frames of %s were lost; all else of them is kept.", lost, target.name)
    return count


def _opened(video: Path) -> VideoReader | None:
    try:
        film = VideoReader(video)
    except UserError:
        return None
    if len(film):
        return film
    film.close()
    return None


def _length(video: Path) -> float:
    """Seconds of a video, 0 where there is none."""
    if (film := _opened(video)) is None:
        return 0.0
    with film:
        return film.times[-1]


def _seen(
    frames: Callable[[], Iterator[Frame]],
    reader: JournalReader,
    seeing: Seeing,
    video: Path,
    home: Home,
    threads: int,
    on_progress: Callable[[float], None],
) -> Iterator[Frame]:
    from core.vision.detector import Detector

    profile = load_profile(reader.head.profile_source, home)
    detector = Detector.for_profile(profile, home, confidence=seeing.confidence, threads=threads)
    if detector is None:
        return frames()
    return see(frames, video, detector, seeing.rate, on_progress)


def recover(
    folder: Path,
    home: Home,
    *,
    threads: int = 1,
    on_progress: Callable[[float], None] = _unheard,
    at_once: bool = False,
) -> list[Path]:
    """Make recordings of the journals left behind in `folder`, but not of those being recorded, and tell the user.

    `core.job` does it at the start of every job. Finding the objects of a long recording takes long: with `at_once`
    such a one is only told of. `on_progress` is told the done share of each, 0..1, and may raise `Stopped`. A journal
    that cannot be finished stays, and is told.

    Returns:
        The recordings made.
    """
    _sweep(folder)
    made = []
    for journal in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            path = _recover(journal, home, threads, on_progress, at_once)
        except Stopped:
            log.info("%s is left for another time.", journal.name)
            break
        except (UserError, OSError) as error:
            log.warning("%s could not be recovered and was left as it is: %s", journal, error)
        except Exception:
            # Whatever it is, the job that happens to be next has nothing to do with it.
            log.exception("%s could not be recovered and was left as it is", journal)
        else:
            made += [] if path is None else [path]
    return made


def _recover(
    journal: Path, home: Home, threads: int, on_progress: Callable[[float], None], at_once: bool
) -> Path | None:
    lock = JournalLock(journal)
    if not lock.acquire():
        return None
    try:
        # Whoever had the lock before may have been done with it.
        if not journal.exists() or _is_empty(journal):
            return None
        if at_once and _takes_long(journal):
            log.warning(
                "%s was cut off and is not a recording yet: the next training finishes it, or do it now with "
                "`understudy recordings recover`.",
                journal.stem,
            )
            return None
        log.info("Recovering %s, which was cut off ...", journal.stem)
        with suppress(UserError):
            cut_bad_end(journal.with_suffix(".mkv"))
        path, count = finish_journal(journal, home, threads=threads, on_progress=on_progress, recovered=True)
    finally:
        lock.release()
    if not count:
        log.info("%s held no frames and was removed.", journal.name)
        return None
    log.info("Recovered %s: %d frames of a recording that was cut off.", path.name, count)
    return path


def _is_empty(journal: Path) -> bool:
    """Remove a journal of which nothing reached the disk: then nothing of its video did either."""
    with journal.open("rb") as file:
        if file.read(4096).strip(b"\0"):
            return False
    video = journal.with_suffix(".mkv")
    if _length(video) > 0:
        return False
    video.unlink(missing_ok=True)
    journal.unlink()
    log.info("%s was cut off before anything was recorded and was removed.", journal.name)
    return True


def _takes_long(journal: Path) -> bool:
    reader = JournalReader(journal)
    return reader.head.seeing is not None and not reader.discarded and reader.duration > _SHORT


def _sweep(folder: Path) -> None:
    """Remove what was being written aside, and locks of journals that are gone, when their owner was killed."""
    litter = [part for pattern in PATTERNS for part in folder.glob(f".{pattern}.*.part")]
    litter += folder.glob(f"{CACHE}/.*.part")
    litter += [lock for lock in folder.glob(f".*{SUFFIX}.lock") if not (folder / lock.name[1:-5]).exists()]
    for path in litter:
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _ABANDONED:
                path.unlink()

"""Pure Recording: watches the game's window and the person's hands, and keeps both."""

from __future__ import annotations

import errno
import queue
from typing import Any

from core.clock import Every, Schedule
from core.errors import ExitCode, UserError
from core.inputs import Cursor, InputListener
from core.job import log
from core.keys import RECORD_KEYS
from core.profile import Profile, load_profile
from core.recording import InputEvent
from core.recovery import finish_journal, recorder_lock
from core.runs import RunWriter
from core.screen import Capture, GameWindow, WindowClosed, find_window
from core.settings.record import RecordSettings
from core.vision.hud import HudReader
from recorder.report import Report, clock
from recorder.take import Take

_START_STOP, _SAVE, _DISCARD = RECORD_KEYS
#: seconds between two looks at the window while nothing is recorded
_IDLE = 0.05


def record_window(settings: RecordSettings, run: RunWriter) -> dict[str, Any]:
    """Record until asked to stop, the time is up, or the window is closed; returns what was written."""
    profile = load_profile(settings.profile, settings.folders)
    if settings.see:
        _check_detector(profile, settings)
    window = find_window(settings.window_title or profile.window_title)
    with recorder_lock(settings.recordings):
        return WindowRecorder(settings, profile, window, run).run()


def _check_detector(profile: Profile, settings: RecordSettings) -> None:
    """Missing weights are better told before an hour of play than after it."""
    from core.vision.detector import trained_weights

    path = profile.detector_path
    if path is None or path.is_file() or trained_weights(profile, settings.folders).is_file():
        return
    raise UserError(
        f"The detector {path} of the profile {profile.name!r} is missing: train one with `understudy train detector`, "
        "or record with --no-see.",
        ExitCode.BAD_INPUT,
    )


class DiskTookNoMore(UserError):
    """A recording in progress could not be written any further."""

    def __init__(self, take: Take, error: OSError) -> None:
        folder, length = take.journal.parent, clock(take.duration)
        if error.errno == errno.ENOENT:
            sentence = f"{folder} was removed after {length} of recording: leave it, or choose another folder."
        else:
            sentence = (
                f"The disk that holds {folder} took no more after {length} of recording "
                f"({error.strerror}): free some space, or choose another folder."
            )
        super().__init__(sentence, ExitCode.DISK)


class WindowRecorder:
    """The loop behind `record_window`."""

    def __init__(self, settings: RecordSettings, profile: Profile, window: GameWindow, run: RunWriter) -> None:
        self._settings = settings
        self._profile = profile
        self._window = window
        self._run = run
        self._limit = settings.minutes and settings.minutes * 60
        self._hud = HudReader(profile)
        self._cursor = Cursor()
        #: control keys pressed since the last look
        self._keys: queue.SimpleQueue[str] = queue.SimpleQueue()
        #: the take that inputs go to now
        self._running: Take | None = None
        #: one that has ended, and is neither saved nor discarded yet
        self._ended: Take | None = None
        self._files: list[str] = []
        self._frames = 0
        self._seconds = 0.0

    def run(self) -> dict[str, Any]:
        """Record as the keys say until the end."""
        listener = InputListener(
            self._window, self._profile.hotkeys, self._note, controls=RECORD_KEYS, on_control=self._keys.put
        )
        failure: UserError | None = None
        with Capture(self._window) as capture, listener:
            log.info("Watching the window %r.", self._window.title)
            if self._settings.start:
                self._keys.put(_START_STOP)
            else:
                log.info("Press %s in the game to start.", _START_STOP)
                self._run.progress(None, f"waiting for {_START_STOP}")
            try:
                self._obey(capture)
            except WindowClosed as closed:
                log.info("%s", closed)
            except DiskTookNoMore as full:
                failure = full
        self._save()
        if failure is not None:
            raise failure
        return {
            "files": self._files,
            "frames": self._frames,
            "minutes": round(self._seconds / 60, 3),
            "folder": str(self._settings.recordings),
        }

    def _obey(self, capture: Capture) -> None:
        """Do what the control keys say until the end."""
        while not self._run.stop_requested:
            try:
                key = self._keys.get(timeout=_IDLE)
            except queue.Empty:
                if not self._window.exists():
                    raise WindowClosed(self._window.title) from None
                continue
            # One key may end a take and say what becomes of it.
            if key == _START_STOP:
                self._save()
                ended_by = self._record(capture)
                if ended_by is None:
                    return
                key = ended_by
            if key == _SAVE:
                self._save()
            elif key == _DISCARD:
                self._discard()

    def _record(self, capture: Capture) -> str | None:
        """Record one take; returns the key that ended it, or None when all is to end."""
        try:
            take = Take(self._settings, self._profile, self._window, capture.grab())
        except OSError as error:
            raise UserError(
                f"{self._settings.recordings} cannot be written ({error.strerror}): choose another folder.",
                ExitCode.DISK,
            ) from error
        log.info("Recording. %s stops, %s saves, %s discards.", *RECORD_KEYS)
        self._running = self._ended = take
        try:
            try:
                with Every(1.0, Report(self._run, take, self._limit).tell):
                    ended_by = self._film(capture, take)
            finally:
                self._running = None
                take.end()
        except OSError as error:
            raise DiskTookNoMore(take, error) from error
        if ended_by == _START_STOP:
            words = (
                f"stopped after {clock(take.duration)}: {_SAVE} saves, {_DISCARD} discards, {_START_STOP} starts anew"
            )
            log.info(words)
            self._run.progress(None, words)
        return ended_by

    def _film(self, capture: Capture, take: Take) -> str | None:
        """Take frames on an absolute schedule; returns the key that ended it, or None when all is to end."""
        period = 1 / self._settings.fps
        schedule = Schedule(period)
        watching = True
        while not self._run.stop_requested:
            missed = schedule.wait()
            if not self._keys.empty():
                return self._keys.get()
            if self._limit and take.duration >= self._limit - period / 2:
                return None
            if not self._window.focused():
                if not self._window.exists():
                    raise WindowClosed(self._window.title)
                if watching:
                    log.info("The game lost the focus: nothing is recorded until it has it again.")
                watching = False
                continue
            if watching:
                take.dropped += missed
            else:
                log.info("The game has the focus again: recording goes on.")
                watching = True
            shot = capture.grab()
            cursor = self._cursor.position()
            take.late += shot.t - schedule.due > period / 2
            take.add_frame(shot, self._hud.read(shot.image), cursor)
        return None

    def _note(self, event: InputEvent) -> None:
        if (take := self._running) is not None:
            take.add_event(event)

    def _save(self) -> None:
        take, self._ended = self._ended, None
        if take is None:
            return
        log.info("Saving %s (%s) ...", take.journal.stem, clock(take.duration))

        def told(share: float) -> None:
            self._run.progress(share, f"saving: looked for objects in {share:.0%}")

        threads = self._settings.threads
        try:
            path, count = finish_journal(take.journal, self._settings.folders, threads=threads, on_progress=told)
        except BaseException as error:
            log.warning("%s is kept as it is: the next recording or training finishes it.", take.journal)
            if isinstance(error, OSError):
                raise DiskTookNoMore(take, error) from error
            raise
        finally:
            take.release()
        if count:
            self._files.append(path.name)
            self._frames += count
            self._seconds += take.duration
            told_of = (path.name, clock(take.duration), count, take.dropped, take.late)
            log.info("Saved %s: %s, %d frames, %d dropped, %d late.", *told_of)
        else:
            log.info("Nothing was recorded.")
        self._run.progress(None, f"waiting for {_START_STOP}")
        # What was pressed meanwhile was meant for a recorder that listens.
        while not self._keys.empty():
            self._keys.get()

    def _discard(self) -> None:
        take, self._ended = self._ended, None
        if take is not None:
            take.delete()
            log.info("Discarded a recording of %s.", clock(take.duration))
            self._run.progress(None, f"waiting for {_START_STOP}")

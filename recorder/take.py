"""One recording in progress: every frame goes to the video and the journal at once."""

from __future__ import annotations

from core.clock import now
from core.journal import SUFFIX, Head, JournalLock, JournalWriter, Seeing, discard_journal
from core.profile import Profile
from core.recording import Frame, InputEvent, WindowInfo, free_name, utc_now
from core.screen import GameWindow, Shot
from core.settings.record import RecordSettings
from core.video import VideoWriter
from core.words import Action

_DIGITS = 5


class Take:
    """A recording from its start until it is saved or discarded."""

    def __init__(self, settings: RecordSettings, profile: Profile, window: GameWindow, first: Shot) -> None:
        """Begin, with `first` as the picture that tells the window's size.

        Raises:
            OSError: the folder cannot be written.
        """
        height, width = first.image.shape[:2]
        folder = settings.recordings
        name = free_name(folder)
        self.journal = folder / f"{name}{SUFFIX}"
        self._video_path = folder / f"{name}.mkv"
        self.frames = 0
        self.dropped = 0
        self.late = 0
        #: seconds from the start to the last frame
        self.duration = 0.0
        self._video: VideoWriter | None = None
        self._lock = JournalLock(self.journal)
        self._lock.acquire()
        if settings.video or settings.see:
            # Loaded now: it takes long, and from here on no time may be lost.
            import av  # noqa: F401
        self._start = now()
        # Before the video, so that none is ever there of which no journal tells.
        self._writer = JournalWriter(
            self.journal,
            Head(
                profile=profile.name,
                source="window",
                created=utc_now(),
                monotonic_start=self._start,
                fps=settings.fps,
                window=WindowInfo(window.title, width, height, window.scale),
                classes=list(profile.class_names),
                state_names=list(profile.state_names),
                hotkeys=list(profile.hotkeys),
                profile_source=settings.profile,
                video=self._video_path.name if settings.video or settings.see else None,
                keep_video=settings.video,
                seeing=Seeing(settings.see_rate, settings.confidence) if settings.see else None,
            ),
        )
        if settings.video or settings.see:
            film_height = min(height, settings.video_height)
            film_width = round(width * film_height / height)
            try:
                self._video = VideoWriter(
                    self._video_path, film_width, film_height, fps=settings.fps, crf=settings.video_crf
                )
            except BaseException:
                self._writer.close()
                self.delete()
                raise

    def add_frame(self, shot: Shot, state: dict[str, float], cursor: tuple[float, float]) -> None:
        """Keep one moment; `cursor` in the screen's units.

        Raises:
            OSError: the disk took no more.
        """
        t = shot.t - self._start
        index = None
        if self._video is not None:
            index = self._video.add(t, shot.image)
            if index is None:
                self.dropped += 1
                return
        x, y = shot.geometry.to_fraction(*cursor)
        self._writer.frame(
            Frame(
                t=round(t, _DIGITS),
                state={name: round(value, _DIGITS) for name, value in state.items()},
                objects=[],
                action=Action(round(x, _DIGITS), round(y, _DIGITS)),
                frame_index=index,
            )
        )
        self.frames += 1
        self.duration = t

    def add_event(self, event: InputEvent) -> None:
        """Keep one input, stamped on `core.clock.now`. May be called from another thread."""
        t = event.t - self._start
        if t >= 0:
            x, y = round(event.x, _DIGITS), round(event.y, _DIGITS)
            self._writer.event(InputEvent(round(t, _DIGITS), event.kind, event.name, x, y))

    def tally(self) -> None:
        """Note down how many frames were dropped and late. Raises OSError when the disk took no more."""
        self._writer.tally(self.dropped, self.late)

    def end(self) -> None:
        """Close the files; what is recorded stays on the disk as a journal and a video.

        Raises:
            OSError: not all of it could be written.
        """
        try:
            if self._video is not None:
                self._video.close()
        finally:
            self._writer.close()

    def delete(self) -> None:
        """Remove the files of a take that has ended, and let go of it."""
        discard_journal(self.journal)
        self._video_path.unlink(missing_ok=True)
        self.journal.unlink(missing_ok=True)
        self.release()

    def release(self) -> None:
        """Leave the files to whoever wants to do something with them."""
        self._lock.release()

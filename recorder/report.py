"""Tells how a recording goes."""

from __future__ import annotations

from core.clock import now
from core.job import log
from core.runs import RunWriter
from recorder.take import Take

#: seconds between two lines in the log
_LINE_EVERY = 10.0


class Report:
    """Tells the run, each time it is asked to, and the log, now and then, how a take goes."""

    def __init__(self, run: RunWriter, take: Take, limit: float | None) -> None:
        """`limit` is the length in seconds at which the take ends by itself."""
        self._run = run
        self._take = take
        self._limit = limit
        self._told_at = self._line_at = now()
        self._told_frames = 0
        self._failed = False

    def tell(self) -> None:
        """Write it down. May be called from another thread than the take's."""
        if self._failed:
            return
        try:
            self._tell()
        except OSError as error:
            # Where the take's own disk is full, its next frame says so; this one must not end it.
            self._failed = True
            log.warning("How the recording goes cannot be written down any more: %s", error)

    def _tell(self) -> None:
        t, take = now(), self._take
        frames, dropped, late = take.frames, take.dropped, take.late
        fps = (frames - self._told_frames) / max(t - self._told_at, 1e-9)
        self._told_at, self._told_frames = t, frames
        take.tally()
        self._run.metrics(round(take.duration), fps=fps, dropped=dropped, late=late)
        words = f"recording {clock(take.duration)}, {fps:.1f} fps, {dropped} dropped, {late} late"
        self._run.progress(take.duration / self._limit if self._limit else None, words)
        if t - self._line_at >= _LINE_EVERY:
            self._line_at = t
            log.info(words)


def clock(seconds: float) -> str:
    """A length of time as 1:02:03 or 2:03."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"

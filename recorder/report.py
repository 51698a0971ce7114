"""Tells how a recording goes."""

from __future__ import annotations

from core.clock import now
from core.job import log
from core.runs import RunWriter
from recorder.take import Take

#: seconds between two lines in the log
_LINE_EVERY = 10.0


class Report:
    """Tells the run, once a second, and the log, now and then, how a take goes."""

    def __init__(self, run: RunWriter, take: Take, limit: float | None) -> None:
        """`limit` is the length in seconds at which the take ends by itself."""
        self._run = run
        self._take = take
        self._limit = limit
        self._told_at = self._line_at = now()
        self._told_frames = 0

    def update(self) -> None:
        """Call once a frame."""
        t, take = now(), self._take
        if t - self._told_at < 1.0:
            return
        fps = (take.frames - self._told_frames) / (t - self._told_at)
        self._told_at, self._told_frames = t, take.frames
        take.tally()
        self._run.metrics(round(take.duration), fps=fps, dropped=take.dropped, late=take.late)
        words = f"recording {clock(take.duration)}, {fps:.1f} fps, {take.dropped} dropped, {take.late} late"
        self._run.progress(take.duration / self._limit if self._limit else None, words)
        if t - self._line_at >= _LINE_EVERY:
            self._line_at = t
            log.info(words)


def clock(seconds: float) -> str:
    """A length of time as 1:02:03 or 2:03."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"

"""Which stretch of a recording a timeline shows, and where in it a moment lies. Without Qt."""

from __future__ import annotations

import math

#: seconds; a shorter stretch shows less than a handful of frames
LEAST_SPAN = 0.5
#: distances of marks in seconds that read well
_STEPS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)


class TimeScale:
    """Maps seconds to pixels and back. `start` and `span` stay within the recording whatever is asked."""

    def __init__(self, duration: float = 0.0, width: float = 1.0) -> None:
        self.duration = max(duration, LEAST_SPAN)
        self.width = max(1.0, width)
        self.start = 0.0
        self.span = self.duration

    @property
    def stop(self) -> float:
        return self.start + self.span

    def set_width(self, width: float) -> None:
        """Take another number of pixels."""
        self.width = max(1.0, width)

    def x(self, t: float) -> float:
        """The pixel of a time."""
        return (t - self.start) / self.span * self.width

    def t(self, x: float) -> float:
        """The time at a pixel, kept within the recording."""
        return min(max(0.0, self.start + x / self.width * self.span), self.duration)

    def zoom(self, factor: float, around: float) -> None:
        """Show a stretch `factor` times as short; the time `around` stays at its pixel where it can."""
        span = min(max(LEAST_SPAN, self.span / factor), self.duration)
        share = (around - self.start) / self.span
        self.span = span
        self._move_to(around - share * span)

    def scroll(self, seconds: float) -> None:
        """Show a later stretch, an earlier one where negative."""
        self._move_to(self.start + seconds)

    def show_all(self) -> None:
        """Show the whole recording."""
        self.start, self.span = 0.0, self.duration

    def follow(self, t: float) -> bool:
        """Turn the page when `t` has left it; whether that was so."""
        if self.start <= t <= self.stop:
            return False
        self._move_to(t - 0.1 * self.span)
        return True

    def centre(self, t: float) -> None:
        """Show the stretch around `t`."""
        self._move_to(t - self.span / 2)

    def _move_to(self, start: float) -> None:
        self.start = min(max(0.0, start), self.duration - self.span)

    def ticks(self, least_pixels: float = 70.0) -> list[float]:
        """Times to write at, in view, at least so many pixels apart."""
        least = least_pixels / self.width * self.span
        step = next((step for step in _STEPS if step >= least), _STEPS[-1] * math.ceil(least / _STEPS[-1]))
        first = math.ceil(self.start / step - 1e-9)
        return [index * step for index in range(first, math.floor(self.stop / step + 1e-9) + 1)]


def clock(t: float, digits: int = 0) -> str:
    """A moment as "1:02:03" or "2:03.25", with so many `digits` after the second."""
    whole, part = divmod(round(max(0.0, t) * 10**digits), 10**digits)
    minutes, seconds = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"{text}.{part:0{digits}}" if digits else text

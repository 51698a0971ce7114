"""Where the player stands in a recording: position, speed, selection. Without Qt, and without a clock of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

#: how fast a recording can be played
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
#: after a pause of the whole program (a suspended computer), playing goes on from where it was, not from far ahead
LONGEST_TICK = 0.5

#: [from, to] in seconds
Span = tuple[float, float]


class Playback:
    """Moves through the times of a recording's frames.

    `tick` takes the reading of any steady clock in seconds; all other times are seconds of the recording.
    """

    def __init__(self, times: Sequence[float] = (), duration: float = 0.0) -> None:
        """`times` are the frames' times, growing; `duration` reaches at least to the last one."""
        self._times = times
        self.duration = max(duration, float(times[-1]) if len(times) else 0.0)
        self.position = 0.0
        self.playing = False
        self.speed = 1.0
        #: the stretch actions work on, None for none
        self.selection: Span | None = None
        #: stretches that are left out while playing
        self.skipped: Sequence[Span] = ()
        self._last: float | None = None

    def __len__(self) -> int:
        return len(self._times)

    @property
    def index(self) -> int:
        """The frame shown: the last one at or before the position, the first one before all."""
        return max(0, bisect_right(self._times, self.position) - 1)

    # playing

    def play(self) -> None:
        """Go on; from the beginning where the end has been reached."""
        if not len(self._times):
            return
        if self.position >= self.duration:
            self.position = 0.0
        self.playing, self._last = True, None

    def pause(self) -> None:
        """Stay here."""
        self.playing, self._last = False, None

    def toggle(self) -> None:
        """Play or pause."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def tick(self, now: float) -> bool:
        """Move on by the time since the last tick; whether the position changed."""
        if not self.playing:
            return False
        last, self._last = self._last, now
        if last is None:
            return False
        before = self.position
        self.position += min(max(0.0, now - last), LONGEST_TICK) * self.speed
        for start, stop in self.skipped:
            if start <= self.position < stop:
                self.position = stop
        if self.position >= self.duration:
            self.position = self.duration
            self.pause()
        return self.position != before

    def set_speed(self, speed: float) -> None:
        """Choose one of `SPEEDS`; others give the nearest of them."""
        self.speed = min(SPEEDS, key=lambda known: abs(known - speed))

    def faster(self, steps: int) -> None:
        """`steps` up in `SPEEDS`, down where negative."""
        self.speed = SPEEDS[min(max(0, SPEEDS.index(self.speed) + steps), len(SPEEDS) - 1)]

    # going elsewhere

    def seek(self, t: float) -> None:
        """Go to a time; beyond the ends to the ends."""
        self.position = min(max(0.0, t), self.duration)

    def jump(self, seconds: float) -> None:
        """Go on or back by so many seconds."""
        self.seek(self.position + seconds)

    def step(self, frames: int) -> None:
        """Pause, and go to the frame so many after the present one, before it where negative."""
        self.pause()
        if len(self._times):
            self.seek(float(self._times[min(max(0, self.index + frames), len(self._times) - 1)]))

    def to_start(self) -> None:
        """Go to the first frame."""
        self.seek(float(self._times[0]) if len(self._times) else 0.0)

    def to_end(self) -> None:
        """Pause at the last frame."""
        self.pause()
        self.seek(float(self._times[-1]) if len(self._times) else 0.0)

    # selecting

    def select(self, one: float, other: float) -> None:
        """Select what lies between two times; nothing where they are the same."""
        start, stop = sorted(min(max(0.0, t), self.duration) for t in (one, other))
        self.selection = (start, stop) if stop > start else None

    def mark_in(self) -> None:
        """Let the selection begin here: up to its present end where that is later, else to the recording's."""
        stop = self.selection[1] if self.selection and self.selection[1] > self.position else self.duration
        self.select(self.position, stop)

    def mark_out(self) -> None:
        """Let the selection end here: from its present start where that is earlier, else from the recording's."""
        start = self.selection[0] if self.selection and self.selection[0] < self.position else 0.0
        self.select(start, self.position)

    def select_nothing(self) -> None:
        """Drop the selection."""
        self.selection = None

"""The one clock that frames and inputs are stamped with, and moments at a steady rate on it."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event, Thread
from types import TracebackType

#: Seconds on the machine's steady clock. On Linux it reads the same as `time.monotonic()`; on Windows that one only
#: moves every 15 ms.
now = time.perf_counter


class Schedule:
    """Moments one period apart, counted from the start, so that small delays never add up."""

    def __init__(self, period: float) -> None:
        self._period = period
        self._start = now()
        self._place = -1

    @property
    def due(self) -> float:
        """The moment that `wait` waited for last, on `now`."""
        return self._start + self._place * self._period

    def wait(self, sleep: Callable[[float], object] = time.sleep) -> int:
        """Sleep until the next moment; returns how many whole moments had gone by already and are skipped.

        `sleep` is given the seconds, and may return before they are over.
        """
        self._place += 1
        missed = max(0, int((now() - self.due) / self._period))
        self._place += missed
        if (ahead := self.due - now()) > 0:
            sleep(ahead)
        return missed


class Every:
    """Calls something once a period for as long as the block lasts, and once more at its end.

    It does so in a thread of its own: what waits for the disk must not hold up what keeps time.
    """

    def __init__(self, period: float, call: Callable[[], None]) -> None:
        self._period = period
        self._call = call
        self._over = Event()
        self._thread = Thread(target=self._run, name="every", daemon=True)

    def __enter__(self) -> Every:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(self._period):
            self._call()
        self._call()

"""How the bot does."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from threading import Lock
from typing import Any

import numpy as np

from core.clock import now
from core.runs import RunWriter

#: decisions that the shares of the modes are counted over: the last 30 s
_MODE_WINDOW = 600


class Gauges:
    """Counts decisions and how long they take, from the picture to the action."""

    def __init__(self, run: RunWriter, done: Callable[[float], float | None]) -> None:
        """`done` answers, given the seconds since the beginning, which share 0..1 of it all is done, if it is known."""
        self._run = run
        self._done = done
        self._began = self._told_at = now()
        self._lock = Lock()
        self._latencies: list[float] = []
        self._told = 0
        self._modes: deque[str] = deque(maxlen=_MODE_WINDOW)
        self._seen: set[str] = set()

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return now() - self._began

    def note(self, latency: float, mode: str | None) -> None:
        """Count one decision: seconds from its picture to its action, and what the player is after."""
        with self._lock:
            self._latencies.append(latency)
            if mode is not None:
                self._modes.append(mode)

    def tell(self) -> None:
        """Tell the run what happened since the last time. May be called from another thread."""
        with self._lock:
            passed, self._told_at = now() - self._told_at, now()
            latencies = self._latencies[self._told :]
            self._told = len(self._latencies)
            modes = Counter(self._modes)
            self._seen |= modes.keys()
        values: dict[str, float] = {"fps": len(latencies) / max(passed, 1e-9), **_percentiles(latencies)}
        # One that was not played of late has a share of zero; without it its curve would end above that.
        values |= {f"mode/{name}": modes[name] / modes.total() for name in sorted(self._seen)}
        self._run.metrics(round(self.seconds), **values)
        words = f"{values['fps']:.0f} decisions a second"
        if latencies:
            words = f"{values['fps']:.0f} decisions a second, {values['latency_ms/p50']:.0f} ms each"
        self._run.progress(self._done(self.seconds), words)

    def result(self) -> dict[str, Any]:
        """What the whole of it came to."""
        count, seconds = len(self._latencies), self.seconds
        return {
            "minutes": round(seconds / 60, 3),
            "decisions": count,
            "decisions_per_second": round(count / max(seconds, 1e-9), 2),
            **{name: round(value, 1) for name, value in _percentiles(self._latencies).items()},
        }


def _percentiles(latencies: list[float]) -> dict[str, float]:
    """In milliseconds."""
    if not latencies:
        return {}
    half, most = np.percentile(latencies, (50, 99)) * 1000
    return {"latency_ms/p50": float(half), "latency_ms/p99": float(most)}

"""How the bot does, told once a second."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
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
        self._latencies: list[float] = []
        self._all_latencies: list[float] = []
        self._modes: deque[str] = deque(maxlen=_MODE_WINDOW)

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return now() - self._began

    def note(self, latency: float, mode: str | None) -> None:
        """Count one decision: seconds from its picture to its action, and what the player is after."""
        self._latencies.append(latency)
        if mode is not None:
            self._modes.append(mode)
        if (passed := now() - self._told_at) >= 1.0:
            self._tell(passed)

    def _tell(self, passed: float) -> None:
        self._told_at = now()
        values: dict[str, float] = {"fps": len(self._latencies) / passed, **_percentiles(self._latencies)}
        values |= {f"mode/{name}": count / len(self._modes) for name, count in Counter(self._modes).items()}
        self._run.metrics(round(self.seconds), **values)
        self._run.progress(
            self._done(self.seconds),
            f"playing at {values['fps']:.0f} decisions a second, {values['latency_ms/p50']:.0f} ms each",
        )
        self._all_latencies += self._latencies
        self._latencies.clear()

    def result(self) -> dict[str, Any]:
        """What the whole of it came to."""
        latencies = self._all_latencies + self._latencies
        return {
            "minutes": round(self.seconds / 60, 3),
            "decisions": len(latencies),
            "decisions_per_second": round(len(latencies) / max(self.seconds, 1e-9), 2),
            **{name: round(value, 1) for name, value in _percentiles(latencies).items()},
        }


def _percentiles(latencies: list[float]) -> dict[str, float]:
    """In milliseconds."""
    if not latencies:
        return {}
    half, most = np.percentile(latencies, (50, 99)) * 1000
    return {"latency_ms/p50": float(half), "latency_ms/p99": float(most)}

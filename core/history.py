"""The recent past of one player's seat."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
from numpy.typing import NDArray

from core.features import Floats, Moments, Observer, summary_features
from core.observation import Observation
from core.schema import STATE_LAGS, FeatureSchema


class History:
    """What the policies look back at while playing.

    Args:
        seconds: how far back `summaries` can look; `lagged_state` always can.
    """

    def __init__(self, schema: FeatureSchema, seconds: float) -> None:
        self._schema = schema
        self._seconds = max(seconds, *STATE_LAGS)
        self._observer = Observer(schema)
        # Lists, because they are searched by halving at every decision and lose a moment only once per moment.
        self._t: list[float] = []
        self._past: list[Moments] = []
        self.now: Moments | None = None
        #: slot order of the latest observation, see `Observer.order`
        self.order: list[int] = []

    def reset(self) -> None:
        """Forget everything."""
        self._observer.reset()
        self._t.clear()
        self._past.clear()
        self.now, self.order = None, []

    def add(self, observation: Observation) -> Moments:
        """Take in one observation; returns its moment (N = 1)."""
        self.now = self._observer.observe(observation)
        self.order = self._observer.latest_order
        self._t.append(observation.t)
        self._past.append(self.now)
        while self._t[-1] - self._t[0] > self._seconds + 1.0:
            del self._t[0], self._past[0]
        return self.now

    def lagged_state(self) -> Floats:
        """(L, S) the state `STATE_LAGS` ago."""
        return np.concatenate([self._at(self._t[-1] - lag).state for lag in STATE_LAGS])

    def summaries(self, seconds: int) -> tuple[Floats, NDArray[np.bool_]]:
        """(T, `summary_width`) summaries of the last T = `seconds` seconds, the latest last, and (T,) which exist."""
        when = self._t[-1] - np.arange(seconds - 1, -1, -1, dtype=np.float64)
        # Summed up when asked for, once a second, and not as each moment comes.
        looked_at = Moments.stack([self._at(t) for t in when.tolist()])
        return summary_features(self._schema, looked_at), when >= self._t[0] - 1e-6

    def _at(self, when: float) -> Moments:
        """What was there at a time, or first where that is too long ago: as `indices_at`, of one time."""
        return self._past[max(0, bisect_right(self._t, when + 1e-6) - 1)]

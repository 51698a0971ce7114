from __future__ import annotations

import pytest
from helpers.plays import ARENA, SCHEMA

from core.history import History
from core.observation import Observation
from core.schema import STATE_LAGS


def test_a_history_remembers_a_second_a_token_and_says_what_it_has() -> None:
    history = History(SCHEMA, 10.0)
    stream = [Observation(n / 20, {"hp": n / 1000}, []) for n in range(20 * 30)]
    hp = ARENA.state_names.index("hp")
    for count, seen in enumerate(stream, 1):
        history.add(seen)
        if count % 37 and count != len(stream):
            continue
        tokens, present = history.summaries(10)
        assert tokens.shape == (10, SCHEMA.summary_width) and present.shape == (10,)
        wanted = [seen.t - back for back in range(9, -1, -1)]
        assert present.tolist() == [t >= -1e-6 for t in wanted]
        ages = [round(t * 20) / 1000 for t in wanted if t >= -1e-6]
        assert tokens[present, hp] == pytest.approx(ages, abs=1e-6)


def test_a_history_forgets_when_told_and_drops_what_is_too_old() -> None:
    history = History(SCHEMA, 5.0)
    for n in range(2000):
        history.add(Observation(n / 20, {}, []))
    assert len(history._t) <= 20 * (5.0 + 5)
    history.reset()
    assert history.now is None
    history.add(Observation(0.0, {"hp": 0.25}, []))
    assert history.summaries(5)[1].tolist() == [False, False, False, False, True]


@pytest.mark.parametrize("seconds", [1.0, 2.0, 60.0])
def test_however_short_a_history_is_recent_changes_are_seen_in_full(seconds: float) -> None:
    history = History(SCHEMA, seconds)
    for n in range(200):
        history.add(Observation(n / 20, {"hp": n / 1000}, []))
    lagged = history.lagged_state()[:, ARENA.state_names.index("hp")]
    assert lagged == pytest.approx([(199 - round(lag * 20)) / 1000 for lag in STATE_LAGS], abs=1e-6)

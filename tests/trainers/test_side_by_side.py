from __future__ import annotations

from pathlib import Path

import pytest
import torch
from helpers.plays import untrained_models

from arena.game import ArenaGame
from core.errors import UserError
from trainers.side_by_side import WORTH, Tables, processes_for, ticks_of

CPU = torch.device("cpu")


def never(done: float) -> bool:
    return False


def test_short_play_is_not_worth_a_process_more() -> None:
    assert processes_for(100, 8, CPU) == 1
    assert processes_for(3 * WORTH, 8, CPU) == 3
    assert processes_for(100 * WORTH, 2, CPU) == 2
    assert processes_for(100 * WORTH, 0, CPU) >= 1
    assert processes_for(100 * WORTH, 8, torch.device("cuda")) == 1
    assert ticks_of(ArenaGame(), 2, 0.5) == 1200


CLUMSY = """
class Clumsy:
    def reset(self, seed): pass
    def act(self, observation): return observation.nothing
"""
SAID = r"Clumsy failed: AttributeError: .*nothing.* \(clumsy.py, line 4\)"


def test_two_processes_play_the_same_episodes_as_one_and_can_be_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One start of processes for all of it, because that is what takes the time."""
    (tmp_path / "clumsy.py").write_text(CLUMSY)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    models, seeds = untrained_models(), [5, 6, 7]
    told: list[float] = []
    with Tables(1, CPU, ArenaGame()) as alone:
        usual = alone.play_models(models, seeds, 0.05, never)
        pilots = alone.play_pilot("aggressor", seeds, 0.05, never)
        with pytest.raises(UserError, match=SAID):
            alone.play_pilot("clumsy:Clumsy", seeds, 0.05, never)
    with Tables(2, CPU, ArenaGame()) as tables:
        played = tables.play_models(models, seeds, 0.05, lambda done: bool(told.append(done)))
        assert [episode.seed for episode in played] == seeds
        for mine, theirs in zip(played, usual, strict=True):
            assert mine.style == theirs.style and mine.per_minute == pytest.approx(theirs.per_minute)
            # Once for the mode each second, five times for the target, twenty for the action.
            assert mine.model_decisions == theirs.model_decisions == 3 * 26
        assert told == sorted(told) and 0 < told[-1] <= 1
        assert tables.play_pilot("aggressor", seeds, 0.05, never) == pilots
        cut = tables.play_models(models, seeds, 50.0, lambda done: done > 0)
        assert [episode.seed for episode in cut] == seeds and all(episode.decisions < 60_000 for episode in cut)
        # Who was told to stop plays on when asked again.
        assert tables.play_pilot("aggressor", seeds, 0.05, never) == pilots
        with pytest.raises(UserError, match="There is no pilot 'nobody'"):
            tables.play_pilot("nobody", seeds, 0.05, never)
        with pytest.raises(UserError, match=SAID):
            tables.play_pilot("clumsy:Clumsy", seeds, 0.05, never)

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from arena.pilots import BASELINES, PILOTS, ask, load_pilot
from arena.seat import Seat
from core.errors import ExitCode, UserError
from core.observation import Observation
from core.words import Action, Click

CUSTOM = """
from core.words import Action

class Sleeper:
    def reset(self, seed):
        self.seed = seed
    def act(self, observation):
        return Action(0.5, 0.5)

class Clumsy:
    def __init__(self):
        raise RuntimeError("no hands")

class Half:
    def reset(self, seed):
        pass
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a module of pilots in it."""
    (tmp_path / "my_pilots.py").write_text(CUSTOM)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.delitem(sys.modules, "my_pilots", raising=False)
    return tmp_path


@pytest.mark.parametrize("name", [*PILOTS, *BASELINES])
def test_every_built_in_player_loads_and_plays(name: str) -> None:
    player = load_pilot(name)
    player.reset(3)
    seat = Seat(3)
    for _ in range(50):
        seat.step(player.act(seat.observe()))


def test_a_class_from_the_working_directory_loads(here: Path) -> None:
    player = load_pilot("my_pilots:Sleeper")
    player.reset(1)
    assert player.act(Seat(0).observe()) == (0.5, 0.5, 0, 0)


@pytest.mark.parametrize("name", ["nobody", "", ":", "my_pilots", "my_pilots:", ":Sleeper"])
def test_an_unknown_name_is_told_with_the_known_ones(here: Path, name: str) -> None:
    with pytest.raises(UserError, match="aggressor, collector, careful, random, clicker") as caught:
        load_pilot(name)
    assert caught.value.code == ExitCode.BAD_INPUT


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("no_such_module:Pilot", "No module named 'no_such_module'"),
        ("my_pilots:Nobody", "no attribute 'Nobody'"),
        ("my_pilots:Clumsy", "no hands"),
        ("my_pilots:Half", "it has no act"),
    ],
)
def test_a_class_that_cannot_play_is_told_with_the_reason(here: Path, name: str, reason: str) -> None:
    with pytest.raises(UserError, match=reason) as caught:
        load_pilot(name)
    assert caught.value.code == ExitCode.BAD_INPUT


class Says:
    """Answers whatever it is told to."""

    def __init__(self, answer: object) -> None:
        self.answer = answer

    def reset(self, seed: int) -> None: ...

    def act(self, observation: Observation) -> Action:
        return self.answer  # type: ignore[return-value]


NOTHING = Observation(0.0, {}, [])


def test_an_answer_in_any_kind_of_numbers_comes_out_in_plain_ones() -> None:
    for answer in (Action(np.float64(0.25), np.float32(0.5), np.int64(1), np.int8(3)), [0.25, 0.5, True, 3.0]):
        action = ask(Says(answer), NOTHING)
        assert action == Action(0.25, 0.5, Click.LEFT, 3)
        assert [type(value) for value in action] == [float, float, int, int]


def test_a_cursor_beyond_the_window_stays_at_its_edge() -> None:
    assert ask(Says(Action(1.5, -0.1)), NOTHING) == Action(1.0, 0.0)
    assert ask(Says(Action(float("inf"), 0.5)), NOTHING) == Action(1.0, 0.5)


@pytest.mark.parametrize(
    "answer",
    [None, "left", (0.5, 0.5), (0.5, 0.5, 9, 0), (0.5, 0.5, 0, 99), (0.5, 0.5, 0, -1), (float("nan"), 0.5, 0, 0)],
)
def test_an_answer_that_is_no_action_is_told_with_who_gave_it(answer: object) -> None:
    with pytest.raises(UserError, match=r"^Says answered .* which is no Action\(x, y, click, hotkey\)") as caught:
        ask(Says(answer), NOTHING)
    assert caught.value.code == ExitCode.BAD_INPUT

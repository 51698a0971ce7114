from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import HELPERS, GameProcess, wait_until, xdotool

from bot.__main__ import main
from core.errors import ExitCode
from core.home import Home
from core.profile import load_profile
from core.runs import RunFolder, RunState, all_runs

ROOT = Path(__file__).parent.parent.parent
OpenGame = Callable[..., GameProcess]


class Bot:
    """`understudy bot` with a scripted player in the policy's seat, in a process of its own."""

    def __init__(self, home: Home, log: Path, pilot: str, *flags: str) -> None:
        self.home = home
        self._log = log
        command = [sys.executable, str(HELPERS / "bot_with_pilot.py"), pilot, *flags]
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                command, cwd=ROOT, stdout=output, stderr=output, env={**os.environ, "PYTHONUNBUFFERED": "1"}
            )

    @property
    def said(self) -> str:
        return self._log.read_text()

    @property
    def run(self) -> RunFolder:
        return next(iter(all_runs(self.home)))

    def wait_for(self, words: str, times: int = 1) -> None:
        wait_until(
            lambda: self.said.count(words) >= times or self.process.poll() is not None, 60, f"{words!r} in: {self.said}"
        )
        assert self.said.count(words) >= times, self.said

    def wait(self) -> int:
        return self.process.wait(60)


Start = Callable[..., Bot]


@pytest.fixture
def start(home: Home, tmp_path: Path) -> Iterator[Start]:
    """Starts bots on the test game: the arena's profile, but nothing that looks for objects."""
    profile = load_profile("arena").model_dump(mode="json")
    path = tmp_path / "blind.json"
    path.write_text(json.dumps({**profile, "name": "blind", "window_title": "Alpha", "detector": None}))
    bots: list[Bot] = []

    def start(pilot: str, *flags: str) -> Bot:
        bots.append(Bot(home, tmp_path / f"bot-{len(bots)}.log", pilot, "--profile", str(path), *flags))
        return bots[-1]

    yield start
    for bot in bots:
        bot.process.kill()
        bot.process.wait()


@pytest.mark.screen
def test_it_plays_by_real_input_until_f12(open_game: OpenGame, start: Start) -> None:
    game = open_game("Alpha", 640, 360)
    bot = start("random")
    wait_until(lambda: len(game.heard("press")) >= 5 and len(game.heard("key")) >= 2, 60)
    xdotool("key", "F12")
    assert bot.wait() == ExitCode.OK
    assert "Stopped by F12." in bot.said
    # F12 itself is the last key the game hears.
    heard = game.heard("press", "key")
    keys = {line["text"].upper() for line in game.heard("key") if line["text"]}
    assert keys <= {"1", "2", "3", "Q", "E", "R", " "}
    assert "".join(line.get("text", "") for line in heard[-1:]) == ""
    status = bot.run.status()
    assert status is not None
    assert status.result["decisions"] > 10


@pytest.mark.screen
def test_nothing_is_sent_while_the_game_lacks_the_focus(open_game: OpenGame, start: Start) -> None:
    game = open_game("Alpha", 640, 360)
    other = open_game("Beta", 640, 360)
    bot = start("random")
    bot.wait_for("The game has not got the focus: nothing is sent until it has.")
    game.activate()
    wait_until(lambda: len(game.heard("press")) >= 3, 60)
    other.activate()
    bot.wait_for("has not got the focus", times=2)
    before = len(game.heard("press", "key"))
    assert other.heard("press", "key") == []
    game.activate()
    wait_until(lambda: len(game.heard("press", "key")) > before, 60)
    bot.process.terminate()
    assert bot.wait() == ExitCode.OK
    assert other.heard("press", "key") == []


@pytest.mark.screen
def test_test_mode_only_says_what_it_would_do(open_game: OpenGame, start: Start) -> None:
    game = open_game("Alpha", 640, 360)
    bot = start("random", "--test-mode")
    bot.wait_for("would click")
    bot.run.ask_to_stop()
    assert bot.wait() == ExitCode.OK
    assert game.heard("press", "key") == []
    status = bot.run.status()
    assert status is not None
    assert status.state == RunState.STOPPED
    rows, _ = bot.run.metrics()
    assert {"fps", "latency_ms/p50", "latency_ms/p99"} <= set(rows[0])


@pytest.mark.screen
def test_closing_the_window_and_the_end_of_the_time_end_it_cleanly(open_game: OpenGame, start: Start) -> None:
    game = open_game("Alpha", 640, 360)
    timed = start("random", "--minutes", "0.02")
    assert timed.wait() == ExitCode.OK
    bot = start("random")
    wait_until(lambda: game.heard("press"), 60)
    game.close()
    assert bot.wait() == ExitCode.OK
    assert "The window 'Alpha' was closed." in bot.said


def test_headless_it_plays_in_lock_step_and_tells_what_came_of_it(start: Start) -> None:
    bot = start("aggressor", "--headless", "--minutes", "1")
    assert bot.wait() == ExitCode.OK
    assert "1.0 minutes of play" in bot.said
    status = bot.run.status()
    assert status is not None
    assert status.result["totals"]["score"] > 0
    assert set(status.result["per_minute"]) >= {"score", "kills", "loot", "deaths"}


def test_without_models_it_says_which_is_missing(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--headless"]) == ExitCode.NO_DATA
    assert "error: " in capsys.readouterr().out


def test_test_mode_without_a_window_makes_no_sense(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--headless", "--test-mode"]) == ExitCode.BAD_INPUT
    assert "there is nothing to watch" in capsys.readouterr().out

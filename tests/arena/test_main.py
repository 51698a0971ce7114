"""`understudy arena`, as a program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from arena.__main__ import main
from arena.pilots import load_pilot
from arena.seat import Seat
from arena.truth import read_truth
from core.clock import now
from core.errors import ExitCode
from core.home import Home
from core.runs import RunFolder, RunState, RunStatus, all_runs
from tests.conftest import wait_until, xdotool

ROOT = Path(__file__).parents[2]
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(screen: str, home: Home) -> Iterator[Start]:
    """Starts the arena on the virtual screen; ends what still runs."""
    started: list[subprocess.Popen[str]] = []

    def begin(*words: str) -> subprocess.Popen[str]:
        environment = {**os.environ, "QT_QPA_PLATFORM": ""}
        process = subprocess.Popen(
            [sys.executable, "-m", "arena", *words],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def status(home: Home) -> RunStatus:
    found = next(all_runs(home)).status()
    assert found is not None
    return found


def lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def test_headless_play_tells_what_the_same_play_in_a_seat_comes_to(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--headless", "--pilot", "collector", "--minutes", "0.5", "--seed", "6"]) == ExitCode.OK
    seat, player = Seat(6), load_pilot("collector")
    player.reset(6)
    for _ in range(600):
        seat.step(player.act(seat.observe()))
    result: dict[str, Any] = status(home).result
    assert result["totals"] == seat.totals
    assert result["per_minute"]["loot"] == pytest.approx(2 * seat.totals["loot"])
    printed = capsys.readouterr().out
    for word in ("score", "kills", "loot", "deaths", "ticks a second"):
        assert word in printed


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--headless"], "--pilot"),
        (["--headless", "--pilot", "nobody"], "aggressor"),
        (["--headless", "--pilot", "careful", "--truth", "x.jsonl"], "--truth"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(
    home: Home, capsys: pytest.CaptureFixture[str], words: list[str], hint: str
) -> None:
    assert main(words) == ExitCode.BAD_INPUT
    printed = capsys.readouterr().out.strip()
    assert hint in printed
    assert len(printed.splitlines()) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
@pytest.mark.parametrize("display", ["", ":987"])
def test_without_a_screen_it_says_so_in_one_sentence(home: Home, display: str) -> None:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "", "WAYLAND_DISPLAY": ""}
    done = subprocess.run(
        [sys.executable, "-m", "arena"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == ExitCode.NO_SCREEN
    said = (done.stdout + done.stderr).strip()
    assert len(said.splitlines()) == 1
    assert "screen" in said


@pytest.mark.screen
def test_a_pilot_plays_the_window_with_real_mouse_and_keys(start: Start, home: Home, tmp_path: Path) -> None:
    log = tmp_path / "truth.jsonl"
    process = start("--pilot", "aggressor", "--seed", "4", "--minutes", "0.2", "--truth", str(log))
    said, _ = process.communicate(timeout=90)
    assert process.returncode == ExitCode.OK, said
    truth = read_truth(log)
    assert truth.end is not None
    assert truth.end.totals["damage_dealt"] > 0
    heard = Counter(press.kind for press in truth.inputs)
    assert heard["click"] >= 3
    assert heard["key"] >= 1
    # The real cursor was where the window says it was clicked.
    clicks = [press for press in truth.inputs if press.kind == "click"]
    for click in clicks:
        near = min(truth.frames, key=lambda frame: abs(frame.t - click.t))
        if abs(near.t - click.t) < 0.02:
            assert abs(near.cursor[0] - click.x) < 0.06
            assert abs(near.cursor[1] - click.y) < 0.06
    assert len({frame.cursor for frame in truth.frames}) > 60
    assert status(home).result["totals"] == truth.end.totals


@pytest.mark.screen
def test_a_pilot_waits_while_another_window_has_the_focus(
    start: Start, open_game: Callable[..., Any], home: Home, tmp_path: Path
) -> None:
    log = tmp_path / "truth.jsonl"
    start("--pilot", "collector", "--seed", "4", "--truth", str(log))
    wait_until(lambda: lines(log) > 200, 60, "the arena's first seconds of play")
    other = open_game("Another Window")
    # A window manager may refuse the focus to a window that opens while another is clicked in.
    xdotool("windowactivate", other.id)
    wait_until(lambda: xdotool("getactivewindow").strip() == other.id, what="the focus")
    # The window manager names the new window a moment before the arena hears that it lost the focus, and the log is
    # written in bursts: only a picture's own time tells that it was drawn afterwards.
    lost = now()
    wait_until(lambda: read_truth(log).frames[-1].t > lost + 0.25, 30, "the arena to hear of it")
    before = len(other.heard("press", "key"))
    at, later = xdotool("getmouselocation"), now()
    wait_until(lambda: read_truth(log).frames[-1].t > later + 1.5, 30, "the game to go on")
    assert xdotool("getmouselocation").split()[:2] == at.split()[:2]
    assert len(other.heard("press", "key")) == before
    xdotool("windowactivate", "--sync", xdotool("search", "--name", "^Outer Belt$").split()[-1])
    wait_until(lambda: xdotool("getmouselocation").split()[:2] != at.split()[:2], 30, "the pilot to play again")


@pytest.mark.screen
@pytest.mark.parametrize("how", ["SIGTERM", "SIGINT", "stop file", "window closed"])
def test_it_ends_cleanly_however_it_is_asked(start: Start, home: Home, tmp_path: Path, how: str) -> None:
    log = tmp_path / "truth.jsonl"
    process = start("--no-show-controls", "--seed", "2", "--truth", str(log))
    wait_until(lambda: lines(log) > 10, 60, "the first pictures")
    run = next(all_runs(home))
    if how == "stop file":
        RunFolder(run.path).ask_to_stop()
    elif how == "window closed":
        xdotool("windowactivate", "--sync", xdotool("search", "--name", "^Outer Belt$").split()[-1])
        xdotool("key", "alt+F4")
    else:
        process.send_signal(getattr(signal, how))
    said, _ = process.communicate(timeout=30)
    assert process.returncode == ExitCode.OK, said
    assert read_truth(log).end is not None
    assert status(home).state == (RunState.FINISHED if how == "window closed" else RunState.STOPPED)
    assert "pictures a second" in said

"""The real launcher on a virtual screen, used with the mouse and the keyboard."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from conftest import wait_until, xdotool
from helpers.films import filmed

from core.edits import read_edits
from core.home import Home
from core.runs import RunState, RunStatus, all_runs

pytestmark = pytest.mark.screen
ROOT = Path(__file__).parent.parent.parent


class Launcher:
    """The program in a process of its own, and hands to use it. Places of controls are asked from the program."""

    def __init__(self, home: Home, places: Path) -> None:
        self._places = places
        environment = os.environ | {"QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
        environment.pop("QT_QPA_PLATFORM_PLUGIN_PATH", None)
        words = [sys.executable, str(ROOT / "tests" / "launcher" / "launcher_with_places.py"), str(places)]
        self.process = subprocess.Popen(words, env=environment, cwd=home.root, stderr=subprocess.PIPE)
        self.id = xdotool("search", "--sync", "--onlyvisible", "--name", "^Understudy$").split()[-1]
        xdotool("windowactivate", "--sync", self.id)

    def look_for(self, name: str) -> list[int] | None:
        """The middle of the control with this accessible name, in pixels of the screen; None where it is not seen."""
        places: dict[str, list[int]] = json.loads(self._places.read_text()) if self._places.exists() else {}
        return places.get(name)

    def place(self, name: str) -> list[int]:
        """The same, for a control that is seen or will be."""
        found: list[int] = wait_until(lambda: self.look_for(name), what=f"the control {name!r}")
        return found

    def scroll_down_to(self, name: str) -> None:
        """Turn the wheel over the cards until one of their controls is seen."""
        xdotool("mousemove", *map(str, self.place("Train Strategist card")))
        wait_until(lambda: self.look_for(name) or xdotool("click", "5"), what=f"the control {name!r}")

    def click(self, name: str, button: int = 1) -> None:
        x, y = self.place(name)
        xdotool("mousemove", str(x), str(y), "click", str(button))

    def said(self, pattern: str) -> str | None:
        """A name of a control that begins like this, None where none is seen."""
        places = json.loads(self._places.read_text()) if self._places.exists() else {}
        return next((name for name in places if re.match(pattern, name)), None)

    def close(self) -> str:
        """End it, and what it said on standard error."""
        self.process.terminate()
        _, said = self.process.communicate(timeout=20)
        return said.decode()


@pytest.fixture
def launcher(screen: str, home: Home, tmp_path: Path) -> Iterator[Launcher]:
    home.root.mkdir(parents=True)
    made = Launcher(home, tmp_path / "places.json")
    yield made
    if made.process.poll() is None:
        assert made.close() == ""
    for run in all_runs(home):
        status = run.status()
        if status and status.state is RunState.RUNNING and psutil.pid_exists(status.pid):
            psutil.Process(status.pid).kill()


def newest(home: Home, job: str) -> RunStatus | None:
    run = next((run for run in all_runs(home) if run.id.endswith(job)), None)
    return run.status() if run else None


def test_a_click_on_start_runs_the_job_and_its_result_is_shown(launcher: Launcher, home: Home) -> None:
    launcher.scroll_down_to("Start Data Statistics")
    launcher.click("Start Data Statistics")
    status = wait_until(lambda: (found := newest(home, "stats")) and found.ended and found, 60, "the run's end")
    # There is nothing to tell of yet, and the job says so.
    assert status.state in (RunState.FINISHED, RunState.FAILED)
    run = next(all_runs(home))
    assert (run.path / "output.txt").read_text().strip()
    assert launcher.place("Stop Data Statistics")


def test_a_long_job_is_stopped_by_a_click(launcher: Launcher, home: Home) -> None:
    home.settings_file.write_text(
        json.dumps({"jobs": {"record": {"source": "arena", "headless": True, "minutes": 600.0, "video": False}}})
    )
    launcher.click("Start Pure Recording")
    wait_until(lambda: newest(home, "record"), 60, "the run's start")
    launcher.click("Stop Pure Recording")
    status = wait_until(lambda: (found := newest(home, "record")) and found.ended and found, 60, "the run's end")
    assert status.state is RunState.STOPPED


def test_a_right_click_opens_the_form_and_what_is_typed_is_kept(launcher: Launcher, home: Home) -> None:
    launcher.click("Pure Recording card", button=3)
    form = xdotool("search", "--sync", "--onlyvisible", "--name", "^Settings of Pure Recording").split()[-1]
    xdotool("windowactivate", "--sync", form)
    launcher.click("FPS")
    xdotool("key", "ctrl+a")
    xdotool("type", "--delay", "20", "2.5e1")
    launcher.click("Save")
    wait_until(home.settings_file.exists, what="the settings file")
    assert re.search(r'"record": \{\s*"fps": 2.5e1\s*\}', home.settings_file.read_text())


def test_a_form_is_opened_and_left_by_the_keyboard_alone(launcher: Launcher) -> None:
    front = ["xdotool", "getactivewindow", "getwindowname"]

    def form_in_front() -> bool:
        return b"Settings of Pure Recording" in subprocess.run(front, capture_output=True).stdout

    launcher.click("Pure Recording card")
    launcher.place("Open the run's folder")  # a click goes by the window manager, and a key would overtake it
    xdotool("key", "shift+F10")
    wait_until(form_in_front, what="the form")
    xdotool("key", "Escape")
    wait_until(lambda: not form_in_front(), what="the form to close")


def test_a_job_kept_running_is_found_again_by_the_next_launcher(launcher: Launcher, home: Home, tmp_path: Path) -> None:
    home.settings_file.write_text(
        json.dumps({"jobs": {"record": {"source": "arena", "headless": True, "minutes": 600.0, "video": False}}})
    )
    launcher.click("Start Pure Recording")
    status = wait_until(lambda: newest(home, "record"), 60, "the run's start")
    launcher.process.kill()
    launcher.process.communicate(timeout=20)
    assert psutil.pid_exists(status.pid)
    again = Launcher(home, tmp_path / "places_again.json")
    again.click("Stop Pure Recording")
    ended = wait_until(lambda: (found := newest(home, "record")) and found.ended and found, 60, "the run's end")
    assert ended.state is RunState.STOPPED
    assert again.close() == ""


def test_a_recording_is_opened_played_stepped_trimmed_and_made_whole_again(launcher: Launcher, home: Home) -> None:
    film = filmed(home.recordings, "sequence_film", 120)
    launcher.click("Recordings")
    wait_until(lambda: launcher.said("1 recording, "), what="the list")
    x, y = launcher.place("Filter the recordings")
    xdotool("mousemove", str(x), str(y + 70), "click", "--repeat", "2", "--delay", "60", "1")
    wait_until(lambda: launcher.said(r"0:00\.00 / 0:04"), 60, "the recording in the player")
    launcher.click("Play or pause (Space)")
    wait_until(lambda: launcher.said(r"0:0[1-4]\.\d\d / 0:04"), what="the play")
    launcher.click("To the first frame (Home)")
    xdotool("key", "space")
    launcher.click("To the first frame (Home)")
    wait_until(lambda: launcher.said(r"0:00\.00 / 0:04"), what="the beginning")
    xdotool("key", "period")
    launcher.click("A frame on (.)")
    wait_until(lambda: launcher.said(r"0:00\.07 / 0:04"), what="the third frame")
    xdotool("key", "i")
    launcher.click("Timeline")
    wait_until(lambda: launcher.said(r"0:0[12]\.\d\d / 0:04"), what="the middle")
    xdotool("key", "o")
    launcher.click("Keep only the selection")
    ((start, stop),) = wait_until(lambda: read_edits(film).keep, what="the trim")
    assert (start, stop) == (pytest.approx(2 / 30, abs=1e-4), pytest.approx(2.0, abs=0.3))
    xdotool("key", "ctrl+z")
    wait_until(lambda: not read_edits(film).keep, what="the whole recording again")

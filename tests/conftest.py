"""What tests of every package share."""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from core.home import HOME_VARIABLE, Home

if TYPE_CHECKING:
    from helpers.recorders import Recorder
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from launcher.window import Window

HELPERS = Path(__file__).parent / "helpers"


def wait_until(answer: Callable[[], Any], seconds: float = 20.0, what: str = "") -> Any:
    """Ask until the answer is true, and return it; fail after `seconds`."""
    end = time.monotonic() + seconds
    while not (value := answer()):
        if time.monotonic() > end:
            pytest.fail(f"waited {seconds:g} s in vain{' for ' + what if what else ''}")
        time.sleep(0.01)
    return value


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An empty home of its own, also for the processes a test starts."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    return Home.find()


@pytest.fixture(scope="session")
def plays(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of six recordings of a pilot, six seconds each; to be read only."""
    from helpers.plays import pilot_plays

    from core.recording import write_recording

    folder = tmp_path_factory.mktemp("plays")
    for seed in range(6):
        write_recording(folder / f"sequence_{seed}.json", pilot_plays(seed, 6.0))
    return folder


@pytest.fixture
def data(plays: Path, tmp_path: Path) -> Path:
    """The same recordings, to do with as one likes."""
    return shutil.copytree(plays, tmp_path / "data")


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory, plays: Path) -> Home:
    """A home with those recordings and three small models trained on them; to be read only."""
    from helpers.plays import SMALL_FLAGS

    from core.cli import main

    root = tmp_path_factory.mktemp("trained")
    home = Home(root, root)
    shutil.copytree(plays, home.recordings)
    for name in ("strategist", "tactician", "executor"):
        assert main(["train", name, f"--home={root}", "--epochs=4", "--lr=5e-3", *SMALL_FLAGS]) == 0
    return home


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Widgets of this process need no screen; programs started on the virtual one are not concerned."""
    return ["tests", "-platform", "offscreen"]


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, home: Home) -> Iterator[Window]:
    """The launcher's window over an empty home, shown; jobs it has started are killed at the end."""
    from launcher_parts import delete_now, wait_for_end

    from launcher.session import Session
    from launcher.theme import theme
    from launcher.window import Window

    theme.follow(qapp, "light")
    made = Window(Session(home))
    made.show()
    qtbot.waitUntil(lambda: made._timer.isActive())
    yield made
    for run in made.session.own_active():
        made.session._children[run.id].process.kill()
        wait_for_end(made.session, run)
    made.close()
    made.deleteLater()
    delete_now()


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    """A virtual screen of 1600x1000 with a window manager; DISPLAY is set to it. Yields its name."""
    for program in ("Xvfb", "openbox", "xdotool"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1600x1000x24", "-noreset"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as answer:
        name = f":{answer.readline().strip()}"
    patch = pytest.MonkeyPatch()
    patch.setenv("DISPLAY", name)
    patch.delenv("WAYLAND_DISPLAY", raising=False)
    patch.delenv("XDG_SESSION_TYPE", raising=False)
    manager = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(_managed, what="the window manager")
        yield name
    finally:
        # Connections of objects that only wait to be collected would complain of the server's end.
        gc.collect()
        patch.undo()
        for process in (manager, server):
            process.terminate()
            process.wait(10)


def _managed() -> bool:
    answer = subprocess.run(["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"], capture_output=True, text=True)
    return "window id" in answer.stdout


class GameProcess:
    """The test window in a process of its own; see helpers/game_window.py."""

    def __init__(self, title: str, size: tuple[int, int], log: Path) -> None:
        self.title = title
        self._log = log
        environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
        environment.pop("QT_QPA_PLATFORM_PLUGIN_PATH", None)
        words = [title, *map(str, size), str(log)]
        self.process = subprocess.Popen([sys.executable, str(HELPERS / "game_window.py"), *words], env=environment)
        wait_until(lambda: self.heard("shown"), what="the test window")
        self.id = xdotool("search", "--sync", "--name", f"^{title}$").split()[-1]
        self.activate()

    def heard(self, *what: str) -> list[dict[str, Any]]:
        """The inputs it got so far, in order."""
        if not self._log.exists():
            return []
        lines = self._log.read_text("utf-8").split("\n")[:-1]
        return [line for line in map(json.loads, lines) if line["what"] in what]

    def activate(self) -> None:
        """Give it the focus."""
        xdotool("windowactivate", "--sync", self.id)

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(10)


def xdotool(*words: str) -> str:
    """Run xdotool and return what it prints."""
    return subprocess.run(["xdotool", *words], capture_output=True, text=True, check=True, timeout=20).stdout


@pytest.fixture
def open_game(screen: str, tmp_path: Path) -> Iterator[Callable[..., GameProcess]]:
    """Opens test windows: `open_game(title, width, height)`; they have the focus, and are closed at the end."""
    games: list[GameProcess] = []

    def open_window(title: str = "Test Game", width: int = 640, height: int = 360) -> GameProcess:
        games.append(GameProcess(title, (width, height), tmp_path / f"game-{len(games)}.jsonl"))
        return games[-1]

    yield open_window
    for game in games:
        game.close()


@pytest.fixture
def bin_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A system bin for this test alone, also for the processes it starts: the folder its files go to."""
    from send2trash import plat_other

    trash = tmp_path / "share" / "Trash"
    monkeypatch.setenv("XDG_DATA_HOME", str(trash.parent))
    monkeypatch.setattr(plat_other, "HOMETRASH", str(trash))
    monkeypatch.setattr(plat_other, "HOMETRASH_B", str(trash).encode())
    return trash / "files"


@pytest.fixture
def game(open_game: Callable[..., GameProcess]) -> GameProcess:
    """A test window called Alpha."""
    return open_game("Alpha", 640, 360)


@pytest.fixture
def record(home: Home, tmp_path: Path) -> Iterator[Callable[..., Recorder]]:
    """Starts recorders of that window: `record(*flags, home=home)`."""
    from helpers.recorders import Recorder

    recorders: list[Recorder] = []

    def start(*flags: str, home: Home = home) -> Recorder:
        recorders.append(Recorder(home, tmp_path / f"recorder-{len(recorders)}.log", *flags))
        return recorders[-1]

    yield start
    for recorder in recorders:
        recorder.process.kill()
        recorder.process.wait()

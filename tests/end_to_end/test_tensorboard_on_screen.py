"""View TensorBoard as it is used: its browser, once, and its end."""

from __future__ import annotations

import os
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from conftest import wait_until, xdotool
from test_launcher_on_screen import Launcher, newest

from core.home import Home
from core.runs import RunState

pytestmark = pytest.mark.screen


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """The system's way to open things, which only notes what it is given; the addresses so far."""
    notes, browser = tmp_path / "opened.txt", tmp_path / "bin" / "xdg-open"
    browser.parent.mkdir()
    browser.write_text(f'#!/bin/sh\necho "$1" >> "{notes}"\n')
    browser.chmod(0o755)
    monkeypatch.setenv("PATH", str(browser.parent), prepend=os.pathsep)
    monkeypatch.setenv("BROWSER", str(browser))  # the job asks Python for a browser, the window asks Qt
    return lambda: notes.read_text().split() if notes.exists() else []


def test_tensorboard_opens_the_browser_when_it_answers_once_and_ends_with_the_window(
    screen: str, home: Home, tmp_path: Path, opened: Callable[[], list[str]]
) -> None:
    home.root.mkdir(parents=True)
    launcher = Launcher(home, tmp_path / "places.json")
    try:
        launcher.scroll_down_to("Start View TensorBoard")
        launcher.click("Start View TensorBoard")
        (address,) = wait_until(opened, 90, "the browser")
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address, timeout=30) as answer:
            assert b"TensorBoard" in answer.read()
        # The button says "Open" as soon as the window has heard of the address.
        wait_until(lambda: opened()[1:] or launcher.click("Start View TensorBoard"), 30, "the browser once more")
        assert set(opened()) == {address}
        status = newest(home, "tensorboard")
        assert status and psutil.pid_exists(status.pid)
        xdotool("key", "ctrl+q")
        launcher.process.wait(20)
        ended = wait_until(lambda: (found := newest(home, "tensorboard")) and found.ended and found, 30, "its end")
        assert ended.state is RunState.STOPPED
    finally:
        launcher.process.kill()
        launcher.process.communicate()
        if (left := newest(home, "tensorboard")) and psutil.pid_exists(left.pid) and not left.ended:
            psutil.Process(left.pid).kill()

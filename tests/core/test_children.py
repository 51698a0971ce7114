from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import wait_until

from core.children import PACKAGES, Child, child_command, child_environment
from core.errors import ExitCode
from core.home import Home
from core.job import parse_settings
from core.jobs import JOBS
from core.runs import RUN_VARIABLE, RunState
from core.settings.arena import ArenaSettings
from core.settings.look import StatsSettings
from core.settings.training import ExecutorSettings


def test_a_child_finds_the_packages_and_its_run_wherever_one_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    environment = child_environment("20261120-153000-stats")
    assert environment["PYTHONPATH"].split(os.pathsep) == [str(PACKAGES), "/elsewhere"]
    assert (PACKAGES / "core" / "children.py").is_file()
    assert environment[RUN_VARIABLE] == "20261120-153000-stats"
    assert environment["PYTHONUNBUFFERED"] == "1"


def test_a_child_does_not_inherit_what_cv2_does_to_qt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM_PLUGIN_PATH", "/cv2/plugins")
    monkeypatch.setenv("SOMETHING_ELSE", "kept")
    environment = child_environment("x")
    assert "QT_QPA_PLATFORM_PLUGIN_PATH" not in environment and environment["SOMETHING_ELSE"] == "kept"


def test_a_childs_command_makes_the_settings_it_was_made_from() -> None:
    wanted = ExecutorSettings(lr=3e-4, output_dir=Path("a folder"))
    command = child_command(JOBS["train_executor"], wanted)
    words = command[command.index("-m") :]
    assert words[1] == "trainers.train_executor"
    assert parse_settings(JOBS["train_executor"], words[2:]) == wanted


def test_a_child_that_fails_leaves_its_code_and_its_reason(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A folder of that name where one stands must not be taken for ours.
    (tmp_path / "trainers").mkdir()
    (tmp_path / "trainers" / "__init__.py").write_text("raise SystemExit(99)")
    monkeypatch.chdir(tmp_path)
    with (tmp_path / "output.txt").open("wb") as output:
        child = Child("stats", StatsSettings(home=home.root, data_dir=tmp_path / "empty"), home, output)
        assert child.wait(60) == ExitCode.NO_DATA
    status = child.status()
    assert status and status.state is RunState.FAILED and "There is no folder" in status.message
    assert "error: There is no folder" in (tmp_path / "output.txt").read_text()
    assert not child.running()
    child.stop()


def test_a_child_asked_to_stop_ends_well(home: Home, tmp_path: Path) -> None:
    settings = ArenaSettings(home=home.root, pilot="random", headless=True, minutes=100_000)
    with (tmp_path / "output.txt").open("wb") as output:
        child = Child("arena", settings, home, output)
        try:
            wait_until(lambda: (status := child.status()) and status.progress is not None, 60, "the first progress")
            assert child.running()
        finally:
            child.stop(patience=60)
    status = child.status()
    assert child.wait() == 0
    assert status and status.state is RunState.STOPPED


def test_a_child_that_does_not_hear_is_killed(home: Home, tmp_path: Path) -> None:
    settings = ArenaSettings(home=home.root, pilot="random", headless=True, minutes=100_000)
    with (tmp_path / "output.txt").open("wb") as output:
        child = Child("arena", settings, home, output)
        wait_until(child.status, 60, "its run")
        child.stop(patience=0)
    assert not child.running()
    assert child.wait() != 0

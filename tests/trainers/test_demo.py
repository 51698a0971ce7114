from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from conftest import wait_until
from test_report import Page

from arena.pilots import PILOTS
from core.checkpoint import MODEL_NAMES, load_checkpoint
from core.errors import ExitCode
from core.home import Home
from core.profile import load_profile
from core.recording import read_recording, recording_files
from core.runs import RunFolder, RunState, all_runs
from core.settings.demo import DemoSettings
from trainers.demo import main, size_of


def run_of(home: Home) -> RunFolder:
    (run,) = all_runs(home)
    return run


def test_the_quick_demo_goes_through_the_whole_loop(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a demo"
    assert main(["--quick", "--minutes=0.4", "--pilot=collector", f"--out={out}"]) == ExitCode.OK
    made = Home(out, out)
    recordings = [read_recording(path) for path in recording_files(made.recordings)]
    assert sum(item.duration for item in recordings) == pytest.approx(24, abs=0.1)
    assert {item.player for item in recordings} == {"pilot:collector"} and len(recordings) > 1
    for name in MODEL_NAMES:
        assert load_checkpoint(made.models / name / "best_model.pt", name, load_profile("arena"))
    jobs = [status.job for run in all_runs(made) if (status := run.status()) and status.state is RunState.FINISHED]
    assert sorted(jobs) == ["evaluate", "record", "train_executor", "train_strategist", "train_tactician"]
    figures = json.loads((out / "figures.json").read_text())
    page = Page((out / "report.html").read_text())
    assert f"mode accuracy {100 * figures['offline']['strategist']['mode_accuracy']:.1f} %" in page.text
    assert {"bot", *PILOTS, "clicker", "random"} == set(figures["closed_loop"]["players"])
    shown = capsys.readouterr().out
    for words in ("Stage: record", "Stage: train", "Stage: evaluate", "In play", "Report: "):
        assert words in shown
    status = run_of(home).status()
    assert status and status.state is RunState.FINISHED and status.result["report"] == str(out / "report.html")


def test_a_stage_that_fails_ends_it_with_the_reason(home: Home, tmp_path: Path) -> None:
    assert main(["--quick", "--pilot=nobody", f"--out={tmp_path / 'demo'}"]) == ExitCode.FAILED
    status = run_of(home).status()
    assert status and status.state is RunState.FAILED
    assert status.message.startswith("The demo ended because record failed: There is no pilot 'nobody'")
    assert str(tmp_path / "demo" / "jobs.log") in status.message


def test_stopping_it_stops_everything_it_started(tmp_path: Path) -> None:
    """Ctrl-C in a terminal; the children are in sessions of their own and do not hear it."""
    home, made = Home(tmp_path, tmp_path), Home(tmp_path / "demo", tmp_path / "demo")
    process = subprocess.Popen(
        [sys.executable, "-m", "trainers.demo", f"--home={home.root}", f"--out={made.root}", "--minutes=1"],
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: sum("-train_" in run.id for run in all_runs(made)) >= 2, 90, "two trainers at once")
        children = psutil.Process(process.pid).children(recursive=True)
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(60) == ExitCode.OK
    finally:
        process.kill()
        process.wait()
    wait_until(lambda: not any(child.is_running() for child in children), 5, "its children to end")
    assert len(children) >= 2
    status = run_of(home).status()
    assert status and status.state is RunState.STOPPED and status.message == "stopped on request"
    assert all(run.status().state is not RunState.RUNNING for run in all_runs(made) if run.status())


def test_the_default_fits_into_ten_minutes() -> None:
    size = size_of(DemoSettings())
    trained = max(size.executor_minutes, size.strategist_minutes + size.tactician_minutes)
    # What is left is for recording, starting processes, and twelve episodes of each player.
    assert size.minutes == 10 and trained <= 6
    quick = size_of(DemoSettings(quick=True))
    assert quick.minutes <= 1 and quick.executor_minutes < 1

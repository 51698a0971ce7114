from __future__ import annotations

import os
import shutil
import time
from typing import Any

import msgspec
import pytest
from launcher_parts import wait_for

from core.files import atomic_write_bytes
from core.home import Home
from core.runs import RunFolder, RunState, RunStatus
from launcher.session import Session


def tell(folder: RunFolder, **values: Any) -> None:
    """What a job writes."""
    usual = {
        "job": "stats",
        "state": RunState.FINISHED,
        "pid": 1,
        "started": 1000.0,
        "updated": 1005.0,
        "ended": 1005.0,
    }
    atomic_write_bytes(folder.status_file, msgspec.json.encode(RunStatus(**(usual | values))))


def test_runs_of_other_processes_show_up_and_deleted_ones_go(home: Home) -> None:
    session = Session(home)
    session.poll()
    folder = RunFolder.create(home, "stats")
    session.poll()
    assert session.runs.visible() == []
    tell(folder)
    run = wait_for(session, lambda: next(iter(session.runs.visible("stats")), None), "the run")
    assert run.outcome and run.outcome.words == "Finished in 5 s"
    shutil.rmtree(folder.path)
    wait_for(session, lambda: not session.runs.visible(), "the run to go")


def test_a_run_in_progress_is_followed_to_its_end(home: Home) -> None:
    folder = RunFolder.create(home, "stats")
    tell(folder, state=RunState.RUNNING, pid=os.getpid(), started=time.time(), ended=None, progress=0.5)
    session = Session(home)
    session.poll()
    (run,) = session.runs.active("stats")
    tell(folder, state=RunState.FAILED, message="The disk is full.")
    assert session.poll() == {folder.id}
    assert run.outcome and run.outcome.words == "Failed: The disk is full."


def test_a_run_whose_process_number_now_belongs_to_another_is_over(home: Home) -> None:
    tell(RunFolder.create(home, "stats"), state=RunState.RUNNING, pid=os.getpid(), ended=None)
    session = Session(home)
    session.poll()
    assert session.runs.visible() and not session.runs.active()


def test_a_status_that_is_rubbish_is_no_run(home: Home) -> None:
    folder = RunFolder.create(home, "stats")
    folder.status_file.write_bytes(b"\xff{")
    (home.runs / "a folder of the user's").mkdir()
    (home.runs / "a file").write_text("?")
    session = Session(home)
    session.poll()
    assert session.runs.visible() == []


def test_looking_again_at_many_old_runs_reads_nothing(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(50):
        tell(RunFolder.create(home, "stats"))
    session = Session(home)
    assert len(session.poll()) == 50
    reads: list[RunFolder] = []
    monkeypatch.setattr(RunFolder, "status", reads.append)
    assert session.poll() == set()
    assert reads == []


def test_the_newest_run_comes_first(home: Home) -> None:
    for name in ("20250101-120000-stats", "20260101-120000-stats", "20251231-235959-demo"):
        tell(RunFolder.create(home, "stats", name), job=name.split("-")[-1])
    session = Session(home)
    session.poll()
    assert [run.id[:8] for run in session.runs.visible()] == ["20260101", "20251231", "20250101"]
    assert [run.id[:8] for run in session.runs.visible("stats")] == ["20260101", "20250101"]

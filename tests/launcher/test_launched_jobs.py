"""Real processes, started, followed and stopped by the session, without a window."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from conftest import wait_until
from launcher_parts import add_child_job, wait_for, wait_for_end

from core.errors import UserError
from core.home import Home
from core.jobs import JOBS
from launcher import process
from launcher.job import OutcomeKind
from launcher.output import FileTail
from launcher.session import Session, Standing
from launcher.state_words import run_words


@pytest.fixture
def session(home: Home) -> Iterator[Session]:
    session = Session(home)
    yield session
    for run in session.own_active():
        child = session._children[run.id].process
        os.killpg(child.pid, signal.SIGKILL)
        child.wait(10)


def printed(path: Path) -> list[str]:
    tail = FileTail(path)
    lines: list[str] = []
    while new := tail.read():
        lines += new
    return lines + tail.close()


def test_a_job_runs_tells_its_progress_and_finishes(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    add_child_job(monkeypatch, session, seconds=1.5)
    assert session.state("child").standing is Standing.READY
    run = session.start("child")
    assert session.state("child").standing is Standing.RUNNING
    assert run_words(run) == "Starting…"
    wait_for(session, lambda: run.status and run.status.progress, "progress")
    assert "% · " in run_words(run) and " left · at " in run_words(run)
    assert wait_for_end(session, run).startswith("Finished in ")
    assert printed(run.log)[0] == "line 1"
    assert session.state("child").last is run
    assert run.status and run.status.result["count"] == len(run.folder.metrics()[0])


def test_a_stop_asked_for_is_heard(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    add_child_job(monkeypatch, session)
    run = session.start("child")
    wait_for(session, lambda: run.status, "the first status")
    session.stop(run.id)
    assert session.state("child").standing is Standing.STOPPING
    assert wait_for_end(session, run).startswith("Stopped by you after ")
    assert run.exit_code == 0


def test_a_job_that_is_still_being_loaded_ends_at_once(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    add_child_job(monkeypatch, session)
    monkeypatch.setattr(process, "PATIENCE", 1000.0)
    run = session.start("child")
    session.stop(run.id)
    assert run.status is None
    assert wait_for_end(session, run).startswith("Stopped by you")


def test_a_job_deaf_to_everything_is_killed_with_its_children(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "PATIENCE", 0.2)
    monkeypatch.setattr(process, "LAST_PATIENCE", 0.2)
    add_child_job(monkeypatch, session, deed="stubborn")
    run = session.start("child")
    line = wait_for(session, lambda: next(iter(printed(run.log)), None), "the grandchild")
    grandchild = int(line.split()[1])
    session.stop(run.id)
    assert wait_for_end(session, run) == "Stopped by you: it had to be ended by force"
    wait_for(session, lambda: not psutil.pid_exists(grandchild), "the grandchild's end")


def test_the_job_gets_no_qt_paths_of_others_and_a_session_of_its_own(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM_PLUGIN_PATH", "/cv2/plugins")
    monkeypatch.setenv("QT_QPA_FONTDIR", "/cv2/fonts")
    add_child_job(monkeypatch, session, deed="environment")
    run = session.start("child")
    wait_for_end(session, run)
    told = dict(line.split("=") for line in printed(run.log))
    assert told["QT_QPA_PLATFORM_PLUGIN_PATH"] == told["QT_QPA_FONTDIR"] == "None"
    assert told["PYTHONUNBUFFERED"] == "1"
    assert told["UNDERSTUDY_RUN_ID"] == run.id
    assert told["leader"] == "True"


def test_a_failure_is_told_in_the_jobs_own_words(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    add_child_job(monkeypatch, session, deed="fail")
    assert wait_for_end(session, session.start("child")) == "Failed: The moon is in the wrong house: wait for another."
    add_child_job(monkeypatch, session, deed="raise")
    assert wait_for_end(session, session.start("child")) == "Failed: RuntimeError: the last line"


def test_a_crash_is_told_as_one(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    add_child_job(monkeypatch, session, deed="crash")
    run = session.start("child")
    assert "segmentation fault" in wait_for_end(session, run)
    assert run.outcome and run.outcome.kind is OutcomeKind.CRASHED


@pytest.mark.skipif(sys.platform == "win32", reason="memory is limited another way there")
def test_a_job_without_memory_left_says_so_and_what_to_do(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    add_child_job(monkeypatch, session, deed="starve")
    said = wait_for_end(session, session.start("child"))
    assert said.startswith("Failed: The memory ran out: close other programs, or choose a smaller batch")


@pytest.fixture
def small_group() -> Iterator[Path]:
    """A control group of the kernel with 200 MB of memory."""
    group = Path("/sys/fs/cgroup/memory/understudy-test")
    limit = group / "memory.limit_in_bytes"
    if not group.parent.exists():
        group = Path("/sys/fs/cgroup/understudy-test")
        limit = group / "memory.max"
    try:
        group.mkdir()
        limit.write_text("200000000")
    except OSError as error:
        pytest.skip(f"no control group can be made here ({error.strerror})")
    yield group
    wait_until(lambda: not (group / "cgroup.procs").read_text(), what="the group to be empty")
    group.rmdir()


def test_a_job_that_the_kernel_ends_for_lack_of_memory_is_told_as_such(
    session: Session, monkeypatch: pytest.MonkeyPatch, small_group: Path
) -> None:
    add_child_job(monkeypatch, session, deed="overeat")
    monkeypatch.setenv("CHILD_GROUP", str(small_group))
    said = wait_for_end(session, session.start("child"))
    assert said == "Crashed: it was killed, perhaps because the memory ran out"


def test_rubbish_and_endless_lines_are_lived_with(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    add_child_job(monkeypatch, session, deed="rubbish")
    run = session.start("child")
    assert wait_for_end(session, run) == "Finished"
    assert printed(run.log)[-1] == "the end: grüße"


def test_a_job_whose_code_is_missing_fails_with_the_reason(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    add_child_job(monkeypatch, session)
    monkeypatch.setenv("PYTHONPATH", "")
    assert "No module named child_job" in wait_for_end(session, session.start("child"))


def test_a_job_that_runs_cannot_be_started_again(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    add_child_job(monkeypatch, session)
    session.start("child")
    with pytest.raises(UserError, match="running already"):
        session.start("child")


def test_a_job_that_waits_for_its_code_says_so(session: Session) -> None:
    state = session.state("shadow")
    assert state.standing is Standing.WAITING
    assert state.reason == JOBS["shadow"].waits_for
    with pytest.raises(UserError, match="not built yet"):
        session.start("shadow")


def test_another_launcher_finds_a_running_job_follows_it_and_stops_it(
    session: Session, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_child_job(monkeypatch, session)
    started = session.start("child")
    wait_for(session, lambda: started.status, "the first status")

    reopened = Session(home)
    run = wait_for(reopened, lambda: next(iter(reopened.runs.active("child")), None), "the run")
    assert run.id == started.id and not reopened.own_active()
    assert reopened.state("child").standing is Standing.RUNNING
    assert wait_for(reopened, lambda: printed(run.log), "its log")[0] == "line 1"
    reopened.stop(run.id)
    assert wait_for_end(session, started).startswith("Stopped by you")
    assert wait_for_end(reopened, run).startswith("Stopped by you")


def test_a_job_outlives_the_launcher_that_started_it(
    session: Session, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_child_job(monkeypatch, session)
    code = (
        "import sys, os, child_job\n"
        "from core.home import Home; from core.jobs import JOBS; from launcher.session import Session\n"
        "JOBS['child'] = child_job.CHILD\n"
        "run = Session(Home.find()).start('child')\n"
        "print(run.id, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    paths = os.pathsep.join([str(Path(__file__).parent), str(Path(process.__file__).parent.parent)])
    words = [sys.executable, "-c", code]
    launcher = subprocess.run(words, env=os.environ | {"PYTHONPATH": paths}, capture_output=True, text=True)
    assert launcher.returncode == -9
    run = wait_for(session, lambda: next(iter(session.runs.active("child")), None), "the run")
    assert run.id == launcher.stdout.strip()
    lines = len(printed(run.log))
    wait_for(session, lambda: len(printed(run.log)) > lines, "the job to go on")
    session.stop(run.id)
    assert wait_for_end(session, run).startswith("Stopped by you")


def test_a_job_killed_behind_the_launchers_back_is_told_as_crashed(
    session: Session, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_child_job(monkeypatch, session)
    started = session.start("child")
    wait_for(session, lambda: started.status, "the first status")
    watching = Session(home)
    run = wait_for(watching, lambda: next(iter(watching.runs.active("child")), None), "the run")
    assert started.status
    os.kill(started.status.pid, signal.SIGKILL)
    assert "memory" in wait_for_end(session, started)
    assert "without a word" in wait_for_end(watching, run)


def test_the_data_folder_can_be_moved_and_is_found_by_jobs(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_child_job(monkeypatch, session, seconds=0.1)
    session.move_to(tmp_path / "elsewhere")
    run = session.start("child")
    assert wait_for_end(session, run).startswith("Finished")
    assert run.folder.path.parent == tmp_path / "elsewhere" / "runs"
    assert run.folder.config()["home"] == str(tmp_path / "elsewhere")
    assert Session(session.default_home).home.root == tmp_path / "elsewhere"


def test_the_data_folder_stays_while_jobs_run(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_child_job(monkeypatch, session)
    session.start("child")
    with pytest.raises(UserError, match="stop them first"):
        session.move_to(tmp_path)


def test_trainers_without_recordings_say_what_to_do_first(session: Session, home: Home) -> None:
    state = session.state("train_executor")
    assert state.standing is Standing.LACKING and "Pure Recording" in state.reason
    home.recordings.mkdir(parents=True)
    (home.recordings / "sequence_1.json").write_text("{}")
    assert session.state("train_executor").standing is Standing.READY
    assert "Strategist, Tactician, Executor" in session.state("bot").reason

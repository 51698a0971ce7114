from __future__ import annotations

import errno
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import wait_until
from helpers.plays import frame, recording_of

from core.errors import ExitCode, UserError
from core.home import Home
from core.job import log, parse_settings, run_job
from core.jobs import JOBS
from core.journal import Head, JournalWriter, Seeing
from core.recording import Header, read_recording
from core.runs import RUN_VARIABLE, RunFolder, RunState, RunStatus, RunWriter, all_runs
from core.settings.look import StatsSettings

Work = Callable[[StatsSettings, RunWriter], dict[str, Any] | None]


def do(work: Work, *words: str) -> int:
    """Run `work` as if it were the statistics' job."""
    return run_job("stats", work, list(words))


def only_run(home: Home) -> tuple[RunFolder, RunStatus]:
    (folder,) = all_runs(home)
    status = folder.status()
    assert status
    return folder, status


def raising(error: BaseException) -> Work:
    def work(settings: StatsSettings, run: RunWriter) -> None:
        raise error

    return work


def test_a_job_gets_its_settings_and_leaves_its_result(home: Home) -> None:
    seen: list[StatsSettings] = []

    def work(settings: StatsSettings, run: RunWriter) -> dict[str, Any]:
        seen.append(settings)
        return {"frames": 5}

    assert do(work, "--data-dir", "plays") == ExitCode.OK
    folder, status = only_run(home)
    assert seen[0].data_dir == Path("plays")
    assert folder.config()["data_dir"] == "plays"
    assert (status.state, status.result, status.exit_code) == (RunState.FINISHED, {"frames": 5}, 0)


def test_a_rank_that_another_program_left_behind_does_not_make_a_job_silent(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {"RANK": "1", "WORLD_SIZE": "2", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": "29500"}.items():
        monkeypatch.setenv(name, value)

    def work(settings: StatsSettings, run: RunWriter) -> dict[str, Any]:
        log.info("Counted.")
        return {"frames": 5}

    assert do(work) == ExitCode.OK
    assert only_run(home)[1].result == {"frames": 5} and capsys.readouterr().out == "Counted.\n"


def test_an_error_of_the_users_is_one_sentence_everywhere(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert do(raising(UserError("The folder is empty: record first.", ExitCode.NO_DATA))) == ExitCode.NO_DATA
    folder, status = only_run(home)
    assert (status.state, status.message) == (RunState.FAILED, "The folder is empty: record first.")
    assert status.exit_code == ExitCode.NO_DATA
    assert capsys.readouterr().out == "error: The folder is empty: record first.\n"
    text = folder.log_file.read_text()
    assert text.endswith("ERROR The folder is empty: record first.\n") and "Traceback" not in text


def test_an_error_of_ours_is_a_sentence_in_the_status_and_a_trace_in_the_log(home: Home) -> None:
    assert do(raising(ZeroDivisionError("by zero"))) == ExitCode.FAILED
    folder, status = only_run(home)
    assert (status.state, status.message) == (RunState.FAILED, "ZeroDivisionError: by zero")
    assert "Traceback" in folder.log_file.read_text()


class OutOfMemoryError(RuntimeError):
    """As PyTorch calls its own."""


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "The memory ran out: close other programs"),
        (
            RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"),
            "The memory ran out",
        ),
        (OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB"), "The memory of the graphics card ran out"),
    ],
)
def test_memory_that_runs_out_is_told_with_what_to_do(home: Home, error: Exception, words: str) -> None:
    assert do(raising(error)) == ExitCode.FAILED
    _, status = only_run(home)
    assert status.message.startswith(words)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "The disk that holds /data/x is full: free some space or choose another folder."),
        (errno.EDQUOT, "The disk that holds /data/x is full"),
        (errno.EACCES, "/data/x cannot be written (Permission denied)"),
        (errno.EROFS, "/data/x cannot be written (Read-only file system)"),
    ],
)
def test_a_disk_that_takes_no_more_is_told_as_such(home: Home, number: int, words: str) -> None:
    assert do(raising(OSError(number, os.strerror(number), "/data/x"))) == ExitCode.DISK
    folder, status = only_run(home)
    assert status.message.startswith(words)
    assert "Traceback" not in folder.log_file.read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are a Unix thing")
def test_a_disk_that_is_full_at_the_very_end_is_told_without_a_trace(home: Home) -> None:
    code = """
import resource, signal, sys
from core.job import run_job

def work(settings, run):
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

sys.exit(run_job("stats", work, []))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == ExitCode.DISK
    assert "status.json cannot be written (File too large)" in done.stdout
    assert "Traceback" not in done.stdout and done.stderr == ""
    assert only_run(home)[1].state is RunState.RUNNING


def test_a_home_that_cannot_be_made_is_one_line_and_no_trace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert do(raising(AssertionError("never reached")), "--home", str(tmp_path / "file")) == ExitCode.DISK
    said = capsys.readouterr().err
    assert said.startswith("error: ") and str(tmp_path / "file") in said and said.count("\n") == 1


def test_the_first_ctrl_c_asks_and_the_job_ends_well(home: Home) -> None:
    def work(settings: StatsSettings, run: RunWriter) -> dict[str, Any]:
        os.kill(os.getpid(), signal.SIGINT)
        wait_until(lambda: run.stop_requested, 5)
        return {"saved": True}

    assert do(work) == ExitCode.OK
    status = only_run(home)[1]
    assert (status.state, status.message, status.result) == (RunState.STOPPED, "stopped on request", {"saved": True})


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_second_signal_interrupts_at_once(home: Home, number: signal.Signals) -> None:
    def work(settings: StatsSettings, run: RunWriter) -> None:
        for _ in range(2):
            os.kill(os.getpid(), number)
            wait_until(lambda: run.stop_requested, 5)
        pytest.fail("went on after the second signal")

    assert do(work) == ExitCode.INTERRUPTED
    assert only_run(home)[1].state is RunState.STOPPED


def test_the_stop_file_ends_a_job_well(home: Home) -> None:
    def work(settings: StatsSettings, run: RunWriter) -> None:
        run.folder.ask_to_stop()
        wait_until(lambda: run.stop_requested, 5)

    assert do(work) == ExitCode.OK
    assert only_run(home)[1].state is RunState.STOPPED


def test_signals_and_logging_are_as_before_once_a_job_is_over(home: Home) -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    handlers = list(log.handlers)
    for error in (UserError("x"), KeyboardInterrupt(), ValueError("x")):
        do(raising(error))
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before
    assert log.handlers == handlers


def test_what_a_job_says_goes_to_the_screen_and_to_its_log(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    def work(settings: StatsSettings, run: RunWriter) -> None:
        logging.getLogger("understudy").info("%d frames", 7)
        logging.getLogger("understudy").warning("Skipped: a.json")

    do(work)
    assert capsys.readouterr().out == "7 frames\nwarning: Skipped: a.json\n"
    lines = only_run(home)[0].log_file.read_text().splitlines()
    assert [line.split(maxsplit=2)[2] for line in lines] == ["INFO 7 frames", "WARNING Skipped: a.json"]


def test_the_launchers_choice_of_a_run_is_followed_and_not_inherited(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = RunFolder.create(home, "stats", "20261120-153000-stats")
    monkeypatch.setenv(RUN_VARIABLE, chosen.id)
    inherited: list[str | None] = []

    def work(settings: StatsSettings, run: RunWriter) -> None:
        inherited.append(os.environ.get(RUN_VARIABLE))

    do(work)
    assert only_run(home)[0].id == chosen.id
    assert inherited == [None]


def test_a_bad_flag_ends_before_any_run_begins(home: Home) -> None:
    with pytest.raises(SystemExit) as ended:
        do(raising(AssertionError("never reached")), "--no-such-flag")
    assert ended.value.code == ExitCode.BAD_INPUT
    assert list(all_runs(home)) == []


def test_words_come_from_the_command_line_where_none_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["stats", "--json", "out.json"])
    assert parse_settings(JOBS["stats"]) == StatsSettings(json_file=Path("out.json"))


@pytest.mark.parametrize("place", ["folder", "file/below", "x" * 300])
def test_a_result_that_cannot_go_where_it_should_is_one_sentence(home: Home, tmp_path: Path, place: str) -> None:
    from core.files import atomic_write_bytes

    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    target = tmp_path / place

    def work(settings: StatsSettings, run: RunWriter) -> None:
        assert settings.json_file
        atomic_write_bytes(settings.json_file, b"{}")

    assert do(work, "--json", str(target)) == ExitCode.DISK
    folder, status = only_run(home)
    assert "cannot be written" in status.message and str(tmp_path) in status.message
    assert "Traceback" not in folder.log_file.read_text()


def leave_behind(home: Home, frames: int, seeing: Seeing | None = None) -> Path:
    """The journal of a recorder that was killed, without a video."""
    home.recordings.mkdir(parents=True, exist_ok=True)
    header = recording_of([], profile="arena")
    head = {name: getattr(header, name) for name in Header.__struct_fields__}
    writer = JournalWriter(home.recordings / "sequence_a.journal", Head(**head, profile_source="arena", seeing=seeing))
    for number in range(frames):
        writer.frame(frame(number / 30))
    writer.close()
    return writer.path


@pytest.mark.parametrize("name", ["bot", "arena", "tensorboard", "train_executor", "stats", "record"])
def test_whatever_job_is_next_recovers_what_was_cut_off_and_says_so(
    home: Home, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    journal = leave_behind(home, 30)
    assert run_job(name, lambda settings, run: None, []) == ExitCode.OK
    assert not journal.exists()
    assert len(read_recording(home.recordings / "sequence_a.json").frames) == 30
    assert "Recovered sequence_a.json: 30 frames of a recording that was cut off." in capsys.readouterr().out
    assert "Recovered" in only_run(home)[0].log_file.read_text()


def test_a_job_that_learns_nothing_from_recordings_does_not_wait_for_a_long_one(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    journal = leave_behind(home, 1000, Seeing(15, 0.35))
    assert run_job("bot", lambda settings, run: None, []) == ExitCode.OK
    assert journal.exists()
    assert "sequence_a was cut off and is not a recording yet: the next training finishes it" in capsys.readouterr().out


def test_a_recovery_that_fails_does_not_hold_up_the_job(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    home.recordings.mkdir(parents=True)
    (home.recordings / "sequence_a.journal").write_bytes(b"not a journal\n")
    assert do(lambda settings, run: {"done": 1}) == ExitCode.OK
    assert "sequence_a.journal could not be recovered and was left as it is" in capsys.readouterr().out


def test_a_preset_stands_for_its_flags_and_a_flag_beside_it_holds() -> None:
    job = JOBS["train_executor"]
    small = parse_settings(job, ["--preset=small"])
    assert small.changed() == {"epochs": 100, "batch_size": 64}
    for words in (["--preset", "quick", "--lr=1e-2"], ["--lr=1e-2", "--preset", "quick"]):
        assert parse_settings(job, words).changed() == {"epochs": 10, "lr": 1e-2}
    with pytest.raises(SystemExit) as caught:
        parse_settings(job, ["--preset", "huge"])
    assert caught.value.code == 2

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from core.cli import find_job, main, overview
from core.errors import ExitCode
from core.home import Home
from core.jobs import COMMANDS, JOBS
from core.runs import RunState, all_runs


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_first_words_name_a_job_and_the_rest_is_for_it(command: tuple[str, ...]) -> None:
    found = find_job([*command, "--epochs", "3"])
    assert found is not None
    assert found[0].command == command and found[1] == ["--epochs", "3"]


@pytest.mark.parametrize("words", [[], ["train"], ["train", "--epochs"], ["trian", "executor"], ["executor"]])
def test_words_that_name_no_job_find_none(words: list[str]) -> None:
    assert find_job(words) is None


@pytest.mark.parametrize("word", ["help", "--help", "-h"])
def test_help_lists_every_command_with_what_it_does(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([word]) == ExitCode.OK
    shown = capsys.readouterr().out
    assert shown.strip() == overview()
    for command, job in COMMANDS.items():
        assert any(" ".join(command) in line and job.summary in line for line in shown.splitlines())


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["recrod"], "record"),
        (["train", "exectuor"], "train executor"),
        (["train", "strategst", "--epochs", "3"], "train strategist"),
        (["tensorbaord"], "tensorboard"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(
    words: list[str], meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == ExitCode.BAD_INPUT
    assert f"Did you mean '{meant}'?" in capsys.readouterr().err


def test_nonsense_is_told_where_to_look(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["xyzzy"]) == ExitCode.BAD_INPUT
    said = capsys.readouterr().err
    assert "no command 'xyzzy'" in said and "understudy --help" in said and "Did you mean" not in said


@pytest.mark.parametrize("job", [job for job in JOBS.values() if job.waits_for], ids=lambda job: job.name)
def test_a_job_that_is_not_built_says_so(job: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*job.command, "--anything"]) == ExitCode.FAILED  # type: ignore[attr-defined]
    assert capsys.readouterr().err == f"error: {job.waits_for}\n"  # type: ignore[attr-defined]


def test_a_command_runs_its_job_and_returns_its_code(home: Home, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["stats", "--data_dir", str(tmp_path / "empty")]) == ExitCode.NO_DATA
    (run,) = all_runs(home)
    status = run.status()
    assert status and status.state is RunState.FAILED
    assert status.message == f"There are no recordings in {tmp_path / 'empty'}: record some play first."


def test_the_command_line_opens_without_the_heavy_libraries() -> None:
    """`understudy --help` and the launcher must not wait for torch."""
    code = (
        "import sys, core.cli, core.job; print(sorted({'torch', 'PySide6', 'cv2', 'numpy', 'av'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"

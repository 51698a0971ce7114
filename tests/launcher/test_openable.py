from __future__ import annotations

from pathlib import Path
from typing import Any

from core.runs import RunFolder, RunState, RunStatus
from launcher.job import outcome_of
from launcher.openable import openable
from launcher.run_list import Run


def run(tmp_path: Path, state: RunState, message: str = "", result: dict[str, Any] | None = None) -> Run:
    status = RunStatus(job="demo", state=state, pid=1, started=1.0, updated=2.0, message=message, result=result or {})
    made = Run(RunFolder(tmp_path), "demo", status)
    made.outcome = None if state is RunState.RUNNING else outcome_of(status)
    return made


def test_a_report_that_exists_can_be_opened(tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    finished = run(tmp_path, RunState.FINISHED, result={"figures": {"report": str(report)}})
    assert openable(finished) == ""
    report.write_text("<html>")
    assert openable(finished) == str(report)


def test_an_address_of_this_machine_can_be_opened_while_it_is_served(tmp_path: Path) -> None:
    message = "serving at http://127.0.0.1:6006/"
    assert openable(run(tmp_path, RunState.RUNNING, message)) == "http://127.0.0.1:6006/"
    assert openable(run(tmp_path, RunState.STOPPED, message)) == ""


def test_nothing_else_is_opened(tmp_path: Path) -> None:
    script = tmp_path / "evil.sh"
    script.write_text("")
    assert openable(run(tmp_path, RunState.RUNNING, "see http://example.org:80/ and file:///etc/passwd")) == ""
    assert openable(run(tmp_path, RunState.FINISHED, result={"report": str(script)})) == ""

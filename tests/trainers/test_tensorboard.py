from __future__ import annotations

import json
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import wait_until

from core.errors import ExitCode
from core.home import Home
from core.runs import RunFolder, RunState, all_runs


@pytest.fixture
def served(trained: Home) -> Iterator[tuple[subprocess.Popen[str], RunFolder, str]]:
    """TensorBoard on the training runs: its process, its run and its address."""
    command = [sys.executable, "-m", "trainers.tensorboard", f"--home={trained.root}", "--no-open-browser"]
    before = {run.id for run in all_runs(trained)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def serving() -> tuple[RunFolder, str] | None:
        for run in all_runs(trained):
            status = run.status()
            if run.id not in before and status and status.message.startswith("serving at "):
                return run, status.message.removeprefix("serving at ")
        return None

    try:
        run, address = wait_until(serving, 90, "TensorBoard")
        yield process, run, address
    finally:
        process.kill()
        process.communicate()


def ask(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return answer.read()


def test_the_curves_are_served_on_this_machine_only_until_somebody_stops_it(
    served: tuple[subprocess.Popen[str], RunFolder, str],
) -> None:
    process, run, address = served
    assert address.startswith("http://127.0.0.1:")
    assert b"TensorBoard" in ask(address)
    found = wait_until(lambda: json.loads(ask(f"{address}data/plugin/scalars/tags")), 60, "the runs to be read")
    assert any("train_strategist" in name for name in found)
    assert any("loss/validation" in tags for tags in found.values())
    run.ask_to_stop()
    out, errors = process.communicate(timeout=60)
    assert process.returncode == ExitCode.OK
    assert f"TensorBoard shows {run.path.parent} at {address}" in out and "Traceback" not in errors
    status = run.status()
    assert status and status.state is RunState.STOPPED


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "trainers.tensorboard", f"--port={port}", "--no-open-browser", f"--home={tmp_path}"],
            capture_output=True, text=True, timeout=90,
        )  # fmt: skip
    assert done.returncode == ExitCode.BUSY
    assert f"TensorBoard could not start on port {port}: choose another --port." in done.stdout
    assert "Traceback" not in done.stdout + done.stderr

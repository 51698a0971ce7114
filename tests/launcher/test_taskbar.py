"""Progress in the taskbar, over a real message bus."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.runs import RunFolder, RunState, RunStatus
from launcher.run_list import Run
from launcher.taskbar import INTERFACE, share_done

#: shows one run at 40 %, two at 25 % together, the same again, and none
SHOWS = """
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from core.runs import RunFolder, RunState, RunStatus
from launcher.run_list import Run
from launcher.taskbar import Taskbar
def run(progress):
    status = RunStatus(job="bot", state=RunState.RUNNING, pid=1, started=0, updated=1, progress=progress)
    return Run(RunFolder(Path("x")), "bot", status)
application = QCoreApplication([])
taskbar = Taskbar()
for runs in ([], [run(0.4)], [run(0.4), run(0.1)], [run(0.4), run(0.1)], []):
    taskbar.show(runs)
application.processEvents()
print("shown")
"""


def run(progress: float | None) -> Run:
    status = RunStatus(job="bot", state=RunState.RUNNING, pid=1, started=0, updated=1, progress=progress)
    return Run(RunFolder(Path("x")), "bot", status)


def test_the_share_of_several_runs_is_their_mean_and_none_where_none_tells() -> None:
    assert share_done([]) is None and share_done([run(None)]) is None
    assert share_done([run(None), run(0.5), run(1.0)]) == 0.75


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="no message bus is installed")
def test_what_is_shown_comes_over_the_bus_once_for_each_change(tmp_path: Path) -> None:
    script = tmp_path / "watch.sh"
    script.write_text(
        f"dbus-monitor \"interface='{INTERFACE}'\" > {tmp_path}/heard & monitor=$!\n"
        f"until grep -q NameAcquired {tmp_path}/heard; do sleep 0.05; done\n"
        f'"{sys.executable}" -c "$1"\n'
        f"for i in $(seq 100); do [ $(grep -c member=Update {tmp_path}/heard) -ge 3 ] && break; sleep 0.05; done\n"
        "kill $monitor\n"
    )
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", str(script), SHOWS], capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "shown\n", done.stderr
    heard = (tmp_path / "heard").read_text()
    assert heard.count("member=Update") == 3
    assert heard.count('"application://understudy.desktop"') == 3
    first, second, third = heard.split("member=Update")[1:]
    assert "double 0.4" in first and "boolean true" in first
    assert "double 0.25" in second and "int32 2" in second
    assert "double 0" in third and "boolean true" not in third


def test_without_a_bus_nothing_is_shown_and_nothing_said() -> None:
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    done = subprocess.run([sys.executable, "-c", SHOWS], env=environment, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("shown\n", "")

"""Starting other jobs as processes of their own, following their run folders, and ending them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

from core.home import Home
from core.jobs import JOBS, Job
from core.runs import RUN_VARIABLE, RunFolder, RunStatus, new_run_id

if TYPE_CHECKING:
    from core.settings.base import JobSettings

#: the folder that holds the packages, so that `-m` finds them wherever the user stands
PACKAGES = Path(__file__).resolve().parent.parent
#: what cv2 and Qt leave in the environment and a child must not inherit
_SCRUBBED = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")


def child_environment(run_id: str) -> dict[str, str]:
    """The environment of a job's process."""
    environment = {name: value for name, value in os.environ.items() if name not in _SCRUBBED}
    path = environment.get("PYTHONPATH")
    environment["PYTHONPATH"] = str(PACKAGES) if not path else f"{PACKAGES}{os.pathsep}{path}"
    environment["PYTHONUNBUFFERED"] = "1"
    environment["PYTHONIOENCODING"] = "utf-8"
    environment[RUN_VARIABLE] = run_id
    return environment


def child_command(job: Job, settings: JobSettings) -> list[str]:
    """Program and arguments of a job. `-P`: a folder here that is called as one of our packages is not taken for it."""
    return [sys.executable, "-u", "-P", "-m", job.module, *settings.to_arguments()]


class Child:
    """One job running as a process. Its output goes to `output`."""

    def __init__(self, job: str, settings: JobSettings, home: Home, output: IO[bytes]) -> None:
        self.job = job
        self.folder = RunFolder.create(home, job, new_run_id(job))
        self._process = subprocess.Popen(
            child_command(JOBS[job], settings),
            env=child_environment(self.folder.id),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=os.name != "nt",
        )

    def running(self) -> bool:
        """Whether the process is alive."""
        return self._process.poll() is None

    def status(self) -> RunStatus | None:
        """What its run folder says."""
        return self.folder.status()

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code."""
        return self._process.wait(timeout)

    def stop(self, patience: float = 10.0) -> None:
        """Ask it to end; kill it where it does not within `patience` seconds."""
        if not self.running():
            return
        self.folder.ask_to_stop()
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

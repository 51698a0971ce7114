"""A job as a process of its own: started in its own session, asked to stop, ended by force when it does not.

The output goes to a file in the run's folder, not through a pipe: a job outlives the launcher that started it, closed
or crashed, and can be followed by the next one.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.children import child_command, child_environment
from core.errors import ExitCode, UserError
from core.home import Home
from core.jobs import Job
from core.runs import RunFolder
from launcher.job_words import job_title
from launcher.text import tr

if TYPE_CHECKING:
    from core.settings.base import JobSettings

#: what a job started here prints, in its run's folder
OUTPUT_NAME = "output.txt"
#: seconds after asking, until the job is told to terminate
PATIENCE = 8.0
#: seconds after that, until its whole tree is killed
LAST_PATIENCE = 4.0
#: a job that still says how far it is, such as a recorder that saves, is given this long instead
BUSY_PATIENCE = 180.0

#: on Windows: no console window of its own; 0 elsewhere
_WINDOWS_FLAGS = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0)


@dataclass
class Child:
    """A job this launcher started."""

    job: Job
    folder: RunFolder
    process: subprocess.Popen[bytes]

    @property
    def exit_code(self) -> int | None:
        """None while it runs; negative for the signal that ended it."""
        return self.process.poll()


def start_child(job: Job, settings: JobSettings, home: Home) -> Child:
    """Start a job.

    Raises:
        UserError: its run folder cannot be made, or the system refuses to start it.
    """
    try:
        folder = RunFolder.create(home, job.name)
        with (folder.path / OUTPUT_NAME).open("ab") as output:
            process = subprocess.Popen(
                child_command(job, settings),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=child_environment(folder.id),
                start_new_session=True,
                creationflags=_WINDOWS_FLAGS,
            )
    except OSError as error:
        sentence = tr("{0} could not be started: {1} ({2}).").format(
            job_title(job.name), error.strerror, error.filename or home.runs
        )
        raise UserError(sentence, ExitCode.DISK) from error
    return Child(job, folder, process)


@dataclass
class Stopping:
    """The way from asking a job to end to making it end. `tick` is called with a clock in seconds until it is gone."""

    folder: RunFolder
    pid: int
    asked: float
    _steps: list[tuple[float, Callable[[], None]]] = field(init=False)

    def __post_init__(self) -> None:
        self._steps = [(PATIENCE, self._terminate), (PATIENCE + LAST_PATIENCE, self._kill)]
        with suppress(OSError):  # a folder that is gone cannot be asked; the signals still reach the process
            self.folder.ask_to_stop()
        if self.folder.status() is None:
            self._terminate()  # it is still being loaded: it does not look for the file yet, and has nothing to lose

    def tick(self, now: float) -> None:
        """Do what is due."""
        while self._steps and now - self.asked >= self._steps[0][0]:
            if now - self.asked < BUSY_PATIENCE and self._is_busy():
                return
            self._steps.pop(0)[1]()

    def _is_busy(self) -> bool:
        status = self.folder.status()
        return status is not None and time.time() - status.updated < PATIENCE / 2

    def _terminate(self) -> None:
        _signal_tree(self.pid, force=False)

    def _kill(self) -> None:
        _signal_tree(self.pid, force=True)


def _signal_tree(pid: int, *, force: bool) -> None:
    import psutil

    try:
        root = psutil.Process(pid)
        processes = [*root.children(recursive=True), root]
    except psutil.NoSuchProcess:
        return
    # A leader of its own group takes along those of its children whose parents are gone.
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            if os.getpgid(pid) == pid:
                os.killpg(pid, signal.SIGKILL if force else signal.SIGTERM)
                if not force:
                    return
    for process in processes:
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            if force:
                process.kill()
            else:
                process.terminate()

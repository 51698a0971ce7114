"""What the window shows, without the window: settings, runs, the jobs started here and how each job stands."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from core.errors import ExitCode, UserError
from core.home import Home
from core.jobs import JOBS
from core.settings.base import JobSettings
from launcher.config import Config
from launcher.process import Child, Stopping, start_child
from launcher.readiness import what_is_missing
from launcher.run_list import Run, RunList
from launcher.text import tr


class Standing(StrEnum):
    """How a job stands."""

    #: its code does not exist yet
    WAITING = "waiting"
    #: it can be started, though something it needs is missing
    LACKING = "lacking"
    READY = "ready"
    RUNNING = "running"
    STOPPING = "stopping"


@dataclass(frozen=True)
class JobState:
    """What a card tells."""

    standing: Standing
    #: the reason for WAITING and LACKING, in words
    reason: str = ""
    #: the run in progress
    run: Run | None = None
    #: the last run that ended
    last: Run | None = None


class Session:
    """The launcher's state. `poll` moves it on; everything else answers at once."""

    def __init__(self, home: Home) -> None:
        #: where it would be without a folder of the user's own choice
        self.default_home = home
        self.config = Config(home.settings_file)
        self._children: dict[str, Child] = {}
        self._stopping: dict[str, Stopping] = {}
        self._open_home()

    def _open_home(self) -> None:
        folder = self.config.options.data_folder
        self.home = replace(self.default_home, root=folder.expanduser()) if folder else self.default_home
        self.runs = RunList(self.home)

    def state(self, job: str) -> JobState:
        """How a job stands now."""
        if waits_for := JOBS[job].waits_for:
            return JobState(Standing.WAITING, waits_for)
        runs = self.runs.visible(job)
        last = next((run for run in runs if not run.active), None)
        if running := next((run for run in runs if run.active), None):
            standing = Standing.STOPPING if running.stop_asked else Standing.RUNNING
            return JobState(standing, run=running, last=last)
        missing = what_is_missing(job, self.settings(job))
        return JobState(Standing.LACKING if missing else Standing.READY, missing, last=last)

    def settings(self, job: str) -> JobSettings:
        """A job's settings with which it would start now."""
        return self.at_home(self.config.settings(job))

    def at_home(self, settings: JobSettings) -> JobSettings:
        """The settings with the launcher's data folder in them, where a job would not find it by itself."""
        if self.home.root == Home.find().root:
            return settings.model_copy(update={"home": None})
        return settings.model_copy(update={"home": self.home.root})

    def start(self, job: str) -> Run:
        """Start a job with its present settings.

        Raises:
            UserError: it runs already, waits for something, or cannot be started.
        """
        state = self.state(job)
        if state.standing is Standing.WAITING:
            raise UserError(state.reason)
        if state.run:
            raise UserError(tr("{0} is running already.").format(JOBS[job].title), ExitCode.BUSY)
        settings = self.settings(job)
        child = start_child(JOBS[job], settings, settings.folders)
        self._children[child.folder.id] = child
        return self.runs.adopt(child.folder, job)

    def stop(self, run_id: str) -> None:
        """Ask a run to end; `poll` ends it by force when it does not."""
        run = self.runs[run_id]
        if not run.active or run.stop_asked:
            return
        child = self._children.get(run_id)
        pid = child.process.pid if child else run.status.pid if run.status else None
        if pid is not None:
            run.stop_asked = True
            self._stopping[run_id] = Stopping(run.folder, pid, time.monotonic())

    def poll(self) -> set[str]:
        """Look at processes and run folders once; the ids of runs with news."""
        changed = self.runs.poll()
        for run_id, child in list(self._children.items()):
            if (exit_code := child.exit_code) is not None:
                del self._children[run_id]
                if self.runs.get(run_id):
                    self.runs.ended(run_id, exit_code)
                changed.add(run_id)
        now = time.monotonic()
        for run_id, stopping in list(self._stopping.items()):
            run = self.runs.get(run_id)
            if run is None or not run.active:
                del self._stopping[run_id]
            else:
                stopping.tick(now)
        return changed

    def own_active(self) -> list[Run]:
        """The runs started here that still run."""
        return [self.runs[run_id] for run_id in self._children if self.runs.get(run_id)]

    def move_to(self, folder: Path | None) -> None:
        """Keep data in another folder from now on; None for the platform's.

        Raises:
            UserError: jobs started here still run, or the choice cannot be saved.
        """
        if self._children:
            raise UserError(tr("Jobs are running in the present data folder: stop them first."), ExitCode.BUSY)
        self.config.set_option("data_folder", str(folder) if folder else None)
        self._open_home()

"""What the window shows, without the window: settings, runs, the jobs started here and how each job stands."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import ExitCode, UserError
from core.home import Home
from core.jobs import JOBS
from launcher.config import Config, problems
from launcher.process import OUTPUT_NAME, Child, Stopping, start_child
from launcher.queue import JobQueue
from launcher.readiness import what_is_missing
from launcher.rivals import rivalry
from launcher.run_list import Run, RunList
from launcher.text import tr

if TYPE_CHECKING:
    from core.settings.base import JobSettings


class Standing(StrEnum):
    """How a job stands."""

    #: its code does not exist yet
    WAITING = "waiting"
    #: it can be started, though something it needs is missing
    LACKING = "lacking"
    READY = "ready"
    #: it starts by itself when another job has finished
    QUEUED = "queued"
    RUNNING = "running"
    STOPPING = "stopping"


@dataclass(frozen=True)
class JobState:
    """What a card tells."""

    standing: Standing
    #: the reason for WAITING and LACKING, in words; the job before it for QUEUED
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
        self.queue = JobQueue(self._launch, lambda job: JOBS[job].title)
        self._children: dict[str, Child] = {}
        self._stopping: dict[str, Stopping] = {}
        self._open_home()

    def _open_home(self) -> None:
        folder = self.config.options.data_folder
        self.home = replace(self.default_home, root=folder.expanduser()) if folder else self.default_home
        self.runs = RunList(self.home)
        #: the data folder, where a job would not find it by itself
        self._told_home = None if self.home.root == Home.find().root else self.home.root

    def state(self, job: str) -> JobState:
        """How a job stands now."""
        if waits_for := JOBS[job].waits_for:
            return JobState(Standing.WAITING, waits_for)
        runs = self.runs.visible(job)
        last = next((run for run in runs if not run.active), None)
        if running := next(iter(self.runs.active(job)), None):
            standing = Standing.STOPPING if running.stop_asked else Standing.RUNNING
            return JobState(standing, run=running, last=last)
        if ahead := self.queue.ahead_of(job):
            return JobState(Standing.QUEUED, JOBS[ahead].title, last=last)
        missing = what_is_missing(job, self.settings(job))
        return JobState(Standing.LACKING if missing else Standing.READY, missing, last=last)

    def settings(self, job: str) -> JobSettings:
        """A job's settings with which it would start now."""
        return self.at_home(self.config.settings(job))

    def at_home(self, settings: JobSettings) -> JobSettings:
        """The settings with the launcher's data folder in them, where a job would not find it by itself."""
        return settings.model_copy(update={"home": self._told_home})

    def start(self, job: str, settings: JobSettings | None = None) -> Run:
        """Start a job with its present settings, or with those given.

        Raises:
            UserError: it runs already, waits for something, or cannot be started.
        """
        run = self._launch(job, settings)
        self.queue.started(job, run)
        return run

    def _launch(self, job: str, settings: JobSettings | None = None) -> Run:
        state = self.state(job)
        if state.standing is Standing.WAITING:
            raise UserError(state.reason)
        if state.run:
            raise UserError(tr("{0} is running already.").format(JOBS[job].title), ExitCode.BUSY)
        settings = settings or self.settings(job)
        child = start_child(JOBS[job], settings, settings.folders)
        self._children[child.folder.id] = child
        return self.runs.adopt(child.folder, job)

    def start_row(self, jobs: Sequence[str]) -> Run:
        """Start jobs one after the other: the first now, each of the others when the one before it has finished.

        Raises:
            UserError: one of them runs or waits already, or the first cannot be started.
        """
        for job in jobs[1:]:
            if self.state(job).run:
                raise UserError(tr("{0} is running already.").format(JOBS[job].title), ExitCode.BUSY)
        return self.queue.begin(jobs)

    def stop_row(self, jobs: Sequence[str]) -> None:
        """Let none of a row's jobs wait any longer, and ask those that run to end."""
        for job in jobs:
            self.queue.remove(job)
        for job in jobs:
            if run := self.state(job).run:
                self.stop(run.id)

    def start_again(self, run_id: str) -> Run:
        """Start a job once more with the settings a run of it had, in the present data folder.

        Raises:
            UserError: those settings are not known or not allowed any more, or the job cannot be started.
        """
        run = self.runs[run_id]
        config = run.folder.config()
        if run.job not in JOBS or not config:
            raise UserError(tr("The settings of this run are not known, so it cannot be run again."))
        settings_class = JOBS[run.job].settings_class()
        if wrong := problems(settings_class, config):
            name, problem = next(iter(wrong.items()))
            sentence = tr("This run's settings do not fit this version ({0}: {1}); start it from its card instead.")
            raise UserError(sentence.format(name or run.job, problem))
        return self.start(run.job, self.at_home(settings_class.model_validate(config)))

    def rivalry(self, job: str) -> str:
        """What would suffer if a job were started now, in one sentence; empty where nothing would."""
        headless = bool(getattr(self.settings(job), "headless", False))
        return rivalry(job, [run.job for run in self.runs.active()], headless=headless)

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
        return changed | {run.id for run in self.queue.advance()}

    def own_active(self) -> list[Run]:
        """The runs started here that still run."""
        return [self.runs[run_id] for run_id in self._children if self.runs.get(run_id)]

    def outliving(self) -> list[Run]:
        """Those of them that would go on when the window is closed."""
        return [run for run in self.own_active() if not _ends_with_window(run)]

    def end_companions(self) -> None:
        """Ask the jobs to end that are of no use without a window, whichever launcher started them."""
        for run in self.runs.active():
            if _ends_with_window(run):
                self.stop(run.id)

    def move_to(self, folder: Path | None) -> None:
        """Keep data in another folder from now on; None for the platform's.

        Raises:
            UserError: jobs started here still run, or the choice cannot be saved.
        """
        if self._children or self.queue.waiting:
            raise UserError(tr("Jobs are running in the present data folder: stop them first."), ExitCode.BUSY)
        self.config.set_option("data_folder", str(folder) if folder else None)
        self._open_home()


def _ends_with_window(run: Run) -> bool:
    """Whether a launcher started it, not a terminal, and its settings have it end with the window."""
    started_here = (run.folder.path / OUTPUT_NAME).is_file()
    return started_here and run.folder.config().get("outlive_launcher") is False

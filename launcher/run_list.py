"""Every run in the home's runs folder, kept current by cheap polling."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path

from core.files import file_stamp
from core.home import Home
from core.runs import RunFolder, RunState, RunStatus
from launcher.job import JobOutcome, outcome_of
from launcher.output import last_words
from launcher.process import OUTPUT_NAME

_RUN_ID = re.compile(r"\d{8}-\d{6}-(?P<job>[a-z_]+)(?:-\d+)?")
#: seconds in which a folder's modification time may hide a second change
_CLOCK_GRAIN = 2.0
#: seconds in which a job says its first word, on a machine with much to do
_LOADING = 60.0


@dataclass
class Run:
    """One run as it was when last looked at."""

    folder: RunFolder
    job: str
    status: RunStatus | None = None
    #: set once it is over
    outcome: JobOutcome | None = None
    #: exit code of the process, where this launcher saw it end
    exit_code: int | None = None
    #: whether this launcher started it and it has not been seen to end
    ours: bool = False
    stop_asked: bool = False
    stamp: tuple[int, int, int] | None = None

    @property
    def id(self) -> str:
        return self.folder.id

    @property
    def active(self) -> bool:
        """Whether it still runs (or is about to)."""
        return self.outcome is None

    @property
    def visible(self) -> bool:
        """Whether it has said something or is starting."""
        return self.status is not None or self.ours or self.exit_code is not None

    @property
    def started(self) -> float:
        """Unix seconds."""
        return self.status.started if self.status else time.time()

    @property
    def log(self) -> Path:
        """The file with what it prints: everything where a launcher started it, else its log."""
        output = self.folder.path / OUTPUT_NAME
        return output if output.is_file() else self.folder.log_file


class RunList:
    """The runs of one home. `poll` looks for news; between polls nothing is read."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self._runs: dict[str, Run] = {}
        #: by job, the newest first; None where they are to be sorted anew
        self._sorted: dict[str | None, list[Run]] | None = None
        #: those that were not over at the last look
        self._going: list[Run] = []
        self._folder_stamp = -1

    def __getitem__(self, run_id: str) -> Run:
        return self._runs[run_id]

    def get(self, run_id: str) -> Run | None:
        """A run by id, None where there is none."""
        return self._runs.get(run_id)

    def visible(self, job: str | None = None) -> list[Run]:
        """The runs that have said something or are starting, of one job or of all, the newest first."""
        if self._sorted is None:
            self._sorted = {None: sorted(self._runs.values(), key=lambda run: run.id, reverse=True)}
            for run in self._sorted[None]:
                self._sorted.setdefault(run.job, []).append(run)
        runs = self._sorted.get(job, [])
        return [run for run in runs if run.visible]

    def active(self, job: str | None = None) -> list[Run]:
        """Those of them that still run."""
        runs = [run for run in self._going if run.active and run.visible and job in (None, run.job)]
        return sorted(runs, key=lambda run: run.id, reverse=True)

    def loading(self, now: float) -> list[Run]:
        """Those begun of late, by another launcher, that have not said anything yet; `now` in unix seconds."""
        silent = [run for run in self._going if not run.visible]
        return [run for run in silent if now - (file_stamp(run.folder.path) or (0, 0, 0))[0] / 1e9 < _LOADING]

    def adopt(self, folder: RunFolder, job: str) -> Run:
        """Take in a run that this launcher has just started."""
        run = self._runs.setdefault(folder.id, Run(folder, job))
        self._sorted = None
        self._going.append(run)
        run.ours = True
        return run

    def ended(self, run_id: str, exit_code: int) -> None:
        """Tell that the process of a run that was started here is gone."""
        run = self._runs[run_id]
        run.ours, run.exit_code = False, exit_code
        self._refresh(run)

    def poll(self) -> set[str]:
        """Look for new, changed and deleted runs; their ids."""
        changed = self._scan()
        for run in self._runs.values():
            if run.outcome is None and self._refresh(run):
                changed.add(run.id)
        self._going = [run for run in self._runs.values() if run.outcome is None]
        return changed

    def _scan(self) -> set[str]:
        try:
            stamp = self.home.runs.stat().st_mtime_ns
        except OSError:
            stamp = 0
        if stamp == self._folder_stamp:
            return set()
        # A change right after this one might carry the same time: look once more when the moment has passed.
        self._folder_stamp = stamp if time.time() - stamp / 1e9 > _CLOCK_GRAIN else -1
        names = {path.name for path in self.home.runs.iterdir()} if stamp else set()
        gone = {run_id for run_id in self._runs if run_id not in names}
        for run_id in gone:
            del self._runs[run_id]
        new = set()
        for name in names - self._runs.keys():
            if match := _RUN_ID.fullmatch(name):
                self._runs[name] = Run(RunFolder(self.home.runs / name), match["job"])
                new.add(name)
        self._sorted = None
        return gone | new

    def _refresh(self, run: Run) -> bool:
        """Read a run's status again when it was rewritten, and see whether it is over; whether anything changed."""
        changed = False
        stamp = file_stamp(run.folder.status_file)
        if stamp != run.stamp and (status := run.folder.status()):
            run.stamp, run.status, changed = stamp, status, True
            if run.job != status.job:
                run.job, self._sorted = status.job, None
        if run.outcome is None and not run.ours and (run.status or run.exit_code is not None) and not _alive(run):
            # Its last words may have been written between the look above and its end.
            run.status = run.folder.status() or run.status
            words = last_words(run.log) if run.exit_code else ""
            run.outcome = outcome_of(run.status, run.exit_code, last_words=words, stop_asked=run.stop_asked)
            changed = True
        return changed


def _alive(run: Run) -> bool:
    if run.exit_code is not None or run.status is None or run.status.state is not RunState.RUNNING:
        return False
    import psutil

    try:
        process = psutil.Process(run.status.pid)
        # A process younger than the run only has the same number.
        return process.status() != psutil.STATUS_ZOMBIE and process.create_time() <= run.status.started + 2
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True

"""`runs/<id>/`, the one truth about a job: config, status, log and metrics, with one writer and one reader.

config.json    the settings it runs with
status.json    a `RunStatus`, replaced whole whenever it changes
log.txt        what it says
metrics.jsonl  one JSON object a line: "t" (unix seconds), "step", and numbers by name ("loss/train", "fps", ...)
stop           appears when somebody asks the job to end
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from threading import RLock, Timer
from typing import Any

import msgspec

from core.files import atomic_write_bytes
from core.home import Home

RUN_VARIABLE = "UNDERSTUDY_RUN_ID"
SCHEMA = 1


_LINES = msgspec.json.Decoder()


class RunState(StrEnum):
    """What a run is, or came to."""

    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"


class RunStatus(msgspec.Struct, kw_only=True):
    """The content of status.json. Times are unix seconds."""

    job: str
    state: RunState
    pid: int
    started: float
    updated: float
    ended: float | None = None
    #: done share 0..1, None where there is no telling
    progress: float | None = None
    eta_s: float | None = None
    message: str = ""
    exit_code: int | None = None
    result: dict[str, Any] = msgspec.field(default_factory=dict)
    schema: int = SCHEMA


def new_run_id(job: str, now: datetime | None = None) -> str:
    """`<time>-<job>`, which sorts by time. Unique enough within one process; `RunFolder.create` settles collisions."""
    return f"{(now or datetime.now()):%Y%m%d-%H%M%S}-{job}"


class RunFolder:
    """One run's folder, as a reader sees it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def create(cls, home: Home, job: str, run_id: str | None = None) -> RunFolder:
        """Make the folder of a new run; `run_id` may have been chosen by whoever starts the job.

        Raises:
            OSError: it cannot be made.
        """
        home.runs.mkdir(parents=True, exist_ok=True)
        chosen = run_id or new_run_id(job)
        candidate, attempt = home.runs / chosen, 1
        while True:
            try:
                candidate.mkdir()
                return cls(candidate)
            except FileExistsError:
                # A folder the launcher prepared, still without a status, is the one meant for this job.
                if run_id is not None and not (candidate / "status.json").exists():
                    return cls(candidate)
                attempt += 1
                candidate = home.runs / f"{chosen}-{attempt}"

    @property
    def id(self) -> str:
        return self.path.name

    @property
    def status_file(self) -> Path:
        return self.path / "status.json"

    @property
    def config_file(self) -> Path:
        return self.path / "config.json"

    @property
    def log_file(self) -> Path:
        return self.path / "log.txt"

    @property
    def metrics_file(self) -> Path:
        return self.path / "metrics.jsonl"

    @property
    def stop_file(self) -> Path:
        return self.path / "stop"

    @property
    def tensorboard(self) -> Path:
        return self.path / "tb"

    def status(self) -> RunStatus | None:
        """The current status, or None where there is none that can be read."""
        try:
            return msgspec.json.decode(self.status_file.read_bytes(), type=RunStatus)
        except (OSError, msgspec.DecodeError, RecursionError):
            return None

    def config(self) -> dict[str, Any]:
        """The settings the run was started with, or {} where they cannot be read."""
        try:
            value = json.loads(self.config_file.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return value if isinstance(value, dict) else {}

    def metrics(self, offset: int = 0, limit: int = -1) -> tuple[list[dict[str, float]], int]:
        """Whole metric lines from byte `offset` on (of at most `limit` bytes), and the offset to go on from."""
        try:
            with self.metrics_file.open("rb") as file:
                file.seek(offset)
                data = file.read(limit)
        except OSError:
            return [], offset
        end = data.rfind(b"\n") + 1
        if not end and len(data) == limit:
            end = limit  # a line longer than that holds no metrics
        return [row for row in _json_lines(data[:end]) if isinstance(row, dict)], offset + end

    def ask_to_stop(self) -> None:
        """Ask the job to end cleanly; it looks for this file several times a second."""
        self.path.mkdir(parents=True, exist_ok=True)
        self.stop_file.touch()


def _json_lines(data: bytes) -> list[Any]:
    try:
        return _LINES.decode_lines(data)
    except (msgspec.DecodeError, RecursionError):  # then each line by itself, which takes eight times as long
        values = []
        for line in data.splitlines():
            with suppress(ValueError, RecursionError):
                values.append(json.loads(line))
        return values


class RunWriter:
    """One run's folder, as the job itself sees it. What writes raises OSError where the disk takes no more.

    May be used from several threads.
    """

    #: seconds between two writes of status.json
    STATUS_INTERVAL = 0.5

    def __init__(self, folder: RunFolder, job: str, config: dict[str, Any]) -> None:
        self.folder = folder
        now = time.time()
        self._status = RunStatus(job=job, state=RunState.RUNNING, pid=os.getpid(), started=now, updated=now)
        self.configure(config)
        self._stop_asked = False
        self._stop_checked = 0.0
        self._lock = RLock()
        #: will write the status that came too soon after the one before it
        self._later: Timer | None = None
        self._error: OSError | None = None
        self._written = 0.0
        self._write_status()

    def configure(self, config: dict[str, Any]) -> None:
        """Write down the settings it runs with; again, where the job finds that others hold."""
        atomic_write_bytes(self.folder.config_file, json.dumps(config, indent=2).encode())

    @property
    def stop_requested(self) -> bool:
        """Whether somebody asked the job to end. Cheap enough for a loop's every turn."""
        if not self._stop_asked and (now := time.monotonic()) - self._stop_checked > 0.05:
            self._stop_checked = now
            # A signal that comes while the disk is asked must not be forgotten.
            if self.folder.stop_file.exists():
                self._stop_asked = True
        return self._stop_asked

    def ask_to_stop(self) -> None:
        """What a signal handler calls."""
        self._stop_asked = True

    def progress(self, done: float | None, message: str = "", *, eta_s: float | None = None) -> None:
        """Tell how far the job is (0..1). Without `eta_s` the rest is estimated from the time taken so far.

        What is told last always comes to stand in status.json, at most `STATUS_INTERVAL` later.
        """
        now = time.time()
        with self._lock:
            if self._error is not None:
                raise self._error
            if eta_s is None and done:
                eta_s = (now - self._status.started) * (1 - done) / done
            self._status.progress, self._status.eta_s = done, eta_s
            self._status.message = message or self._status.message
            wait = self._written + self.STATUS_INTERVAL - time.monotonic()
            if wait <= 0 or done in (0, 1):
                self._write_status()
            elif self._later is None:
                self._later = Timer(wait, self._write_later)
                self._later.daemon = True
                self._later.start()

    def metrics(self, step: int, **values: float) -> None:
        """Append one line of numbers; names may hold slashes when passed as `**{"loss/train": 0.1}`."""
        row = {"t": round(time.time(), 3), "step": step, **{name: float(value) for name, value in values.items()}}
        with self.folder.metrics_file.open("ab") as file:
            file.write(msgspec.json.encode(row) + b"\n")

    def finish(self, state: RunState, message: str, exit_code: int, result: dict[str, Any] | None = None) -> None:
        """Write the last status."""
        with self._lock:
            self._status.state, self._status.message, self._status.exit_code = state, message, exit_code
            self._status.result = result or {}
            self._status.ended = time.time()
            self._status.eta_s = None
            if state is RunState.FINISHED:
                self._status.progress = 1.0
            self._write_status()

    def _write_later(self) -> None:
        with self._lock:
            if self._later is None:  # what it was to write has been written
                return
            try:
                self._write_status()
            except OSError as error:  # a timer has nobody to tell; the next progress tells it
                self._error = error

    def _write_status(self) -> None:
        if self._later is not None:
            self._later.cancel()
            self._later = None
        self._status.updated, self._written = time.time(), time.monotonic()
        atomic_write_bytes(self.folder.status_file, msgspec.json.format(msgspec.json.encode(self._status)))


def all_runs(home: Home) -> Iterator[RunFolder]:
    """Every run that has a status, the newest first."""
    if not home.runs.is_dir():
        return
    for path in sorted(home.runs.iterdir(), reverse=True):
        if (path / "status.json").is_file():
            yield RunFolder(path)

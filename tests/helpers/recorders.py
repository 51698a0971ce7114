"""The real recorder, watching the test window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from conftest import wait_until

from core.home import HOME_VARIABLE, Home
from core.recording import Recording, read_recording, recording_files
from core.runs import RunFolder, all_runs

ROOT = Path(__file__).parent.parent.parent


class Recorder:
    """`understudy record` on the test game, in a process of its own."""

    def __init__(self, home: Home, log: Path, *flags: str) -> None:
        self.home = home
        self._log = log
        command = [sys.executable, "-m", "recorder", "--window-title", "Alpha", "--no-see", *flags]
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdout=output,
                stderr=output,
                env={**os.environ, "PYTHONUNBUFFERED": "1", HOME_VARIABLE: str(home.root)},
            )

    @property
    def said(self) -> str:
        return self._log.read_text()

    def wait_for(self, words: str, times: int = 1) -> None:
        wait_until(
            lambda: self.said.count(words) >= times or self.process.poll() is not None, 30, f"{words!r} in: {self.said}"
        )
        assert self.said.count(words) >= times, self.said

    def wait(self) -> int:
        return self.process.wait(30)

    @property
    def recordings(self) -> list[Recording]:
        return [read_recording(path) for path in recording_files(self.home.recordings)]

    @property
    def run(self) -> RunFolder:
        return next(iter(all_runs(self.home)))

    def frames_so_far(self) -> int:
        return sum(path.read_bytes().count(b'{"frame"') for path in self.home.recordings.glob("*.journal"))

"""Has recordings read, and told in hindsight, by processes of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.home import Home
from core.library import Row
from launcher.recordings_work import Command, module
from launcher.text import tr


class RecordingsReader(QObject):
    """Reads what was not read before, one process at a time; what cannot be read is remembered."""

    #: a recording was read, or cannot be
    was_read = Signal(Path)
    #: a recording was told in hindsight
    was_told = Signal(Path)
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        #: what cannot be read and why
        self.problems: dict[Path, str] = {}
        self._reading: Command | None = None
        self._telling: Command | None = None
        #: what was asked for so far, with its size: nothing is tried twice as it is, whatever comes of it
        self._tried: dict[Path, int] = {}
        self._told: set[tuple[Path, int]] = set()

    @property
    def telling(self) -> bool:
        """Whether a recording is being told in hindsight."""
        return self._telling is not None

    def with_problems(self, rows: Sequence[Row]) -> list[Row]:
        """The rows, with what is known to be wrong with them."""
        return [
            replace(row, problem=self.problems.get(row.path, row.problem))
            if row.summary is None and self._tried.get(row.path) == row.bytes
            else row
            for row in rows
        ]

    def read(self, rows: Sequence[Row], home: Home, first: Path | None = None) -> None:
        """Have those rows of the home's recordings read that were not read before, `first` before all others."""
        unread = {row.path: row.bytes for row in rows if row.summary is None and not row.problem}
        if unread.items() <= self._tried.items() or self._reading is not None:
            return
        self._tried |= unread
        folder = home.recordings
        words = [str(folder), *([str(first)] if first in unread else [])]
        self._reading = Command(module("launcher.indexing", *words), self, home)
        self._reading.said.connect(lambda line: self._one_read(folder, line))
        self._reading.ended.connect(self._all_read)

    def _one_read(self, folder: Path, line: str) -> None:
        name, _, problem = line.partition("\t")
        if problem:
            self.problems[folder / name] = problem
        self.was_read.emit(folder / name)

    def _all_read(self, done: bool, last: str) -> None:
        self._reading = None
        if not done:
            self.failed.emit(tr("Reading the recordings failed: {0}").format(last))

    def tell(self, path: Path, frames: int, home: Home) -> None:
        """Have a recording of so many frames told in hindsight."""
        if self._telling is None and (path, frames) not in self._told:
            self._told.add((path, frames))
            self._telling = Command(module("launcher.indexing", "--hindsight", str(path)), self, home)
            self._telling.ended.connect(lambda done, last: self._was_told(path, done))

    def _was_told(self, path: Path, done: bool) -> None:
        self._telling = None
        if done:
            self.was_told.emit(path)

    def stop(self) -> None:
        """End the processes; what they were at is tried again."""
        for command in (self._reading, self._telling):
            if command is not None:
                command.stop()
        self._reading = self._telling = None
        self._tried.clear()
        self._told.clear()

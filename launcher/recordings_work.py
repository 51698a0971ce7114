"""What is done with recordings: in a worker's thread what is over in a moment, as a process what takes its time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from core.children import child_environment
from core.home import HOME_VARIABLE, Home
from core.library import Row
from core.runs import new_run_id
from launcher.mode_colors import mode_words
from launcher.text import tr

#: lines of a command that are told; of more, how many there were
_MOST = 5
#: how a command begins a line that is one
_WARNING = "warning: "
#: milliseconds after asking a process to end, until it is made to
PATIENCE = 5000


def understudy(*words: str) -> tuple[str, ...]:
    """Python's arguments for a command of ours, wherever the program is installed."""
    return ("-u", "-P", "-c", "import sys; from core.cli import main; sys.exit(main())", *words)


def module(name: str, *words: str) -> tuple[str, ...]:
    """Python's arguments for one of our modules."""
    return ("-u", "-P", "-m", name, *words)


class Command(QObject):
    """A process of ours: what it prints, and in the end whether it did what it was to do."""

    said = Signal(str)
    #: whether it was done, and what it said in the end: all of it where that is short
    ended = Signal(bool, str)

    def __init__(self, words: Sequence[str], parent: QObject, home: Home) -> None:
        """Start Python with these arguments; the process finds profiles and models in `home`."""
        super().__init__(parent)
        self._lines: list[str] = []
        self._rest = b""
        self._process = QProcess(self)
        #: of the run it leaves, if it leaves one
        self.run_id = new_run_id("recordings")
        environment = QProcessEnvironment()
        for name, value in child_environment(self.run_id).items():
            environment.insert(name, value)
        environment.insert(HOME_VARIABLE, str(home.root))
        self._process.setProcessEnvironment(environment)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        self._process.setStandardInputFile(QProcess.nullDevice())
        self._process.readyRead.connect(self._read)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)
        self._process.start(sys.executable, list(words))

    @property
    def warned(self) -> bool:
        """Whether it said that something was not as it should be, even if it did the rest."""
        return any(map(_is_warning, self._lines))

    def stop(self) -> None:
        """End it; one that makes a change is given time to come to an end of it."""
        self.blockSignals(True)
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.terminate()
            if not self._process.waitForFinished(PATIENCE):
                self._process.kill()
                self._process.waitForFinished(PATIENCE)

    def _read(self) -> None:
        *lines, self._rest = (self._rest + bytes(self._process.readAll().data())).split(b"\n")
        for line in lines:
            if text := line.decode("utf-8", "replace").strip():
                self._lines.append(text)
                self.said.emit(text)

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        done = status is QProcess.ExitStatus.NormalExit and code == 0
        self.ended.emit(done, self._last_words(done))

    def _last_words(self, done: bool) -> str:
        if not self._lines:
            return "" if done else tr("It ended without a word.")
        if not done:
            return self._lines[-1].removeprefix("error: ")
        # Where not all can be told, what went wrong matters most.
        lines = sorted(self._lines, key=_is_warning, reverse=True) if len(self._lines) > _MOST else self._lines
        more = [tr("And {0} more.").format(len(lines) - _MOST)] if len(lines) > _MOST else []
        return " ".join([*(line.removeprefix(_WARNING) for line in lines[:_MOST]), *more])

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.ended.emit(False, tr("The command could not be started: {0}.").format(self._process.errorString()))


def _is_warning(line: str) -> bool:
    return line.startswith(_WARNING)


@dataclass(frozen=True)
class Deed:
    """One change, to be made in a worker's thread."""

    work: Callable[[], Any]
    #: what to tell of it, given its answer
    told: Callable[[Any], str]
    #: whether the recording shown has to be read again
    reread: bool = True
    #: whether it is seen at once, so that a word beside it is enough
    quiet: bool = False


def _span(span: tuple[float, float]) -> str:
    from launcher.time_scale import clock

    return f"{clock(span[0], 1)} – {clock(span[1], 1)}"


def trim(row: Row, span: tuple[float, float]) -> Deed:
    """Keep only the selection."""
    from core import library

    return Deed(
        lambda: library.trim(row.path, *span),
        lambda _: tr("Kept {0}; nothing is lost, Ctrl+Z brings the rest back.").format(_span(span)),
        quiet=True,
    )


def cut_out(row: Row, span: tuple[float, float]) -> Deed:
    """Leave the selection out."""
    from core import library

    return Deed(
        lambda: library.cut_out(row.path, *span),
        lambda _: tr("Left out {0}; nothing is lost, Ctrl+Z brings it back.").format(_span(span)),
        quiet=True,
    )


def relabel(row: Row, span: tuple[float, float], mode: str) -> Deed:
    """Say what the player was after in the selection."""
    from core import library

    return Deed(
        lambda: library.relabel(row.path, *span, mode=mode),
        lambda _: tr("{0} is {1} now; Ctrl+Z undoes it.").format(_span(span), mode_words(mode)),
        quiet=True,
    )


def undo(row: Row) -> Deed:
    """Take back the last change."""
    from core import library

    return Deed(lambda: library.undo(row.path), lambda _: tr("Undone; Ctrl+Shift+Z does it again."), quiet=True)


def redo(row: Row) -> Deed:
    """Make the change taken back last again."""
    from core import library

    return Deed(lambda: library.redo(row.path), lambda _: tr("Done again."), quiet=True)


def tag(rows: Sequence[Row], wanted: Sequence[str]) -> Deed:
    """Give one recording exactly these tags; several get them beside their own."""
    from core import library

    def work() -> None:
        for row in rows:
            new = [word for word in wanted if word not in row.edits.tags]
            old = [word for word in row.edits.tags if word not in wanted] if len(rows) == 1 else []
            if new:
                library.tag(row.path, *new)
            if old:
                library.untag(row.path, *old)

    return Deed(work, lambda _: tr("The tags are changed."), reread=False, quiet=True)


def delete(rows: Sequence[Row]) -> Deed:
    """Move recordings to the bin."""
    from core import library

    names = rows[0].name if len(rows) == 1 else tr("{0} recordings").format(len(rows))
    return Deed(
        lambda: library.delete_to_bin([row.path for row in rows]),
        lambda _: tr("{0} moved to the bin: restore from there what was deleted by mistake.").format(names),
    )

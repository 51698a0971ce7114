"""How every job runs: settings from the command line, a run folder, signals, one sentence on failure, an exit code."""

from __future__ import annotations

import argparse
import errno
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

from core.errors import ExitCode, UserError, place_sentence
from core.jobs import JOBS, Job
from core.runs import RUN_VARIABLE, RunFolder, RunState, RunWriter
from core.settings.base import JobSettings
from core.torchrun import place

log = logging.getLogger("understudy")

Result = dict[str, Any] | None

#: errors of the place a file should go to, which the user can put right
_PLACE_ERRORS = {
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EISDIR,
    errno.EEXIST, errno.ENAMETOOLONG,
}  # fmt: skip


def parse_settings(job: Job, argv: list[str] | None = None) -> JobSettings:
    """Read the job's settings from the command line; `-` and `_` are alike in flags.

    Where something is wrong with it, one sentence says so, and the program exits with 2.
    """
    import tyro
    from tyro._errors import ParseErrorEvent, on_parse_error

    from core.settings.complaints import complaint, stray_value

    settings_class = job.settings_class()
    typed = sys.argv[1:] if argv is None else argv
    prog, summary = "understudy " + " ".join(job.command), job.summary

    def refuse(found: ParseErrorEvent) -> None:
        raise UserError(complaint(settings_class, typed, prog, found), ExitCode.BAD_INPUT)

    try:
        words = typed
        if presets := settings_class.presets:
            words = _preset(words, prog, presets)
            summary += f" With --preset {', '.join(presets)}: settings that go together; a flag beside it holds."
        if sentence := stray_value(settings_class, words):
            raise UserError(sentence, ExitCode.BAD_INPUT)
        words = [_unaliased(word, settings_class.flag_aliases) for word in words]
        with on_parse_error(refuse):
            return tyro.cli(settings_class, prog=prog, description=summary, args=words)
    except UserError as error:
        # One line, whatever was typed.
        print("error:", " ".join(str(error).splitlines()), file=sys.stderr)
        raise SystemExit(error.code) from None


def _preset(words: list[str], prog: str, presets: dict[str, dict[str, Any]]) -> list[str]:
    """The words with `--preset NAME` replaced by its flags, in front, so that what is given beside it holds."""
    from core.settings.complaints import needs_value, not_allowed, one_of

    parser = argparse.ArgumentParser(prog=prog, usage=argparse.SUPPRESS, add_help=False, allow_abbrev=False)
    parser.add_argument("--preset", nargs="?", const="")
    found, rest = parser.parse_known_args(words)
    chosen: str | None = found.preset
    if chosen == "":
        raise UserError(needs_value("--preset", one_of(list(presets))), ExitCode.BAD_INPUT)
    if chosen is not None and chosen not in presets:
        raise UserError(not_allowed("--preset", one_of(list(presets)), chosen), ExitCode.BAD_INPUT)
    values = presets[chosen] if chosen else {}
    return [word for name, value in values.items() for word in (f"--{name.replace('_', '-')}", str(value))] + rest


def _unaliased(word: str, aliases: dict[str, str]) -> str:
    name, equals, value = word.removeprefix("--").partition("=")
    return f"--{aliases[name]}{equals}{value}" if word.startswith("--") and name in aliases else word


def run_job(name: str, work: Callable[[Any, RunWriter], Result], argv: list[str] | None = None) -> int:
    """Do the job `name` by `work(settings, run)` inside a run folder, and return the exit code.

    `work` returns the run's result (JSON values) or None. It ends early when `run.stop_requested`.
    """
    return run_with_settings(name, work, parse_settings(JOBS[name], argv))


def run_with_settings(name: str, work: Callable[[Any, RunWriter], Result], settings: JobSettings) -> int:
    """`run_job` for settings that are already at hand."""
    if not place().leads:
        with TemporaryDirectory(prefix="understudy-") as aside:
            return _run_in(RunFolder(Path(aside)), name, work, settings)
    try:
        folder = RunFolder.create(settings.folders, name, os.environ.pop(RUN_VARIABLE, None))
    except OSError as error:
        print(f"error: {place_sentence(error)}", file=sys.stderr)
        return ExitCode.DISK
    return _run_in(folder, name, work, settings)


def _run_in(folder: RunFolder, name: str, work: Callable[[Any, RunWriter], Result], settings: JobSettings) -> int:
    try:
        run = RunWriter(folder, name, settings.model_dump(mode="json"))
    except OSError as error:
        print(f"error: {place_sentence(error)}", file=sys.stderr)
        return ExitCode.DISK
    with _logging_to(folder), _signals_to(run):
        try:
            if place().leads:
                _recover(settings, run)
            result = work(settings, run)
            state = RunState.STOPPED if run.stop_requested else RunState.FINISHED
            run.finish(state, "stopped on request" if run.stop_requested else "finished", ExitCode.OK, result)
            return ExitCode.OK
        except UserError as error:
            return _fail(run, str(error), error.code)
        except KeyboardInterrupt:
            run.finish(RunState.STOPPED, "stopped by Ctrl-C", ExitCode.INTERRUPTED)
            return ExitCode.INTERRUPTED
        except OSError as error:
            if error.errno in _PLACE_ERRORS:
                return _fail(run, place_sentence(error), ExitCode.DISK)
            log.exception("unexpected error")
            return _fail(run, f"{type(error).__name__}: {error}", ExitCode.FAILED)
        except Exception as error:
            log.exception("unexpected error")
            return _fail(run, _memory_sentence(error) or f"{type(error).__name__}: {error}", ExitCode.FAILED)


def _memory_sentence(error: Exception) -> str:
    """What to say where the memory ran out: Python's own error says nothing, PyTorch's much; empty for other errors."""
    name, said = type(error).__name__, str(error)
    if name == "OutOfMemoryError" or "CUDA out of memory" in said:
        return "The memory of the graphics card ran out: close what else uses it, or choose a smaller batch or model."
    if isinstance(error, MemoryError) or "can't allocate memory" in said:
        return "The memory ran out: close other programs, or choose a smaller batch or model, or fewer recordings."
    return ""


def run_tool(name: str, work: Callable[[Any], None], argv: list[str] | None = None) -> int:
    """Do the job `name` by `work(settings)` at once, without a run folder, and return the exit code.

    What it has to say goes to standard output, warnings and errors to standard error.
    """
    settings = parse_settings(JOBS[name], argv)
    console = logging.StreamHandler(sys.stderr)
    console.setFormatter(_ConsoleFormatter())
    before, log.propagate = log.propagate, False
    log.addHandler(console)
    try:
        work(settings)
        sys.stdout.flush()  # here, where it is known what to do when nobody reads it
        return ExitCode.OK
    except UserError as error:
        log.error(str(error))
        return error.code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # whoever read what was printed has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except OSError as error:
        if error.errno not in _PLACE_ERRORS:
            raise
        log.error(place_sentence(error))
        return ExitCode.DISK
    finally:
        log.removeHandler(console)
        log.propagate = before


def _recover(settings: JobSettings, run: RunWriter) -> None:
    """Whatever the job: finish what a recorder left behind when it was cut off, and say so."""
    folder = settings.recordings
    if settings.recovers == "none" or not any(folder.glob("*.journal")):
        return
    from core.recovery import Stopped, recover

    def told(share: float) -> None:
        if run.stop_requested:
            raise Stopped
        run.progress(share, f"recovering a recording: looked for objects in {share:.0%}")

    recover(folder, settings.folders, on_progress=told, at_once=settings.recovers == "short")


def _fail(run: RunWriter, sentence: str, code: int) -> int:
    log.error(sentence)
    try:
        run.finish(RunState.FAILED, sentence, code)
    except OSError as error:
        # Where the disk is full that has just been told.
        if code != ExitCode.DISK:
            log.warning("the run's status could not be written either: %s", error)
    return code


@contextmanager
def _logging_to(folder: RunFolder) -> Iterator[None]:
    """Send the program's log to standard output and to the run's log.txt."""
    console = logging.StreamHandler(sys.stdout)
    console.setFormatter(_ConsoleFormatter())
    console.setLevel(logging.NOTSET if place().leads else logging.ERROR)
    file = logging.FileHandler(folder.log_file, encoding="utf-8")
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.setLevel(logging.INFO)
    log.propagate = False
    # On a full disk or a closed pipe every line would come with a trace of its own.
    told, logging.raiseExceptions = logging.raiseExceptions, False
    for handler in (console, file):
        log.addHandler(handler)
    try:
        yield
    finally:
        logging.raiseExceptions = told
        for handler in (console, file):
            log.removeHandler(handler)
        with suppress(OSError):
            file.close()


class _ConsoleFormatter(logging.Formatter):
    """Plain lines; warnings and errors say so first."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        return text if record.levelno < logging.WARNING else f"{record.levelname.lower()}: {text}"


@contextmanager
def _signals_to(run: RunWriter) -> Iterator[None]:
    """The first Ctrl-C or SIGTERM asks the job to end cleanly, a second one interrupts it."""

    def handle(number: int, frame: FrameType | None) -> None:
        if run.stop_requested:
            raise KeyboardInterrupt
        run.ask_to_stop()

    try:
        before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    except ValueError:  # not the main thread: the caller has its own way to stop
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

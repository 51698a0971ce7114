"""What a job came to, as a small value of its own, said in words."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from enum import StrEnum

from core.runs import RunState, RunStatus
from launcher.job_sentences import in_own_words
from launcher.text import duration, tr


class OutcomeKind(StrEnum):
    """The ways a job can end."""

    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"
    CRASHED = "crashed"


@dataclass(frozen=True)
class JobOutcome:
    """How a job ended: the kind, the reason in words where there is one, and how long it took in seconds."""

    kind: OutcomeKind
    reason: str = ""
    seconds: float | None = None

    @property
    def good(self) -> bool:
        """Whether it ended as it should."""
        return self.kind in (OutcomeKind.FINISHED, OutcomeKind.STOPPED)

    @property
    def short(self) -> str:
        """What it came to and why, without how long it took."""
        said = {
            OutcomeKind.FINISHED: tr("Finished"),
            OutcomeKind.STOPPED: tr("Stopped by you"),
            OutcomeKind.FAILED: tr("Failed"),
            OutcomeKind.CRASHED: tr("Crashed"),
        }[self.kind]
        return tr("{0}: {1}").format(said, self.reason) if self.reason else said

    @property
    def words(self) -> str:
        """One line for a person."""
        said = self.short
        if self.reason or self.seconds is None:
            return said
        if self.kind is OutcomeKind.FINISHED:
            return tr("Finished in {0}").format(duration(self.seconds))
        return tr("{0} after {1}").format(said, duration(self.seconds))


def outcome_of(
    status: RunStatus | None, exit_code: int | None = None, *, last_words: str = "", stop_asked: bool = False
) -> JobOutcome:
    """What a run that is no longer alive came to.

    `status` is what the job wrote last, None where it wrote nothing. `exit_code` is that of the process, negative for
    the signal that ended it, None where nobody saw it end. `last_words` is the last line it printed.
    """
    if status is not None and status.state is not RunState.RUNNING:
        return _told(status)
    seconds = max(0.0, status.updated - status.started) if status else None
    if stop_asked:
        at_once = exit_code == 0 or (status is None and exit_code == -signal.SIGTERM)
        return JobOutcome(OutcomeKind.STOPPED, "" if at_once else tr("it had to be ended by force"), seconds)
    if exit_code is None:
        return JobOutcome(OutcomeKind.CRASHED, tr("it ended without a word, killed or out of memory"), seconds)
    if exit_code == 0:
        return JobOutcome(OutcomeKind.FINISHED, seconds=seconds)
    if exit_code < 0 or exit_code >= 0xC0000000:
        return JobOutcome(OutcomeKind.CRASHED, _signal_words(exit_code), seconds)
    reason = in_own_words(last_words.removeprefix("error: ")) or tr(
        "it ended with exit code {0} and said nothing"
    ).format(exit_code)
    return JobOutcome(OutcomeKind.FAILED, reason, seconds)


def _told(status: RunStatus) -> JobOutcome:
    seconds = (status.ended or status.updated) - status.started
    if status.state is RunState.FAILED:
        return JobOutcome(OutcomeKind.FAILED, in_own_words(status.message), seconds)
    kind = OutcomeKind.STOPPED if status.state is RunState.STOPPED else OutcomeKind.FINISHED
    return JobOutcome(kind, seconds=seconds)


def _signal_words(exit_code: int) -> str:
    known = {
        "SIGKILL": tr("it was killed, perhaps because the memory ran out"),
        "SIGSEGV": tr("it touched memory that is not its own (segmentation fault)"),
        "SIGABRT": tr("it gave up on an inner error (abort)"),
        "SIGTERM": tr("it was told to end from outside"),
        "SIGINT": tr("it was interrupted from outside"),
    }
    try:
        name = signal.Signals(-exit_code).name
    except ValueError:
        return tr("it ended with code {0}").format(hex(exit_code) if exit_code > 0 else exit_code)
    return known.get(name, tr("it was ended by {0}").format(name))

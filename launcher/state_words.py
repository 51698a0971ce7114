"""How a job or a run stands, in words and in a tone of the theme."""

from __future__ import annotations

from core.runs import RunState
from launcher.job import OutcomeKind
from launcher.job_sentences import in_own_words
from launcher.result_words import result_words
from launcher.run_list import Run
from launcher.session import JobState, Standing
from launcher.text import duration, tr

_TONES = {
    OutcomeKind.FINISHED: "good",
    OutcomeKind.STOPPED: "muted",
    OutcomeKind.FAILED: "bad",
    OutcomeKind.CRASHED: "bad",
}
_ICONS = {
    OutcomeKind.FINISHED: "good",
    OutcomeKind.STOPPED: "stopped",
    OutcomeKind.FAILED: "bad",
    OutcomeKind.CRASHED: "warn",
}


def run_words(run: Run) -> str:
    """One line: progress, time left and message of a run in progress, or what it came to."""
    if run.outcome:
        return run.outcome.words
    if run.stop_asked:
        return tr("Stopping…")
    status = run.status
    if status is None:
        return tr("Starting…")
    if status.state is not RunState.RUNNING:
        return tr("Finishing…")
    parts = []
    if status.progress is not None:
        parts.append(f"{status.progress:.0%}")
    if status.eta_s is not None and status.progress not in (None, 0):
        parts.append(tr("{0} left").format(duration(status.eta_s)))
    if status.message:
        parts.append(in_own_words(status.message))
    return " · ".join(parts) or tr("Running")


def run_tone(run: Run) -> str:
    """The tone that goes with `run_words`."""
    return _TONES[run.outcome.kind] if run.outcome else "accent"


def run_icon(run: Run) -> str:
    """The icon that goes with `run_words`."""
    return _ICONS[run.outcome.kind] if run.outcome else "play"


def state_words(state: JobState) -> str:
    """What a card says."""
    if state.run:
        return run_words(state.run)
    if state.standing is Standing.QUEUED:
        return tr("Waits for {0}").format(state.reason)
    if state.reason:
        return state.reason
    if state.last is None:
        return tr("Ready")
    result = state.last.status.result if state.last.status else {}
    return " · ".join(filter(None, (run_words(state.last), result_words(state.last.job, result))))


def state_tone(state: JobState) -> str:
    """The tone that goes with `state_words`."""
    if state.run:
        return run_tone(state.run)
    if state.standing is Standing.QUEUED:
        return "accent"
    if state.standing is Standing.WAITING:
        return "muted"
    if state.standing is Standing.LACKING:
        return "warn"
    return run_tone(state.last) if state.last else "muted"

"""What jobs are called and what they do, in the user's language."""

from __future__ import annotations

from core.jobs import JOBS
from launcher.text import tr


def job_title(name: str) -> str:
    """A job's title, or the name itself for a job this version does not know."""
    return tr(JOBS[name].title) if name in JOBS else name


def job_summary(name: str) -> str:
    """One line of what a job does."""
    return tr(JOBS[name].summary)


def step_words(name: str) -> str:
    """How a place in a job's charts is told, the step to be filled in."""
    return tr("update #{0:g}") if name == "shadow" else tr("at {0:g}")


def job_waits_for(name: str) -> str:
    """Why a job cannot be started yet and what to do until then, empty where it can."""
    reason = JOBS[name].waits_for
    return tr(reason) if reason else ""

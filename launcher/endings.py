"""What is told of runs that have just ended: one sentence each, with the last lines of the log of those that failed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from launcher.job import OutcomeKind
from launcher.job_words import job_title
from launcher.output import last_lines
from launcher.result_words import result_words
from launcher.run_list import Run, RunList
from launcher.state_words import run_words
from launcher.text import tr

#: lines of a log that go with a failure
LINES = 40


@dataclass(frozen=True)
class Ending:
    """One sentence of news."""

    sentence: str
    good: bool
    details: str = ""


class Endings:
    """Remembers which runs go on, so that each end is told once, and none that came before the window was opened."""

    def __init__(self) -> None:
        self._active: set[str] = set()

    def follow(self, run: Run) -> None:
        """A run has just been started here: it may have ended before anyone looks."""
        self._active.add(run.id)

    def news(self, runs: RunList) -> list[Ending]:
        """The runs that have ended since it was asked last."""
        ended = [run for run_id in sorted(self._active) if (run := runs.get(run_id)) is not None and not run.active]
        self._active = {run.id for run in runs.active()}
        return list(_endings(ended))


def _endings(runs: Iterable[Run]) -> Iterable[Ending]:
    for run in runs:
        assert run.outcome is not None, "it has ended"
        if run.outcome.kind is OutcomeKind.STOPPED:
            continue  # by the person, who knows
        result = result_words(run.job, run.status.result if run.status else {})
        words = " · ".join(filter(None, (run_words(run), result)))
        details = "" if run.outcome.good else "\n".join(last_lines(run.log, LINES))
        yield Ending(tr("{0}: {1}").format(job_title(run.job), words), run.outcome.good, details)

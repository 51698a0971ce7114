from __future__ import annotations

import pytest

from core.jobs import JOBS
from core.runs import RunState, RunStatus
from launcher.job import JobOutcome, OutcomeKind
from launcher.result_words import _FIGURES, result_words
from launcher.run_list import Run, RunFolder
from launcher.session import JobState, Standing
from launcher.state_words import state_words


@pytest.mark.parametrize(
    ("job", "result", "words"),
    [
        ("train_strategist", {"accuracy/mode/validation": 0.849}, "85% of modes right"),
        ("evaluate", {"share_of_pilot": 0.2425}, "24% of the pilot's score"),
        ("record", {"files": 2, "minutes": 4.0}, "4.0 min recorded"),
        ("record", {}, ""),
        ("record", {"minutes": "four"}, ""),
        ("record", {"minutes": True}, ""),
        ("evaluate", {"share_of_pilot": None}, ""),
        ("arena", {"totals": 3}, ""),
        ("demo", {"score_per_minute": 1746.2}, "1746 points a minute"),
        ("tensorboard", {"address": "http://127.0.0.1:1"}, ""),
        ("no such job", {"minutes": 1.0}, ""),
    ],
)
def test_the_figure_that_matters_is_told_and_nothing_where_it_is_not_there(
    job: str, result: dict[str, object], words: str
) -> None:
    assert result_words(job, result) == words


def test_every_figure_belongs_to_a_job() -> None:
    assert _FIGURES.keys() <= JOBS.keys()


def test_a_card_tells_the_last_result(tmp_path: object) -> None:
    status = RunStatus(job="stats", state=RunState.FINISHED, pid=1, started=0, updated=1, result={"minutes": 12.0})
    last = Run(RunFolder(tmp_path), "stats", status, JobOutcome(OutcomeKind.FINISHED, seconds=3))  # type: ignore[arg-type]
    assert state_words(JobState(Standing.READY, last=last)) == "Finished in 3 s · 12 min recorded in all"

from __future__ import annotations

from core.runs import RunState, RunStatus
from launcher.job import OutcomeKind, outcome_of


def told(state: RunState, message: str = "", seconds: float = 83.0) -> RunStatus:
    ended = None if state is RunState.RUNNING else 1000.0 + seconds
    return RunStatus(
        job="stats", state=state, pid=1, started=1000.0, updated=1000.0 + seconds, ended=ended, message=message
    )


def test_what_the_job_says_of_its_own_end_counts_most() -> None:
    assert outcome_of(told(RunState.FINISHED), 0).words == "Finished in 1 min 23 s"
    assert outcome_of(told(RunState.STOPPED), 0, stop_asked=True).words == "Stopped by you after 1 min 23 s"
    failed = outcome_of(told(RunState.FAILED, "There are no recordings: record some."), 3, last_words="something else")
    assert failed.words == "Failed: There are no recordings: record some."
    assert failed.kind is OutcomeKind.FAILED and not failed.good


def test_a_job_that_ended_by_a_signal_has_crashed() -> None:
    assert "memory" in outcome_of(told(RunState.RUNNING), -9).words
    assert "segmentation fault" in outcome_of(told(RunState.RUNNING), -11).words
    assert "SIGUSR1" in outcome_of(None, -10).words
    assert outcome_of(None, -9999).kind is OutcomeKind.CRASHED
    assert "0xc0000005" in outcome_of(None, 0xC0000005).words


def test_a_job_that_nobody_saw_end_has_crashed() -> None:
    assert outcome_of(told(RunState.RUNNING), None).words == "Crashed: it ended without a word, killed or out of memory"


def test_a_job_that_never_came_to_its_run_has_failed_with_its_last_line() -> None:
    assert outcome_of(None, 1, last_words="No module named x").words == "Failed: No module named x"
    assert outcome_of(None, 7).words == "Failed: it ended with exit code 7 and said nothing"
    assert outcome_of(None, 0).words == "Finished"


def test_a_job_that_had_to_be_killed_was_still_stopped_by_the_person() -> None:
    assert outcome_of(None, -15, stop_asked=True).words == "Stopped by you"
    outcome = outcome_of(told(RunState.RUNNING), -9, stop_asked=True)
    assert outcome.words == "Stopped by you: it had to be ended by force"
    assert outcome.good

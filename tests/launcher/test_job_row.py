"""Jobs that wait for each other, with real processes, and the card that starts the row."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from child_job import CHILD
from launcher_parts import add_child_job, wait_for, wait_for_end

from core.errors import UserError
from core.home import Home
from core.jobs import JOBS
from core.runs import RunFolder
from launcher import row_card
from launcher.job import JobOutcome, OutcomeKind
from launcher.queue import JobQueue
from launcher.rivals import rivalry
from launcher.row_card import row_words
from launcher.run_list import Run
from launcher.session import Session, Standing
from launcher.state_words import state_words

ROW = ("train_strategist", "train_tactician", "train_executor")


@pytest.fixture
def session(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session in which the three trainers are the test's own job."""
    made = Session(home)
    add_child_job(monkeypatch, made, seconds=0.1)
    for name in ROW:
        monkeypatch.setitem(JOBS, name, replace(CHILD, name=name, title=JOBS[name].title))
        set_up(made, name, seconds=0.1)
    yield made
    for run in made.own_active():
        child = made._children[run.id].process
        os.killpg(child.pid, signal.SIGKILL)
        child.wait(10)


def set_up(session: Session, job: str, **settings: object) -> None:
    session.config.save(job, session.config.baseline(job) | {"name": job} | settings)


def test_a_row_runs_one_after_the_other_and_the_others_say_what_they_wait_for(session: Session) -> None:
    first = session.start_row(ROW)
    assert [session.state(job).standing for job in ROW] == [Standing.RUNNING, Standing.QUEUED, Standing.QUEUED]
    assert state_words(session.state(ROW[1])) == "Waits for Train Strategist"
    assert state_words(session.state(ROW[2])) == "Waits for Train Tactician"
    assert row_words(session, ROW) == "1 of 3: Train Strategist · Starting…"
    wait_for(session, lambda: session.state(ROW[2]).last, "the end of the last")
    runs = [session.runs.visible(job)[0] for job in ROW]
    assert runs[0] is first
    assert [run.outcome and run.outcome.kind for run in runs] == [OutcomeKind.FINISHED] * 3
    ends = [(run.status.started, run.status.ended or 0.0) for run in runs if run.status]
    assert ends[0][1] <= ends[1][0] and ends[1][1] <= ends[2][0]
    assert session.queue.take_news() == [] and session.queue.waiting == []
    assert row_words(session, ROW) == ""


def test_a_failure_ends_the_row_and_says_what_was_not_started(session: Session) -> None:
    set_up(session, ROW[0], deed="fail")
    session.start_row(ROW)
    wait_for(session, lambda: not session.queue.waiting, "the end of the row")
    assert session.queue.take_news() == [
        "Train Strategist: Failed: The moon is in the wrong house: wait for another. "
        "So this was not started: Train Tactician, Train Executor."
    ]
    assert session.queue.take_news() == []
    assert not session.runs.visible(ROW[1])


def test_one_that_is_stopped_ends_the_row_too(session: Session) -> None:
    set_up(session, ROW[0], seconds=60)
    run = session.start_row(ROW)
    wait_for(session, lambda: run.status, "the first status")
    session.stop(run.id)
    wait_for(session, lambda: not session.queue.waiting, "the end of the row")
    (sentence,) = session.queue.take_news()
    assert sentence.startswith("Train Strategist: Stopped by you")


def test_one_that_is_taken_out_lets_those_behind_it_move_up(session: Session) -> None:
    set_up(session, ROW[0], seconds=60)
    session.start_row(ROW)
    assert session.queue.remove(ROW[1]) and not session.queue.remove(ROW[1])
    assert session.state(ROW[1]).standing in (Standing.READY, Standing.LACKING)
    assert state_words(session.state(ROW[2])) == "Waits for Train Strategist"


def test_one_that_is_started_by_hand_is_waited_for_all_the_same(session: Session) -> None:
    set_up(session, ROW[0], seconds=60)
    set_up(session, ROW[1], seconds=60)
    session.start_row(ROW)
    session.start(ROW[1])
    assert session.queue.waiting == [ROW[2]]
    assert session.queue.ahead_of(ROW[2]) == ROW[1]


def test_a_row_is_not_begun_twice_nor_beside_one_of_its_jobs(session: Session) -> None:
    set_up(session, ROW[0], seconds=60)
    session.start_row(ROW)
    with pytest.raises(UserError, match="waiting for its turn"):
        session.start_row(ROW)
    session.queue.clear()
    with pytest.raises(UserError, match="running already"):
        session.start_row((ROW[1], ROW[0]))


def test_one_that_cannot_be_started_when_its_turn_comes_is_told(tmp_path: Path) -> None:
    def start(job: str) -> Run:
        if job == "b":
            raise UserError("There is no room.")
        return Run(RunFolder(tmp_path / job), job)

    queue = JobQueue(start, str.upper)
    run = queue.begin(["a", "b", "c"])
    assert queue.advance() == []
    run.outcome = JobOutcome(OutcomeKind.FINISHED)
    assert queue.advance() == [] and queue.waiting == []
    assert queue.take_news() == ["There is no room. So this was not started: B, C."]


def reopened(session: Session) -> Session:
    """A launcher that is opened while the jobs of another, closed one go on."""
    made = Session(session.home)
    made.poll()
    return made


def test_those_that_wait_wait_on_in_a_launcher_that_is_opened_again(session: Session) -> None:
    set_up(session, ROW[0], seconds=1.0)
    first = session.start_row(ROW)
    wait_for(session, lambda: first.status, "the first status")
    again = reopened(session)
    assert again.queue.waiting == list(ROW[1:])
    assert again.state(ROW[0]).standing is Standing.RUNNING
    assert state_words(again.state(ROW[2])) == "Waits for Train Tactician"
    session._children.pop(first.id).process.wait(20)  # a closed launcher has no children
    wait_for(again, lambda: again.state(ROW[2]).last, "the end of the last")
    assert again.queue.take_news() == [] and not (session.home.root / "queue.json").exists()


def test_one_whose_turn_came_while_the_launcher_was_closed_is_started_and_told(session: Session) -> None:
    first = session.start_row(ROW)
    session.poll()
    session._children.pop(first.id).process.wait(20)
    again = reopened(session)
    assert again.state(ROW[1]).run
    (sentence,) = again.queue.take_news()
    assert sentence.endswith("so it is started now: Train Tactician.")
    wait_for(again, lambda: again.state(ROW[2]).last, "the end of the last")


def test_one_whose_run_is_gone_waits_no_longer(session: Session) -> None:
    (session.home.root / "queue.json").write_text('[{"job":"train_tactician","run":"20260101-000000-child"}]')
    again = reopened(session)
    assert again.queue.waiting == [] and again.state("train_tactician").run is None
    assert again.queue.take_news() == ["Train Tactician waited for a run that is gone, so it was not started."]


@pytest.mark.parametrize("garbage", [b"", b"[]", b"{", b"\xff\x00", b'[{"job":3}]', b'[{"job":"no such job"}]'])
def test_a_damaged_file_of_those_that_wait_is_as_none(session: Session, garbage: bytes) -> None:
    (session.home.root / "queue.json").write_bytes(garbage)
    again = reopened(session)
    assert again.queue.waiting == [] and again.queue.take_news() == []


def test_a_job_is_started_when_another_has_ended_whatever_that_comes_to(session: Session) -> None:
    set_up(session, "child", deed="fail")
    run = session.start("child")
    session.start_after(ROW[0], run.id)
    assert state_words(session.state(ROW[0])) == "Waits for Child"
    with pytest.raises(UserError, match="waiting for its turn"):
        session.start_after(ROW[0], run.id)
    wait_for(session, lambda: session.state(ROW[0]).last, "the end of the one that waited")
    assert run.outcome and run.outcome.kind is OutcomeKind.FAILED
    assert session.queue.take_news() == []
    with pytest.raises(UserError, match="has ended already"):
        session.start_after(ROW[1], run.id)


def test_a_run_is_started_again_with_the_settings_it_had(session: Session) -> None:
    set_up(session, "child", seconds=0.3)
    run = session.start("child")
    wait_for_end(session, run)
    set_up(session, "child", seconds=60)
    again = session.start_again(run.id)
    assert wait_for_end(session, again).startswith("Finished")
    assert again.folder.config()["seconds"] == 0.3
    assert session.settings("child").model_dump()["seconds"] == 60


def test_settings_of_another_version_are_named_and_nothing_is_started(session: Session) -> None:
    run = session.start("child")
    wait_for_end(session, run)
    run.folder.config_file.write_text(json.dumps({"seconds": -1}))
    with pytest.raises(UserError, match=r"do not fit this version \(seconds: "):
        session.start_again(run.id)
    run.folder.config_file.unlink()
    with pytest.raises(UserError, match="not known"):
        session.start_again(run.id)


@pytest.mark.parametrize(
    ("job", "running", "said"),
    [
        ("train_tactician", ["train_strategist"], "Train Tactician and Train Strategist share the graphics card"),
        ("bot", ["record"], "both want the mouse"),
        ("train_executor", ["record"], "frames of the recording may be late"),
        ("arena", ["record"], ""),
        ("stats", ["train_strategist"], ""),
        ("train_executor", ["train_executor"], ""),
    ],
)
def test_jobs_that_get_in_each_others_way_are_named(job: str, running: list[str], said: str) -> None:
    assert rivalry(job, running).find(said) >= 0
    assert bool(rivalry(job, running)) is bool(said)


def test_a_bot_without_a_screen_does_not_want_the_mouse() -> None:
    assert "mouse" not in rivalry("bot", ["record"], headless=True)


def test_the_row_is_that_of_the_three_models() -> None:
    assert row_card.MODELS_ROW == ROW and all(job in JOBS for job in ROW)

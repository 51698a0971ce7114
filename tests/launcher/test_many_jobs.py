"""Jobs in numbers, and windows and pages opened and closed in numbers: nothing is left behind."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import psutil
import pytest
from launcher_parts import add_child_job, wait_for
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from test_runs_page import make_run

from core.home import Home
from launcher.job import OutcomeKind
from launcher.runs_page import RunsPage
from launcher.session import Session
from launcher.settings_dialog import SettingsDialog
from launcher.window import Window


@pytest.fixture
def session(home: Home) -> Iterator[Session]:
    session = Session(home)
    yield session
    for run in session.own_active():
        session._children[run.id].process.kill()
        session._children[run.id].process.wait(10)


@pytest.mark.slow
def test_fifty_jobs_started_and_stopped_in_a_row_leave_nothing_behind(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_child_job(monkeypatch, session)
    files, threads = psutil.Process().num_fds(), threading.active_count()
    for _ in range(50):
        run = session.start("child")
        session.stop(run.id)
        wait_for(session, lambda run=run: run.outcome, "its end")
        assert run.outcome and run.outcome.kind is OutcomeKind.STOPPED
    assert len(session.runs.visible("child")) == 50 and not session.own_active()
    assert psutil.Process().num_fds() <= files + 1
    assert threading.active_count() == threads
    assert [child for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE] == []


def open_and_close(qtbot: QtBot, home: Home, run_id: str) -> None:
    window = Window(Session(home))
    window.show()
    qtbot.waitUntil(lambda: bool(window.actions_by_name))
    actions = {action.title: action.run for action in window.actions_by_name}
    for job in ("Train Executor", "Data Statistics"):
        actions[f"Page of {job}"]()
        actions[f"Settings of {job}"]()
    for dialog in window.findChildren(SettingsDialog):
        dialog.close()
    actions["Show all runs"]()
    window.findChild(RunsPage).compare_asked.emit(run_id, run_id)
    for title in ("Show the recordings", "List of shortcuts", "Show the dashboard"):
        actions[title]()
    QApplication.processEvents()
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def counts() -> tuple[int, int, int, int]:
    """Widgets, timers and threads of this process, and files it has open."""
    gc.collect()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    timers = sum(issubclass(type(thing), QTimer) for thing in gc.get_objects())
    files = psutil.Process().num_fds() if hasattr(psutil.Process, "num_fds") else 0
    return len(QApplication.allWidgets()), timers, threading.active_count(), files


def test_windows_and_pages_opened_and_closed_again_and_again_leave_nothing_behind(qtbot: QtBot, home: Home) -> None:
    run = make_run(home, 1)
    for _ in range(2):  # what is kept on purpose, such as libraries and their first things
        open_and_close(qtbot, home, run.id)
    before = counts()
    for _ in range(5):
        open_and_close(qtbot, home, run.id)
    after = counts()
    assert all(now <= then for now, then in zip(after, before, strict=True)), (before, after)

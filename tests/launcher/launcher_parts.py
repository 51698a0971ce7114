"""What tests of the launcher share: jobs of their own to start, and Qt's events while waiting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from child_job import CHILD
from conftest import wait_until
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from core.jobs import JOBS
from launcher.run_list import Run
from launcher.session import Session


def add_child_job(monkeypatch: pytest.MonkeyPatch, session: Session, **settings: Any) -> None:
    """Make the test's job known, with these settings."""
    monkeypatch.setitem(JOBS, CHILD.name, CHILD)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    session.config.save(CHILD.name, session.config.baseline(CHILD.name) | settings)


def wait_for(session: Session, answer: Callable[[], Any], what: str) -> Any:
    """Poll the session and Qt until the answer is true."""

    def ask() -> Any:
        session.poll()
        if QApplication.instance():
            QApplication.processEvents()
        return answer()

    return wait_until(ask, what=what)


def wait_for_end(session: Session, run: Run) -> str:
    """Wait until a run is over; what it came to, in words."""
    wait_for(session, lambda: run.outcome, f"the end of {run.id}")
    assert run.outcome
    return run.outcome.words


def delete_now() -> None:
    """Delete what waits to be deleted, as a running event loop would, and check that no window is left behind."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == []

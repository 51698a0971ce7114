"""A job's page on its own."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from core.home import Home
from core.jobs import JOBS
from launcher.chart_choices import ChartChoices
from launcher.job_page import JobPage
from launcher.session import Session
from launcher.worker import Worker


@pytest.mark.parametrize(("job", "offered"), [("record", True), ("recordings_opinion", False)])
def test_only_a_job_with_a_card_can_be_started_and_set_on_its_page(
    qtbot: QtBot, home: Home, job: str, offered: bool
) -> None:
    worker = Worker("tests")
    page = JobPage(JOBS[job], Session(home), worker, ChartChoices())
    qtbot.addWidget(page)
    page.show_run()
    assert page.start.isHidden() is not offered
    assert page.gear.isHidden() is not offered
    worker.stop()

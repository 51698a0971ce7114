"""What jobs measure while they run, as charts on their pages: a process writes, the page follows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from child_job import CHILD
from launcher_parts import wait_for, wait_for_end
from pytestqt.qtbot import QtBot

from core.home import Home
from core.jobs import JOBS
from launcher.chart_choices import ChartChoices
from launcher.chart_loading import load_whole
from launcher.job_page import JobPage
from launcher.session import Session
from launcher.worker import Worker

CHARTS = {
    "shadow": {
        "loss": ["loss"], "pos_err": ["pos_err"], "click_acc": ["click_acc"], "lr": ["lr"], "buffer": ["fill"],
    },
    "record": {"fps": ["fps"], "dropped": ["dropped"], "late": ["late"]},
    "bot": {"fps": ["fps"], "latency_ms": ["p50", "p99"], "mode": ["FIGHT", "LOOT"]},
}  # fmt: skip


@pytest.mark.parametrize("job", CHARTS)
def test_what_a_job_measures_is_drawn_as_it_goes_on(
    qtbot: QtBot, home: Home, monkeypatch: pytest.MonkeyPatch, job: str
) -> None:
    monkeypatch.setenv("PYTHONPATH", __file__.rpartition("/")[0])
    monkeypatch.setitem(JOBS, job, replace(CHILD, name=job))
    load_whole()
    session, worker = Session(home), Worker("tests")
    session.config.save(job, session.config.baseline(job) | {"deed": "measure", "name": job})
    page = JobPage(JOBS[job], session, worker, ChartChoices())
    qtbot.addWidget(page, before_close_func=lambda _: worker.stop())
    page.resize(1000, 700)
    page.show()
    run = session.start(job)
    page.show_run(run.id)

    def drawn(points: int) -> bool:
        page.refresh()
        plots = page.charts.plots()
        return bool(plots) and all(
            plot.points(curve) >= points for title, plot in plots.items() for curve in CHARTS[job][title]
        )

    wait_for(session, lambda: len(run.folder.metrics()[0]) >= 3, "the first lines")
    wait_for(session, lambda: drawn(3), "the first points")
    assert {title: list(curves) for title, curves in page.charts.curves().items()} == CHARTS[job]
    wait_for(session, lambda: drawn(12), "more points")
    page.charts._point(12.0)
    places = {plot._place.text() for plot in page.charts.plots().values()}
    assert places == {"update #12" if job == "shadow" else "at 12"}
    session.stop(run.id)
    wait_for_end(session, run)

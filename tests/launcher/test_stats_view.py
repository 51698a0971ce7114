from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from launcher_parts import delete_now, wait_for_end
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.data_statistics import DataStatistics, RecordingRow, read_statistics
from core.home import Home
from core.jobs import JOBS
from launcher.chart_choices import ChartChoices
from launcher.job_page import JobPage
from launcher.recording_table import RecordingTable
from launcher.session import Session
from launcher.stats_view import StatsView
from launcher.worker import Worker


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[StatsView]:
    made = StatsView()
    made.show()
    yield made
    made.close()
    made.deleteLater()
    delete_now()


def words(view: StatsView) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def test_a_real_run_of_data_statistics_is_shown_on_its_page(qtbot: QtBot, home: Home, plays: Path) -> None:
    shutil.copytree(plays, home.recordings)
    (home.recordings / "sequence_9.json").write_text("{")
    session = Session(home)
    page = JobPage(JOBS["stats"], session, Worker("tests"), ChartChoices())
    page.show()
    run = session.start("stats")
    page.show_run(run.id)
    assert not page.tabs.isTabVisible(0) and page.tabs.currentWidget() is page.log
    wait_for_end(session, run)
    page.refresh()
    shown = page.tabs.currentWidget()
    assert isinstance(shown, StatsView)
    found = read_statistics(run.folder.path / "statistics.json")
    assert shown.table.rowCount() == 6 == len(found.rows)
    assert "sequence_9.json" in words(shown) and found.advice[0] in words(shown)
    assert shown._bars["modes"].accessibleName().startswith("Modes: ")
    page.close()
    page.deleteLater()
    delete_now()


def test_an_empty_folder_of_figures_is_no_error(view: StatsView) -> None:
    view.show_statistics(DataStatistics())
    assert "Nothing is missing." in words(view)
    assert view._bars["clicks"].accessibleName() == "Clicks: nothing"


def test_what_was_left_out_is_named_and_gone_when_it_can_be_read(view: StatsView) -> None:
    view.show_statistics(DataStatistics(skipped={"a.json": "a.json is damaged: delete it."}))
    assert "a.json is damaged" in words(view)
    view.show_statistics(DataStatistics())
    assert "a.json is damaged" not in words(view) and view._skipped_panel.isHidden()


def test_the_table_sorts_by_what_numbers_mean(qtbot: QtBot) -> None:
    table = RecordingTable()
    qtbot.addWidget(table)
    rows = [
        RecordingRow(name=name, source="window", profile="arena", player="person", frames=frames)
        for name, frames in (("a", 900), ("b", 10_000), ("c", 54))
    ]
    table.show_rows(rows)
    table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    assert [table.item(row, 0).text() for row in range(3)] == ["b", "a", "c"]

"""The table of runs: what it tells of them and what can be done with them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from launcher_parts import delete_now
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from test_run_list import tell

from core.home import Home
from core.runs import RunFolder
from core.settings.training import ExecutorSettings
from launcher.chart_choices import ChartChoices
from launcher.comparison import Comparison
from launcher.run_facts import changed_settings, differences, facts_of, pin, size_of
from launcher.runs_model import CHANGED, SIZE, WHEN
from launcher.runs_page import RunsPage
from launcher.session import Session
from launcher.worker import Worker


def make_run(home: Home, number: int, **settings: Any) -> RunFolder:
    folder = RunFolder.create(home, "train_executor", f"20260101-{number:06}-train_executor")
    tell(folder, job="train_executor", started=1000.0 + number, updated=2000.0, ended=2000.0, result={"loss": number})
    folder.config_file.write_text(ExecutorSettings(**settings).model_dump_json())
    with folder.metrics_file.open("w") as file:
        file.writelines(json.dumps({"step": step, "loss/validation": number / step}) + "\n" for step in (1, 2, 3))
    return folder


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker("tests")
    yield made
    made.stop()


@pytest.fixture
def page(qtbot: QtBot, home: Home, worker: Worker) -> RunsPage:
    for number, settings in enumerate(({}, {"lr": 3e-4}, {"lr": 3e-4, "epochs": 80}), 1):
        make_run(home, number, **settings)
    session = Session(home)
    session.poll()
    made = RunsPage(session, worker)
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: not made.model.without_facts())
    return made


def column(page: RunsPage, number: int) -> list[str]:
    return [page.model.index(row, number).data() for row in range(page.model.rowCount())]


def ids(page: RunsPage) -> list[str]:
    return [page.model.index(row, 0).data(Qt.ItemDataRole.UserRole + 1)[9:15] for row in range(page.model.rowCount())]


def give_focus(qtbot: QtBot, page: RunsPage) -> None:
    page.activateWindow()
    page.table.setFocus()
    qtbot.waitUntil(page.table.hasFocus)


def test_settings_that_were_changed_and_the_size_are_told(page: RunsPage) -> None:
    assert column(page, CHANGED) == ["epochs 80, lr 0.0003", "lr 0.0003", ""]
    assert all(text.endswith(" B") or text.endswith(" kB") for text in column(page, SIZE))


def test_changed_settings_are_those_that_differ_from_the_jobs_defaults() -> None:
    config = ExecutorSettings(lr=0.5, home=Path("/x")).model_dump(mode="json") | {"of_old": 1}
    assert changed_settings(config, "train_executor") == {"lr": 0.5, "of_old": 1}
    assert changed_settings({"a": 1}, "a job of old") == {"a": 1}


def test_runs_are_found_by_their_changed_settings(page: RunsPage) -> None:
    page.filter.setText("epochs 80")
    assert ids(page) == ["000003"]
    assert page._count.text() == "1 of 3"
    page.filter.clear()
    assert page.model.rowCount() == 3


def test_the_table_is_sorted_by_any_column_and_keeps_what_is_chosen(page: RunsPage) -> None:
    page.table.selectRow(0)
    page.table.sortByColumn(WHEN, Qt.SortOrder.AscendingOrder)
    assert ids(page) == ["000001", "000002", "000003"]
    assert [run.id[9:15] for run in page.chosen()] == ["000003"]
    page.table.sortByColumn(CHANGED, Qt.SortOrder.DescendingOrder)
    assert ids(page) == ["000002", "000003", "000001"]


def test_a_pinned_run_stays_on_top_also_the_next_time(qtbot: QtBot, page: RunsPage, home: Home) -> None:
    page.table.selectRow(2)
    give_focus(qtbot, page)
    qtbot.keyClick(page.table, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: ids(page) == ["000001", "000003", "000002"])
    assert [run.id[9:15] for run in page.chosen()] == ["000001"]
    assert facts_of(page.chosen()[0].folder, "train_executor").pinned
    page.pin.click()
    qtbot.waitUntil(lambda: ids(page) == ["000003", "000002", "000001"])


def test_chosen_runs_are_moved_to_the_bin(qtbot: QtBot, page: RunsPage, home: Home, bin_files: Path) -> None:
    page.table.selectAll()
    page.choose(page.model.index(0, 0).data(Qt.ItemDataRole.UserRole + 1), "20260101-000001-train_executor")
    give_focus(qtbot, page)
    with qtbot.waitSignal(page.told) as told:
        qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert told.args == ["2 runs have been moved to the bin.", True]
    assert ids(page) == ["000002"]
    assert sorted(path.name[9:15] for path in bin_files.iterdir()) == ["000001", "000003"]


def test_what_can_be_done_depends_on_what_is_chosen(page: RunsPage) -> None:
    buttons = (page.compare, page.again, page.pin, page.folder, page.delete)
    page.table.clearSelection()
    assert [button.isEnabled() for button in buttons] == [False] * 5
    page.table.selectRow(0)
    assert [button.isEnabled() for button in buttons] == [False, True, True, True, True]
    page.choose("20260101-000001-train_executor", "20260101-000002-train_executor")
    assert [button.isEnabled() for button in buttons] == [True, False, True, False, True]


def test_many_old_runs_are_looked_into_once(
    qtbot: QtBot, home: Home, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(100):
        make_run(home, number)
    session = Session(home)
    session.poll()
    page = RunsPage(session, worker)
    qtbot.addWidget(page)
    page.refresh()
    qtbot.waitUntil(lambda: not page.model.without_facts())
    page.refresh()
    changed: list[object] = []
    page.model.dataChanged.connect(lambda *_: changed.append(1))
    page.refresh()
    assert not changed and not page._asking


def test_two_runs_are_compared(qtbot: QtBot, page: RunsPage, worker: Worker) -> None:
    page.choose("20260101-000001-train_executor", "20260101-000003-train_executor")
    with qtbot.waitSignal(page.compare_asked) as asked:
        page.compare.click()
    one, other = (page._session.runs[run_id] for run_id in asked.args or [])
    dialog = Comparison(one, other, ChartChoices(), worker, page)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.table.rowCount() > 1)
    usual = str(ExecutorSettings().epochs)
    rows = [[dialog.table.item(row, at).text() for at in range(3)] for row in range(dialog.table.rowCount())]
    assert ["lr", "0.0003", "0.001"] in rows and ["epochs", "80", usual] in rows and ["loss", "3", "1"] in rows
    assert not any(name == "batch_size" for name, *_ in rows)
    plots = dialog.panel.charts.plots
    qtbot.waitUntil(lambda: "loss" in plots() and "(0.3333)" in plots()["loss"]._legend.text())
    dialog.close()
    page.hide()
    delete_now()


def test_differences_name_what_only_one_has() -> None:
    assert differences({"a": 1, "b": {"c": 2}}, {"a": 1, "b": {"c": 3}, "d": None}) == [
        ("b / c", "2", "3"),
        ("d", "not there", "not set"),
    ]


def test_a_folder_that_is_gone_has_no_size_and_cannot_be_pinned(tmp_path: Path) -> None:
    assert size_of(tmp_path / "gone") == 0
    with pytest.raises(OSError):
        pin([tmp_path / "gone"], True)
    pin([tmp_path], True)
    pin([tmp_path], False)
    pin([tmp_path], False)
    assert list(tmp_path.iterdir()) == []

"""The pages, their tabs, and which of them is there again after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
from launcher_parts import add_child_job, delete_now
from pytestqt.qtbot import QtBot

from core.home import Home
from launcher.log_view import LogView
from launcher.logs_page import LogsPage
from launcher.run_list import Run
from launcher.session import Session
from launcher.source_dialog import SourceDialog
from launcher.window import Window


def test_there_is_a_tab_for_each_page_in_the_order_of_the_work(window: Window) -> None:
    tabs = ("dashboard", "recordings", "runs", "evaluate", "log")
    assert [window.tabs.tab(name).text() for name in tabs] == ["Dashboard", "Recordings", "Runs", "Evaluate", "Log"]
    for name in tabs:
        window.tabs.tab(name).click()
        assert window.pages.name == name and window.tabs.tab(name).isChecked()
    assert window.tabs.tab("job").isHidden()


def test_a_job_gets_a_tab_once_it_has_been_shown_but_evaluate_has_one_of_its_own(window: Window) -> None:
    window.pages.show_job("bot")
    window.pages.show_job("evaluate")
    assert window.tabs.tab("job").text() == "Run Bot" and window.tabs.tab("evaluate").isChecked()
    window.tabs.tab("job").click()
    assert window.pages.currentWidget() is window.pages.jobs["bot"]
    assert window.column.cards["bot"].property("selected") is True


@pytest.mark.parametrize("page", ["recordings", "runs", "evaluate", "log", "job"])
def test_the_page_is_there_again_after_a_restart(qtbot: QtBot, window: Window, home: Home, page: str) -> None:
    window.pages.show_named(page, "arena")
    window.close()
    again = Window(Session(home))
    again.show()
    qtbot.waitUntil(lambda: again._timer.isActive())
    assert again.pages.name == page and again.tabs.tab(page).isChecked()
    if page == "job":
        assert again.pages.currentWidget() is again.pages.jobs["arena"]
    again.close()
    again.deleteLater()
    delete_now()


def test_the_page_of_logs_follows_the_newest_run_until_another_is_chosen(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_child_job(monkeypatch, window.session, seconds=0.2)
    window.pages.show_log()
    logs = window.pages.logs
    assert isinstance(logs, LogsPage) and logs.log.isHidden()

    def run_one() -> Run:
        run = window.session.start("child")
        qtbot.waitUntil(lambda: run.outcome is not None and logs.chooser.findData(run.id) >= 0, timeout=20_000)
        return run

    first = run_one()
    qtbot.waitUntil(lambda: "line 1" in logs.log.text.toPlainText(), timeout=5000)
    assert logs.chooser.currentData() == first.id
    assert run_one().id == logs.chooser.currentData()
    logs.chooser.setCurrentIndex(logs.chooser.findData(first.id))
    logs.chooser.activated.emit(logs.chooser.currentIndex())
    run_one()
    assert logs.chooser.currentData() == first.id


@pytest.mark.parametrize("page", ["log", "job"])
def test_a_click_in_any_log_shows_the_file_at_its_line_opens_the_folder_or_says_why_not(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, page: str
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("launcher.log_places.open_outside", opened.append)
    (source := tmp_path / "job.py").write_text("one\ntwo\nthree\n")
    window.pages.show_named(page, "record")
    log = window.pages.currentWidget().findChild(LogView)
    log.text.place_asked.emit(str(source), 2)
    qtbot.waitUntil(lambda: bool(window.findChildren(SourceDialog)))
    (dialog,) = window.findChildren(SourceDialog)
    assert dialog.text.textCursor().selectedText() == "two"
    dialog.close()
    log.text.place_asked.emit(str(tmp_path), 0)
    qtbot.waitUntil(lambda: opened == [tmp_path])
    with qtbot.waitSignal(window.pages.told) as told:
        log.text.place_asked.emit(str(tmp_path / "gone.py"), 0)
    assert told.args == [f"There is no file {tmp_path / 'gone.py'} any more.", False]


def test_tabs_give_way_in_a_narrow_window_and_come_back_in_a_wide_one(qtbot: QtBot, window: Window) -> None:
    window.pages.show_job("train_executor")
    for width, narrow in ((1024, True), (1600, False)):
        window.resize(width, 600)
        qtbot.wait(1)
        for name in ("dashboard", "job"):
            tab = window.tabs.tab(name)
            assert tab.property("narrow") is narrow and tab.width() >= tab.sizeHint().width()

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from child_job import CHILD
from launcher_parts import add_child_job, wait_for, wait_for_end
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QProgressDialog, QWidget
from pytestqt.qtbot import QtBot
from test_run_list import tell

from core.home import Home
from core.jobs import JOBS
from core.runs import RunFolder, RunState
from launcher.job import OutcomeKind
from launcher.job_page import JobPage
from launcher.row_card import MODELS_ROW
from launcher.session import Session
from launcher.theme import theme
from launcher.window import Window


def right_click(widget: QWidget) -> None:
    """As the window system sends it: to the innermost widget under the mouse."""
    centre = widget.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, centre, widget.mapToGlobal(centre))
    QApplication.sendEvent(widget, event)


def page_of(window: Window) -> JobPage:
    page = window.pages.currentWidget()
    assert isinstance(page, JobPage)
    return page


def test_there_is_a_card_for_every_job_in_the_order_of_the_work(window: Window) -> None:
    titles = [card.job.title for card in window.column.cards.values()]
    assert titles == [
        "Pure Recording",
        "Shadow Training",
        "Train Strategist",
        "Train Tactician",
        "Train Executor",
        "Train Detector",
        "Fine-tune with VLM",
        "Run Bot",
        "Open Arena",
        "Data Statistics",
        "Evaluate Models",
        "View TensorBoard",
    ]


def test_cards_of_jobs_that_wait_are_disabled_and_say_why(window: Window) -> None:
    for name, card in window.column.cards.items():
        assert card.start.isEnabled() is not bool(JOBS[name].waits_for)
        if JOBS[name].waits_for:
            assert card.state.text() == JOBS[name].waits_for


def test_a_right_click_anywhere_on_any_card_opens_its_form(window: Window) -> None:
    for name, card in window.column.cards.items():
        for spot in (card.start, card.state):
            right_click(spot)
            assert window._dialogs[name].model.job is JOBS[name]
            window._dialogs[name].reject()
            assert not window._dialogs


def test_shift_f10_and_the_gear_open_the_form_too(qtbot: QtBot, window: Window) -> None:
    card = window.column.cards["bot"]
    card.gear.click()
    window._dialogs["bot"].reject()
    window.activateWindow()
    card.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is card)
    qtbot.keyClick(card, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    window._dialogs["bot"].reject()


def test_the_form_of_a_job_is_opened_once(window: Window) -> None:
    window.show_settings("bot")
    first = window._dialogs["bot"]
    window.show_settings("bot")
    assert window._dialogs["bot"] is first
    first.reject()


def test_the_demo_is_one_button_away_and_has_its_form(window: Window) -> None:
    assert window.pages.dashboard.steps.demo.isVisible()
    right_click(window.pages.dashboard.steps)
    assert "quick" in window._dialogs["demo"].rows
    window._dialogs["demo"].reject()


def test_a_started_job_is_shown_with_its_log_curves_and_result(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_child_job(monkeypatch, window.session, seconds=1.5)
    window.jobs.start("child")
    page = page_of(window)
    assert page.stop.isEnabled() and not page.start.isEnabled()
    qtbot.waitUntil(lambda: "line 1\n" in page.log.text.toPlainText(), timeout=20_000)
    qtbot.waitUntil(lambda: set(page.charts.plots()) == {"loss", "fps"}, timeout=20_000)
    run = window.session.runs.visible("child")[0]
    qtbot.waitUntil(lambda: page.start.isEnabled() and not page.stop.isEnabled(), timeout=20_000)
    assert run.outcome and run.outcome.kind is OutcomeKind.FINISHED
    assert not page._result.empty and not page._config.empty
    assert page.chooser.count() == 1


def test_a_job_is_stopped_from_its_page(qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    add_child_job(monkeypatch, window.session)
    window.jobs.start("child")
    run = window.session.runs.visible("child")[0]
    wait_for(window.session, lambda: run.status, "the first status")
    page_of(window).stop.click()
    assert wait_for_end(window.session, run).startswith("Stopped by you")


def test_a_newer_run_is_shown_by_itself_and_an_older_one_stays_when_chosen(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_child_job(monkeypatch, window.session, seconds=0.05)
    runs = []
    for _ in range(2):
        window.jobs.start("child")
        runs.append(window.session.runs.visible("child")[0])
        wait_for_end(window.session, runs[-1])
        assert page_of(window)._run is runs[-1]
    page_of(window).show_run(runs[0].id)
    window._refresh()
    assert page_of(window)._run is runs[0]


def test_the_runs_page_lists_runs_and_opens_them(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    add_child_job(monkeypatch, window.session)
    now, words = time.time(), "The moon is in the wrong house: wait for another."
    tell(
        RunFolder.create(window.session.home, "child"),
        job="child", state=RunState.FAILED, started=now, updated=now, ended=now, message=words, exit_code=1,
    )  # fmt: skip
    window.session.poll()
    window.pages.show_runs()
    runs = window.pages.runs
    assert runs
    cells = [runs.table.model().index(0, column).data() for column in range(5)]
    assert cells[0].startswith("today ") and cells[1:3] == [
        "Child",
        "Failed: The moon is in the wrong house: wait for another.",
    ]
    runs.filter.setText("nothing like it")
    assert runs.table.model().rowCount() == 0
    runs.filter.clear()
    runs.table.activated.emit(runs.table.model().index(0, 0))
    assert page_of(window).job.name == "child"


def test_a_preset_is_given_to_all_three_trainers_at_once(window: Window) -> None:
    window.column.row.preset_asked.emit("small")
    assert [window.session.settings(job).model_dump()["epochs"] for job in MODELS_ROW] == [150, 120, 100]
    assert "Small data set" in window.notices.sentences()[-1]


def test_the_row_is_started_and_ended_from_its_card(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in MODELS_ROW:
        monkeypatch.setitem(JOBS, name, replace(CHILD, name=name, title=JOBS[name].title))
    add_child_job(monkeypatch, window.session)
    row = window.column.row
    row.start.click()
    assert page_of(window).job.name == MODELS_ROW[0]
    assert row.state.text() == "1 of 3: Train Strategist · Starting…"
    assert window.column.cards[MODELS_ROW[1]].state.text() == "Waits for Train Strategist"
    window.column.cards[MODELS_ROW[1]].stop.click()
    assert window.column.cards[MODELS_ROW[2]].state.text() == "Waits for Train Strategist"
    row.stop.click()
    assert not window.session.queue.waiting
    assert window.session.runs.visible(MODELS_ROW[0])[0].stop_asked


def test_a_failure_to_start_is_told_in_the_window(window: Window) -> None:
    window.session.home.root.mkdir(parents=True, exist_ok=True)
    window.session.home.runs.rmdir() if window.session.home.runs.exists() else None
    window.session.home.runs.write_text("in the way")
    window.jobs.start("stats")
    assert "could not be started" in window.notices.sentences()[0]


def test_what_is_wrong_in_the_settings_file_is_told_and_again_when_it_changes(
    qtbot: QtBot, window: Window, home: Home
) -> None:
    home.config.mkdir(parents=True, exist_ok=True)
    home.settings_file.write_text(json.dumps({"jobs": {"bot": {"threads": -4}}}))
    qtbot.waitUntil(lambda: any("jobs.bot.threads = -4" in said for said in window.notices.sentences()))


def test_the_profile_and_the_theme_chosen_are_kept(qtbot: QtBot, window: Window, home: Home) -> None:
    home.profiles.mkdir(parents=True)
    (home.profiles / "other.json").write_text("{}")
    window.top.refresh()
    window.top.profile_chosen.emit("other")
    window.top.theme_chosen.emit("dark")
    assert theme.dark
    kept = json.loads(home.settings_file.read_bytes())["launcher"]
    assert kept == {"profile": "other", "theme": "dark"}
    assert window.top.profile.currentText() == "other"


def test_the_window_comes_back_where_it_was(qtbot: QtBot, window: Window, home: Home) -> None:
    window.resize(900, 560)  # within the screen of the offscreen platform
    window.close()
    again = Window(Session(home))
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (900, 560)


def answer_with(text: str, then: Callable[[], None] = lambda: None) -> None:
    """Press a button of the question that is about to be asked."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(20, press)
            return
        (button,) = (button for button in box.buttons() if button.text() == text)
        then()
        button.click()

    QTimer.singleShot(0, press)


def test_closing_with_jobs_running_asks_what_to_do(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_child_job(monkeypatch, window.session)
    window.jobs.start("child")
    run = window.session.runs.visible("child")[0]
    wait_for(window.session, lambda: run.status, "the first status")

    answer_with("Stay here")
    window.close()
    assert window.isVisible() and run.active

    answer_with("Keep running")
    window.close()
    assert not window.isVisible()
    window.session.poll()
    assert run.active

    window.show()
    answer_with("Stop them")
    window.close()
    assert not window.isVisible()
    assert run.outcome and run.outcome.words.startswith("Stopped by you")
    assert not any(
        isinstance(widget, QProgressDialog) and widget.isVisible() for widget in QApplication.topLevelWidgets()
    )


def test_a_card_offers_to_start_when_a_running_job_has_ended(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_child_job(monkeypatch, window.session, seconds=60)
    card = window.column.cards["stats"]
    assert card.later.isHidden()
    window.jobs.start("child")
    assert card.later.isVisible() and card.later.toolTip() == "Start when Child has ended"
    card.later.click()
    assert card.state.text() == "Waits for Child" and card.later.isHidden()
    card.stop.click()
    assert window.session.queue.waiting == [] and card.later.isVisible()


def test_every_control_has_a_name_for_those_who_cannot_see_it(window: Window) -> None:
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

    window.pages.show_job("train_executor")
    window.pages.show_runs()
    for kind in (QAbstractButton, QComboBox, QLineEdit):
        for control in window.findChildren(kind):
            named = control.accessibleName() or (isinstance(control, QAbstractButton) and control.text())
            inside = isinstance(control.parent(), QComboBox | QLineEdit) or control.objectName().startswith("qt_")
            assert named or inside or not control.isVisibleTo(window), control


def test_the_window_fits_a_small_screen(qtbot: QtBot, window: Window) -> None:
    window.resize(1024, 600)
    qtbot.wait(1)
    assert (window.width(), window.height()) == (1024, 600)
    viewport = window.column.viewport()
    for card in window.column.cards.values():
        right = card.gear.mapTo(viewport, QPoint(card.gear.width(), 0)).x()
        assert right <= viewport.width(), f"{card.job.title} is cut off"


def test_after_a_page_has_turned_the_focus_is_on_no_button_that_was_not_asked_for(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(JOBS, "demo", replace(CHILD, name="demo"))
    add_child_job(monkeypatch, window.session)
    window.activateWindow()
    demo = window.pages.dashboard.steps.demo
    demo.setFocus()
    qtbot.waitUntil(demo.hasFocus)
    qtbot.mouseClick(demo, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is page_of(window)
    window.pages.show_runs()
    assert window.pages.runs and QApplication.focusWidget() is window.pages.runs.table
    window.pages.show_dashboard()
    window.column.cards["bot"].setFocus()
    window.pages.show_log()
    assert window.column.cards["bot"].hasFocus()

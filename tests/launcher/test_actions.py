"""The palette, the list of shortcuts and what has been told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from launcher_parts import delete_now
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.home import Home
from core.jobs import JOBS
from launcher.actions import Action, matching
from launcher.palette import Palette
from launcher.session import Session
from launcher.table_dialog import TableDialog
from launcher.theme import theme
from launcher.window import Window
from launcher.window_actions import show_messages, show_palette, show_shortcuts


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, home: Home) -> Iterator[Window]:
    theme.follow(qapp, "light")
    made = Window(Session(home))
    made.show()
    qtbot.waitUntil(lambda: made._timer.isActive())
    yield made
    made.close()
    made.deleteLater()
    delete_now()


def titles(wanted: str, *names: str, impossible: str = "") -> list[str]:
    actions = [Action(name, print, possible=lambda name=name: name != impossible) for name in names]  # type: ignore[misc]
    return [action.title for action in matching(actions, wanted)]


def test_actions_are_found_by_words_parts_of_words_and_initials() -> None:
    names = ("Stop Run Bot", "Start Train Strategist", "Settings of Train Executor", "Train all three")
    assert titles("train", *names) == ["Train all three", "Start Train Strategist", "Settings of Train Executor"]
    assert titles("exec set", *names) == ["Settings of Train Executor"]
    assert titles("rategist", *names) == ["Start Train Strategist"]
    assert titles("srb", *names) == ["Stop Run Bot"]
    assert titles("", *names) == list(names)
    assert titles("no such thing", *names) == []


def test_what_cannot_be_done_now_comes_last_among_equals() -> None:
    assert titles("start", "Start A", "Start B", impossible="Start A") == ["Start B", "Start A"]


def test_every_job_can_be_started_stopped_set_and_shown_by_name(window: Window) -> None:
    offered = {action.title for action in window.actions_by_name}
    for job in JOBS.values():
        if job.card:
            assert {f"{what} {job.title}" for what in ("Start", "Stop", "Settings of", "Page of")} <= offered


def test_no_two_actions_share_a_shortcut(window: Window) -> None:
    keys = [QKeySequence(keys).toString() for action in window.actions_by_name for keys in action.keys]
    assert all(keys) and len(set(keys)) == len(keys)


def test_no_shortcut_is_in_the_way_of_those_for_recordings(window: Window) -> None:
    window.show_recordings()
    page = window._recordings
    assert page
    taken = {action.shortcut().toString() for action in page.actions()} - {""}
    ours = {keys for action in window.actions_by_name for keys in action.keys}
    assert "Ctrl+B" in taken and {"Ctrl+K", "Ctrl+Shift+P"} <= ours
    assert not taken & ours


@pytest.mark.parametrize("page", ["dashboard", "runs", "recordings"])
def test_ctrl_k_opens_the_palette_on_every_page(qtbot: QtBot, window: Window, page: str) -> None:
    getattr(window, f"show_{page}")()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.pages.currentWidget(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    (palette,) = window.findChildren(Palette)
    assert palette.isVisible()
    qtbot.keyClick(palette.line, Qt.Key.Key_Escape)


def test_something_is_done_by_typing_its_name(qtbot: QtBot, window: Window) -> None:
    show_palette(window)
    (palette,) = window.findChildren(Palette)
    qtbot.keyClicks(palette.line, "set exec")
    assert palette.list.currentItem().text() == "Settings of Train Executor"
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert not palette.isVisible()
    window._dialogs["train_executor"].reject()


def test_the_palette_is_walked_with_the_arrows_and_passes_over_what_cannot_be_done(
    qtbot: QtBot, window: Window
) -> None:
    show_palette(window)
    (palette,) = window.findChildren(Palette)
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    assert palette.list.currentItem().text().startswith("Show all runs")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.pages.currentWidget() is window._runs
    show_palette(window)
    palette = window.findChildren(Palette)[-1]
    qtbot.keyClicks(palette.line, "stop run bot")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert palette.isVisible()
    qtbot.keyClick(palette.line, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_a_shortcut_works_from_anywhere_in_the_window(qtbot: QtBot, window: Window) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.column.cards["bot"], Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.pages.currentWidget() is window._runs


def test_shortcuts_and_messages_are_listed(window: Window) -> None:
    show_shortcuts(window)
    window.notices.tell("One thing.")
    window.notices.tell("Another thing.", good=True)
    show_messages(window)
    keys, messages = window.findChildren(TableDialog)
    assert keys.table.item(0, 0).text() == "Alt+1"
    listed = {keys.table.item(row, 1).text(): keys.table.item(row, 0).text() for row in range(keys.table.rowCount())}
    assert listed["Split here"] == "Ctrl+B" and listed["Do something by its name"].startswith("Ctrl+K")
    window.show_recordings()
    assert window._recordings
    for action in window._recordings.actions():
        if not (made := action.shortcut().toString())[-1].isdigit():
            assert listed[action.text().rstrip("…")] == made
    assert [messages.table.item(row, 1).text() for row in range(2)] == ["Another thing.", "One thing."]
    keys.close()
    messages.close()


def test_what_was_dismissed_can_be_read_again(window: Window) -> None:
    window.notices.tell("One thing.")
    window.notices._remove(window.notices._all()[0])
    assert window.notices.sentences() == []
    assert [sentence for _, sentence in window.notices.history] == ["One thing."]

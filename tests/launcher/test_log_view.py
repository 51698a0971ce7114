from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from launcher.log_view import BATCH, KEPT, LogView


@pytest.fixture
def view(qtbot: QtBot) -> LogView:
    made = LogView()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def shown(view: LogView) -> list[str]:
    return view.text.toPlainText().split("\n")


def test_lines_appear_as_they_are_written(qtbot: QtBot, view: LogView, tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    view.watch(path)
    with path.open("a") as file:
        file.write("one\ntwo\n")
    qtbot.waitUntil(lambda: shown(view) == ["one", "two"])
    with path.open("a") as file:
        file.write("\nfour\nhalf a li")
    qtbot.waitUntil(lambda: shown(view) == ["one", "two", "", "four"])
    view.watch(path, ended=True)
    qtbot.waitUntil(lambda: shown(view)[-1] == "half a li")


def test_a_hundred_thousand_lines_come_in_batches_and_the_newest_stay(view: LogView, tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    view.watch(path)
    path.write_text("".join(f"line {number}\n" for number in range(100_000)))
    beats = 0
    while True:
        before = view.text.document().revision()
        if not view.advance():
            break
        beats += 1
        assert view.text.document().revision() > before
    assert shown(view)[-1] == "line 99999"
    assert len(shown(view)) == KEPT
    assert beats <= 100_000 / BATCH
    bar = view.text.verticalScrollBar()
    assert bar.value() == bar.maximum()


def test_the_filter_shows_only_lines_with_the_text_whatever_the_case(
    qtbot: QtBot, view: LogView, tmp_path: Path
) -> None:
    path = tmp_path / "log.txt"
    path.write_text("Loss 1\nother\nloss 2\n")
    view.watch(path)
    qtbot.waitUntil(lambda: len(shown(view)) == 3)
    view.filter.setText("LOSS")
    qtbot.waitUntil(lambda: shown(view) == ["Loss 1", "loss 2"])
    with path.open("a") as file:
        file.write("another\nloss 3\n")
    qtbot.waitUntil(lambda: shown(view) == ["Loss 1", "loss 2", "loss 3"])
    view.filter.clear()
    qtbot.waitUntil(lambda: shown(view) == ["Loss 1", "other", "loss 2", "another", "loss 3"])


def test_scrolling_up_stops_following_and_the_button_starts_it_again(
    qtbot: QtBot, view: LogView, tmp_path: Path
) -> None:
    path = tmp_path / "log.txt"
    path.write_text("".join(f"{number}\n" for number in range(300)))
    view.watch(path)
    bar = view.text.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    bar.triggerAction(bar.SliderAction.SliderToMinimum)
    assert not view.follow.isChecked()
    with path.open("a") as file:
        file.write("new\n")
    qtbot.waitUntil(lambda: shown(view)[-1] == "new")
    assert bar.value() == 0
    view.follow.click()
    assert bar.value() == bar.maximum()


def test_what_is_shown_can_be_copied_and_cleared(qtbot: QtBot, view: LogView, tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    path.write_text("one\ntwo\n")
    view.watch(path)
    qtbot.waitUntil(lambda: len(shown(view)) == 2)
    view.copy.click()
    assert QGuiApplication.clipboard().text() == "one\ntwo"
    view.clear_button.click()
    assert shown(view) == [""]
    assert path.read_text() == "one\ntwo\n"


def test_another_log_replaces_the_one_before(qtbot: QtBot, view: LogView, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("from a\n")
    (tmp_path / "b").write_text("from b\n")
    view.watch(tmp_path / "a", ended=True)
    qtbot.waitUntil(lambda: shown(view) == ["from a"])
    view.watch(tmp_path / "b", ended=True)
    qtbot.waitUntil(lambda: shown(view) == ["from b"])
    view.watch(None)
    assert shown(view) == [""]

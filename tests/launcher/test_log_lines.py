"""Levels and places in a log: filtered, searched, clicked on."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from core.errors import UserError
from launcher.log_lines import Level, LevelReader, level_of, places_in
from launcher.log_view import LogView
from launcher.source_dialog import MOST_BYTES, SourceDialog, read_source

LINES = [
    "2026-01-01 10:00:00 INFO Epoch 1",
    "2026-01-01 10:00:01 WARNING sequence_4.json has no modes",
    "Traceback (most recent call last):",
    '  File "/some/where/job.py", line 58, in work',
    "    run()",
    "ValueError: what a pity",
    "2026-01-01 10:00:02 INFO Epoch 2",
]


@pytest.fixture
def view(qtbot: QtBot, tmp_path: Path) -> LogView:
    made = LogView()
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    path = tmp_path / "log.txt"
    path.write_text("\n".join(LINES) + "\n")
    made.watch(path, ended=True)
    qtbot.waitUntil(lambda: shown(made) == LINES)
    return made


def shown(view: LogView) -> list[str]:
    return view.text.toPlainText().split("\n")


def test_indented_lines_belong_to_the_line_before_them() -> None:
    reader = LevelReader()
    assert [reader.read(line) for line in LINES] == [
        Level.INFO,
        Level.WARNING,
        Level.ERROR,
        Level.ERROR,
        Level.ERROR,
        Level.ERROR,
        Level.INFO,
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('  File "/a b/c.py", line 7, in f', [("/a b/c.py", 7)]),
        ("Wrote /home/me/report.html.", [("/home/me/report.html", 0)]),
        ("at /x/y.py:12: bad", [("/x/y.py", 12)]),
        (r"in C:\Users\me\log.txt, see there", [(r"C:\Users\me\log.txt", 0)]),
        ("from /a/b to /c/d.txt", [("/a/b", 0), ("/c/d.txt", 0)]),
        ("80/20, 3 / 4 and http://127.0.0.1:6006/x", []),
        ('  File "<string>", line 1, in <module>', []),
        ("", []),
    ],
)
def test_files_named_in_a_line_are_found(line: str, found: list[tuple[str, int]]) -> None:
    places = places_in(line)
    assert [(place.path, place.line) for place in places] == found
    assert all(place.path in line[place.start : place.end] for place in places)


@hypothesis_settings(deadline=None)
@given(st.text(max_size=300))
def test_any_line_is_lived_with(line: str) -> None:
    assert level_of(line) in Level
    for place in places_in(line):
        assert 0 <= place.start < place.end <= len(line)


def test_lines_are_filtered_by_level_and_text_together(qtbot: QtBot, view: LogView) -> None:
    view.level.setCurrentIndex(1)
    view.level.activated.emit(1)
    assert shown(view) == LINES[1:6]
    view.level.setCurrentIndex(2)
    view.level.activated.emit(2)
    assert shown(view) == LINES[2:6]
    view.filter.setText("pity")
    qtbot.waitUntil(lambda: shown(view) == [LINES[5]])


def test_a_text_is_searched_forwards_and_backwards_around_the_ends(view: LogView) -> None:
    def line() -> str:
        return view.text.textCursor().block().text()

    view.text.moveCursor(QTextCursor.MoveOperation.Start)
    view.search.setText("epoch")
    assert line() == LINES[0] and view.text.textCursor().selectedText() == "Epoch"
    view.next.click()
    assert line() == LINES[6]
    view.next.click()
    assert line() == LINES[0]
    view.previous.click()
    assert line() == LINES[6]
    assert not view.follow.isChecked()


def test_a_text_that_is_not_there_is_marked_and_leaves_the_place(view: LogView) -> None:
    view.search.setText("no such thing")
    assert view.search.property("wrong") is True
    view.search.clear()
    assert view.search.property("wrong") is False


def test_a_click_on_a_file_asks_for_it(qtbot: QtBot, view: LogView) -> None:
    cursor = QTextCursor(view.text.document().findBlockByNumber(3))
    cursor.movePosition(QTextCursor.MoveOperation.Right, n=12)
    spot = view.text.cursorRect(cursor).center()
    with qtbot.waitSignal(view.text.place_asked) as asked:
        qtbot.mouseClick(view.text.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert asked.args == ["/some/where/job.py", 58]
    spot.setX(view.text.viewport().width() - 5)
    with qtbot.assertNotEmitted(view.text.place_asked):
        qtbot.mouseClick(view.text.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_a_file_is_shown_at_its_line(qtbot: QtBot, view: LogView, tmp_path: Path) -> None:
    path = tmp_path / "job.py"
    path.write_text("".join(f"line {number}\n" for number in range(1, 200)))
    dialog = SourceDialog(path, read_source(path), 58, view)
    dialog.show()
    assert dialog.text.textCursor().selectedText() == "line 58"
    dialog.close()
    beyond = SourceDialog(path, read_source(path), 5000, view)
    assert not beyond.text.textCursor().hasSelection()
    beyond.close()


def test_what_cannot_be_shown_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no file"):
        read_source(tmp_path / "gone.py")
    with pytest.raises(UserError, match="no file"):
        read_source(tmp_path)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\0")
    with pytest.raises(UserError, match="no text"):
        read_source(tmp_path / "picture.png")
    (tmp_path / "large.txt").write_bytes(b"x" * (MOST_BYTES + 1))
    with pytest.raises(UserError, match="too large"):
        read_source(tmp_path / "large.txt")

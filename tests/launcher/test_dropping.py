from __future__ import annotations

from pathlib import Path

from helpers.plays import untrained_models
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.checkpoint import save_checkpoint
from core.home import Home
from core.recording import write_recording
from launcher.dropping import sort_out
from launcher.window import Window

BUTTON, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def dragged(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(window: Window, *paths: Path) -> None:
    data = dragged(*paths)
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, BUTTON, NO_KEY))
    assert window.pages.property("dropping") is True
    # With Shift held, what is proposed is a move.
    both, shift = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.KeyboardModifier.ShiftModifier
    dropped = QDropEvent(QPointF(50, 50), both, data, BUTTON, shift)
    QApplication.sendEvent(window, dropped)
    assert dropped.isAccepted() and dropped.dropAction() is Qt.DropAction.CopyAction  # nothing leaves where it was
    assert window.pages.property("dropping") is False


def test_models_are_told_from_recordings(tmp_path: Path) -> None:
    for name in ("a.pt", "b.json", "models/best.pt", "all/tactician/best_model.pt", "many/sequence_1.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    names = ("a.pt", "b.json", "models", "all", "many", "gone.PT")
    dropped = sort_out(tmp_path / name for name in names)
    assert [path.name for path in dropped.models] == ["a.pt", "models", "all", "gone.PT"]
    assert [path.name for path in dropped.recordings] == ["b.json", "many"]


def test_recordings_dropped_anywhere_on_the_window_are_imported(
    qtbot: QtBot, window: Window, tmp_path: Path, home: Home
) -> None:
    from helpers.plays import pilot_plays

    write_recording(tmp_path / "sequence_x.json", pilot_plays(1, 2.0))
    assert window.pages.name == "dashboard"
    drop(window, tmp_path / "sequence_x.json")
    assert window.pages.name == "recordings"
    qtbot.waitUntil(lambda: (home.recordings / "sequence_x.json").is_file(), timeout=30_000)
    qtbot.waitUntil(lambda: bool(window.notices.sentences()), timeout=10_000)


def test_models_dropped_on_the_window_are_taken_over(qtbot: QtBot, window: Window, tmp_path: Path, home: Home) -> None:
    save_checkpoint(tmp_path / "given.pt", untrained_models()["tactician"])
    drop(window, tmp_path / "given.pt")
    qtbot.waitUntil(lambda: (home.models / "tactician" / "best_model.pt").is_file(), timeout=60_000)
    qtbot.waitUntil(
        lambda: any("Import Models: Finished" in said for said in window.notices.sentences()), timeout=20_000
    )


def test_what_is_no_file_is_not_taken(window: Window) -> None:
    data = QMimeData()
    data.setText("just words")
    enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, BUTTON, NO_KEY)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted() and not window.pages.property("dropping")
    QApplication.sendEvent(window, QDragLeaveEvent())

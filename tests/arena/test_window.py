"""The game's window, driven by Qt events without a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from arena.scene import TICK
from arena.truth import TruthLog, read_truth
from arena.window import ArenaWindow
from core.profile import load_profile

Open = Callable[..., ArenaWindow]
MIDDLE_TOP = QPoint(640, 150)


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Open]:
    """Opens windows, without the page of controls unless it is asked for."""
    windows: list[ArenaWindow] = []

    def open_one(seed: int = 4, **options: object) -> ArenaWindow:
        window = ArenaWindow(load_profile("arena"), seed, **{"show_help": False, **options})  # type: ignore[arg-type]
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield open_one
    for window in windows:
        window.close()


def until(qtbot: QtBot, answer: Callable[[], object]) -> None:
    """Let the window run until the answer is true."""
    qtbot.waitUntil(lambda: bool(answer()), timeout=10_000)


def test_the_game_runs_by_itself_in_a_window_of_the_profiles_title(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    assert (window.windowTitle(), window.width(), window.height()) == ("Outer Belt", 1280, 720)
    until(qtbot, lambda: window.game.scene.tick >= 3 and window.pictures >= 3)


def test_a_click_on_space_sets_the_destination_that_was_clicked(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    qtbot.mouseClick(window, Qt.MouseButton.LeftButton, pos=MIDDLE_TOP)
    until(qtbot, lambda: window.game.scene.destination)
    x, y = window.game.scene.destination or (0.0, 0.0)
    ship = window.game.scene.ship
    assert abs(x - ship.x) < 40
    assert -215 < y - ship.y < -150


def test_a_hotkey_acts_and_its_repetitions_do_not(qtbot: QtBot, open_window: Open, tmp_path: Path) -> None:
    with TruthLog(tmp_path / "t.jsonl") as truth:
        window = open_window(truth=truth)
        qtbot.keyPress(window, Qt.Key.Key_2)
        for _ in range(3):
            repeat = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_2, Qt.KeyboardModifier.NoModifier, "2", True)
            QApplication.sendEvent(window, repeat)
        until(qtbot, lambda: window.game.scene.hud["ammo"] == pytest.approx(2 / 3))
        window.close()
    assert [(line.kind, line.name) for line in read_truth(tmp_path / "t.jsonl").inputs] == [("key", "2")]


def test_a_key_that_is_no_hotkey_is_not_logged(qtbot: QtBot, open_window: Open, tmp_path: Path) -> None:
    with TruthLog(tmp_path / "t.jsonl") as truth:
        window = open_window(truth=truth)
        for key in (Qt.Key.Key_A, Qt.Key.Key_7, Qt.Key.Key_Shift, Qt.Key.Key_F5):
            qtbot.keyPress(window, key)
        until(qtbot, lambda: window.pictures > 2)
        window.close()
    assert read_truth(tmp_path / "t.jsonl").inputs == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_P, Qt.Key.Key_H, Qt.Key.Key_F1])
def test_pages_stop_the_game_and_escape_goes_on(qtbot: QtBot, open_window: Open, key: Qt.Key) -> None:
    window = open_window()
    until(qtbot, lambda: window.game.scene.tick >= 1)
    qtbot.keyPress(window, key)
    tick, pictures = window.game.scene.tick, window.pictures
    qtbot.mouseClick(window, Qt.MouseButton.LeftButton, pos=MIDDLE_TOP)
    until(qtbot, lambda: window.pictures > pictures + 8)
    assert window.game.scene.tick == tick
    qtbot.keyPress(window, Qt.Key.Key_Escape)
    until(qtbot, lambda: window.game.scene.tick > tick)
    assert window.game.scene.destination is None


def test_the_controls_come_first_and_any_click_begins_the_game(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(show_help=True)
    until(qtbot, lambda: window.pictures > 3)
    assert window.game.scene.tick == 0
    qtbot.mouseClick(window, Qt.MouseButton.LeftButton, pos=MIDDLE_TOP)
    until(qtbot, lambda: window.game.scene.tick > 0)
    assert window.game.scene.destination is None


def test_the_pause_pages_buttons_begin_a_new_game_and_quit(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(seed=4)
    until(qtbot, lambda: window.game.scene.tick >= 2)
    qtbot.keyPress(window, Qt.Key.Key_Escape)
    page = window.overlay
    assert page is not None
    places = {label: page.button_box(index).center().toPoint() for index, (label, _) in enumerate(page.buttons)}
    qtbot.mouseClick(window, Qt.MouseButton.LeftButton, pos=places["New game"])
    assert window.game.seed == 5
    until(qtbot, lambda: window.game.scene.tick >= 2)
    qtbot.keyPress(window, Qt.Key.Key_Escape)
    qtbot.mouseClick(window, Qt.MouseButton.LeftButton, pos=places["Quit"])
    until(qtbot, lambda: not window.isVisible())


def test_it_closes_itself_when_its_time_is_up_and_when_asked_to(qtbot: QtBot, open_window: Open) -> None:
    short = open_window(minutes=0.2 / 60)
    until(qtbot, lambda: not short.isVisible())
    assert short.game.time >= 0.2
    wanted = [True]
    asked = open_window(keep_on=lambda: wanted[0])
    until(qtbot, lambda: asked.pictures > 1)
    wanted[0] = False
    until(qtbot, lambda: not asked.isVisible())


def test_the_truth_log_tells_every_picture_click_and_key(qtbot: QtBot, open_window: Open, tmp_path: Path) -> None:
    path = tmp_path / "truth.jsonl"
    with TruthLog(path) as truth:
        window = open_window(truth=truth, width=640)
        until(qtbot, lambda: window.pictures > 2)
        qtbot.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(320, 90))
        qtbot.mouseClick(window, Qt.MouseButton.RightButton, pos=QPoint(160, 90))
        qtbot.keyPress(window, Qt.Key.Key_Control)
        pictures = window.pictures
        until(qtbot, lambda: window.pictures > pictures + 5)
        window.close()
    log = read_truth(path)
    assert log.header.seed == 4
    assert log.header.window[2:] == (640, 360)
    assert len(log.frames) == window.pictures
    assert all(0 <= frame.ahead < TICK for frame in log.frames)
    assert [frame.t for frame in log.frames] == sorted(frame.t for frame in log.frames)
    assert any(item.cls == "station" for item in log.frames[0].objects)
    assert [(press.kind, press.name) for press in log.inputs] == [
        ("click", "left"),
        ("click", "right"),
        ("key", "Ctrl"),
    ]
    assert (log.inputs[0].x, log.inputs[0].y) == pytest.approx((0.5, 0.25), abs=0.01)
    assert any(frame.state["dest_y"] for frame in log.frames[-3:])
    assert log.end is not None
    assert log.end.totals == window.game.totals


def test_two_quick_presses_are_a_click_and_a_double_click(qtbot: QtBot, open_window: Open, tmp_path: Path) -> None:
    with TruthLog(tmp_path / "t.jsonl") as truth:
        window = open_window(truth=truth)
        qtbot.mouseClick(window, Qt.MouseButton.LeftButton, pos=MIDDLE_TOP)
        qtbot.mouseDClick(window, Qt.MouseButton.LeftButton, pos=MIDDLE_TOP)
        window.close()
    names = [line.name for line in read_truth(tmp_path / "t.jsonl").inputs]
    assert names[-1] == "double"
    assert set(names[:-1]) == {"left"}


def test_a_click_shows_at_once(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    until(qtbot, lambda: window.pictures > 2)
    at = QPoint(300, 500)
    qtbot.mousePress(window, Qt.MouseButton.LeftButton, pos=at)
    color = window.grab().toImage().pixelColor(at)
    assert min(color.red(), color.green()) > 200

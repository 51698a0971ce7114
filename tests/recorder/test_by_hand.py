"""A person's keys and mouse at a game that has no window of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import wait_until
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.games.environment import GymnasiumSeat
from core.home import Home
from core.journal import JournalReader
from core.recording import Recording, read_recording, recording_files
from core.words import Action
from recorder.__main__ import main
from recorder.by_hand import Table

pytest.importorskip("gymnasium", reason="the extra `gym` is not installed")


@pytest.fixture(autouse=True)
def screen_in_memory(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")


def table() -> Table | None:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, Table) and w.isVisible()), None)


def play(env: str, home: Home, *deeds: object) -> Recording:
    """Record a person that does one thing after the other, each once the last was taken, and closes the window."""
    left = list(deeds)

    def do_next() -> None:
        # One press is taken a tick: closing the window before would leave the last one out.
        if (window := table()) is None or window._presses:
            return
        if not left:
            window.close()
            return
        deed = left.pop(0)
        if isinstance(deed, QPoint):
            QTest.mouseMove(window, deed)
            QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=deed)
        else:
            QTest.keyClick(window, deed)

    timer = QTimer()
    timer.timeout.connect(do_next)
    timer.start(200)
    assert main(["--env", f"gymnasium:{env}", "--minutes", "0.5"]) == 0
    timer.stop()
    (path,) = recording_files(home.recordings)
    return read_recording(path)


def test_keys_are_recorded_as_a_persons_and_closing_the_window_saves(home: Home) -> None:
    recording = play("CartPole-v1", home, Qt.Key.Key_2, Qt.Key.Key_Q, Qt.Key.Key_1, Qt.Key.Key_Escape)
    assert (recording.player, recording.source) == ("person", "gymnasium")
    assert [(event.kind, event.name) for event in recording.events] == [("key", "2"), ("key", "1")]
    assert 8 <= len(recording.frames) <= 200
    first = next(index for index, frame in enumerate(recording.frames) if frame.action.hotkey)
    assert recording.frames[first].state["down_1"] == 0 and recording.frames[first + 1].state["down_1"] == 1


def test_the_arrow_keys_do_what_the_actions_are_called(home: Home) -> None:
    recording = play("MiniGrid-Empty-5x5-v0", home, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left)
    assert [event.name for event in recording.events] == ["2", "3", "1"]


def test_the_mouse_steers_where_the_action_is_a_number(home: Home) -> None:
    recording = play("Pendulum-v1", home, QPoint(0, 100), QPoint(719, 300))
    assert recording.frames[-1].action.x == pytest.approx(1.0, abs=0.01)
    assert {round(frame.action.x, 1) for frame in recording.frames} >= {0.0, 1.0}


def test_what_was_played_until_a_kill_is_recovered_by_the_next_job(home: Home) -> None:
    words = [sys.executable, "-m", "core.cli", "record", "--env=gymnasium:Pendulum-v1"]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as playing:
        journals = wait_until(
            lambda: [path for path in home.recordings.glob("*.journal") if path.read_bytes().count(b"\n") > 20], 60
        )
        playing.kill()
    (journal,) = journals
    told = JournalReader(journal).frame_count
    subprocess.run([sys.executable, "-m", "core.cli", "stats"], check=True, stdout=subprocess.DEVNULL)
    (path,) = recording_files(home.recordings)
    recording = read_recording(path)
    assert (recording.player, recording.recovered, len(recording.frames)) == ("person", True, told)
    assert not journal.exists()


def test_a_game_that_breaks_off_keeps_what_was_played(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    step = GymnasiumSeat.step

    def breaking(seat: GymnasiumSeat, action: Action) -> dict[str, float]:
        if seat.time > 1.0:
            raise RuntimeError("the game broke off")
        return step(seat, action)

    monkeypatch.setattr(GymnasiumSeat, "step", breaking)
    assert main(["--env", "gymnasium:Pendulum-v1", "--minutes", "0.5"]) == 1
    (path,) = recording_files(home.recordings)
    assert len(read_recording(path).frames) >= 20


def test_without_a_screen_it_is_one_sentence(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert main(["--env", "gymnasium:CartPole-v1"]) == 2
    assert "error: There is no screen to play on: add --headless" in capsys.readouterr().out

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import GameProcess, wait_until, xdotool

from core.clock import now
from core.inputs import BrakeListener, Cursor, InputListener, InputSender
from core.profile import load_profile
from core.recording import InputEvent
from core.screen import GameWindow, find_window

pytestmark = pytest.mark.screen

ROOT = Path(__file__).parent.parent.parent
HOTKEYS = load_profile("arena").hotkeys
OpenGame = Callable[..., GameProcess]


class Ear:
    """A listener on a window and all that it heard."""

    def __init__(self, window: GameWindow) -> None:
        self.events: list[InputEvent] = []
        self.controls: list[str] = []
        self.listener = InputListener(
            window, HOTKEYS, self.events.append, controls=("F5", "F6", "F7"), on_control=self.controls.append
        ).start()

    @property
    def names(self) -> list[str]:
        return [event.name for event in self.events]


@pytest.fixture
def game(open_game: OpenGame) -> GameProcess:
    game = open_game("Alpha", 640, 360)
    wait_until(find_window("Alpha").focused)
    xdotool("mousemove", "--window", game.id, "100", "100")
    return game


@pytest.fixture
def ear(game: GameProcess) -> Iterator[Ear]:
    ear = Ear(find_window("Alpha"))
    yield ear
    ear.listener.close()


def test_every_hotkey_is_heard_once_by_its_name(game: GameProcess, ear: Ear) -> None:
    for key in ("1", "2", "3", "q", "e", "r", "space", "Control_L"):
        xdotool("key", key)
    wait_until(lambda: len(ear.events) >= 8)
    assert ear.names == ["1", "2", "3", "Q", "E", "R", "Space", "Ctrl"]
    assert {event.kind for event in ear.events} == {"key"}


def test_letters_are_heard_whatever_modifier_is_held(game: GameProcess, ear: Ear) -> None:
    xdotool("key", "shift+q")
    xdotool("key", "ctrl+e")
    wait_until(lambda: len(ear.events) >= 3)
    assert ear.names == ["Q", "Ctrl", "E"]


def test_a_held_key_is_one_event_until_it_is_let_go(game: GameProcess, ear: Ear) -> None:
    xdotool("keydown", "q")
    wait_until(lambda: ear.names == ["Q"])
    # The server repeats a held key after 0.66 s; a further key brings the repeats out.
    xdotool("sleep", "1", "keyup", "q", "key", "q")
    wait_until(lambda: len(ear.events) >= 2)
    assert ear.names == ["Q", "Q"]


def test_no_other_key_is_ever_reported(game: GameProcess, ear: Ear) -> None:
    xdotool("type", "hunt2 my password 7, ok")
    xdotool("key", "Return", "Tab", "F1", "F12", "Escape", "4", "0", "q")
    wait_until(lambda: ear.names[-1:] == ["Q"])
    assert ear.names == ["2", "Space", "Space", "R", "Space", "Space", "Q"]
    assert ear.controls == []


def test_clicks_are_heard_with_their_button_and_place(game: GameProcess, ear: Ear) -> None:
    xdotool("mousemove", "--window", game.id, "320", "90", "click", "1")
    xdotool("mousemove", "--window", game.id, "639", "359", "click", "3", "click", "2", "click", "4")
    wait_until(lambda: len(ear.events) >= 2 and len(game.heard("press")) >= 3)
    assert ear.names == ["left", "right"]
    assert (ear.events[0].x, ear.events[0].y) == (0.5, 0.25)
    assert (ear.events[1].x, ear.events[1].y) == pytest.approx((1, 1), abs=0.003)


def test_both_presses_of_a_double_click_are_there_and_the_second_says_so(game: GameProcess, ear: Ear) -> None:
    xdotool("click", "--repeat", "4", "--delay", "60", "1")
    wait_until(lambda: len(ear.events) >= 4)
    assert ear.names == ["left", "double", "left", "double"]


def test_two_clicks_apart_in_time_or_place_are_no_double_click(game: GameProcess, ear: Ear) -> None:
    xdotool("click", "1", "sleep", "0.4", "click", "1", "mousemove_relative", "7", "0", "click", "1")
    wait_until(lambda: len(ear.events) >= 3)
    assert ear.names == ["left", "left", "left"]


def test_an_event_is_stamped_when_the_game_gets_it(game: GameProcess, ear: Ear) -> None:
    for _ in range(5):
        xdotool("click", "1", "key", "e")
    wait_until(lambda: len(ear.events) >= 10 and len(game.heard("press", "key")) >= 10)
    got = [line["t"] for line in game.heard("press", "key")]
    assert [event.t for event in ear.events] == pytest.approx(got, abs=0.04)


def test_nothing_is_heard_while_another_window_has_the_focus(game: GameProcess, ear: Ear, open_game: OpenGame) -> None:
    other = open_game("Beta")
    wait_until(find_window("Beta").focused)
    xdotool("mousemove", "--window", game.id, "5", "5")
    xdotool("key", "q", "F5", "mousemove", "--window", other.id, "300", "200", "click", "1")
    wait_until(lambda: other.heard("press"))
    game.activate()
    wait_until(find_window("Alpha").focused)
    xdotool("key", "e")
    wait_until(lambda: ear.events)
    assert (ear.names, ear.controls) == (["E"], [])


def test_clicks_beside_the_window_are_not_heard(game: GameProcess, ear: Ear) -> None:
    left, top, width, height = find_window("Alpha").geometry()
    xdotool("mousemove", str(left + width + 20), str(top + height + 20), "click", "1")
    game.activate()
    wait_until(find_window("Alpha").focused)
    xdotool("mousemove", str(left), str(top), "click", "1")
    wait_until(lambda: ear.events)
    assert [(event.name, event.x, event.y) for event in ear.events] == [("left", 0, 0)]


def test_control_keys_steer_and_are_no_events(game: GameProcess, ear: Ear) -> None:
    xdotool("key", "F5", "F6", "F7")
    wait_until(lambda: len(ear.controls) >= 3)
    assert (ear.controls, ear.events) == (["F5", "F6", "F7"], [])


def test_what_is_sent_arrives_in_the_game_and_is_heard_once(game: GameProcess, ear: Ear) -> None:
    geometry = find_window("Alpha").geometry()
    with InputSender() as sender:
        for number, name in enumerate(HOTKEYS):
            sender.move(*geometry.to_screen(number / 10, 0.5))
            sender.click("right" if number % 2 else "left")
            sender.tap(name)
        wait_until(lambda: len(game.heard("press")) >= 8 and len(game.heard("key")) >= 8 and len(ear.events) >= 16)
        wait_until(lambda: len(game.heard("release")) >= 8 and len(game.heard("key_up")) >= 8)
    assert [event.name for event in ear.events if event.kind == "key"] == list(HOTKEYS)
    assert [event.name for event in ear.events if event.kind == "click"] == ["left", "right"] * 4
    assert [line["x"] for line in game.heard("press")] == [64.0 * number for number in range(8)]


def test_a_double_click_is_sent_as_it_would_be_heard(game: GameProcess, ear: Ear) -> None:
    with InputSender() as sender:
        sender.click("left", double=True)
        wait_until(lambda: ear.names == ["left", "double"])
        sender.move(*find_window("Alpha").geometry().to_screen(0.6, 0.6))
        sender.click("left")
        sender.click("left", double=True)
        wait_until(lambda: len(ear.events) >= 4)
    assert ear.names == ["left", "double"] * 2


def test_closing_the_sender_lets_go_of_all_that_is_down(game: GameProcess) -> None:
    sender = InputSender()
    for name in HOTKEYS:
        sender.tap(name)
    sender.click("left")
    sender.close()
    assert wait_until(lambda: len(game.heard("key_up")) >= len(HOTKEYS) and game.heard("release"))
    assert len(game.heard("key_up")) == len(HOTKEYS)


def test_the_cursor_is_where_it_was_put(screen: str) -> None:
    with InputSender() as sender:
        sender.move(123, 456)
    assert Cursor().position() == (123, 456)


def test_the_brake_is_heard_whoever_has_the_focus(open_game: OpenGame) -> None:
    open_game("Beta")
    pressed: list[float] = []
    brake = BrakeListener(lambda: pressed.append(now())).start()
    try:
        xdotool("key", "F11", "F12")
        wait_until(lambda: pressed)
    finally:
        brake.close()
    assert len(pressed) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="X11 only")
def test_without_a_screen_listening_is_one_sentence(screen: str) -> None:
    code = (
        "from core.errors import UserError\nfrom core.inputs import InputSender\n"
        "try:\n    InputSender()\nexcept UserError as error:\n    print(int(error.code), error)"
    )
    environment = {"PATH": "/usr/bin", "PYTHONPATH": "."}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("4 There is no screen to look at")


def test_the_listener_of_the_other_systems_hears_the_same(game: GameProcess) -> None:
    code = (
        "import os, time; from core.inputs_pynput import PynputEars\n"
        "ears = PynputEars(lambda raw: print(raw.kind, raw.name, raw.down, raw.x, raw.y, flush=True))\n"
        "ears.start(); time.sleep(0.3); print('ready', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None and process.stdout.readline() == "ready\n"
            xdotool("mousemove", "300", "200", "key", "q", "key", "x", "key", "Control_L", "click", "1", "click", "2")
            xdotool("click", "3")
            heard = [process.stdout.readline().split() for _ in range(8)]
        finally:
            process.kill()
    # Mouse and keyboard have a thread each.
    keys = [line[1:3] for line in heard if line[0] == "key"]
    clicks = [line[1:] for line in heard if line[0] == "click"]
    assert keys == [["Q", "True"], ["Q", "False"], ["Ctrl", "True"], ["Ctrl", "False"]]
    assert clicks == [[name, down, "300", "200"] for name in ("left", "right") for down in ("True", "False")]

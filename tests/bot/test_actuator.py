from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from threading import Event

import pytest
from conftest import GameProcess, wait_until

from bot.actuator import Actuator
from core.inputs import Cursor, InputSender
from core.observation import Observation
from core.profile import load_profile
from core.screen import find_window
from core.words import HOTKEY_ID, Action, Click

pytestmark = pytest.mark.screen

NOTHING = Observation(0, {}, [])
PROFILE = load_profile("arena")


class NotingSender(InputSender):
    """The real thing, that also remembers where it put the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[tuple[float, float]] = []

    def move(self, x_px: float, y_px: float) -> None:
        self.places.append((x_px, y_px))
        super().move(x_px, y_px)


class Setup:
    def __init__(self, game: GameProcess) -> None:
        self.game = game
        self.place = find_window("Alpha").geometry()
        self.sender = NotingSender()
        self.forbidden = Event()
        self.actuator = Actuator(PROFILE, self.sender, lambda: not self.forbidden.is_set(), time.sleep)

    def perform(self, x: float, y: float, click: Click = Click.NONE, hotkey: str = "none") -> None:
        self.actuator.perform(NOTHING, Action(x, y, click, HOTKEY_ID[hotkey]), self.place)


@pytest.fixture
def setup(open_game: Callable[..., GameProcess]) -> Iterator[Setup]:
    setup = Setup(open_game("Alpha", 640, 360))
    setup.sender.move(*setup.place.to_screen(0.1, 0.1))
    setup.sender.places.clear()
    yield setup
    setup.actuator.close()


def test_clicks_land_where_they_were_meant(setup: Setup) -> None:
    setup.perform(0.5, 0.25, Click.LEFT)
    setup.perform(0.75, 0.5, Click.RIGHT)
    presses = wait_until(lambda: len(found := setup.game.heard("press")) >= 2 and found)
    assert [(press["name"], press["x"], press["y"]) for press in presses] == [("left", 320, 90), ("right", 480, 180)]


def test_a_double_click_is_two_presses(setup: Setup) -> None:
    setup.perform(0.5, 0.5, Click.DOUBLE)
    setup.perform(0.5, 0.5, hotkey="E")
    # A window manager may hold a click back for a moment while the key behind it passes.
    wait_until(lambda: setup.game.heard("key") and len(setup.game.heard("release")) >= 2)
    assert len(setup.game.heard("press")) == 2


def test_only_the_profiles_hotkeys_are_ever_pressed(setup: Setup) -> None:
    for name in ("Q", "9", "Space", "none", "5", "Ctrl"):
        setup.perform(0.5, 0.5, hotkey=name)
    wait_until(lambda: len(setup.game.heard("key_up")) >= 3)
    assert [line["text"] for line in setup.game.heard("key")] == ["q", " ", ""]


def test_the_cursor_goes_smoothly_and_comes_to_rest_exactly_there(setup: Setup) -> None:
    setup.perform(0.9, 0.1)
    goal = setup.place.to_screen(0.9, 0.1)
    wait_until(lambda: Cursor().position() == goal)
    ways = [x for x, _ in setup.sender.places]
    assert len(ways) >= 2
    assert ways == sorted(ways)
    start = setup.place.to_screen(0.1, 0.1)[0]
    assert start < ways[0] < goal[0]


def test_nothing_is_sent_while_it_is_forbidden(setup: Setup) -> None:
    before = Cursor().position()
    setup.forbidden.set()
    setup.perform(0.9, 0.9, Click.LEFT, "Q")
    setup.perform(0.9, 0.8, Click.RIGHT, "E")
    setup.actuator.close()
    assert Cursor().position() == before
    assert setup.game.heard("press", "key") == []


def test_a_ban_on_the_way_stops_the_cursor_and_withholds_the_click(setup: Setup) -> None:
    class Strict(NotingSender):
        def move(sender, x_px: float, y_px: float) -> None:
            super().move(x_px, y_px)
            setup.forbidden.set()

    sender = Strict()
    actuator = Actuator(PROFILE, sender, lambda: not setup.forbidden.is_set(), time.sleep)
    actuator.perform(NOTHING, Action(0.9, 0.9, Click.LEFT), setup.place)
    actuator.close()
    assert len(sender.places) == 1
    assert setup.game.heard("press") == []


def test_closing_lets_go_of_all_keys(setup: Setup) -> None:
    setup.perform(0.5, 0.5, hotkey="Ctrl")
    setup.actuator.close()
    wait_until(lambda: setup.game.heard("key_up"))
    assert len(setup.game.heard("key")) == len(setup.game.heard("key_up")) == 1

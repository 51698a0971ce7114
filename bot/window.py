"""The bot at a real window: it looks at the picture, asks its policy, and moves the real mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from bot.actuator import Actuator
from bot.brake import Brake
from bot.gauges import Gauges
from bot.teller import Teller
from core.clock import Every, Schedule, now
from core.inputs import InputSender
from core.job import log
from core.observation import Observation, Player
from core.perception import Perception
from core.profile import Profile
from core.runs import RunWriter
from core.screen import Capture, GameWindow, Geometry, WindowClosed
from core.settings.bot import BotSettings
from core.words import Action

#: decisions a second
RATE = 20.0


class Hand(Protocol):
    """What carries actions out, or only tells them."""

    def perform(self, seen: Observation, action: Action, place: Geometry) -> None: ...

    def close(self) -> None: ...


def play_window(
    settings: BotSettings,
    profile: Profile,
    window: GameWindow,
    player: Player,
    perception: Perception,
    run: RunWriter,
) -> dict[str, Any]:
    """Play until stopped by F12, on request, by the time, or because the window was closed."""
    limit = settings.minutes * 60 if settings.minutes else None
    gauges = Gauges(run, lambda seconds: min(seconds / limit, 1.0) if limit else None)
    with InputSender() as sender, Capture(window) as capture:
        brake = Brake(on_stuck=sender.close).start()
        hand: Hand
        if settings.test_mode:
            hand = Teller(player)
            log.info("Watching %r, and only saying what it would do. F12 stops.", window.title)
        else:
            hand = Actuator(profile, sender, lambda: not brake.pressed and window.focused(), brake.wait)
            log.info("Playing %r. F12 stops at once.", window.title)
        player.reset(settings.seed)

        def over() -> bool:
            return brake.pressed or run.stop_requested or (limit is not None and gauges.seconds >= limit)

        with Every(1.0, gauges.tell):
            try:
                _play(WindowSeat(window, capture, perception, player, hand), gauges, over, brake.wait)
            except WindowClosed as closed:
                log.info("%s", closed)
            finally:
                hand.close()
                brake.stopped()
        brake.close()
    if brake.pressed:
        log.info("Stopped by F12.")
    return gauges.result()


def _play(seat: WindowSeat, gauges: Gauges, over: Callable[[], bool], sleep: Callable[[float], object]) -> None:
    """Decide 20 times a second until it is over; wait while the game is not in front."""
    schedule = Schedule(1 / RATE)
    in_front = True
    while True:
        schedule.wait(sleep)
        if over():
            return
        if seat.in_front() != in_front:
            in_front = not in_front
            log.info(
                "The game has the focus again: going on."
                if in_front
                else "The game has not got the focus: nothing is sent until it has."
            )
        if in_front:
            gauges.note(seat.turn(), seat.mode)


class WindowSeat:
    """A player's seat at a window."""

    def __init__(
        self, window: GameWindow, capture: Capture, perception: Perception, player: Player, hand: Hand
    ) -> None:
        self._window = window
        self._capture = capture
        self._perception = perception
        self._player = player
        self._hand = hand
        self._start = now()

    @property
    def mode(self) -> str | None:
        """What the player says it is after."""
        return getattr(self._player, "mode", None)

    def in_front(self) -> bool:
        """Whether the game has the focus.

        Raises:
            WindowClosed: it is gone.
        """
        if self._window.focused():
            return True
        if not self._window.exists():
            raise WindowClosed(self._window.title)
        return False

    def turn(self) -> float:
        """Look, decide and act; returns the seconds from the picture to the action."""
        shot = self._capture.grab()
        seen = self._perception.see(shot.image, shot.t - self._start)
        action = self._player.act(seen)
        self._hand.perform(seen, action, shot.geometry)
        return now() - shot.t

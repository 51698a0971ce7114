"""What a game must offer to be recorded, played by a policy and scored without a window.

Recorder, evaluation and bot know no game. They ask `open_game` for the one that a profile speaks of: the arena, or an
environment of Gymnasium.
"""

from __future__ import annotations

import importlib
from typing import Protocol

from core.errors import ExitCode, UserError
from core.observation import Observation, Player
from core.profile import Profile
from core.words import Action

#: where the games are that a profile's `environment` may name, by the word before the colon
_GAMES = {"arena": "arena.game:ArenaGame", "gymnasium": "core.games.environment:GymnasiumGame"}


class Seat(Protocol):
    """A player's seat: observation in, action out. Same seed and same actions give the same play."""

    @property
    def tick(self) -> float:
        """Seconds between two decisions."""
        ...

    @property
    def time(self) -> float:
        """Seconds since `reset`."""
        ...

    @property
    def totals(self) -> dict[str, float]:
        """What was counted since `reset`."""
        ...

    @property
    def over(self) -> bool:
        """Whether the last step ended a game; the next one has begun by then. The arena's never ends."""
        ...

    def observe(self, ahead: float = 0.0) -> Observation:
        """What is seen `ahead` seconds after this tick, 0 <= ahead < `Game.tick`."""
        ...

    def step(self, action: Action) -> dict[str, float]:
        """Act and advance by one tick; returns what came of it, of `Game.outcomes`, only what is not zero."""
        ...

    def close(self) -> None:
        """Give back what it holds; it is not played at any more."""
        ...


class Game(Protocol):
    """One game, and who can play it."""

    profile: Profile
    #: seconds between two decisions at each of its seats
    tick: float
    #: width and height of its picture in pixels
    size: tuple[int, int]
    #: `source` of its recordings
    source: str
    #: whether it looks different between two ticks, so that more frames than ticks tell more
    smooth: bool
    #: whether it opens a window of its own, which can be recorded; else its seats have a `picture`
    own_window: bool
    #: what its hotkeys do in a word, where that can be told
    key_words: dict[str, str]
    #: what it counts
    outcomes: tuple[str, ...]
    #: whether it is played from its beginning to its end, and scored by the game; else by the minute, without end
    has_end: bool
    #: scripted players by name, if there are any; the first plays where nobody else is asked for
    players: tuple[str, ...]
    #: players to be better than
    baselines: tuple[str, ...]

    def seat(self, seed: int) -> Seat:
        """A seat at a new game."""
        ...

    def player(self, name: str) -> Player:
        """A new player: one of `players` or `baselines`, or any class `module:Class`.

        Raises:
            UserError: there is no such player.
        """
        ...


def usual_player(game: Game) -> str:
    """Who plays where nobody else is asked for.

    Raises:
        UserError: the game has no scripted player.
    """
    if not game.players:
        raise UserError(
            f"{game.profile.window_title} has no scripted player: say --player random or --player module:Class, or "
            "leave out --headless and play it yourself.",
            ExitCode.BAD_INPUT,
        )
    return game.players[0]


def open_game(profile: Profile) -> Game:
    """The game that a profile is of.

    Raises:
        UserError: it can only be played in a window, or what it needs is not installed.
    """
    named = profile.environment.name if profile.environment else ""
    where = _GAMES.get(named.partition(":")[0])
    if where is None:
        raise UserError(
            f"The game of profile {profile.name!r} can only be played in its window: without one there are the arena "
            "and the environments of Gymnasium (--env gymnasium:NAME).",
            ExitCode.BAD_INPUT,
        )
    module, _, name = where.partition(":")
    game: Game = getattr(importlib.import_module(module), name)(profile)
    return game

"""Closed loop: let players play a game, and count what comes of it and how they went about it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from arena.game import ArenaGame
from arena.pilots import ask
from core.games.game import Game
from core.observation import Observation, Player
from core.policy import PolicyBatch, stated_target
from core.words import HOTKEYS, Action

#: what is counted
OUTCOMES = ("score", "kills", "loot", "deaths", "damage")


@dataclass
class Style:
    """How somebody plays: how often each mode, target kind and hotkey came up."""

    modes: Counter[str] = field(default_factory=Counter)
    targets: Counter[str] = field(default_factory=Counter)
    hotkeys: Counter[str] = field(default_factory=Counter)

    def note(self, seen: Observation, action: Action, mode: str | None, target: int | None) -> None:
        """Count one decision."""
        if mode is not None:
            self.modes[mode] += 1
        if target is not None and 0 <= target < len(seen.objects):
            self.targets[seen.objects[target].cls] += 1
        if action.hotkey:
            self.hotkeys[HOTKEYS[action.hotkey]] += 1

    def parts(self) -> dict[str, Counter[str]]:
        """The counts by what is counted."""
        return {"modes": self.modes, "targets": self.targets, "hotkeys": self.hotkeys}

    def merged(self, other: Style) -> Style:
        """Both counts together."""
        return Style(self.modes + other.modes, self.targets + other.targets, self.hotkeys + other.hotkeys)


@dataclass
class Episode:
    """One episode: totals, also per minute, and style."""

    seed: int
    per_minute: dict[str, float]
    style: Style
    #: actions, one each tick
    decisions: int
    totals: dict[str, float] = field(default_factory=dict)
    #: decisions of Strategist, Tactician and Executor together, 0 for who has none of them
    model_decisions: int = 0


class _Table:
    """One seat at the game with the counts kept beside it."""

    def __init__(self, game: Game, seed: int) -> None:
        self.seed, self.seat, self._game = seed, game.seat(seed), game
        self.totals: Counter[str] = Counter()
        self.style = Style()
        self.ticks, self.over = 0, False

    def step(self, seen: Observation, action: Action, mode: str | None, target: int | None) -> None:
        """Count one decision and carry it out; once a game that has an end is over, nothing any more."""
        if self.over:
            return
        self.style.note(seen, action, mode, target)
        self.totals.update(self.seat.step(action))
        self.ticks += 1
        self.over = self._game.has_end and self.seat.over

    def episode(self, model_decisions: int = 0) -> Episode:
        """What came of it; nothing is played at the seat after that."""
        self.seat.close()
        minutes = self.ticks * self._game.tick / 60
        totals = {name: float(self.totals[name]) for name in OUTCOMES}
        per_minute = {name: value / minutes for name, value in totals.items()}
        return Episode(self.seed, per_minute, self.style, self.ticks, totals, model_decisions)


Progress = Callable[[float], bool]


def play_pilot(
    player: Player,
    seeds: Sequence[int],
    minutes: float,
    progress: Progress = lambda done: False,
    game: Game | None = None,
) -> list[Episode]:
    """Let one player play an episode a seed, of `minutes`, or as long as a game takes that has an end.

    `progress` gets the share done and may answer True to break off. Without a `game` it is the arena.
    """
    played = game or ArenaGame()
    ticks = _ticks(played, minutes)
    episodes = []
    for number, seed in enumerate(seeds):
        table = _Table(played, seed)
        player.reset(seed)
        while not table.over and table.ticks < ticks:
            seen = table.seat.observe()
            action = ask(player, seen)
            table.step(seen, action, _stated(player, "mode"), _stated(player, "target"))
        episodes.append(table.episode())
        if progress((number + 1) / len(seeds)):
            break
    return episodes


def play_policy(
    batch: PolicyBatch,
    seeds: Sequence[int],
    minutes: float,
    progress: Progress = lambda done: False,
    game: Game | None = None,
) -> list[Episode]:
    """`play_pilot` for a policy that plays all seeds at once, a seat each. Broken off early, the episodes are as long
    as they came."""
    played = game or ArenaGame()
    ticks = _ticks(played, minutes)
    tables = [_Table(played, seed) for seed in seeds]
    batch.reset(seeds)
    done = 0
    while done < ticks and not all(table.over for table in tables):
        seen = [table.seat.observe() for table in tables]
        actions = batch.act(seen)
        for seat, table in enumerate(tables):
            mode = batch.schema.modes[batch.modes[seat]]
            table.step(seen[seat], actions[seat], mode, stated_target(batch, seat))
        done += 1
        if done % 20 == 0 and progress(min(done / ticks, 1.0)):
            break
    # Every seat is asked as often as the others, also where its game was over before theirs.
    decisions = batch.decisions.total() // len(tables)
    return [table.episode(decisions) for table in tables]


def _ticks(game: Game, minutes: float) -> float:
    return math.inf if game.has_end else max(1, round(minutes * 60 / game.tick))


def _stated(player: Player, what: str) -> Any:
    return getattr(player, what, None)

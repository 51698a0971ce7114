"""Closed loop: let players play the arena, and count what comes of it and how they went about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from arena.pilots import ask
from arena.scene import TICK
from arena.seat import Seat
from core.observation import Observation, Player
from core.policy import PolicyBatch, stated_target
from core.words import HOTKEYS, Action

#: what is counted, per minute of play
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
    """One episode: totals per minute and style."""

    seed: int
    per_minute: dict[str, float]
    style: Style
    #: actions, one each tick
    decisions: int
    #: decisions of Strategist, Tactician and Executor together, 0 for who has none of them
    model_decisions: int = 0


class _Table:
    """One seat at the arena with the counts kept beside it."""

    def __init__(self, seed: int) -> None:
        self.seed, self.seat = seed, Seat(seed)
        self.totals: Counter[str] = Counter()
        self.style = Style()

    def step(self, seen: Observation, action: Action, mode: str | None, target: int | None) -> None:
        self.style.note(seen, action, mode, target)
        self.totals.update(self.seat.step(action))

    def episode(self, ticks: int, model_decisions: int = 0) -> Episode:
        minutes = ticks * TICK / 60
        per_minute = {name: self.totals[name] / minutes for name in OUTCOMES}
        return Episode(self.seed, per_minute, self.style, ticks, model_decisions)


Progress = Callable[[float], bool]


def play_pilot(
    player: Player, seeds: Sequence[int], minutes: float, progress: Progress = lambda done: False
) -> list[Episode]:
    """Let one player play an episode a seed. `progress` gets the share done and may answer True to break off."""
    ticks = _ticks(minutes)
    episodes = []
    for number, seed in enumerate(seeds):
        table = _Table(seed)
        player.reset(seed)
        for _ in range(ticks):
            seen = table.seat.observe()
            action = ask(player, seen)
            table.step(seen, action, _stated(player, "mode"), _stated(player, "target"))
        episodes.append(table.episode(ticks))
        if progress((number + 1) / len(seeds)):
            break
    return episodes


def play_policy(
    batch: PolicyBatch, seeds: Sequence[int], minutes: float, progress: Progress = lambda done: False
) -> list[Episode]:
    """Let a policy play all seeds at once, a seat each. Broken off early, the episodes are as long as they came."""
    ticks = _ticks(minutes)
    tables = [_Table(seed) for seed in seeds]
    batch.reset(seeds)
    done = 0
    for tick in range(ticks):
        seen = [table.seat.observe() for table in tables]
        actions = batch.act(seen)
        for seat, table in enumerate(tables):
            mode = batch.schema.modes[batch.modes[seat]]
            table.step(seen[seat], actions[seat], mode, stated_target(batch, seat))
        done = tick + 1
        if done % 20 == 0 and progress(done / ticks):
            break
    # Every seat is asked as often as the others.
    decisions = batch.decisions.total() // len(tables)
    return [table.episode(done, decisions) for table in tables]


def _ticks(minutes: float) -> int:
    return max(1, round(minutes * 60 / TICK))


def _stated(player: Player, what: str) -> Any:
    return getattr(player, what, None)

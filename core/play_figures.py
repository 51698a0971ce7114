"""What Evaluate Models finds in play: how the bot, the pilots and the baselines did on the same seeds."""

from __future__ import annotations

import msgspec


class Estimate(msgspec.Struct, kw_only=True):
    """A mean with its 95 % interval."""

    mean: float
    low: float
    high: float


Shares = dict[str, dict[str, float]]


class PlayerFigures(msgspec.Struct, kw_only=True):
    """How one player did: outcomes, and the shares of modes, targets and hotkeys."""

    episodes: int
    per_minute: dict[str, Estimate]
    #: the same in all of an episode, with how many decisions it took
    per_episode: dict[str, Estimate]
    by_seed: dict[str, dict[str, float]]
    shares: Shares


class ClosedLoop(msgspec.Struct, kw_only=True):
    """In play, everybody on the same seeds."""

    pilot: str | None
    #: first, and one past the last
    seeds: tuple[int, int]
    #: None for a game that has an end of its own
    episode_minutes: float | None
    #: the outcomes that the game counts
    counted: list[str]
    players: dict[str, PlayerFigures]
    #: to `pilot`: of modes, targets, hotkeys, and their mean; 0 alike, 1 nothing in common
    style_distance: dict[str, float | None] | None = None
    #: the same to every pilot that played
    style_distances: dict[str, dict[str, float | None]] = msgspec.field(default_factory=dict)
    #: mean distance of `pilot` in its even episodes from itself in its odd ones: what is no difference at all
    own_distance: float | None = None
    share_of_pilot: float | None = None
    #: 95 % interval of that share, episodes resampled in pairs
    share_interval: tuple[float, float] | None = None
    #: decisions of the three models in all, and how many a second of waiting
    decisions: int = 0
    decisions_per_s: float = 0.0

    @property
    def whole(self) -> bool:
        """Whether outcomes are told by the game: one that has an end is not better for being longer."""
        return self.episode_minutes is None

    @property
    def names(self) -> list[str]:
        """The outcomes to be told of each player."""
        return [*self.counted, "decisions"] if self.whole else self.counted

    @property
    def how(self) -> str:
        """What episodes were played."""
        return "whole games" if self.episode_minutes is None else f"episodes of {self.episode_minutes:g} min"

    def outcomes(self, player: str) -> dict[str, Estimate]:
        """A player's outcomes, by the game or by the minute."""
        return self.players[player].per_episode if self.whole else self.players[player].per_minute

    def words(self, name: str, value: float) -> str:
        """A number of an outcome."""
        return f"{value:.{0 if name == 'decisions' or (not self.whole and name in ('score', 'damage')) else 2}f}"

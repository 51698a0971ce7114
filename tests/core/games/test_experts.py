from __future__ import annotations

import pytest

from core.games.environment import make_profile
from core.games.game import Game, open_game
from core.profile import load_profile

pytest.importorskip("gymnasium", reason="the extra `gym` is not installed")


def scores(game: Game, who: str, games: int, most_steps: int = 3000) -> list[float]:
    found = []
    for seed in range(games):
        seat, player = game.seat(1000 + seed), game.player(who)
        player.reset(seed)
        for _ in range(most_steps):
            seat.step(player.act(seat.observe()))
            if seat.over:
                break
        found.append(seat.totals["score"])
    return found


@pytest.mark.parametrize(
    ("name", "at_least", "more_than_random"),
    [
        ("CartPole-v1", 500.0, 300.0),
        ("MountainCar-v0", -140.0, 40.0),
        ("Pendulum-v1", -400.0, 300.0),
        ("MiniGrid-Empty-8x8-v0", 0.9, 0.3),
        ("MiniGrid-DoorKey-6x6-v0", 0.9, 0.5),
    ],
)
def test_an_expert_is_good_at_every_game_and_chance_is_not(name: str, at_least: float, more_than_random: float) -> None:
    game = open_game(make_profile(name))
    played, guessed = scores(game, "expert", 3), scores(game, "random", 3)
    assert min(played) >= at_least
    assert sum(played) - sum(guessed) >= 3 * more_than_random


@pytest.mark.parametrize(
    ("name", "steps", "at_least"),
    [("ALE/Pong-v5", 300, -2.0), ("ALE/Breakout-v5", 200, 4.0), ("ALE/Freeway-v5", 300, 2.0)],
)
def test_an_expert_plays_ataris_games_better_than_chance(name: str, steps: int, at_least: float) -> None:
    game = open_game(make_profile(name))
    (played,), (guessed,) = scores(game, "expert", 1, steps), scores(game, "random", 1, steps)
    assert played >= at_least and played > guessed


def test_an_expert_says_what_it_is_after() -> None:
    game = open_game(make_profile("MiniGrid-DoorKey-6x6-v0"))
    seat, player = game.seat(3), game.player("expert")
    modes, targets = set(), []
    while not seat.over:
        seen = seat.observe()
        seat.step(player.act(seen))
        modes.add(player.mode)  # type: ignore[attr-defined]
        if (target := player.target) is not None:  # type: ignore[attr-defined]
            targets.append(seen.objects[target].cls)
    assert list(dict.fromkeys(targets)) == ["key", "locked_door", "goal"]
    assert modes == {"LOOT", "EXPLORE"}


def test_the_arena_is_a_game_like_any_other() -> None:
    game = open_game(load_profile("arena"))
    seat, player = game.seat(4), game.player(game.players[0])
    player.reset(4)
    for _ in range(600):
        seat.step(player.act(seat.observe()))
    assert seat.totals["score"] > 0 and not seat.over and not game.has_end
    assert seat.time == pytest.approx(600 * game.tick)

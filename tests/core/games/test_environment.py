from __future__ import annotations

import json
import sys

import numpy as np
import pytest

from core.errors import ExitCode, UserError
from core.games.environment import TURN, GymnasiumGame, GymnasiumSeat, make_profile
from core.games.game import open_game, usual_player
from core.home import Home
from core.profile import Profile, load_profile
from core.schema import FeatureSchema
from core.words import HOTKEY_ID, Action

gymnasium = pytest.importorskip("gymnasium", reason="the extra `gym` is not installed")

CARTPOLE = "gymnasium:CartPole-v1"


def seat_at(name: str, seed: int = 0) -> GymnasiumSeat:
    return GymnasiumSeat(make_profile(name), seed)


def press(key: str) -> Action:
    return Action(0.5, 0.5, hotkey=HOTKEY_ID[key] if key else 0)


def test_a_profile_is_made_from_the_spaces_and_kept_where_it_can_be_changed(home: Home) -> None:
    made = load_profile(CARTPOLE, home)
    assert made.state_names == ("obs_0", "obs_1", "obs_2", "obs_3", "down_0", "down_1")
    assert made.environment is not None and made.environment.keys == {"1": 0, "2": 1}
    file = home.profiles / "gymnasium-CartPole-v1.json"
    assert load_profile("gymnasium-CartPole-v1", home) == load_profile(CARTPOLE, home) == made
    file.write_text(json.dumps({**json.loads(file.read_text()), "window_title": "Mine"}))
    assert load_profile(CARTPOLE, home).window_title == "Mine"


@pytest.mark.parametrize(
    ("name", "keys", "states", "turns"),
    [
        ("MountainCar-v0", 3, 2 + 3, False),
        ("Pendulum-v1", 0, 3, False),
        ("FrozenLake-v1", 4, 16, True),
        ("ALE/Pong-v5", 6, 6, False),
        ("ALE/Enduro-v5", 9, 128 + 9, False),
        ("MiniGrid-DoorKey-5x5-v0", 7, 5, True),
    ],
)
def test_every_kind_of_environment_has_its_keys_and_numbers(name: str, keys: int, states: int, turns: bool) -> None:
    made = make_profile(name)
    assert made.environment is not None
    assert (len(made.hotkeys), len(made.state_names), made.environment.turns) == (keys, states, turns)
    assert FeatureSchema.of(made).bars == tuple(range(states))
    seen = GymnasiumSeat(made, 0).observe()
    assert tuple(seen.state) == made.state_names
    assert {item.cls for item in seen.objects} <= set(made.class_names)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Nothing-v9", "Gymnasium cannot make 'Nothing-v9'"),
        ("ALE/DoubleDunk-v5", "has 18 actions, and there are 14 hotkeys"),
        ("CarRacing-v3", "box2d"),
        ("Blackjack-v1", ""),
    ],
)
def test_what_cannot_be_played_is_one_sentence(name: str, words: str) -> None:
    if not words:
        assert make_profile(name).hotkeys == ("1", "2")
        return
    with pytest.raises(UserError, match=words) as caught:
        make_profile(name)
    assert caught.value.code == ExitCode.BAD_INPUT


@pytest.mark.parametrize(("name", "module"), [("CartPole-v1", "gymnasium"), ("ALE/Pong-v5", "ale_py")])
def test_without_the_extra_it_is_said_how_to_get_it(name: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UserError, match=rf"^gymnasium:{name} needs {module}, .* pip install 'understudy\[gym\]'\.$"):
        make_profile(name)


def test_a_seat_plays_what_gymnasium_plays_bit_for_bit() -> None:
    seat, twin = seat_at("CartPole-v1", 7), gymnasium.make("CartPole-v1")
    seen, _ = twin.reset(seed=7)
    for tick in range(12):
        assert [seat.observe().state[f"obs_{i}"] for i in range(4)] == [float(value) for value in seen]
        seen, _, ended, _, _ = twin.step(tick % 2)
        seat.step(press("12"[tick % 2]))
        assert seat.over == ended
    assert seat.totals == {"score": 12.0} and seat.time == pytest.approx(0.6)


def test_the_key_pressed_last_stays_down_and_is_seen() -> None:
    seat, twin = seat_at("CartPole-v1"), gymnasium.make("CartPole-v1")
    twin.reset(seed=0)
    for key, action in (("", 0), ("2", 1), ("", 1), ("", 1), ("1", 0), ("", 0)):
        seat.step(press(key))
        seen, *_ = twin.step(action)
        state = seat.observe().state
        assert [state[f"obs_{i}"] for i in range(4)] == [float(value) for value in seen]
        assert (state["down_0"], state["down_1"]) == (action == 0, action == 1)


def with_keys(name: str, keys: dict[str, int], hotkeys: tuple[str, ...] | None = None) -> Profile:
    """The environment's profile after its user gave it other keys."""
    made = make_profile(name)
    assert made.environment is not None
    environment = made.environment.model_copy(update={"keys": keys})
    return made.model_copy(update={"environment": environment, "hotkeys": hotkeys or tuple(keys)})


def test_other_keys_do_the_same_and_are_seen_by_the_same_names() -> None:
    game = open_game(with_keys("CartPole-v1", {"Q": 0, "E": 1}))
    seat = game.seat(0)
    for key, action in (("", 0), ("E", 1), ("2", 1), ("", 1), ("Q", 0)):
        seat.step(press(key))
        state = seat.observe().state
        assert tuple(state) == game.profile.state_names
        assert (state["down_0"], state["down_1"]) == (action == 0, action == 1)


@pytest.mark.parametrize(
    ("name", "keys", "score"),
    [
        ("CartPole-v1", {"E": 0, "Q": 1}, 500.0),
        ("MiniGrid-DoorKey-6x6-v0", dict(zip("987654321", range(7), strict=False)), 0.9),
    ],
)
def test_an_expert_presses_the_keys_of_the_profile(name: str, keys: dict[str, int], score: float) -> None:
    game = open_game(with_keys(name, keys))
    seat, player = game.seat(1), game.player("expert")
    player.reset(1)
    while not seat.over:
        seat.step(player.act(seat.observe()))
    assert seat.totals["score"] >= score


def test_an_action_without_a_key_is_seen_all_the_same() -> None:
    game = open_game(with_keys("MountainCar-v0", {"1": 0, "3": 2}))
    assert tuple(game.seat(0).observe().state) == game.profile.state_names


@pytest.mark.parametrize(
    ("keys", "hotkeys", "words"),
    [
        ({"Q": 0, "E": 1}, ("1", "2"), "gives the key 'Q' an action: add it to the hotkeys"),
        ({"Q": 0, "E": 2}, None, "gives the key 'E' the action 2, and there are 2, counted from 0"),
        ({}, ("1", "2"), "gives no key an action: CartPole-v1 is played with keys"),
    ],
)
def test_keys_that_lead_nowhere_are_told(keys: dict[str, int], hotkeys: tuple[str, ...] | None, words: str) -> None:
    with pytest.raises(UserError, match=words) as caught:
        open_game(with_keys("CartPole-v1", keys, hotkeys))
    assert caught.value.code == ExitCode.BAD_INPUT


def test_a_game_of_turns_waits_for_a_key_while_time_goes_on() -> None:
    seat = seat_at("MiniGrid-Empty-5x5-v0")
    before = seat.observe()
    assert seat.step(press("")) == {} and seat.time == TURN
    assert seat.observe().state == before.state and seat.observe().objects == before.objects
    seat.step(press("1"))
    assert seat.observe().state != before.state


def test_the_cursor_is_the_action_where_that_is_a_number() -> None:
    seat, twin = seat_at("Pendulum-v1"), gymnasium.make("Pendulum-v1")
    twin.reset(seed=0)
    for x, torque in ((0.0, -2.0), (0.75, 1.0), (1.0, 2.0)):
        outcome = seat.step(Action(x, 0.3))
        _, reward, *_ = twin.step(np.array([torque], np.float32))
        assert outcome == {"score": pytest.approx(reward)}


def test_when_a_game_ends_the_next_one_has_begun_and_the_score_goes_on() -> None:
    seat = seat_at("CartPole-v1", 3)
    ends = []
    for tick in range(60):
        seat.step(press("2"))
        if seat.over:
            ends.append(tick)
            assert abs(seat.observe().state["obs_2"]) <= 0.05
            assert seat.observe().state["down_0"] == 1.0
    assert len(ends) >= 4 and seat.totals == {"score": 60.0}


def test_the_same_seed_and_actions_are_the_same_play_over_several_games() -> None:
    def play(seed: int) -> list[dict[str, float]]:
        seat, player = seat_at("CartPole-v1", seed), GymnasiumGame(make_profile("CartPole-v1")).player("random")
        player.reset(1)
        seen = []
        for _ in range(100):
            seen.append(seat.observe().state)
            seat.step(player.act(seat.observe()))
        return seen

    assert play(5) == play(5) != play(6)


def test_a_profile_of_another_version_is_told_and_not_played(home: Home) -> None:
    made = load_profile(CARTPOLE, home)
    older = Profile.model_validate({**made.model_dump(), "hud": made.model_dump()["hud"][1:]})
    with pytest.raises(UserError, match=r"made for another version of CartPole-v1: delete its file"):
        open_game(older)


def test_who_can_play_is_told_by_name() -> None:
    game = open_game(make_profile("Acrobot-v1"))
    assert game.players == () and open_game(make_profile("CartPole-v1")).players == ("expert",)
    with pytest.raises(UserError, match="There is no pilot 'expert'; known are random, or give module:Class"):
        game.player("expert")
    with pytest.raises(UserError, match="Acrobot-v1 has no scripted player: say --player random"):
        usual_player(game)

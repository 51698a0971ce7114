from __future__ import annotations

import pytest
from helpers.plays import untrained_models

from arena.pilots import load_pilot
from arena.scene import TICK
from arena.seat import Seat
from core.observation import Observation
from core.policy import PolicyBatch
from core.words import HOTKEY_ID, Action, Click
from trainers.closed_loop import OUTCOMES, Style, play_pilot, play_policy


class Shooter:
    """Presses one key every tick and says nothing of what it is after."""

    def reset(self, seed: int) -> None:
        self.acts = 0

    def act(self, observation: Observation) -> Action:
        self.acts += 1
        return Action(0.5, 0.5, Click.NONE, HOTKEY_ID["Q"] if self.acts % 2 else 0)


def test_what_is_counted_is_what_the_game_says() -> None:
    (episode,) = play_pilot(load_pilot("collector"), [4], minutes=0.5)
    seat, pilot = Seat(4), load_pilot("collector")
    pilot.reset(4)
    for _ in range(round(30 / TICK)):
        seat.step(pilot.act(seat.observe()))
    assert episode.decisions == 600 and episode.seed == 4
    assert {name: seat.totals[name] / 0.5 for name in OUTCOMES} == pytest.approx(episode.per_minute)
    assert episode.per_minute["loot"] > 0


def test_style_is_what_a_player_says_and_presses() -> None:
    (episode,) = play_pilot(load_pilot("aggressor"), [1], minutes=0.3)
    style = episode.style
    assert style.modes.total() == episode.decisions
    assert 0 < style.targets.total() <= episode.decisions
    assert set(style.targets) <= set(["drone", "raider", "hulk", "crate", "ore", "station", "gate", "asteroid"])
    (silent,) = play_pilot(Shooter(), [1], minutes=0.1)
    assert not silent.style.modes and not silent.style.targets
    assert silent.style.hotkeys == {"Q": 60}


def test_the_same_seed_is_the_same_episode_whoever_played_before() -> None:
    first, second, again = play_pilot(load_pilot("aggressor"), [5, 6, 5], minutes=0.2)
    assert first.per_minute == again.per_minute and first.style == again.style
    assert first.style != second.style


def test_playing_can_be_broken_off() -> None:
    told: list[float] = []

    def stop(done: float) -> bool:
        told.append(done)
        return len(told) == 2

    assert len(play_pilot(Shooter(), range(10), 0.05, stop)) == 2 and told == [0.1, 0.2]
    told.clear()
    episodes = play_policy(PolicyBatch(untrained_models(), 2), [1, 2], 1.0, stop)
    assert [episode.decisions for episode in episodes] == [40, 40]


def test_seats_played_at_once_are_the_episodes_played_alone() -> None:
    models, seeds = untrained_models(), [11, 12, 13]
    together = play_policy(PolicyBatch(models, 3), seeds, minutes=0.1)
    for number, seed in enumerate(seeds):
        (alone,) = play_policy(PolicyBatch(models, 1), [seed], minutes=0.1)
        assert alone.style == together[number].style
        assert alone.per_minute == pytest.approx(together[number].per_minute)
    assert together[0].style != together[1].style


def test_a_policys_style_has_a_mode_for_every_decision() -> None:
    (episode,) = play_policy(PolicyBatch(untrained_models(), 1), [3], minutes=0.1)
    assert episode.style.modes.total() == episode.decisions == 120


def test_styles_add_up() -> None:
    seen = Observation(0.0, {}, [])
    one, other = Style(), Style()
    one.note(seen, Action(0.5, 0.5, Click.NONE, HOTKEY_ID["Q"]), "FIGHT", None)
    # A target that is not in view, as a stranger's pilot may have one.
    other.note(seen, Action(0.5, 0.5), "FIGHT", 3)
    other.note(seen, Action(0.5, 0.5), None, -1)
    both = one.merged(other)
    assert both.modes == {"FIGHT": 2} and both.hotkeys == {"Q": 1} and not both.targets
    assert one.modes == {"FIGHT": 1}

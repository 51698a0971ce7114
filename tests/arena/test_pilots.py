from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from arena.pilots import BASELINES, PILOTS, load_pilot
from arena.pilots.aggressor import Aggressor
from arena.scene import TICK
from arena.seat import Seat
from arena.view import visible_boxes
from core.observation import Observation, SeenObject
from core.profile import Role, load_profile
from core.words import HOTKEYS, MODES, Action, Click

PROFILE = load_profile("arena")


@cache
def score(name: str) -> float:
    """Points of a player over three short episodes."""
    total = 0.0
    for seed in (201, 202, 203):
        seat, player = Seat(seed), load_pilot(name)
        player.reset(seed)
        for _ in range(2400):
            seat.step(player.act(seat.observe()))
        total += seat.totals["score"]
    return total


@pytest.mark.parametrize("name", PILOTS)
def test_every_pilot_is_far_better_than_the_nearest_object_clicker(name: str) -> None:
    assert score(name) > 1.5 * max(score("clicker"), 0.0)


def test_the_clicker_is_better_than_chance() -> None:
    assert score("clicker") > score("random")


@pytest.mark.parametrize("name", PILOTS)
def test_ten_minutes_show_every_mode_several_hotkeys_and_sound_targets(name: str) -> None:
    seat, pilot = Seat(21), load_pilot(name)
    pilot.reset(21)
    modes: Counter[str] = Counter()
    keys: Counter[str] = Counter()
    targets: Counter[str] = Counter()
    for _ in range(round(600 / TICK)):
        observation = seat.observe()
        action = pilot.act(observation)
        assert 0 <= action.x <= 1 and 0 <= action.y <= 1
        modes[pilot.mode] += 1  # type: ignore[attr-defined]
        keys[HOTKEYS[action.hotkey]] += 1
        target = pilot.target  # type: ignore[attr-defined]
        targets["" if target is None else observation.objects[target].cls] += 1
        seat.step(action)
    assert set(modes) == set(MODES)
    assert len({"Ctrl", "Q", "E", "R", "Space", "1", "2", "3"} & set(keys)) >= 4
    assert {"drone", "raider", "crate", "ore", ""} <= set(targets)


@pytest.mark.parametrize("name", [*PILOTS, *BASELINES])
def test_a_reset_player_repeats_itself(name: str) -> None:
    def play(player_seed: int) -> list[Action]:
        seat = Seat(5)
        player.reset(player_seed)
        return [_step(seat, player.act(seat.observe())) for _ in range(400)]

    player = load_pilot(name)
    first = play(1)
    assert play(1) == first
    assert play(2) != first


def _step(seat: Seat, action: Action) -> Action:
    seat.step(action)
    return action


def test_a_pilot_needs_at_least_a_reaction_and_a_movement_to_click_what_appears() -> None:
    state = Seat(0).observe().state | {"safe": 0.0, "map_x": 0.5, "map_y": 0.4}
    for seed in range(20):
        pilot = Aggressor()
        pilot.reset(seed)
        for tick in range(40):
            pilot.act(Observation(tick * TICK, state, []))
        enemy = SeenObject("drone", 0.6, 0.4, 44 / 1280, 44 / 720)
        for tick in range(40, 80):
            action = pilot.act(Observation(tick * TICK, state, [enemy]))
            assert (pilot.mode, pilot.target) == ("FIGHT", 0), "the intent is stated at once"
            if action.click == Click.LEFT and abs(action.x - 0.6) < 0.04:
                break
        assert 0.3 - 1e-6 <= (tick - 40) * TICK <= 0.8


def test_a_pilot_with_nothing_known_in_view_still_plays() -> None:
    pilot = Aggressor()
    pilot.reset(0)
    state = Seat(0).observe().state
    strange = SeenObject("teapot", 0.5, 0.5, 0.1, 0.1)
    actions = [pilot.act(Observation(tick * TICK, state, [strange])) for tick in range(40)]
    assert any(action.click for action in actions)
    assert pilot.target is None


def test_the_clicker_clicks_the_nearest_enemy_or_loot_and_then_fires() -> None:
    state = Seat(0).observe().state
    near, far = SeenObject("drone", 0.6, 0.5, 0.03, 0.06), SeenObject("crate", 0.2, 0.5, 0.03, 0.06)
    rock = SeenObject("asteroid", 0.51, 0.5, 0.03, 0.06)
    clicker = load_pilot("clicker")
    clicker.reset(0)
    actions = [clicker.act(Observation(tick * TICK, state, [rock, far, near])) for tick in range(100)]
    busy = [action for action in actions if action.click or action.hotkey]
    assert {(action.x, action.y) for action in busy} == {(0.6, 0.5)}
    assert [HOTKEYS[action.hotkey] for action in busy[:4]] == ["none", "Ctrl", "none", "Ctrl"]
    assert 2 <= len(busy) / 5 <= 3.5


def test_pilots_see_what_the_view_shows_and_nothing_else() -> None:
    seat = Seat(8)
    pilot = Aggressor()
    pilot.reset(8)
    for _ in range(1200):
        observation = seat.observe()
        assert len(observation.objects) == len(visible_boxes(seat.scene()))
        seat.step(pilot.act(observation))
        if pilot.target is not None and pilot.mode == "FIGHT":
            assert PROFILE.roles[observation.objects[pilot.target].cls] is Role.ENEMY

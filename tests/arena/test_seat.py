from __future__ import annotations

import hashlib
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arena import rules
from arena.scene import TICK
from arena.seat import Seat
from arena.simulation import COUNTED
from core.profile import load_profile
from core.words import HOTKEY_ID, Action, Click

PROFILE = load_profile("arena")
KEYS = sorted(PROFILE.hotkey_ids)


def fingerprint(seed: int, ticks: int = 1500) -> str:
    """A hash of all that is seen and all that comes of it, over an episode of seeded chance actions."""
    seat, random, digest = Seat(seed), Random(seed), hashlib.sha256()
    for _ in range(ticks):
        busy = random.random() < 0.2
        action = Action(
            random.random(),
            random.random(),
            random.choice(list(Click)) if busy else Click.NONE,
            random.choice(KEYS) if busy else 0,
        )
        digest.update(msgspec.json.encode(seat.observe()))
        digest.update(repr(sorted(seat.step(action).items())).encode())
    digest.update(repr(seat.scene()).encode())
    return digest.hexdigest()


def test_the_same_seed_and_actions_give_the_same_episode_bit_for_bit() -> None:
    assert fingerprint(4) == fingerprint(4)


def test_another_seed_gives_another_episode() -> None:
    assert fingerprint(4, ticks=5) != fingerprint(5, ticks=5)


def test_a_reset_seat_plays_like_a_new_one() -> None:
    used, new = Seat(1), Seat(7)
    for _ in range(200):
        used.step(Action(0.9, 0.4, Click.LEFT, HOTKEY_ID["R"]))
    used.reset(7)
    assert used.observe() == new.observe()
    assert used.totals == new.totals == dict.fromkeys(COUNTED, 0)


def test_looking_changes_nothing() -> None:
    watched, alone = Seat(2), Seat(2)
    for _ in range(300):
        watched.observe()
        watched.observe(ahead=0.03)
        watched.scene()
        watched.step(Action(0.7, 0.3, Click.LEFT))
        alone.step(Action(0.7, 0.3, Click.LEFT))
    assert watched.observe() == alone.observe()


def test_the_state_holds_exactly_the_profiles_numbers() -> None:
    assert set(Seat(0).observe().state) == set(PROFILE.state_names)


def test_time_is_counted_in_ticks_and_looking_ahead_shows_a_later_moment() -> None:
    seat = Seat(0)
    for _ in range(30):
        seat.step(Action(0.95, 0.5, Click.LEFT))
    assert seat.time == pytest.approx(30 * TICK)
    now, soon = seat.observe(), seat.observe(ahead=0.04)
    assert soon.t == pytest.approx(now.t + 0.04)
    station = next(item for item in now.objects if item.cls == "station")
    later = next(item for item in soon.objects if item.cls == "station")
    assert (station.x - later.x) * 1280 == pytest.approx(0.04 * rules.CRUISE, abs=0.5)
    assert {name: now.state[name] for name in ("hp", "energy", "map_x")} == {
        name: soon.state[name] for name in ("hp", "energy", "map_x")
    }


def test_outcomes_add_up_to_the_totals_and_never_hold_zeros() -> None:
    seat, random = Seat(9), Random(9)
    added = dict.fromkeys(COUNTED, 0.0)
    for _ in range(3000):
        outcome = seat.step(Action(random.random(), random.random(), Click.LEFT, random.choice([0, *KEYS])))
        assert all(outcome.values())
        for name, amount in outcome.items():
            added[name] += amount
    assert seat.totals == pytest.approx(added)
    assert added["damage"] > 0 and added["loot"] > 0


fraction = st.floats(0, 1, allow_nan=False)
actions = st.builds(Action, fraction, fraction, st.sampled_from(list(Click)), st.sampled_from([0, *KEYS]))


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32), moves=st.lists(st.tuples(actions, st.integers(1, 25)), max_size=30))
def test_whatever_is_done_the_world_stays_in_order(seed: int, moves: list[tuple[Action, int]]) -> None:
    seat = Seat(seed)
    for action, wait in moves:
        for step in range(wait):
            seat.step(action if step == 0 else Action(action.x, action.y))
            check_order(seat)


def check_order(seat: Seat) -> None:
    scene, observation = seat.scene(), seat.observe()
    radius = rules.SHIP_RADIUS
    assert radius <= scene.ship.x <= scene.world_width - radius
    assert radius <= scene.ship.y <= scene.world_height - radius
    for sprite in scene.sprites:
        assert 0 <= sprite.x <= scene.world_width and 0 <= sprite.y <= scene.world_height
        assert 0 < sprite.hp <= 1
    assert len({sprite.id for sprite in scene.sprites}) == len(scene.sprites)
    for name, value in observation.state.items():
        assert 0 <= value <= 1, name
    assert len(observation.objects) <= 32
    for item in observation.objects:
        assert item.cls in PROFILE.class_names
        assert item.x - item.w / 2 >= -1e-9 and item.x + item.w / 2 <= 1 + 1e-9
        assert item.y - item.h / 2 >= -1e-9 and item.y + item.h / 2 <= 1 + 1e-9
        assert item.w > 0 and item.h > 0

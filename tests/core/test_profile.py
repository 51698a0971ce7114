from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.assets import ASSETS, available_profiles
from core.errors import ExitCode, UserError
from core.home import Home
from core.profile import (
    HudBar,
    HudElement,
    HudMarker,
    ObjectClass,
    Profile,
    Role,
    load_profile,
)
from core.words import HOTKEYS, MODES

GAME: dict[str, Any] = {
    "name": "game",
    "window_title": "Game",
    "classes": [{"name": "wolf", "role": "enemy"}],
    "hud": [{"kind": "bar", "name": "hp", "rect": [0, 0, 0.5, 0.1], "color": [255, 0, 0]}],
    "hotkeys": ["1", "Q"],
}

fractions = st.floats(0, 1)
names = st.text("abcdefgh_", min_size=1, max_size=8)
rects = st.tuples(fractions, fractions, fractions, fractions)
colors = st.tuples(*[st.integers(0, 255)] * 3)


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """Any profile that keeps the rules."""
    hud: list[HudElement] = []
    for name in draw(st.lists(names, unique=True, max_size=4)):
        if draw(st.booleans()):
            # A marker's numbers are named after it, so a suffix keeps them apart from every bar's.
            hud.append(HudMarker(name=f"{name}-m", rect=draw(rects), color=draw(colors)))
        else:
            hud.append(HudBar(name=name, rect=draw(rects), color=draw(colors)))
    classes = draw(st.lists(names, unique=True, min_size=1, max_size=5))
    return Profile(
        name=draw(names),
        window_title=draw(st.text(min_size=1)),
        classes=tuple(ObjectClass(name=name, role=draw(st.sampled_from(list(Role)))) for name in classes),
        hud=tuple(hud),
        hotkeys=tuple(draw(st.lists(st.sampled_from(HOTKEYS[1:]), unique=True))),
        modes=tuple(draw(st.lists(st.sampled_from(MODES), unique=True, min_size=1))),
    )


def write(home: Home, content: object, name: str = "game") -> Path:
    home.profiles.mkdir(parents=True, exist_ok=True)
    path = home.profiles / f"{name}.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(profiles())
def test_a_profile_comes_back_from_its_file_as_it_was(home: Home, profile: Profile) -> None:
    path = write(home, profile.model_dump_json(), profile.name)
    assert load_profile(profile.name, home) == profile
    assert load_profile(str(path), home) == profile


@settings(deadline=None, max_examples=50)
@given(profiles())
def test_every_part_of_the_hud_gives_its_numbers_a_name(profile: Profile) -> None:
    wanted = sum(1 if isinstance(element, HudBar) else 2 for element in profile.hud)
    assert len(set(profile.state_names)) == wanted
    assert list(profile.roles) == list(profile.class_names)
    assert 0 not in profile.hotkey_ids
    assert {HOTKEYS[key] for key in profile.hotkey_ids} == set(profile.hotkeys)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(st.one_of(st.binary(max_size=100), st.recursive(st.none() | st.integers(), st.lists).map(json.dumps)))
def test_a_file_of_anything_else_is_one_sentence_with_its_name(home: Home, data: bytes | str) -> None:
    path = write(home, "")
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    with pytest.raises(UserError, match=r"game\.json cannot be used") as caught:
        load_profile("game", home)
    assert caught.value.code == ExitCode.BAD_INPUT
    assert "\n" not in str(caught.value)


BAR = GAME["hud"][0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"hotkeys": ["F5"]}, "hotkeys: .*'F5' is not one of 1, 2"),
        ({"hotkeys": ["none"]}, "hotkeys: .*'none' is not one of"),
        ({"classes": [{"name": "wolf", "role": "friend"}]}, "classes.0.role"),
        ({"classes": [{"name": "wolf", "role": "enemy"}] * 2}, "every class needs a name of its own, got wolf, wolf"),
        ({"classes": []}, "classes"),
        ({"hud": [BAR, BAR]}, "every state needs a name of its own, got hp, hp"),
        ({"hud": [{**BAR, "rect": [0, 0, 1.5, 1]}]}, "hud.0.bar.rect.2"),
        ({"hud": [{**BAR, "rect": [0, 0, 1]}]}, "hud.0.bar.rect"),
        ({"hud": [{**BAR, "color": [256, 0, 0]}]}, "hud.0.bar.color.0"),
        ({"hud": [{**BAR, "kind": "dial"}]}, "hud.0"),
        ({"hud": [{**BAR, "meaning": "luck"}]}, "hud.0.bar.meaning"),
        ({"hud": [{**BAR, "meaning": "lock"}]}, "'hp' is a bar and cannot mean 'lock'"),
        (
            {"hud": [{**BAR, "meaning": "health"}, {**BAR, "name": "mp", "meaning": "health"}]},
            "two HUD elements mean 'health': only one can",
        ),
        ({"hotkeys": ["Q"], "key_meanings": {"E": "heal"}}, "key_meanings speaks of 'E', which is not among"),
        ({"hotkeys": ["Q"], "key_meanings": {"Q": "dance"}}, "key_meanings.Q"),
        ({"classes": [{"name": "wolf", "role": "enemy", "danger": 4}]}, "classes.0.danger"),
        ({"modes": ["SLEEP"]}, "modes.0"),
        ({"modes": []}, "modes"),
        ({"colour": "red"}, "colour"),
        ({"window_title": 5}, "window_title"),
        ({"window_title": ""}, "window_title"),
        ({"detector_size": 0}, "detector_size"),
    ],
)
def test_a_broken_rule_is_told_with_the_file_and_the_field(home: Home, change: dict[str, Any], words: str) -> None:
    write(home, {**GAME, **change})
    with pytest.raises(UserError, match=rf"game\.json cannot be used: {words}"):
        load_profile("game", home)


def test_a_number_that_is_none_is_refused(home: Home) -> None:
    write(home, json.dumps({**GAME, "hud": [{**BAR, "rect": [float("nan"), 0, 1, 1]}]}))
    with pytest.raises(UserError, match="hud"):
        load_profile("game", home)


def test_a_file_not_named_after_its_profile_is_told_what_to_do(home: Home) -> None:
    path = write(home, GAME, "other")
    words = r"calls itself 'game': name the file game\.json, or the profile 'other'"
    with pytest.raises(UserError, match=words) as caught:
        load_profile("other", home)
    assert caught.value.code == ExitCode.BAD_INPUT
    assert load_profile(str(path), home).name == "game"


def test_the_users_profile_wins_over_a_built_in_one_of_its_name(home: Home) -> None:
    assert load_profile("arena", home).window_title == "Outer Belt"
    path = write(home, {**GAME, "name": "arena"}, "arena")
    assert available_profiles(home)["arena"] == path
    assert load_profile("arena", home).window_title == "Game"


def test_an_unknown_name_is_answered_with_the_known_ones(home: Home) -> None:
    write(home, GAME)
    for name in ("chess", "missing.json"):
        with pytest.raises(UserError, match=f"no profile '{name}'; the known ones are: arena, game") as caught:
            load_profile(name, home)
        assert caught.value.code == ExitCode.BAD_INPUT


def test_detector_weights_are_found_beside_the_assets_or_where_they_say(tmp_path: Path) -> None:
    def path(detector: str | None) -> Path | None:
        return Profile.model_validate({**GAME, "detector": detector}).detector_path

    assert path(None) is None
    assert path("detectors/game.pt") == ASSETS / "detectors" / "game.pt"
    assert path(str(tmp_path / "game.pt")) == tmp_path / "game.pt"


def test_the_arena_is_a_profile_as_any_other() -> None:
    arena = load_profile("arena")
    assert arena.name == "arena"
    assert set(arena.roles.values()) == set(Role)
    assert set(arena.modes) == set(MODES)
    assert {"hp", "shield", "energy", "lock_x", "lock_y"} <= set(arena.state_names)
    assert {"Q", "E", "R", "Space", "Ctrl"} <= set(arena.hotkeys)

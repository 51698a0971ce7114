from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from random import Random

import numpy as np
import pytest
from helpers.odd_pilots import Kiter, Pacifist, Turncoat
from helpers.plays import ARENA, SCHEMA, arena_with, click, frame, key, observation_streams, recording_of, thing
from hypothesis import given, settings
from hypothesis import strategies as st

from arena.pilots import load_pilot
from arena.pilots.pilot import Pilot
from core.labels import fill_labels, hindsight, label_in_hindsight, slot_under
from core.observation import Observation, SeenObject
from core.played import NO_TARGET, UNKNOWN, Played, to_arrays
from core.recording import LABEL_SOURCES, Frame, InputEvent, Label, Recording
from core.schema import FeatureSchema
from core.words import HOTKEYS, MODES, Mode
from recorder.episode import play_episode

#: a ship that is well, at rest in the first sector
WELL = {
    "hp": 1.0, "shield": 1.0, "energy": 1.0, "ammo": 1 / 3, "sector": 1 / 3, "map_x": 0.3, "map_y": 0.3,
    **{f"ready_{name}": 1.0 for name in ("q", "e", "r", "space")},
}  # fmt: skip
ROCK = thing("asteroid", 0.1, 0.8)


@cache
def recorded(pilot: str | type[Pilot], seed: int, seconds: float = 90.0) -> Recording:
    """A play that the judge was not fitted to."""
    player = load_pilot(pilot) if isinstance(pilot, str) else pilot()
    return play_episode(player, ARENA, seed, name="somebody", fps=30.0, seconds=seconds)


def played_by(pilot: str | type[Pilot], seed: int) -> Played:
    """The same as arrays."""
    return to_arrays("a", recorded(pilot, seed), SCHEMA)


def agreement(played: Played) -> tuple[float, float]:
    """Shares of frames whose mode and whose target in hindsight are what the pilot says."""
    told = label_in_hindsight(played, ARENA)
    return float((told.mode == played.mode).mean()), float((told.target == played.target).mean())


def told(played: Played, t: float) -> tuple[Mode, str | None]:
    """Mode and class of the target at one time."""
    mode, target, _ = label_in_hindsight(played, ARENA)
    i = int(np.searchsorted(played.moments.t, t))
    kind = None if target[i] == NO_TARGET else ARENA.class_names[played.moments.cls[i, target[i]]]
    return MODES[mode[i]], kind


def film(shows: Callable[[float], tuple[list[SeenObject], dict[str, float]]], events: list[InputEvent]) -> Played:
    """Eight seconds of what `shows` gives for each time: objects and what the HUD says."""
    frames = []
    for n in range(240):
        objects, state = shows(n / 30)
        frames.append(frame(round(n / 30, 5), *objects, **{**WELL, **state}))
    return to_arrays("a", recording_of(frames, events), SCHEMA)


@pytest.mark.parametrize("pilot", ["aggressor", "careful", "collector"])
def test_hindsight_agrees_with_what_the_pilots_say(pilot: str) -> None:
    shares = np.mean([agreement(played_by(pilot, seed)) for seed in (7001, 7002)], axis=0)
    assert (shares > 0.88).all()


@pytest.mark.parametrize(("pilot", "mode", "target"), [(Pacifist, 0.7, 0.7), (Kiter, 0.7, 0.7), (Turncoat, 0.7, 0.7)])
def test_hindsight_mostly_agrees_with_pilots_of_other_styles(pilot: type[Pilot], mode: float, target: float) -> None:
    shares = np.mean([agreement(played_by(pilot, seed)) for seed in (7001, 7002)], axis=0)
    assert shares[0] > mode and shares[1] > target


def test_it_is_surer_where_it_is_right() -> None:
    for pilot in (Pacifist, Kiter, Turncoat):
        played = played_by(pilot, 7001)
        mode, _, confidence = label_in_hindsight(played, ARENA)
        right = mode == played.mode
        assert confidence[right].mean() > confidence[~right].mean() + 0.1


def test_hindsight_stands_a_detector_that_misses_some_and_trembles() -> None:
    random, whole = Random(0), recorded("aggressor", 7001)
    worn = [
        Frame(item.t, item.state, [_off(one, random) for one in item.objects if random.random() > 0.03], item.action)
        for item in whole.frames
    ]
    true = label_in_hindsight(to_arrays("a", whole, SCHEMA), ARENA)
    seen = label_in_hindsight(to_arrays("b", recording_of(worn, whole.events), SCHEMA), ARENA)
    assert (true.mode == seen.mode).mean() > 0.93


def _off(item: SeenObject, random: Random) -> SeenObject:
    return SeenObject(item.cls, item.x + random.gauss(0, 1 / 1280), item.y + random.gauss(0, 1 / 720), item.w, item.h)


def test_who_clicks_loot_and_flies_there_was_after_it_from_before_the_click() -> None:
    def shows(t: float) -> tuple[list[SeenObject], dict[str, float]]:
        flown = min(max((t - 3.0) / 2.5, 0.0), 1.0)
        x, y = 0.75 - 0.25 * flown, 0.3 + 0.2 * flown
        crate = [thing("crate", x, y, 0.03)] if flown < 1 else []
        rock = thing("asteroid", 0.4 - 0.25 * flown, 0.6 + 0.2 * flown)
        return [*crate, rock], {"dest_x": x, "dest_y": y} if 0 < flown < 1 else {}

    played = film(shows, [click(3.0, 0.75, 0.3)])
    for t in (2.9, 3.5, 5.0):
        assert told(played, t) == (Mode.LOOT, "crate")
    assert told(played, 7.5)[1] is None


def test_who_locks_and_shoots_an_enemy_fights_it_and_also_where_they_fly_about() -> None:
    def shows(t: float) -> tuple[list[SeenObject], dict[str, float]]:
        drone = thing("drone", 0.62 + 0.05 * math.sin(t), 0.4)
        locked = {"lock_x": drone.x, "lock_y": drone.y, "target_hp": 1 - (t - 1.5) / 7, "firing": float(t > 2)}
        return [drone, ROCK], locked if t > 1.5 else {}

    played = film(shows, [click(1.5, 0.67, 0.4), key(2.0, "Ctrl"), click(3.0, 0.7, 0.6), click(4.0, 0.6, 0.7)])
    for t in (2.0, 3.5, 5.0):
        assert told(played, t) == (Mode.FIGHT, "drone")


def test_who_runs_home_with_a_broken_hull_and_rests_there_flees() -> None:
    def shows(t: float) -> tuple[list[SeenObject], dict[str, float]]:
        raider = [thing("raider", 0.55 + 0.08 * t, 0.5)] if t < 5 else []
        station = [thing("station", max(0.5, 1.4 - 0.15 * t), 0.5, 0.15)] if t > 3.5 else []
        rock = thing("asteroid", 0.1 + 0.1 * min(t, 6.0), 0.8)
        state = {
            "hp": 0.3 if t < 6 else 0.3 + 0.25 * (t - 6),
            "shield": min(max(t - 6, 0) / 2, 1),
            "safe": float(t > 6),
        }
        way = {"dest_x": 0.02, "dest_y": 0.5} if 1 < t < 6 else {}
        return [*raider, *station, rock], {**state, **way}

    played = film(shows, [click(1.0, 0.86, 0.85), key(1.6, "R"), key(2.0, "Q")])
    for t in (3.0, 5.0, 7.0):
        assert told(played, t)[0] == Mode.FLEE


def test_who_does_nothing_where_nothing_is_explores() -> None:
    played = film(lambda t: ([ROCK], {}), [])
    assert told(played, 4.0) == (Mode.EXPLORE, None)


def test_a_long_recording_is_labelled_in_pieces_as_it_is_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    played = played_by("collector", 7001)
    whole = label_in_hindsight(played, ARENA)
    monkeypatch.setattr(hindsight, "PIECE", 700)
    pieces = label_in_hindsight(played, ARENA)
    assert len(pieces.mode) == len(played)
    # Steps need not fall on the same frames.
    assert (pieces.mode == whole.mode).mean() > 0.98 and (pieces.target == whole.target).mean() > 0.97


def test_a_mode_that_the_game_does_not_have_is_never_told() -> None:
    played = played_by("collector", 7001)
    mode, _, confidence = label_in_hindsight(played, arena_with(modes=["FIGHT", "LOOT", "EXPLORE"]))
    assert {MODES[index] for index in np.unique(mode)} <= {Mode.FIGHT, Mode.LOOT, Mode.EXPLORE}
    assert ((confidence > 0) & (confidence <= 1)).all()


def test_a_profile_that_says_nothing_of_its_hud_and_keys_still_gets_labels() -> None:
    plain = arena_with(hud=(), key_meanings={})
    played = to_arrays("a", recorded("aggressor", 7001), FeatureSchema.of(plain))
    mode, target, confidence = label_in_hindsight(played, plain)
    assert (mode == played.mode).mean() > 0.5 and (target == played.target).mean() > 0.5
    assert np.isfinite(confidence).all()


@settings(max_examples=30, deadline=None)
@given(
    observation_streams(),
    st.lists(
        st.builds(
            InputEvent,
            st.floats(-1, 20),
            st.just("click"),
            st.sampled_from(["left", "right", "double"]),
            st.floats(0, 1),
            st.floats(0, 1),
        )
        | st.builds(InputEvent, st.floats(-1, 20), st.just("key"), st.sampled_from(HOTKEYS[1:])),
        max_size=6,
    ),
)
def test_whatever_was_recorded_gets_labels_that_can_be(stream: list[Observation], events: list[InputEvent]) -> None:
    frames = [frame(item.t, *item.objects, **item.state) for item in stream]
    played = to_arrays("a", recording_of(frames, events), SCHEMA)
    mode, target, confidence = label_in_hindsight(played, ARENA)
    assert len(mode) == len(target) == len(confidence) == len(played)
    assert ((mode >= 0) & (mode < len(MODES))).all()
    assert ((target == NO_TARGET) | ((target >= 0) & (target < played.moments.count))).all()
    assert ((confidence > 0) & (confidence <= 1)).all()


def test_of_two_under_the_cursor_the_nearer_is_meant_and_a_near_miss_counts() -> None:
    objects = [thing("ore", 0.50, 0.5), thing("crate", 0.53, 0.5)]
    moments = to_arrays("a", recording_of([frame(0.0, *objects)]), SCHEMA).moments

    def under(x: float, y: float) -> str | None:
        slot = slot_under(moments, 0, np.array([x, y], np.float32))
        return None if slot < 0 else ARENA.class_names[moments.cls[0, slot]]

    assert under(0.51, 0.5) == "ore" and under(0.525, 0.5) == "crate"
    assert under(0.50, 0.5 + 0.025 + 0.01) == "ore"
    assert under(0.50, 0.6) is None


def test_what_was_recorded_is_kept_and_the_rest_filled_in() -> None:
    whole = recorded("aggressor", 7001)
    said = [Label("FLEE", None, "person") if n < 60 else None for n in range(len(whole.frames))]
    frames = [
        Frame(item.t, item.state, item.objects, item.action, label)
        for item, label in zip(whole.frames, said, strict=True)
    ]
    recording = recording_of(frames, whole.events)
    played = to_arrays("a", recording, SCHEMA)
    hindsight_says = label_in_hindsight(played, ARENA)
    filled = fill_labels(played, ARENA)
    assert {MODES[index] for index in filled.mode[:60]} == {Mode.FLEE} and (filled.target[:60] == NO_TARGET).all()
    assert (filled.mode[60:] == hindsight_says.mode[60:]).all()
    assert (filled.target[60:] == hindsight_says.target[60:]).all()
    assert UNKNOWN not in filled.mode and UNKNOWN not in filled.target
    assert {LABEL_SOURCES[index] for index in filled.label_source[:60]} == {"person"}
    assert {LABEL_SOURCES[index] for index in filled.label_source[60:]} == {"hindsight"}
    assert (filled.confidence[60:] == hindsight_says.confidence[60:]).all()


@pytest.mark.parametrize(("source", "stays"), [("pilot", False), ("coach", True), ("person", True)])
def test_asked_for_hindsight_a_pilots_word_gives_way_and_a_coachs_and_a_persons_stay(source: str, stays: bool) -> None:
    whole = recorded("aggressor", 7001)
    frames = [
        Frame(item.t, item.state, item.objects, item.action, Label("FLEE", None, source)) for item in whole.frames
    ]
    recording = recording_of(frames, whole.events)
    told_anew = fill_labels(to_arrays("a", recording, SCHEMA), ARENA, always=True)
    as_recorded = fill_labels(to_arrays("a", recording, SCHEMA), ARENA)
    assert {MODES[index] for index in as_recorded.mode} == {Mode.FLEE}
    assert (told_anew.mode == as_recorded.mode).all() == stays
    assert {LABEL_SOURCES[index] for index in told_anew.label_source} == {source if stays else "hindsight"}

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from helpers.plays import ARENA, SCHEMA, click, frame, key, pilot_plays, recording_of, thing

from core.labels import LEAD, LOST_AFTER, fill_labels, label_in_hindsight, slot_under
from core.observation import SeenObject
from core.played import NO_TARGET, UNKNOWN, Played, to_arrays
from core.recording import InputEvent, Label
from core.words import MODES, Mode

#: too far from the centre to be a threat
FAR_DRONE = thing("drone", 0.95, 0.95)


def play(*objects: SeenObject, events: list[InputEvent], seconds: float = 4.0, **state: float) -> Played:
    """The same view for some seconds."""
    frames = [frame(round(n / 30, 5), *objects, **state) for n in range(round(seconds * 30))]
    return to_arrays("a", recording_of(frames, events), SCHEMA)


def told(played: Played, t: float) -> tuple[Mode, str | None]:
    """Mode and class of the target at one time."""
    mode, target = label_in_hindsight(played, ARENA)
    i = int(np.searchsorted(played.moments.t, t))
    kind = None if target[i] == NO_TARGET else ARENA.class_names[played.moments.cls[i, target[i]]]
    return MODES[mode[i]], kind


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("drone", Mode.FIGHT), ("hulk", Mode.FIGHT), ("crate", Mode.LOOT), ("ore", Mode.LOOT)],
)
def test_who_clicks_something_was_after_it_from_shortly_before(kind: str, mode: Mode) -> None:
    played = play(thing(kind, 0.9, 0.2), FAR_DRONE, events=[click(2.0, 0.9, 0.2)])
    assert told(played, 2.0 - LEAD - 0.1) == (Mode.EXPLORE, None)
    assert told(played, 2.0 - LEAD + 0.1) == (mode, kind)
    assert told(played, 3.5) == (mode, kind)


def test_a_click_on_empty_space_ends_what_was_pursued() -> None:
    played = play(thing("ore", 0.7, 0.3), events=[click(1.0, 0.7, 0.3), click(2.5, 0.2, 0.8)])
    assert told(played, 1.5) == (Mode.LOOT, "ore")
    assert told(played, 3.0) == (Mode.EXPLORE, None)


def test_who_fights_also_flies_about_but_one_who_is_hurt_flees() -> None:
    drone, events = thing("drone", 0.55, 0.5), [click(1.0, 0.55, 0.5), click(2.0, 0.1, 0.1)]
    assert told(play(drone, events=events), 3.0) == (Mode.FIGHT, "drone")
    assert told(play(drone, events=events, hp=0.2), 3.0) == (Mode.FLEE, None)


def test_a_right_click_and_a_key_say_nothing_of_a_target() -> None:
    played = play(thing("ore", 0.7, 0.3), events=[click(1.0, 0.7, 0.3, "right"), key(1.2, "Q")])
    assert told(played, 1.1) == (Mode.EXPLORE, None)


def test_a_double_click_is_a_click() -> None:
    played = play(thing("crate", 0.7, 0.3), events=[click(1.0, 0.7, 0.3, "double")])
    assert told(played, 1.1) == (Mode.LOOT, "crate")


def test_what_is_gone_is_no_target_for_long() -> None:
    drone = thing("raider", 0.85, 0.9)
    frames = [frame(round(n / 30, 5), *([drone] if n < 60 else [])) for n in range(120)]
    played = to_arrays("a", recording_of(frames, [click(1.0, 0.85, 0.9)]), SCHEMA)
    assert told(played, 1.9) == (Mode.FIGHT, "raider")
    # A flicker of the detector does not end a fight, though there is nothing to point at.
    assert told(played, 2.0 + LOST_AFTER / 2) == (Mode.FIGHT, None)
    assert told(played, 2.0 + LOST_AFTER + 0.1) == (Mode.EXPLORE, None)


def test_the_target_is_followed_as_it_moves() -> None:
    frames = [
        frame(round(n / 30, 5), thing("drone", 0.2 + 0.004 * n, 0.5), thing("drone", 0.8, 0.1)) for n in range(120)
    ]
    played = to_arrays("a", recording_of(frames, [click(1.0, 0.2 + 0.12, 0.5)]), SCHEMA)
    _, target = label_in_hindsight(played, ARENA)
    for i in range(20, 120):
        assert played.moments.box[i, target[i], 0] == pytest.approx(0.2 + 0.004 * i, abs=1e-5)


@pytest.mark.parametrize(
    ("hp", "events", "mode"),
    [
        (1.0, [], Mode.CAUTIOUS),
        (0.2, [], Mode.FLEE),
        (1.0, [click(1.0, 0.05, 0.05)], Mode.CAUTIOUS),
        (0.2, [click(1.0, 0.55, 0.5)], Mode.FIGHT),
    ],
)
def test_with_an_enemy_near_one_is_careful_flees_or_fights(hp: float, events: list[InputEvent], mode: Mode) -> None:
    played = play(thing("drone", 0.55, 0.5), events=events, hp=hp)
    assert told(played, 1.1)[0] == mode


def test_alone_one_explores_but_running_with_a_broken_hull_is_flight() -> None:
    assert told(play(events=[]), 1.0)[0] == Mode.EXPLORE
    assert told(play(events=[click(1.0, 0.1, 0.1)], hp=0.2), 1.5)[0] == Mode.FLEE
    assert told(play(events=[], hp=0.2), 1.5)[0] == Mode.EXPLORE


def test_flying_to_a_station_has_a_target_and_is_no_fight() -> None:
    played = play(thing("station", 0.7, 0.3), events=[click(1.0, 0.7, 0.3)])
    assert told(played, 1.5) == (Mode.EXPLORE, "station")


def test_of_two_under_the_cursor_the_nearer_is_meant_and_a_near_miss_counts() -> None:
    played = play(thing("ore", 0.50, 0.5), thing("crate", 0.53, 0.5), events=[])
    moments = played.moments

    def under(x: float, y: float) -> str | None:
        slot = slot_under(moments, 0, np.array([x, y], np.float32))
        return None if slot < 0 else ARENA.class_names[moments.cls[0, slot]]

    assert under(0.51, 0.5) == "ore" and under(0.525, 0.5) == "crate"
    assert under(0.50, 0.5 + 0.025 + 0.01) == "ore"
    assert under(0.50, 0.6) is None


def test_what_was_recorded_is_kept_and_the_rest_filled_in() -> None:
    ore = thing("ore", 0.7, 0.3)
    labels = [Label("FLEE", None, "person") if n < 60 else None for n in range(120)]
    frames = [frame(round(n / 30, 5), ore, label=label) for n, label in enumerate(labels)]
    recording = recording_of(frames, [click(1.0, 0.7, 0.3)])
    filled = fill_labels(to_arrays("a", recording, SCHEMA), ARENA)
    assert {MODES[k] for k in filled.mode[:60]} == {Mode.FLEE} and {MODES[k] for k in filled.mode[60:]} == {Mode.LOOT}
    assert (filled.target[:60] == NO_TARGET).all() and (filled.target[60:] == 0).all()
    anew = fill_labels(to_arrays("a", recording, SCHEMA), ARENA, always=True)
    assert MODES[anew.mode[45]] == Mode.LOOT and anew.target[45] == 0


@pytest.mark.parametrize(("pilot", "share"), [("aggressor", 0.7), ("collector", 0.5), ("careful", 0.65)])
def test_hindsight_mostly_agrees_with_what_the_pilots_say(pilot: str, share: float) -> None:
    played = [to_arrays("a", pilot_plays(seed, 60, pilot), SCHEMA) for seed in range(3)]
    worked_out = [label_in_hindsight(item, ARENA) for item in played]
    mode, target = (np.concatenate([labels[part] for labels in worked_out]) for part in (0, 1))
    assert UNKNOWN not in mode and UNKNOWN not in target
    assert (mode == np.concatenate([item.mode for item in played])).mean() > share
    assert (target == np.concatenate([item.target for item in played])).mean() > share


def test_hindsight_stands_a_detector_that_misses_some() -> None:
    random, whole, worn = Random(0), pilot_plays(0, 60), pilot_plays(0, 60)
    for item in worn.frames:
        item.objects = [thing for thing in item.objects if random.random() > 0.05]
    true, seen = (label_in_hindsight(to_arrays("a", recording, SCHEMA), ARENA)[0] for recording in (whole, worn))
    assert (true == seen).mean() > 0.9

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from helpers.plays import ARENA, SCHEMA, click, frame, key, pilot_plays, recording_of, thing

from core.errors import ExitCode, UserError
from core.features import Moments
from core.played import NO_TARGET, UNKNOWN, Played, load_folder, to_arrays
from core.recording import InputEvent, Label, write_recording
from core.words import HOTKEY_ID, HOTKEYS, MODES, Action, Click, Mode


@pytest.fixture(scope="module")
def played() -> Played:
    return to_arrays("sequence_a", pilot_plays(1), SCHEMA)


def test_every_frame_and_every_event_of_a_recording_is_there() -> None:
    recording = pilot_plays(1)
    played = to_arrays("sequence_a", recording, SCHEMA)
    assert len(played) == len(recording.frames) == len(played.moments)
    assert played.moments.t.tolist() == [frame.t for frame in recording.frames]
    assert played.cursor == pytest.approx(np.array([frame.action[:2] for frame in recording.frames]), abs=1e-6)
    told = [
        (float(t), HOTKEYS[hotkey] if hotkey else Click(click).name.lower())
        for t, click, hotkey in zip(played.events.t, played.events.click, played.events.hotkey, strict=True)
    ]
    assert told == [(event.t, event.name) for event in recording.events] and len(told) > 5
    assert (played.name, played.player) == ("sequence_a", "pilot:aggressor")


def test_the_label_of_a_frame_names_the_slot_its_object_is_in() -> None:
    recording = pilot_plays(1)
    played = to_arrays("a", recording, SCHEMA)
    seen = 0
    for i, item in enumerate(recording.frames):
        assert item.label is not None and MODES[played.mode[i]] == item.label.mode
        if item.label.target is None:
            assert played.target[i] == NO_TARGET
        else:
            wanted = item.objects[item.label.target]
            assert played.moments.box[i, played.target[i], :2] == pytest.approx((wanted.x, wanted.y), abs=1e-6)
            seen += 1
    assert seen > 50


def test_what_nobody_said_is_unknown_and_what_makes_no_sense_is_no_target() -> None:
    drone, odd = thing("drone", 0.5, 0.5), thing("dragon", 0.4, 0.5)
    labels = [None, Label("FIGHT"), Label(None, 0), Label("SLEEP", 7), Label("LOOT", 1), Label("LOOT", -1)]
    frames = [frame(n / 30, drone, odd, label=label) for n, label in enumerate(labels)]
    played = to_arrays("a", recording_of(frames), SCHEMA)
    fight, loot = MODES.index(Mode.FIGHT), MODES.index(Mode.LOOT)
    assert played.mode.tolist() == [UNKNOWN, fight, UNKNOWN, UNKNOWN, loot, loot]
    # Nothing was said; no target; the drone; out of range; an object the profile does not know; out of range.
    assert played.target.tolist() == [UNKNOWN, NO_TARGET, 0, NO_TARGET, NO_TARGET, NO_TARGET]


def test_frames_whose_time_stands_still_or_runs_back_are_left_out() -> None:
    frames = [frame(t, thing("drone", x, 0.5)) for t, x in [(0, 0.1), (0.1, 0.2), (0.1, 0.3), (0.05, 0.4), (0.2, 0.5)]]
    played = to_arrays("a", recording_of(frames), SCHEMA)
    assert played.moments.t.tolist() == [0, 0.1, 0.2]
    assert played.moments.box[:, 0, 0] == pytest.approx([0.1, 0.2, 0.5])


def test_a_recording_without_exact_events_has_those_of_its_frames() -> None:
    actions = [Action(0.1, 0.2, Click.LEFT), Action(0.3, 0.4), Action(0.5, 0.6, Click.NONE, HOTKEY_ID["Q"])]
    played = to_arrays("a", recording_of([frame(n / 30, action=a) for n, a in enumerate(actions)]), SCHEMA)
    assert played.events.t == pytest.approx([0, 2 / 30])
    assert played.events.click.tolist() == [Click.LEFT, 0]
    assert played.events.hotkey.tolist() == [0, HOTKEY_ID["Q"]]
    assert played.events.xy == pytest.approx(np.array([[0.1, 0.2], [0.5, 0.6]]))


def test_events_out_of_order_are_put_in_order() -> None:
    events = [key(0.3, "Q"), click(0.1, 0.5, 0.5), key(0.2, "E")]
    played = to_arrays("a", recording_of([frame(0), frame(0.5)], events), SCHEMA)
    assert played.events.t.tolist() == [0.1, 0.2, 0.3]


@pytest.mark.parametrize("event", [key(0.1, "9"), key(0.1, "F5"), key(0.1, "none"), click(0.1, 0.5, 0.5, "middle")])
def test_what_the_profile_does_not_use_is_no_event(event: InputEvent) -> None:
    """A hotkey the profile has dropped since would be one the Executor can never press: its loss were infinite."""
    assert "9" not in ARENA.hotkeys
    played = to_arrays("a", recording_of([frame(0), frame(0.5)], [event, key(0.2, "Q")]), SCHEMA)
    assert played.events.hotkey.tolist() == [HOTKEY_ID["Q"]]


def test_nor_is_it_where_only_the_frames_tell() -> None:
    odd = [Action(0.5, 0.5, Click.NONE, HOTKEY_ID["9"]), Action(0.5, 0.5, 7, 99), Action(0.5, 0.5, -1, -1)]
    played = to_arrays("a", recording_of([frame(n / 30, action=a) for n, a in enumerate(odd)]), SCHEMA)
    assert len(played.events) == 0


def test_an_empty_recording_is_one_sentence_with_its_name() -> None:
    with pytest.raises(UserError, match="sequence_a holds no frames") as caught:
        to_arrays("sequence_a", recording_of([]), SCHEMA)
    assert caught.value.code == ExitCode.NO_DATA


@pytest.mark.parametrize("at", [1, 150, 299])
def test_two_halves_of_a_recording_hold_what_the_whole_does(played: Played, at: int) -> None:
    halves = [played.cut(0, at), played.cut(at, len(played))]
    for name in Moments.__dataclass_fields__:
        both = np.concatenate([getattr(half.moments, name) for half in halves])
        assert np.array_equal(both, getattr(played.moments, name))
    for name in ("t", "click", "hotkey", "xy"):
        both = np.concatenate([getattr(half.events, name) for half in halves])
        assert np.array_equal(both, getattr(played.events, name))
    for name in ("mode", "target", "cursor"):
        assert np.array_equal(np.concatenate([getattr(half, name) for half in halves]), getattr(played, name))
    assert halves[1].name == f"sequence_a[{at}:{len(played)}]"


def test_a_folder_gives_its_recordings_by_name_and_names_those_it_skips(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    good = recording_of([frame(0), frame(0.1)])
    for name in ("sequence_2", "sequence_1", "shadow_recording_1"):
        write_recording(tmp_path / f"{name}.json", good)
    write_recording(tmp_path / "sequence_3.json", recording_of([frame(0)], profile="chess"))
    write_recording(tmp_path / "sequence_4.json", recording_of([]))
    whole = (tmp_path / "sequence_1.json").read_bytes()
    (tmp_path / "sequence_5.json").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "notes.json").write_text("{}")
    names = [item.name for item in load_folder(tmp_path, ARENA)]
    assert names == ["sequence_1", "sequence_2", "shadow_recording_1"]
    skipped = [record.getMessage() for record in caplog.records]
    assert len(skipped) == 3
    for name, reason in (
        ("sequence_3.json", "was recorded for profile 'chess', not 'arena'"),
        ("sequence_4", "holds no frames"),
        ("sequence_5.json", "is not a whole recording"),
    ):
        assert any(name in line and reason in line for line in skipped)


def test_a_folder_with_nothing_to_learn_from_is_one_sentence(tmp_path: Path) -> None:
    for folder, sentence in (
        (tmp_path, f"There are no recordings in {tmp_path}: record some play first"),
        (tmp_path / "missing", f"There is no folder {tmp_path / 'missing'}: record some play first"),
    ):
        with pytest.raises(UserError, match=sentence) as caught:
            load_folder(folder, ARENA)
        assert caught.value.code == ExitCode.NO_DATA
    (tmp_path / "sequence_1.json").write_text("{")
    with pytest.raises(UserError, match=f"None of the 1 recordings in {tmp_path} can be used") as caught:
        load_folder(tmp_path, ARENA)
    assert caught.value.code == ExitCode.NO_DATA

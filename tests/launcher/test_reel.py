"""What the player knows of a recording: read from real recordings."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from helpers.films import filmed
from helpers.plays import click, frame, key, recording_of, thing
from hypothesis import given
from hypothesis import strategies as st

from core import library
from core.columns import write_columns
from core.files import atomic_write_bytes
from core.home import Home
from core.recording import Label, write_recording
from core.words import Click
from launcher import hindsight
from launcher.moment import moment_at
from launcher.reel import NONE, removed
from launcher.reel_reading import load_reel


def written(folder: Path, name: str = "sequence_a") -> Path:
    """Ten seconds at 10 a second: five fighting a drone, a pause, then nobody says anything."""
    rows = [
        frame(
            index / 10 + (2.0 if index >= 50 else 0.0),
            thing("crate", 0.2, 0.2),
            thing("drone", 0.6, 0.5),
            label=Label("FIGHT", 1, "pilot") if index < 50 else None,
            hp=0.5,
        )
        for index in range(100)
    ]
    events = [click(1.0, 0.6, 0.5), key(1.2, "Q"), click(8.0, 0.1, 0.9, "right")]
    folder.mkdir(parents=True, exist_ok=True)
    write_recording(folder / f"{name}.json", recording_of(rows, events))
    write_columns(folder / f"{name}.json")
    return folder / f"{name}.json"


def test_without_columns_there_is_nothing_to_show_yet(home: Home) -> None:
    path = written(home.recordings)
    for kept in (home.recordings / ".cache").iterdir():
        kept.unlink()
    assert load_reel(path, home) is None


def test_stretches_gaps_and_shares_are_told(home: Home) -> None:
    reading = load_reel(written(home.recordings), home)
    assert reading is not None and reading.untold
    reel = reading.reel
    spans = reel.spans()
    assert spans.mode.tolist() == [0, NONE]
    assert spans.start.tolist() == [0.0, 7.0]
    assert spans.at(3.0) == 0 and spans.at(8.0) == 1
    ((start, stop),) = reel.gaps()
    assert (round(start, 3), round(stop, 3)) == (4.9, 7.0)
    assert reel.shares() == {"": 0.5, "FIGHT": 0.5}


def test_what_nobody_said_is_told_in_hindsight_once(home: Home) -> None:
    path = written(home.recordings)
    hindsight.tell_in_hindsight(path)
    reading = load_reel(path, home)
    assert reading is not None and not reading.untold
    assert set(reading.reel.source.tolist()) == {1, 2}
    assert "" not in reading.reel.shares()


def test_what_was_told_is_told_anew_once_the_judge_is_another(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = tmp_path / "labels.npz"
    weights.write_bytes(hindsight.WEIGHTS.read_bytes())
    monkeypatch.setattr(hindsight, "WEIGHTS", weights)
    path = written(home.recordings)
    hindsight.tell_in_hindsight(path)
    before = load_reel(path, home)
    assert before is not None and not before.untold
    atomic_write_bytes(weights, weights.read_bytes())
    after = load_reel(path, home)
    assert after is not None and after.untold


def test_a_persons_labels_lie_over_the_recorded_ones(home: Home) -> None:
    path = written(home.recordings)
    library.relabel(path, 1.0, 2.0, mode="FLEE")
    reading = load_reel(path, home)
    assert reading is not None
    assert moment_at(reading.reel, 15).mode == "FLEE"
    assert moment_at(reading.reel, 15).source == "person"
    assert moment_at(reading.reel, 25).mode == "FIGHT"


def test_a_moment_has_boxes_target_state_and_what_was_pressed(home: Home) -> None:
    reading = load_reel(written(home.recordings), home)
    assert reading is not None
    moment = moment_at(reading.reel, 13)
    assert [(box.name, box.target) for box in sorted(moment.boxes, key=lambda box: box.name)] == [
        ("crate", False),
        ("drone", True),
    ]
    assert dict(moment.state)["hp"] == 0.5
    assert [ripple.click for ripple in moment.ripples] == [Click.LEFT]
    assert [cap.name for cap in moment.caps] == ["Q"]
    assert 0 < moment.ripples[0].age < 1 and 0 < moment.caps[0].age < 1
    assert moment_at(reading.reel, 9).ripples == ()
    assert len(moment.trail) > 1 and moment.trail[-1] == moment.cursor


def test_every_frame_knows_its_picture(home: Home) -> None:
    path = filmed(home.recordings, "sequence_b", 40)
    write_columns(path)
    reading = load_reel(path, home)
    assert reading is not None and reading.reel.video == home.recordings / "sequence_b.mkv"
    assert reading.reel.shown.tolist() == list(range(40))
    assert reading.reel.frame_of(7, 0) == 7


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0.01, 5)), max_size=6))
def test_what_is_kept_and_what_is_removed_make_the_whole(stretches: list[tuple[float, float]]) -> None:
    keep = [(start, min(10.0, start + length)) for start, length in stretches if start < 9.9]
    gone = removed(keep, 10.0)
    probes = np.linspace(0.001, 9.999, 500)
    for t in probes:
        kept = not keep or any(a <= t <= b for a, b in keep)
        away = any(a < t < b for a, b in gone)
        assert kept or away
        assert not (kept and away)

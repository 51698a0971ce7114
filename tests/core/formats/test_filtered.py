from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path
from typing import Any

import pytest
from make_fixtures import AGENT, ARENA, FOLDER, SESSION

from core.errors import UserError
from core.formats.filtered import claims, read
from core.recording import Label, Recording
from core.words import Action


def session(folder: Path, metadata: Any, truth: Any = None) -> Path:
    """A copy of the fixture with other metadata, and other labels or none."""
    made = folder / "session"
    shutil.rmtree(made, ignore_errors=True)
    shutil.copytree(FOLDER / "filtered_recorder" / "session", made)
    (made / "metadata.json").write_text(json.dumps(metadata))
    (made / "ground_truth.json").unlink()
    if truth is not None:
        (made / "ground_truth.json").write_text(json.dumps(truth))
    return made


def actions(recording: Recording) -> list[Action]:
    return [frame.action for frame in recording.frames]


def labels(recording: Recording) -> list[Label | None]:
    return [frame.label for frame in recording.frames]


def test_only_folders_with_metadata_are_claimed(tmp_path: Path) -> None:
    assert claims(session(tmp_path, SESSION))
    assert not claims(tmp_path)
    assert not claims(tmp_path / "session" / "metadata.json")


def test_a_second_click_within_a_frame_goes_to_the_next(tmp_path: Path) -> None:
    frames: Any = [{**frame, "events": []} for frame in SESSION["frames"]]  # type: ignore[attr-defined]
    frames[0]["events"] = [{"type": "click", "button": "right"}, {"type": "click"}, {"type": "key", "key": "q"}]
    found = read(session(tmp_path, {**SESSION, "frames": frames, "events": []}), ARENA)
    assert actions(found) == [Action(0.25, 0.5, 2, 10), Action(0.5, 0.25, 1, 0), Action(0.75, 0.75)]


def test_events_with_times_go_to_the_frame_they_were_made_in(tmp_path: Path) -> None:
    events = [
        {"t": 0.01, "type": "keydown", "key": "1"}, {"t": 0.051, "kind": "click", "name": "double"},
        {"t": 0.06, "type": "keydown", "key": "F1"}, {"t": 0.3, "type": "keyup", "key": "2"}, {"type": "click"}, "odd",
    ]  # fmt: skip
    frames = [{**frame, "events": None} for frame in SESSION["frames"]]  # type: ignore[attr-defined]
    found = read(session(tmp_path, {**SESSION, "frames": frames, "events": events}), ARENA)
    assert actions(found) == [Action(0.25, 0.5, 0, 1), Action(0.5, 0.25, 3), Action(0.75, 0.75)]


@pytest.mark.parametrize(
    ("truth", "modes"),
    [
        ([{"t": 0.05, "intent": "flee"}], [None, "FLEE", "FLEE"]),
        ({"windows": [{"start_frame": 0, "end_frame": 1, "mode": "LOOT"}]}, ["LOOT", "LOOT", None]),
        ([{"frame": 2, "intent": "LOOT"}, {"frame": 1, "intent": "PANIC"}, "odd", {}], [None, None, "LOOT"]),
        ([{"start": -5, "end": 1e300, "intent": "EXPLORE"}], [None, None, None]),
        ("odd", [None, None, None]),
    ],
)
def test_what_the_coach_saw_labels_the_frames(tmp_path: Path, truth: Any, modes: list[str | None]) -> None:
    found = labels(read(session(tmp_path, SESSION, truth), ARENA))
    assert found == [None if mode is None else Label(mode, -1, "coach") for mode in modes]


def test_the_coach_may_count_from_the_beginning_of_frames_with_the_time_of_day(tmp_path: Path) -> None:
    frames = [{**frame, "timestamp": 1769169600 + frame["timestamp"]} for frame in SESSION["frames"]]  # type: ignore[attr-defined]
    found = read(
        session(tmp_path, {**SESSION, "frames": frames}, [{"start": 0.05, "end": 0.1, "intent": "FIGHT"}]), ARENA
    )
    assert [label and label.mode for label in labels(found)] == [None, "FIGHT", None]


def test_damaged_labels_cost_the_labels_only(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    made = session(tmp_path, SESSION)
    (made / "ground_truth.json").write_text("[{")
    with caplog.at_level(logging.WARNING, "understudy"):
        assert labels(read(made, ARENA)) == [None] * 3
    assert "ground_truth.json, which is not whole" in caplog.text


def test_pictures_that_are_gone_are_told_and_none_is_looked_for_elsewhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "secret.png").touch()
    frames: Any = [dict(frame) for frame in SESSION["frames"]]  # type: ignore[call-overload]
    frames[0]["file"], frames[1]["file"] = "../secret.png", "C:\\old\\frame_0001.png"
    with caplog.at_level(logging.WARNING, "understudy"):
        assert len(read(session(tmp_path, {**SESSION, "frames": frames}), ARENA).frames) == 3
    assert "pictures, which are not there (1)" in caplog.text


@pytest.mark.parametrize(
    ("metadata", "words"),
    [
        ([], "it holds no frames"),
        (7, "its metadata.json holds neither an object nor a list"),
        ({"actions": ["w"] * 9}, "its lists do not belong together: 3 frames, 9 actions"),
        ({**AGENT, "actions": [["w"], ["a"], ["none"], []]}, "no frame of it has a place for the cursor, a click or"),
    ],
)  # fmt: skip
def test_a_session_that_tells_of_nothing_says_so(tmp_path: Path, metadata: Any, words: str) -> None:
    with pytest.raises(UserError, match=f"session cannot be read: .*{words}"):
        read(session(tmp_path, metadata), ARENA)

"""What becomes of values that foreign files should not hold."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from make_fixtures import ARENA, COLUMNS, ROWS, demos

from core.errors import UserError
from core.formats.documents import read
from core.recording import Recording
from core.words import Action

Reader = Callable[[Any], Recording]


@pytest.fixture
def read_tree(tmp_path: Path) -> Reader:
    """Reads a tree as `sequence_a.json`."""

    def read_it(tree: Any) -> Recording:
        (tmp_path / "sequence_a.json").write_text(json.dumps(tree))
        return read(tmp_path / "sequence_a.json", ARENA)

    return read_it


def columns(count: int = 4, **change: Any) -> dict[str, Any]:
    """A file of `count` frames at 20 a second, as one list a part."""
    return {
        "fps": 20,
        "states": [{"hp": 1.0}] * count,
        "actions": [[0.5, 0.5, 0, 0]] * count,
        "objects": [[]] * count,
        **change,
    }


def one_object(**parts: Any) -> dict[str, Any]:
    return columns(1, objects=[[{"cls": "drone", **parts}]], screen=[1000, 500])


@pytest.mark.parametrize(
    ("tree", "words"),
    [
        ({**COLUMNS, "screen": None}, r'its cursor places are in pixels of a screen it does not name: add "screen"'),
        ({**demos(), "window": None}, r'its boxes are in pixels of a screen it does not name: add "screen"'),
        (columns(states=[[1, 2]] * 4), r'its states are 2 numbers for 18 names: add "state_names" to it'),
        (columns(states=[{}] * 9), "its lists do not belong together: 9 of state, 4 of action, 4 of objects"),
        (columns(0), "it holds no frames"),
        (
            columns(timestamps=[None, "noon", {}, []]) | {"fps": None, "bbox_format": "odd"},
            "bbox_format 'odd' is none of",
        ),
        (columns(actions=["w", "a", "s", "d"]), "no action of it has a place for the cursor"),
        (columns(actions=[[None, None]] * 4), "no action of it has a place for the cursor"),
        ({"messages": []}, "it has no list of frames, demos or actions"),
    ],
)
def test_a_file_that_cannot_be_understood_says_why(read_tree: Reader, tree: Any, words: str) -> None:
    with pytest.raises(UserError, match=r"sequence_a\.json cannot be read: .*" + words):
        read_tree(tree)


def test_a_last_state_without_an_action_is_usual(read_tree: Reader) -> None:
    assert len(read_tree(columns(states=[{"hp": 1}] * 5)).frames) == 4


@pytest.mark.parametrize(
    ("parts", "box"),
    [
        ({"bbox": [100, 100, 300, 200]}, (0.2, 0.3, 0.2, 0.2)),
        ({"bbox": [[100, 100, 300, 200]]}, (0.2, 0.3, 0.2, 0.2)),
        ({"bbox": {"x1": 100, "y1": 100, "x2": 300, "y2": 200}}, (0.2, 0.3, 0.2, 0.2)),
        ({"x1": 100, "y1": 100, "x2": 300, "y2": 200}, (0.2, 0.3, 0.2, 0.2)),
        ({"left": 100, "top": 100, "width": 200, "height": 100}, (0.2, 0.3, 0.2, 0.2)),
        ({"xywh": [200, 150, 200, 100]}, (0.2, 0.3, 0.2, 0.2)),
        ({"ltwh": [100, 100, 200, 100]}, (0.2, 0.3, 0.2, 0.2)),
        ({"center": [200, 150]}, (0.2, 0.3, 0.04, 0.04)),
        ({"x": 0.2, "y": 0.3, "w": 0.2, "h": 0.2}, (0.2, 0.3, 0.2, 0.2)),
        ({"bbox": [0.1, 0.2, 0.3, 0.4]}, (0.2, 0.3, 0.2, 0.2)),
        # Corners inside out are no corners: centre and size.
        ({"bbox": [0.8, 0.7, 0.2, 0.2]}, (0.8, 0.7, 0.2, 0.2)),
    ],
)
def test_boxes_of_all_kinds_become_centre_and_size(
    read_tree: Reader, parts: dict[str, Any], box: tuple[float, ...]
) -> None:
    (item,) = read_tree(one_object(**parts)).frames[0].objects
    assert (item.x, item.y, item.w, item.h) == box


@pytest.mark.parametrize(
    "parts",
    [
        {"ltwh": [0.1, 0.1, -0.1, 0.1]}, {"xyxy": [0.3, 0.3, 0.1, 0.4]}, {"xyxy": [0.1, 0.2, float("nan"), 0.4]},
        {"xyxy": [0.1, 0.2, float("inf"), 0.4]}, {"xywh": [0.5, 0.5, 99, 0.1]}, {"bbox": "here"}, {"bbox": [1, 2, 3]},
        {"x": 0.5}, {"x": 0.5, "y": 0.5, "w": 0.1, "h": 0.1, "conf": float("nan")}, {"cls": 99, "x": 0.5, "y": 0.5},
        {"cls": None, "x": 0.5, "y": 0.5}, {},
    ],
    ids=str,
)  # fmt: skip
def test_an_object_without_a_place_a_size_or_a_class_is_left_out(
    read_tree: Reader, parts: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "understudy"):
        assert read_tree(one_object(**parts) | {"coordinates": "fractions"}).frames[0].objects == []
    assert "Left out of sequence_a.json: objects (1)." in caplog.text


def test_a_class_the_profile_does_not_know_stays_by_its_name(read_tree: Reader) -> None:
    found = read_tree(columns(1, objects=[[["whale", 0.5, 0.5, 0.1, 0.1], ["DRONE", 0.5, 0.5, 0.1, 0.1, 0.25]]]))
    assert [(item.cls, item.conf) for item in found.frames[0].objects] == [("whale", 1.0), ("drone", 0.25)]


def test_a_target_follows_its_object_when_others_are_left_out(read_tree: Reader) -> None:
    objects = [["drone", 0.5, 0.5, -1, 0.1], ["ore", 0.5, 0.5, 0.1, 0.1]]
    labels = [{"mode": "LOOT", "target": index} for index in (0, 1, 7, None)]
    found = read_tree(columns(objects=[objects] * 4, labels=labels))
    assert [frame.label and frame.label.target for frame in found.frames] == [-1, 0, -1, -1]


def test_actions_of_no_known_kind_are_none(read_tree: Reader, caplog: pytest.LogCaptureFixture) -> None:
    actions = [
        [0.1, 0.2, "wheel", "F5"], [float("nan"), 0.2, 7, 99], [0.3, 0.4, True, 0.3],
        {"mouse": [0.5, 0.6], "keys": ["x", "Q"]}, [0.7, 0.8],
    ]  # fmt: skip
    with caplog.at_level(logging.WARNING, "understudy"):
        found = read_tree(columns(5, actions=actions))
    assert [frame.action for frame in found.frames] == [
        Action(0.1, 0.2), Action(0.1, 0.2), Action(0.3, 0.4, 1), Action(0.5, 0.6, 0, 10), Action(0.7, 0.8),
    ]  # fmt: skip
    assert "clicks of no known kind (2), cursor places (1), keys that are no hotkeys (4)" in caplog.text


def test_numbers_that_are_none_are_left_out_of_a_state(read_tree: Reader, caplog: pytest.LogCaptureFixture) -> None:
    state = {"hp": float("nan"), "shield": float("inf"), "ammo": 1e300, "energy": 10**400, "map": "1-1", "safe": True}
    with caplog.at_level(logging.WARNING, "understudy"):
        assert read_tree(columns(1, states=[state])).frames[0].state == {"safe": 1.0}
    assert "values of states that are no numbers (5)" in caplog.text


def test_frames_whose_time_does_not_advance_are_left_out(read_tree: Reader, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "understudy"):
        found = read_tree(columns(6, timestamps=[5.0, 5.05, 5.05, 5.02, None, 5.1]))
    assert [frame.t for frame in found.frames] == [0.0, 0.05, 0.1]
    assert "frames whose time does not advance (2), frames without a time (1)" in caplog.text


def test_a_clock_that_is_set_back_costs_no_frame(read_tree: Reader) -> None:
    found = read_tree(columns(4, timestamps=[3600.0, 3600.05, 0.0, 0.05]))
    assert [frame.t for frame in found.frames] == [0.0, 0.05, 0.1, 0.15]


def test_one_wild_time_does_not_take_the_others_with_it(read_tree: Reader) -> None:
    found = read_tree(columns(4, timestamps=[0.0, 0.05, 1e12, 0.15]))
    assert [frame.t for frame in found.frames] == [0.0, 0.05, 0.15]


def test_times_may_be_dates_or_milliseconds(read_tree: Reader) -> None:
    dates = [f"2026-01-23T12:00:00.{part}+00:00" for part in ("000", "050", "100", "150")]
    for times in (dates, [1769169600000 + 50 * n for n in range(4)]):
        assert [frame.t for frame in read_tree(columns(timestamps=times)).frames] == [0.0, 0.05, 0.1, 0.15]


def test_without_times_and_rate_thirty_frames_a_second_are_taken(
    read_tree: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "understudy"):
        for fps in (None, 5e-324, -3, 1e9, "fast"):
            assert read_tree(columns(31, fps=fps)).duration == 1.0
    assert "sequence_a.json states neither times nor a rate: 30 frames a second are taken for it." in caplog.text


def test_one_wild_place_does_not_turn_fractions_into_pixels(read_tree: Reader) -> None:
    actions = [[0.5, 0.5]] * 20 + [[5000, 0.5]]
    assert {frame.action for frame in read_tree(columns(21, actions=actions)).frames} == {Action(0.5, 0.5)}


def test_a_file_may_wrap_its_recording(read_tree: Reader) -> None:
    for tree in (ROWS, ROWS["frames"], {"recording": ROWS}, {"data": ROWS["frames"]}):
        assert [frame.action.x for frame in read_tree(tree).frames] == [0.25, 0.5, 0.75]


def test_python_writes_nan_into_json_and_it_is_read(read_tree: Reader) -> None:
    found = read_tree(columns(2, states=[{"hp": float("nan")}, {"hp": 0.5}]))
    assert [frame.state for frame in found.frames] == [{}, {"hp": 0.5}]

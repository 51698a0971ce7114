"""Writes `fixtures/`: the same three frames in every format, small enough to check by hand.

    python tests/core/formats/make_fixtures.py

The files are kept in the repository, since old ones must stay readable; run this only to add one. The play:

    t      hp    shield  in view                                        cursor        action
    0.00   1     0.5     drone at 0.5,0.25                               0.25, 0.5
    0.05   0.75  0.5     drone at 0.5,0.25 (target), ore at 0.75,0.5     0.5, 0.25     left click, FIGHT
    0.10   0.5   0.25    nothing                                         0.75, 0.75    Ctrl; one kill

The drone is 0.1 x 0.2 of the window of 1280x720 and seen with confidence 0.875, the ore 0.05 x 0.1 and 0.5.
"""

from __future__ import annotations

import io
import json
import pickle
import shutil
import zlib
from collections import OrderedDict, deque
from pathlib import Path
from typing import Any

import numpy as np

from core.formats.corrections import Correction, Decision, write_corrections
from core.observation import SeenObject
from core.profile import load_profile
from core.recording import Frame, InputEvent, Label, Recording, WindowInfo, write_recording
from core.words import HOTKEY_ID, Action, Click

FOLDER = Path(__file__).parent / "fixtures"
ARENA = load_profile("arena")
DRONE = SeenObject("drone", 0.5, 0.25, 0.1, 0.2, 0.875)
ORE = SeenObject("ore", 0.75, 0.5, 0.05, 0.1, 0.5)
CTRL = HOTKEY_ID["Ctrl"]
#: corners in pixels of 1280x720, then confidence and class number, as a detector's rows are
DRONE_ROW, ORE_ROW = [576, 108, 704, 252, 0.875, 0], [928, 324, 992, 396, 0.5, 4]


def frames(source: str = "hindsight") -> list[Frame]:
    """The three frames; `source` is the label's."""
    return [
        Frame(0.0, {"hp": 1.0, "shield": 0.5}, [DRONE], Action(0.25, 0.5)),
        Frame(
            0.05, {"hp": 0.75, "shield": 0.5}, [DRONE, ORE], Action(0.5, 0.25, Click.LEFT), Label("FIGHT", 0, source)
        ),
        Frame(0.1, {"hp": 0.5, "shield": 0.25}, [], Action(0.75, 0.75, Click.NONE, CTRL), None, {"kills": 1.0}),
    ]


def recording(kind: Any = "sequence") -> Recording:
    """They as a recording of ours."""
    return Recording(
        kind=kind,
        profile="arena",
        source="window",
        created="2026-01-23T12:00:00.000+00:00",
        fps=20,
        window=WindowInfo("Outer Belt", 1280, 720),
        classes=list(ARENA.class_names),
        state_names=list(ARENA.state_names),
        hotkeys=list(ARENA.hotkeys),
        duration=0.1,
        events=[InputEvent(0.06, "click", "left", 0.5, 0.25), InputEvent(0.11, "key", "Ctrl", 0.75, 0.75)],
        frames=frames("person"),
    )


#: one list a part, places in pixels, states without names of their own
COLUMNS = {
    "fps": 20,
    "screen": [1280, 720],
    "created": "2026-01-23T12:00:00Z",
    "state_names": ["hp", "shield"],
    "states": [[1, 0.5], [0.75, 0.5], [0.5, 0.25]],
    "actions": [[320, 360, 0, 0], [640, 180, 1, 0], [960, 540, 0, CTRL]],
    "objects": [
        [{"class": "drone", "bbox": [576, 108, 704, 252], "confidence": 0.875}],
        [
            {"class": "drone", "bbox": [576, 108, 704, 252], "confidence": 0.875},
            {"class_id": 4, "bbox": [928, 324, 992, 396], "conf": 0.5},
        ],
        [],
    ],
    "modes": [None, "fight", None],
    "targets": [None, 0, None],
    "outcomes": [None, None, {"kills": 1}],
}
#: one object a frame, places as fractions, times of the day, actions by name
ROWS = {
    "metadata": {"screen_width": 1280, "screen_height": 720},
    "frames": [
        {
            "timestamp": 1769169600.0,
            "state": {"player": {"hp": 1, "shield": 0.5}},
            "objects": [{"cls": "drone", "x": 0.5, "y": 0.25, "w": 0.1, "h": 0.2, "conf": 0.875}],
            "action": {"x": 0.25, "y": 0.5, "click_type": "none", "hotkey_id": 0},
        },
        {
            "timestamp": 1769169600.05,
            "state": {"player": {"hp": 0.75, "shield": 0.5}},
            "objects": [
                {"cls": "drone", "xywh": [0.5, 0.25, 0.1, 0.2], "conf": 0.875},
                {"name": "Ore", "ltwh": [0.725, 0.45, 0.05, 0.1], "score": 0.5},
            ],
            "action": {"x": 0.5, "y": 0.25, "click_type": "left", "hotkey_id": None},
            "label": {"mode": "FIGHT", "target": 0},
        },
        {
            "timestamp": 1769169600.1,
            "state": {"player": {"hp": 0.5, "shield": 0.25}},
            "objects": [],
            "action": {"x": 0.75, "y": 0.75, "click_type": 0, "hotkey": "ctrl"},
            "outcome": {"kills": 1, "deaths": 0},
        },
    ],
}


def demos(of: Any = list) -> dict[str, Any]:
    """One demo a frame, the older action with an ability in it, times in milliseconds."""
    return {
        "fps": 20,
        "window": {"width": 1280, "height": 720},
        "demos": of(
            {
                "timestamp": 50 * index,
                "state": {"hp": state[0], "shield": state[1]},
                "action": action,
                "objects": rows,
                **extra,
            }
            for index, (state, action, rows, extra) in enumerate(
                [
                    ([1, 0.5], [0.25, 0.5, 0.1, 0], [DRONE_ROW], {}),
                    ([0.75, 0.5], [0.5, 0.25, 0.9, 0.0], [DRONE_ROW, ORE_ROW], {"intent": "FIGHT", "target_idx": 0}),
                    ([0.5, 0.25], [0.75, 0.75, 0, CTRL], [], {"outcome": {"kills": 1.0}}),
                ]
            )
        ),
    }


def arrays() -> dict[str, Any]:
    """Arrays with room for two objects a frame."""
    none = [0.0] * 6
    return {
        "states": np.array([[1, 0.5], [0.75, 0.5], [0.5, 0.25]], np.float32),
        "state_names": np.array(["hp", "shield"]),
        "actions": np.array([[0.25, 0.5, 0, 0], [0.5, 0.25, 1, 0], [0.75, 0.75, 0, CTRL]], np.float32),
        "objects": np.array([[DRONE_ROW, none], [DRONE_ROW, ORE_ROW], [none, none]], np.float32),
        "screen": np.array([1280, 720]),
        "timestamps": np.array([7.0, 7.05, 7.1]),
        "modes": np.array(["", "FIGHT", ""]),
        "targets": np.array([-1, 0, -1]),
        "outcomes": np.array([[0] * 5, [0] * 5, [0, 1, 0, 0, 0]], np.int32),
    }


def box_arrays() -> dict[str, Any]:
    """Boxes, classes and confidences apart, as fractions, centre and size."""
    drone, ore, none = [0.5, 0.25, 0.1, 0.2], [0.75, 0.5, 0.05, 0.1], [9.0, 9.0, 9.0, 9.0]
    return {
        "states": np.array([[1, 0.5], [0.75, 0.5], [0.5, 0.25]], np.float64),
        "state_names": np.array(["hp", "shield"]),
        "actions": np.array([[0.25, 0.5, 0, 0], [0.5, 0.25, 1, 0], [0.75, 0.75, 0, CTRL]], np.float64),
        "boxes": np.array([[drone, none], [drone, ore], [none, none]], np.float64),
        "classes": np.array([[0, 0], [0, 4], [0, 0]], np.int64),
        "class_names": np.array([name for name in ARENA.class_names]),
        "confidences": np.array([[0.875, 0], [0.875, 0.5], [0, 0]], np.float16),
        "counts": np.array([1, 2, 0], np.int32),
        "bbox_format": np.array("xywh"),
        "fps": np.array(20.0),
    }


#: a session of the filtered recorder, with what it noticed
SESSION = {
    "fps": 20,
    "window": {"width": 1280, "height": 720},
    "frames": [
        {
            "file": "frame_0000.png",
            "timestamp": 0.0,
            "mouse": {"x": 320, "y": 360},
            "state": {"hp": 1.0, "shield": 0.5},
            "detections": [{"class": "drone", "xyxy": [576, 108, 704, 252], "confidence": 0.875}],
        },
        {
            "file": "frame_0001.png",
            "timestamp": 0.05,
            "mouse": {"x": 640, "y": 180},
            "state": {"hp": 0.75, "shield": 0.5},
            "detections": [
                {"class": "drone", "xyxy": [576, 108, 704, 252], "confidence": 0.875},
                {"class": "ore", "xyxy": [928, 324, 992, 396], "confidence": 0.5},
            ],
            "events": [{"type": "mousedown", "button": "left"}, {"type": "mouseup", "button": "left"}],
        },
        {
            "file": "frame_0002.png",
            "timestamp": 0.1,
            "mouse": {"x": 960, "y": 540},
            "state": {"hp": 0.5, "shield": 0.25},
            "outcome": {"kills": 1},
        },
    ],
    "events": [{"type": "keydown", "key": "ctrl_l", "timestamp": 0.11}],
}
GROUND_TRUTH = {
    "labels": [
        {"start": 0.05, "end": 0.1, "health": 75, "tactic": "Kiting", "description": "It fires.", "intent": "FIGHT"}
    ]
}
#: a vision agent's session: keys only, those held stand in every frame
AGENT = {
    "fps": 10,
    "frames": ["frame_0000.png", "frame_0001.png", "frame_0002.png", "frame_0003.png"],
    "actions": [["none"], ["w", "space"], ["space"], ["e", "right"]],
}
FOUND_CORRECTIONS = {
    "corrections": [
        {
            "recording": "recordings_v2/sequence_v1.json",
            "timestamp": 0.05,
            "state": {"hp": 0.75},
            "strategist": {"bot": "FIGHT", "suggested": "FLEE"},
            "tactician": {"bot": {"target": 0}, "suggested": {"target": -1}},
            "executor": {"bot_action": [0.5, 0.25, 1, 0], "suggested": [0.1, 0.9, 1, 0]},
            "critique": "Low hull: retreat.",
            "confidence": 0.95,
        },
        {"frame": 2, "corrections": {"strategist": "LOOT"}, "reason": "An ore is near."},
    ]
}
FOUND_LINES = [
    {
        "state": {"hp": 0.23},
        "bot_action": "FIGHT",
        "vlm_correction": "FLEE",
        "reason": "Low HP (23%), 3 enemies nearby - should retreat",
        "confidence": 0.95,
    },
    {"state": {"hp": 0.9}, "bot_action": "FLEE", "vlm_correction": "FIGHT", "reason": "", "confidence": 0.5},
]
CORRECTIONS = [
    Correction(
        recording="sequence_v1",
        t=0.05,
        state={"hp": 0.75},
        objects=[DRONE],
        bot=Decision("FIGHT", 0, Action(0.5, 0.25, Click.LEFT)),
        better=Decision("FLEE", None, Action(0.1, 0.9, Click.LEFT)),
        reason="Low hull: retreat.",
        confidence=0.95,
    ),
    Correction(frame=2, better=Decision("LOOT")),
]


def pickled(value: object, protocol: int) -> bytes:
    """A pickle as numpy 1 wrote it up to protocol 3, as numpy 2 writes it above."""
    data = pickle.dumps(value, protocol)
    return data.replace(b"numpy._core.", b"numpy.core.") if protocol < 4 else data


def png(shade: int) -> bytes:
    """A picture of 4x4 grey pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    head = (4).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    rows = zlib.compress((b"\0" + bytes([shade]) * 4) * 4)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def make(folder: Path) -> None:
    """Write every fixture."""
    for name in ("own_v1", "documents", "npz", "pkl", "corrections"):
        (folder / name).mkdir(parents=True)
    write_recording(folder / "own_v1" / "sequence_v1.json", recording())
    write_recording(folder / "own_v1" / "shadow_recording_v1.json", recording("shadow"))
    for name, tree in (("sequence_columns", COLUMNS), ("sequence_rows", ROWS), ("shadow_recording_demos", demos())):
        (folder / "documents" / f"{name}.json").write_text(json.dumps(tree, indent=1))
    for name, parts in (("arrays", arrays()), ("boxes", box_arrays())):
        made = io.BytesIO()
        np.savez_compressed(made, **parts)
        (folder / "npz" / f"{name}.npz").write_bytes(made.getvalue())
    for protocol in range(6):
        (folder / "pkl" / f"arrays_{protocol}.pkl").write_bytes(pickled(arrays(), protocol))
        (folder / "pkl" / f"demos_{protocol}.pkl").write_bytes(pickled(OrderedDict(demos(deque)), protocol))
    objects = np.empty(3, object)
    objects[:] = [np.array([DRONE_ROW], np.float64), np.array([DRONE_ROW, ORE_ROW], np.float64), np.empty((0, 6))]
    (folder / "pkl" / "object_array.pkl").write_bytes(pickled({**arrays(), "objects": objects}, 2))
    for name, metadata, count in (("session", SESSION, 3), ("agent", AGENT, 4)):
        (folder / "filtered_recorder" / name / "frames").mkdir(parents=True)
        (folder / "filtered_recorder" / name / "metadata.json").write_text(json.dumps(metadata, indent=1))
        for index in range(count):
            (folder / "filtered_recorder" / name / "frames" / f"frame_{index:04}.png").write_bytes(png(60 * index))
    truth = json.dumps(GROUND_TRUTH, indent=1)
    (folder / "filtered_recorder" / "session" / "ground_truth.json").write_text(truth)
    write_corrections(folder / "corrections" / "v2_corrections_v1.json", CORRECTIONS, profile="arena", coach="practice")
    found = json.dumps(FOUND_CORRECTIONS, indent=1)
    (folder / "corrections" / "v2_corrections_founding.json").write_text(found)
    lines = "".join(json.dumps(line) + "\n" for line in FOUND_LINES)
    (folder / "corrections" / "corrections_founding.jsonl").write_text(lines)


if __name__ == "__main__":
    for folder in FOLDER.iterdir():
        if folder.name != "owamcap":  # see make_owamcap.py
            shutil.rmtree(folder)
    make(FOLDER)

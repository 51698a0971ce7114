"""Reads a recording for the player. Slow: for a worker's thread."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from core.home import Home
from core.profile import load_profile
from core.recording import read_recording
from core.words import HOTKEY_ID, MODES, Click
from launcher.reel import LABEL_SOURCES, Reel

_MODE_ID = {mode.value: index for index, mode in enumerate(MODES)}
_CLICK_ID = {"left": Click.LEFT, "right": Click.RIGHT, "double": Click.DOUBLE}


def load_reel(path: Path, home: Home) -> Reel:
    """Read a recording."""
    recording = read_recording(path)
    profile = load_profile(recording.profile, home)
    names = list(profile.class_names)
    frames = recording.frames
    start = np.cumsum([0, *(len(f.objects) for f in frames)])
    objs = [o for f in frames for o in f.objects]
    labels = [f.label for f in frames]
    ev = recording.events
    video = path.parent / recording.video if recording.video else None
    return Reel(
        name=path.stem, player=recording.player, profile=recording.profile, duration=recording.duration,
        fps=recording.fps, aspect=recording.window.width / recording.window.height, video=video,
        class_names=profile.class_names, roles=tuple(profile.roles[n] for n in names), state_names=profile.state_names,
        t=np.array([f.t for f in frames]),
        state=np.array([[f.state.get(n, 0) for n in profile.state_names] for f in frames], np.float32),
        start=start, cls=np.array([names.index(o.cls) for o in objs], np.int64),
        box=np.array([(o.x, o.y, o.w, o.h, o.conf) for o in objs], np.float32).reshape(-1, 5),
        cursor=np.array([(f.action.x, f.action.y) for f in frames], np.float32),
        event_t=np.array([e.t for e in ev]),
        event_click=np.array([_CLICK_ID[e.name] if e.kind == "click" else 0 for e in ev], np.int64),
        event_hotkey=np.array([0 if e.kind == "click" else HOTKEY_ID[e.name] for e in ev], np.int64),
        event_xy=np.array([(e.x, e.y) for e in ev], np.float32).reshape(-1, 2),
        mode=np.array([_MODE_ID.get(x.mode or "", -1) if x else -1 for x in labels], np.int64),
        target=np.array([x.target if x and x.target is not None else -1 for x in labels], np.int64),
        source=np.array([LABEL_SOURCES.index(x.source) if x else 0 for x in labels], np.int64),
        confidence=np.array([x.confidence if x else 1 for x in labels], np.float32),
        picture=np.array([-1 if f.frame_index is None else f.frame_index for f in frames], np.int64),
    )  # fmt: skip

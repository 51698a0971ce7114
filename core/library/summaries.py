"""The figures of a recording."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import msgspec

from core.library.places import stem_of
from core.recording import read_recording
from core.words import HOTKEYS, Click


class Summary(msgspec.Struct, kw_only=True):
    """One recording in figures."""

    name: str
    kind: str
    profile: str
    player: str
    source: str
    created: str
    seed: int | None = None
    frames: int
    duration: float
    fps: float
    frame_rate: float
    dropped: int
    late: int
    width: int
    height: int
    scale: float
    video: str | None = None
    clicks: dict[str, int]
    hotkeys: dict[str, int]
    modes: dict[str, int]
    targets: dict[str, int]
    gaps: int
    duplicates: int
    idle_frames: int
    objects: int
    bytes: int = 0


def summary_for(path: Path, *, build: bool) -> Summary | None:
    """The figures of a recording; None where they were not worked out before and are not to be now."""
    r = read_recording(path)
    t = [f.t for f in r.frames] or [0.0]
    steps = [b - a for a, b in pairwise(t)]
    modes = Counter((f.label.mode or "") if f.label else "" for f in r.frames)
    return Summary(
        name=stem_of(path), kind=r.kind, profile=r.profile, player=r.player, source=r.source, created=r.created,
        seed=r.seed, frames=len(r.frames), duration=r.duration, fps=r.fps,
        frame_rate=(len(t) - 1) / (t[-1] - t[0]) if t[-1] > t[0] else 0.0, dropped=r.dropped, late=r.late,
        width=r.window.width, height=r.window.height, scale=r.window.scale, video=r.video,
        clicks=dict(Counter(Click(f.action.click).name.lower() for f in r.frames if f.action.click)),
        hotkeys=dict(Counter(HOTKEYS[f.action.hotkey] for f in r.frames if f.action.hotkey)),
        modes=dict(modes), targets={}, gaps=sum(s > 0.5 for s in steps), duplicates=sum(s <= 0 for s in steps),
        idle_frames=0, objects=sum(len(f.objects) for f in r.frames), bytes=path.stat().st_size,
    )  # fmt: skip

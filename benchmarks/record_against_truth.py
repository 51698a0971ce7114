"""Holds a recording of the arena's window against what the arena itself logged.

    understudy arena --pilot collector --truth truth.jsonl      (in one terminal)
    understudy record --start --minutes 2                       (in another)
    python benchmarks/record_against_truth.py truth.jsonl RECORDING.json

Prints frames a second, the share of visible objects that were found, how far the cursor is off, and whether every click
and hotkey is there, once, and when. Exits with 1 where the targets are missed.
"""

from __future__ import annotations

import argparse
import math
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from arena.truth import Truth, TruthFrame, TruthInput, read_truth
from core.observation import SeenObject
from core.recording import InputEvent, Recording, read_recording

#: an object counts as found when one of its class overlaps it by this much (intersection over union)
FOUND_OVERLAP = 0.5
#: how far apart an input and its record may be, in seconds
INPUT_WITHIN = 0.04
#: one picture of the game at 60 fps, in seconds: truth is no finer
PICTURE = 1 / 60
MIN_FPS, MIN_RECALL, MAX_CURSOR = 28.0, 0.95, 0.01


@dataclass
class Report:
    """What a comparison found."""

    frames: int = 0
    fps: float = 0.0
    dropped: int = 0
    late: int = 0
    visible: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    #: reported objects, and those of them that are really there
    reported: int = 0
    right: int = 0
    #: distance of the cursor from where it was, in window widths, at the same moment and within one picture of it
    cursor: list[float] = field(default_factory=list)
    cursor_nearby: list[float] = field(default_factory=list)
    state: dict[str, list[float]] = field(default_factory=dict)
    inputs: int = 0
    matched: int = 0
    surplus: int = 0
    delays: list[float] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found.total() / max(1, self.visible.total())

    @property
    def problems(self) -> list[str]:
        """The targets that were missed."""
        misses = []
        if self.fps < MIN_FPS:
            misses.append(f"{self.fps:.1f} fps, less than {MIN_FPS:g}")
        if self.recall < MIN_RECALL:
            misses.append(f"{self.recall:.1%} of the objects found, less than {MIN_RECALL:.0%}")
        if (worst := _percentile(self.cursor_nearby, 99)) > MAX_CURSOR:
            misses.append(
                f"the cursor is off by {worst:.2%} of the window (99th percentile), more than {MAX_CURSOR:.0%}"
            )
        if self.matched < self.inputs or self.surplus:
            misses.append(f"{self.inputs - self.matched} inputs missing, {self.surplus} that never were")
        return misses


def compare(truth: Truth, recording: Recording, within: float = INPUT_WITHIN) -> Report:
    """Hold the recording against the log; inputs count as the same up to `within` seconds apart."""
    report = Report(dropped=recording.dropped, late=recording.late, frames=len(recording.frames))
    painted = [frame.t for frame in truth.frames]
    start = recording.monotonic_start
    report.fps = (len(recording.frames) - 1) / (recording.frames[-1].t - recording.frames[0].t)
    for frame in recording.frames:
        t = start + frame.t
        place = bisect_right(painted, t) - 1
        if place < 0 or t - painted[place] > 0.5:
            continue
        shown = truth.frames[place]
        _compare_objects(shown.objects, frame.objects, report)
        _compare_cursor(truth.frames, painted, place, t, (frame.action.x, frame.action.y), report)
        for name, value in shown.state.items():
            if name in frame.state:
                report.state.setdefault(name, []).append(abs(frame.state[name] - value))
    inputs = [item for item in truth.inputs if start <= item.t <= start + recording.frames[-1].t]
    _compare_inputs(inputs, recording.events, start, within, report)
    return report


def _compare_objects(real: Sequence[SeenObject], seen: Sequence[SeenObject], report: Report) -> None:
    free = list(seen)
    report.reported += len(seen)
    for item in real:
        report.visible[item.cls] += 1
        best = max(free, key=lambda other: _overlap(item, other), default=None)
        if best is not None and _overlap(item, best) >= FOUND_OVERLAP:
            free.remove(best)
            report.found[item.cls] += 1
            report.right += 1


def _overlap(one: SeenObject, other: SeenObject) -> float:
    """Intersection over union; 0 for different classes."""
    if one.cls != other.cls:
        return 0.0
    width = min(one.x + one.w / 2, other.x + other.w / 2) - max(one.x - one.w / 2, other.x - other.w / 2)
    height = min(one.y + one.h / 2, other.y + other.h / 2) - max(one.y - one.h / 2, other.y - other.h / 2)
    if width <= 0 or height <= 0:
        return 0.0
    common = width * height
    return common / (one.w * one.h + other.w * other.h - common)


def _compare_cursor(
    frames: Sequence[TruthFrame],
    painted: Sequence[float],
    place: int,
    t: float,
    cursor: tuple[float, float],
    report: Report,
) -> None:
    report.cursor.append(math.dist(frames[place].cursor, cursor))
    near = [
        frames[other].cursor
        for other in range(max(0, place - 2), min(len(frames), place + 4))
        if abs(painted[other] - t) <= PICTURE + 0.002 or other == place
    ]
    # Between two readings it was somewhere on the way.
    ways = [_distance_to_way(cursor, a, b) for a, b in pairwise(near)]
    report.cursor_nearby.append(min([*ways, *(math.dist(point, cursor) for point in near)]))


def _distance_to_way(point: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    share = 0.0 if length == 0 else min(max(((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length, 0), 1)
    return math.dist(point, (a[0] + share * dx, a[1] + share * dy))


def _compare_inputs(
    real: Sequence[TruthInput], recorded: Sequence[InputEvent], start: float, within: float, report: Report
) -> None:
    report.inputs = len(real)
    free = list(recorded)
    for item in real:
        near = [event for event in free if _same_input(item, event) and abs(start + event.t - item.t) <= within]
        if near:
            best = min(near, key=lambda event: abs(start + event.t - item.t))
            free.remove(best)
            report.matched += 1
            report.delays.append(start + best.t - item.t)
    # One at the very end may have reached the game a moment after the last frame.
    last = max((item.t for item in real), default=start)
    report.surplus = sum(start + event.t <= last + within for event in free)


def _same_input(item: TruthInput, event: InputEvent) -> bool:
    left = ("left", "double")
    return item.kind == event.kind and (item.name == event.name or (item.name in left and event.name in left))


def _percentile(values: Sequence[float], share: float) -> float:
    return float(np.percentile(values, share)) if values else math.nan


def tell(report: Report) -> None:
    """Print the figures."""
    print(f"frames   {report.frames} at {report.fps:.2f} fps, {report.dropped} dropped, {report.late} late")
    classes = ", ".join(f"{name} {report.found[name] / n:.1%} of {n}" for name, n in sorted(report.visible.items()))
    print(f"objects  {report.recall:.2%} of {report.visible.total()} found ({classes})")
    if report.reported:
        print(f"         {report.right / report.reported:.2%} of {report.reported} reported are really there")
    for name, values in (("at the same moment", report.cursor), ("within one picture", report.cursor_nearby)):
        within = sum(value <= MAX_CURSOR for value in values) / max(1, len(values))
        figures = " ".join(f"p{share} {_percentile(values, share):.3%}" for share in (50, 95, 99, 100))
        print(f"cursor   {name}: {within:.2%} within 1 % of the window; {figures}")
    kinds = f"{report.matched} of {report.inputs} there within {INPUT_WITHIN * 1000:.0f} ms, {report.surplus} too many"
    delays = [abs(delay) * 1000 for delay in report.delays]
    print(f"inputs   {kinds}; off by p50 {_percentile(delays, 50):.1f} ms, worst {_percentile(delays, 100):.1f} ms")
    worst = sorted(((float(np.mean(v)), n) for n, v in report.state.items()), reverse=True)[:4]
    print("state    mean error, the worst: " + ", ".join(f"{name} {error:.4f}" for error, name in worst))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("truth", type=Path)
    parser.add_argument("recording", type=Path)
    words = parser.parse_args()
    report = compare(read_truth(words.truth), read_recording(words.recording))
    tell(report)
    for problem in report.problems:
        print(f"MISSED   {problem}")
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main())

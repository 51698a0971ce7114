"""`understudy stats`: what has been recorded, and what is missing."""

from __future__ import annotations

import json
import logging
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import msgspec
import numpy as np

from core.errors import ExitCode, UserError
from core.features import FeatureSchema
from core.files import atomic_write_bytes
from core.job import run_job
from core.labels import fill_labels
from core.played import NO_TARGET, Played, to_arrays
from core.profile import Profile, load_profile
from core.recording import Recording, read_recording, recording_files
from core.runs import RunWriter
from core.settings.look import StatsSettings
from core.words import HOTKEYS, Click, Mode

log = logging.getLogger("understudy")

#: play from which training is worth while
ENOUGH_MINUTES = 10
#: a mode seen less than this is missing
RARE = 0.01


@dataclass
class Statistics:
    """What a folder of recordings holds. Shares are 0..1 of all frames."""

    recordings: int = 0
    unreadable: dict[str, str] = field(default_factory=dict)
    frames: int = 0
    minutes: float = 0.0
    dropped: int = 0
    late: int = 0
    idle_share: float = 0.0
    players: Counter[str] = field(default_factory=Counter)
    resolutions: Counter[str] = field(default_factory=Counter)
    fps: dict[str, float] = field(default_factory=dict)
    modes: Counter[str] = field(default_factory=Counter)
    targets: Counter[str] = field(default_factory=Counter)
    clicks: Counter[str] = field(default_factory=Counter)
    hotkeys: Counter[str] = field(default_factory=Counter)
    advice: list[str] = field(default_factory=list)


def work(settings: StatsSettings, run: RunWriter) -> dict[str, Any]:
    """Read everything, print it, and write it where asked."""
    files = recording_files(settings.recordings)
    if not files:
        raise UserError(f"There are no recordings in {settings.recordings}: record some play first.", ExitCode.NO_DATA)
    statistics = Statistics()
    idle, modes = 0, set[Mode]()
    for number, path in enumerate(files):
        run.progress(number / len(files), path.name)
        if run.stop_requested:
            break
        try:
            recording = read_recording(path)
            profile = load_profile(recording.profile, settings.folders)
            played = fill_labels(to_arrays(path.stem, recording, FeatureSchema.of(profile)), profile)
        except UserError as error:
            statistics.unreadable[path.name] = str(error)
            continue
        idle += _count(statistics, path.name, recording, played, profile)
        modes.update(profile.modes)
    if not statistics.recordings and not run.stop_requested:
        raise UserError(
            f"None of the {len(files)} recordings in {settings.recordings} can be read: "
            + " ".join(statistics.unreadable.values()),
            ExitCode.NO_DATA,
        )
    statistics.idle_share = idle / statistics.frames if statistics.frames else 0.0
    statistics.advice = _advice(statistics, modes)
    log.info("%s", as_text(statistics))
    result: dict[str, Any] = msgspec.to_builtins(statistics)
    if settings.json_file:
        atomic_write_bytes(settings.json_file, json.dumps(result, indent=2).encode())
        log.info("Figures written to %s", settings.json_file)
    return result


def _count(statistics: Statistics, name: str, recording: Recording, played: Played, profile: Profile) -> int:
    """Add one recording; returns its idle frames (no click or key within a second)."""
    t = played.moments.t
    statistics.recordings += 1
    statistics.frames += len(played)
    statistics.minutes += float(t[-1] - t[0]) / 60
    statistics.dropped += recording.dropped
    statistics.late += recording.late
    statistics.players[recording.player] += len(played)
    statistics.resolutions[f"{recording.window.width}x{recording.window.height}"] += len(played)
    statistics.fps[name] = round((len(played) - 1) / float(t[-1] - t[0]), 2) if len(played) > 1 else 0.0
    modes = FeatureSchema.of(profile).modes
    for k, count in zip(*np.unique(played.mode, return_counts=True), strict=True):
        statistics.modes[modes[k]] += int(count)
    rows = np.flatnonzero(played.target > NO_TARGET)
    kinds = played.moments.cls[rows, played.target[rows]]
    for k, count in zip(*np.unique(kinds, return_counts=True), strict=True):
        statistics.targets[profile.class_names[k]] += int(count)
    statistics.targets["none"] += len(played) - len(rows)
    for click in played.events.click[played.events.click > 0]:
        statistics.clicks[Click(click).name.lower()] += 1
    for key in played.events.hotkey[played.events.hotkey > 0]:
        statistics.hotkeys[HOTKEYS[key]] += 1
    if not len(played.events):
        return len(played)
    after = np.searchsorted(played.events.t, t)
    gap = np.minimum(
        np.abs(t - played.events.t[np.clip(after - 1, 0, None)]),
        np.abs(t - played.events.t[np.clip(after, None, len(played.events) - 1)]),
    )
    return int((gap > 1.0).sum())


def _advice(statistics: Statistics, modes: set[Mode]) -> list[str]:
    minutes, said = statistics.minutes, []
    if minutes < ENOUGH_MINUTES:
        said.append(f"{minutes:.1f} minutes are little to learn from: record at least {ENOUGH_MINUTES}, better 30.")
    if statistics.recordings == 1:
        said.append("There is one recording only: record in several, so that whole ones can be kept for validation.")
    for mode in sorted(modes):
        if statistics.modes[mode] < RARE * statistics.frames:
            said.append(f"Almost no {mode} in {minutes:.0f} minutes: record some.")
    if statistics.frames and statistics.dropped > 0.01 * statistics.frames:
        said.append(f"{statistics.dropped} frames were dropped: close other programs while recording.")
    return said


def as_text(statistics: Statistics) -> str:
    """What the command prints."""
    lines = [
        "",
        f"{statistics.recordings} recordings, {statistics.frames} frames, {statistics.minutes:.1f} min "
        f"({', '.join(statistics.players)}; {', '.join(statistics.resolutions)})",
        f"dropped {statistics.dropped}, late {statistics.late}, idle {statistics.idle_share:.0%}",
    ]
    for name in ("modes", "targets", "clicks", "hotkeys"):
        counts: Counter[str] = getattr(statistics, name)
        total = counts.total()
        shares = ", ".join(f"{key} {count / total:.1%}" for key, count in counts.most_common())
        lines.append(f"{name:<8} {shares or '-'}" + (f"  ({total})" if name in ("clicks", "hotkeys") else ""))
    lines += [f"not readable: {reason}" for reason in statistics.unreadable.values()]
    lines += [f"-> {line}" for line in statistics.advice]
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_job("stats", work, argv)


if __name__ == "__main__":
    sys.exit(main())

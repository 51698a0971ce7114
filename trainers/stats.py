"""`understudy stats`: what has been recorded, and what is missing."""

from __future__ import annotations

import logging
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.columns import Summary, open_played, summary_of
from core.data_statistics import FILE_NAME, Counts, DataStatistics, RecordingRow, write_statistics
from core.errors import ExitCode, UserError
from core.features import FeatureSchema
from core.job import run_job
from core.labels import fill_labels
from core.played import NO_TARGET, Played
from core.profile import Profile, load_profile
from core.recording import LABEL_SOURCES, recording_files
from core.runs import RunWriter
from core.settings.look import StatsSettings
from core.words import HOTKEYS, Click
from trainers.data_advice import advise, readiness
from trainers.data_text import as_text

log = logging.getLogger("understudy")

#: seconds without a frame that make a pause, and without an input that make a frame idle
PAUSE, IDLE = 0.5, 1.0


def work(settings: StatsSettings, run: RunWriter) -> dict[str, Any]:
    """Read everything, print it, and write it into the run and where asked."""
    files = recording_files(settings.recordings)
    if not files:
        raise UserError(f"There are no recordings in {settings.recordings}: record some play first.", ExitCode.NO_DATA)
    statistics = DataStatistics(folder=str(settings.recordings))
    profiles: dict[str, Profile] = {}
    for number, path in enumerate(files):
        run.progress(number / len(files), path.name)
        if run.stop_requested:
            break
        try:
            summary = summary_of(path, home=settings.folders)
            profile = profiles.get(summary.profile) or load_profile(summary.profile, settings.folders)
            played = fill_labels(open_played(path, profile), profile)
        except UserError as error:
            statistics.skipped[path.name] = str(error)
            continue
        profiles[profile.name] = profile
        count(statistics, path, summary, played, profile)
    if not statistics.rows and not run.stop_requested:
        raise UserError(
            f"None of the {len(files)} recordings in {settings.recordings} can be read: "
            + " ".join(statistics.skipped.values()),
            ExitCode.NO_DATA,
        )
    statistics.readiness = readiness(statistics)
    statistics.advice = advise(statistics, profiles.values())
    log.info("%s", as_text(statistics))
    write_statistics(run.folder.path / FILE_NAME, statistics)
    if settings.json_file:
        write_statistics(settings.json_file, statistics)
        log.info("Figures written to %s", settings.json_file)
    return statistics.result()


def count(statistics: DataStatistics, path: Path, summary: Summary, played: Played, profile: Profile) -> None:
    """Add what one recording holds, its labels filled in."""
    scenes, t = played.scenes, played.scenes.t
    modes = _counts(played.mode, FeatureSchema.of(profile).modes)
    aimed = np.flatnonzero(played.target > NO_TARGET)
    targets = _counts(scenes.cls[scenes.start[aimed] + played.target[aimed]], profile.class_names)
    statistics.rows.append(
        RecordingRow(
            name=path.name,
            source=summary.source,
            profile=profile.name,
            player=played.player,
            created=summary.created,
            minutes=float(t[-1] - t[0]) / 60,
            frames=len(played),
            fps=summary.fps,
            frame_rate=(len(played) - 1) / float(t[-1] - t[0]) if len(played) > 1 else 0.0,
            width=summary.width,
            height=summary.height,
            dropped=summary.dropped,
            late=summary.late,
            gaps=int((np.diff(t) > PAUSE).sum()),
            duplicates=summary.duplicates,
            idle_share=float(idle(t, played.events.t).mean()),
            modes=modes,
        )
    )
    _add(statistics.modes, modes)
    _add(statistics.targets, targets | {"none": len(played) - len(aimed)})
    first, last = int(scenes.start[0]), int(scenes.start[-1])
    _add(statistics.objects, _counts(scenes.cls[first:last], profile.class_names))
    events = played.events
    _add(statistics.clicks, _counts(events.click[events.click > 0], [click.name.lower() for click in Click]))
    _add(statistics.hotkeys, _counts(events.hotkey[events.hotkey > 0], HOTKEYS))
    _add(statistics.labels, _counts(played.label_source, LABEL_SOURCES))
    _add(statistics.players, {played.player: len(played)})
    _add(statistics.resolutions, {f"{summary.width}x{summary.height}": len(played)})


def idle(t: NDArray[np.float64], inputs: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(N,) whether there is no input (their times, ascending) within `IDLE` seconds of the moments `t` (N,)."""
    if not len(inputs):
        return np.ones(len(t), bool)
    after = np.searchsorted(inputs, t)
    before, behind = inputs[np.clip(after - 1, 0, None)], inputs[np.clip(after, None, len(inputs) - 1)]
    return np.minimum(np.abs(t - before), np.abs(t - behind)) > IDLE


def _counts(values: NDArray[Any], names: tuple[str, ...] | list[str]) -> Counts:
    """How often each name comes, of their indices."""
    found = np.bincount(values[values >= 0], minlength=len(names))
    return {name: int(found[index]) for index, name in enumerate(names) if found[index]}


def _add(total: Counts, more: Counts) -> None:
    total.update(Counter(total) + Counter(more))


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_job("stats", work, argv)


if __name__ == "__main__":
    sys.exit(main())

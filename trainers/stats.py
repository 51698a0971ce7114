"""`understudy stats`: what has been recorded, and what is missing."""

from __future__ import annotations

import logging
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.columns import Summary, summary_of
from core.columns.build import GAP, idle
from core.data_statistics import FILE_NAME, Counts, DataStatistics, RecordingRow, write_statistics
from core.errors import ExitCode, UserError
from core.formats import none_in, own, sources
from core.home import Home
from core.job import run_job
from core.labels import fill_labels
from core.played import NO_TARGET, Played, open_pieces
from core.profile import Profile, load_profile
from core.recording import LABEL_SOURCES
from core.runs import RunWriter
from core.schema import FeatureSchema
from core.settings.look import StatsSettings
from core.words import PRESSES
from trainers.data_advice import advise, readiness
from trainers.data_text import as_text

log = logging.getLogger("understudy")


def work(settings: StatsSettings, run: RunWriter) -> dict[str, Any]:
    """Read everything, print it, and write it into the run and where asked."""
    files = sources(settings.recordings)
    if not files:
        raise none_in(settings.recordings)
    statistics = DataStatistics(folder=str(settings.recordings))
    unsaid = load_profile(settings.profile, settings.folders)
    profiles: dict[str, Profile] = {}
    #: what there is to learn from by profile, with where it comes from
    played: dict[str, list[tuple[str, Played]]] = {}
    for number, path in enumerate(files):
        run.progress(number / len(files), path.name)
        if run.stop_requested:
            break
        try:
            summary = summary_of(path, None if own.claims(path) else unsaid, settings.folders)
            profile = profiles.get(summary.profile) or _profile_of(path, summary, settings.folders)
            pieces = [fill_labels(piece, profile) for piece in open_pieces(path, profile)]
        except UserError as error:
            statistics.skipped[path.name] = str(error)
            continue
        profiles[profile.name] = profile
        count(statistics, path, summary, pieces, profile)
        played.setdefault(profile.name, []).extend((source_of(summary), piece) for piece in pieces)
    if not statistics.rows and not run.stop_requested:
        raise UserError(
            f"None of the {len(files)} recordings in {settings.recordings} can be read: "
            + " ".join(statistics.skipped.values()),
            ExitCode.NO_DATA,
        )
    for name, parts in played.items():
        if parts:
            add_samples(statistics, FeatureSchema.of(profiles[name]), parts)
    statistics.readiness = readiness(statistics)
    statistics.advice = advise(statistics, profiles.values())
    log.info("%s", as_text(statistics))
    write_statistics(run.folder.path / FILE_NAME, statistics)
    if settings.json_file:
        write_statistics(settings.json_file, statistics)
        log.info("Figures written to %s", settings.json_file)
    return statistics.result()


def _profile_of(path: Path, summary: Summary, home: Home) -> Profile:
    try:
        return load_profile(summary.profile, home)
    except UserError as error:
        raise UserError(f"{path} cannot be counted: {error}", error.code) from error


def count(statistics: DataStatistics, path: Path, summary: Summary, pieces: list[Played], profile: Profile) -> None:
    """Add what one recording holds in the pieces of it that count, their labels filled in."""
    row = RecordingRow(
        name=path.name,
        source=source_of(summary),
        profile=profile.name,
        player=summary.player,
        created=summary.created,
        fps=summary.fps,
        frame_rate=summary.frame_rate,
        width=summary.width,
        height=summary.height,
        dropped=summary.dropped,
        late=summary.late,
        duplicates=summary.duplicates,
        # Where one piece ends and the next begins is a pause too.
        gaps=max(0, len(pieces) - 1),
    )
    still = 0
    for piece in pieces:
        t = piece.scenes.t
        row.frames += len(piece)
        row.minutes += float(t[-1] - t[0]) / 60
        row.gaps += int((np.diff(t) > GAP).sum())
        still += int(idle(t, piece.events.t).sum())
        _add(row.modes, _counts(piece.mode, FeatureSchema.of(profile).modes))
        _count_piece(statistics, piece, profile)
    row.idle_share = still / row.frames if row.frames else 0.0
    statistics.rows.append(row)
    _add(statistics.modes, row.modes)
    _add(statistics.players, {row.player: row.frames})
    _add(statistics.resolutions, {row.resolution: row.frames})


def source_of(summary: Summary) -> str:
    """Where a recording comes from: window, arena, shadow or import:FORMAT."""
    return summary.kind if summary.kind == "shadow" and ":" not in summary.source else summary.source


def add_samples(statistics: DataStatistics, schema: FeatureSchema, pieces: list[tuple[str, Played]]) -> None:
    """Add how many samples each trainer takes from these pieces, given with where they come from."""
    from trainers.sample_counts import sample_counts  # brings torch

    for model, counts in sample_counts(schema, pieces).items():
        _add(statistics.samples.setdefault(model, {}), counts)


def _count_piece(statistics: DataStatistics, piece: Played, profile: Profile) -> None:
    scenes, events = piece.scenes, piece.events
    aimed = np.flatnonzero(piece.target > NO_TARGET)
    targets = _counts(scenes.cls[scenes.start[aimed] + piece.target[aimed]], profile.class_names)
    _add(statistics.targets, targets | {"none": len(piece) - len(aimed)})
    first, last = int(scenes.start[0]), int(scenes.start[-1])
    _add(statistics.objects, _counts(scenes.cls[first:last], profile.class_names))
    _add(statistics.clicks, _counts(events.click[events.click > 0], PRESSES["click"]))
    _add(statistics.hotkeys, _counts(events.hotkey[events.hotkey > 0], PRESSES["hotkey"]))
    _add(statistics.labels, _counts(piece.label_source, LABEL_SOURCES))


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

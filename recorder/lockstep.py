"""Records players at a game in lock-step, without a window: one file for each episode."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from core.columns import write_columns
from core.errors import ExitCode, UserError
from core.games.game import Game, open_game, usual_player
from core.job import log
from core.profile import BUILT_IN_GAME, Profile, load_profile, of_arena
from core.recording import Frame, Recording, free_name, write_frames
from core.runs import RunWriter
from core.settings.record import RecordSettings
from recorder.episode import play_episode

DEFAULT_MINUTES = 10.0


def record_lockstep(settings: RecordSettings, run: RunWriter) -> dict[str, Any]:
    """Record `settings.minutes` of lock-step play in episodes, one file each; returns what was written."""
    profile = _profile(settings)
    game = open_game(profile)
    name = usual_player(game) if settings.pilot == "auto" else settings.pilot
    began = time.monotonic()
    played, frames, files = 0.0, 0, 0
    episodes = _episodes if settings.models_dir is None else _corrected_episodes
    for recording in episodes(settings, game, name, run):
        path = save_new(settings.recordings, recording, profile)
        files += 1
        played += recording.duration
        frames += len(recording.frames)
        totals = {f"episode/{name}": value for name, value in _totals(recording.frames).items()}
        run.metrics(files, frames=frames, **totals)
        log.info("saved %s: %d frames of seed %d", path.name, len(recording.frames), recording.seed)
    log.info(
        "%d recordings with %d frames, %.1f minutes of play, made in %.1f s: %s",
        *(files, frames, played / 60, time.monotonic() - began, settings.recordings),
    )
    return {"files": files, "frames": frames, "minutes": round(played / 60, 3), "folder": str(settings.recordings)}


def _seconds(settings: RecordSettings) -> float:
    return (settings.minutes or DEFAULT_MINUTES) * 60


def _episodes(settings: RecordSettings, game: Game, name: str, run: RunWriter) -> Iterator[Recording]:
    """The player's own play, one episode after the other."""
    player, total = game.player(name), _seconds(settings)
    played, files = 0.0, 0

    def go_on(seconds: float) -> bool:
        run.progress((played + seconds) / total, f"episode {files + 1}: {(played + seconds) / 60:.1f} minutes played")
        return not run.stop_requested

    # What is left may be less than a tick by rounding only; that would be an empty file.
    while (left := total - played) > game.tick / 2 and not run.stop_requested:
        recording = play_episode(
            player,
            game.profile,
            settings.seed + files,
            name=name,
            fps=settings.fps,
            seconds=min(settings.episode_minutes * 60, left),
            go_on=go_on,
            game=game,
        )
        if not recording.frames:
            break
        files += 1
        played += recording.duration
        yield recording


def _corrected_episodes(settings: RecordSettings, game: Game, name: str, run: RunWriter) -> list[Recording]:
    """The models' play with the player's answers, episodes of equal length side by side."""
    from core.policy import PolicyBatch, load_models
    from recorder.corrected import play_corrected

    assert settings.models_dir is not None
    total = _seconds(settings)
    count = max(1, round(total / (settings.episode_minutes * 60)))

    def go_on(seconds: float) -> bool:
        run.progress(seconds * count / total, f"{count} episodes: {seconds * count / 60:.1f} minutes played")
        return not run.stop_requested

    batch = PolicyBatch(load_models(settings.models_dir, game.profile), count)
    seeds = range(settings.seed, settings.seed + count)
    recordings = play_corrected(batch, name, game, seeds, fps=settings.fps, seconds=total / count, go_on=go_on)
    return [item for item in recordings if item.frames]


def _profile(settings: RecordSettings) -> Profile:
    """The profile, of the arena where that is the source.

    Raises:
        UserError: it is of another game than the source.
    """
    profile = load_profile(settings.profile, settings.folders)
    if settings.source != "arena":
        return profile
    profile = of_arena(profile)
    if profile.environment is not None and profile.environment.name != BUILT_IN_GAME:
        raise UserError(
            f"Profile {profile.name!r} is of {profile.environment.name}, not of the arena: leave out --source arena.",
            ExitCode.BAD_INPUT,
        )
    return profile


def save_new(folder: Path, recording: Recording, profile: Profile) -> Path:
    """Write the recording under a name that no other has, with its columns, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    frames, recording.frames = recording.frames, []
    try:
        while True:
            path = folder / f"{free_name(folder, recording.kind)}.json"
            # Others may record into the same folder at the same moment: one of them is the first.
            with suppress(FileExistsError):
                write_frames(path, recording, frames)
                write_columns(path, profile)
                return path
    finally:
        recording.frames = frames


def _totals(frames: list[Frame]) -> dict[str, float]:
    totals: dict[str, float] = {}
    for frame in frames:
        for name, change in (frame.outcome or {}).items():
            totals[name] = totals.get(name, 0) + change
    return totals

"""`understudy evaluate`: judge the models on recordings kept aside, and in play."""

from __future__ import annotations

import io
import json
import logging
import sys
from typing import Any

import torch
from rich.console import Console
from rich.table import Table

from core.checkpoint import Checkpoint
from core.device import choose_device
from core.errors import ExitCode, UserError
from core.files import atomic_write_bytes
from core.games.game import Game, open_game
from core.job import run_job
from core.labels import fill_labels
from core.piece_names import origin, piece_of, recording_name
from core.played import Played, load_folder
from core.policy import PolicyBatch, load_models
from core.profile import load_profile
from core.runs import RunWriter
from core.settings.evaluate import EvaluateSettings
from core.split_file import TRAIN, VALIDATION
from trainers.closed_loop import Episode, play_pilot, play_policy
from trainers.compare import style_distance, summary, whole_style
from trainers.offline import offline_figures

log = logging.getLogger("understudy")


def work(settings: EvaluateSettings, run: RunWriter) -> dict[str, Any]:
    """Measure, print, and write the figures."""
    if settings.threads:
        torch.set_num_threads(settings.threads)
    profile = load_profile(settings.profile, settings.folders)
    device = choose_device(settings.device)
    models = load_models(settings.models, profile)
    for checkpoint in models.values():
        checkpoint.model.to(device)
    figures: dict[str, Any] = {"models": str(settings.models)}
    held_out: list[Played] = []
    if settings.offline or settings.pilot == "auto":
        run.progress(0.0, "reading recordings")
        held_out = _held_out(settings, models)
    if settings.offline:
        figures["offline"] = offline_figures(models, held_out, device, settings.seed)
        log.info("%s", offline_text(figures["offline"]))
    if settings.closed_loop and not run.stop_requested:
        if profile.environment is None:
            log.warning("Profile %r is judged offline only: its game needs its window.", profile.name)
        else:
            game = open_game(profile)
            pilot = settings.pilot if settings.pilot != "auto" else _pilot_of(held_out, game)
            figures["closed_loop"] = _closed_loop(settings, models, game, pilot, device, run)
            log.info("%s", closed_loop_text(figures["closed_loop"]))
    if settings.json_file:
        atomic_write_bytes(settings.json_file, json.dumps(figures, indent=2).encode())
        log.info("Figures written to %s", settings.json_file)
    return figures


def _held_out(settings: EvaluateSettings, models: dict[str, Checkpoint]) -> list[Played]:
    """What none of the three models was trained on, with labels."""
    profile = load_profile(settings.profile, settings.folders)
    unseen = (_unseen(item, models) for item in load_folder(settings.recordings, profile))
    held_out = [fill_labels(item, profile) for item in unseen if item is not None]
    if not held_out:
        raise UserError(
            f"Every recording in {settings.recordings} was trained on: record some more play to evaluate on.",
            ExitCode.NO_DATA,
        )
    return held_out


def _unseen(item: Played, models: dict[str, Checkpoint]) -> Played | None:
    """What no model was trained on of a recording or a piece of one: all, nothing, or its end where a single recording
    was cut in time for training and validation."""
    first, end = piece_of(item.name, len(item))
    seen = first
    for split in (checkpoint.split for checkpoint in models.values()):
        related = [name for name in split.get(TRAIN, []) if origin(name) == origin(item.name)]
        if related and not any(origin(name) == origin(item.name) for name in split.get(VALIDATION, [])):
            return None
        for name in related:
            if recording_name(name) == recording_name(item.name):
                seen = max(seen, piece_of(name, end)[1])
    return item if seen == first else item.cut(seen - first, len(item)) if seen < end else None


def _pilot_of(played: list[Played], game: Game) -> str | None:
    """The pilot the recordings are of, or the game's first where a person played.

    None for a pilot that is not built in: what stands in a file must not choose which code runs.
    """
    pilots = sorted({item.player.removeprefix("pilot:") for item in played if item.player.startswith("pilot:")})
    pilot = pilots[0] if pilots else game.players[0]
    if pilot in game.players or pilot in game.baselines:
        return pilot
    log.warning("The recordings are of %s, which is not built in: say --pilot %s to let it play too.", pilot, pilot)
    return None


def _closed_loop(
    settings: EvaluateSettings,
    models: dict[str, Checkpoint],
    game: Game,
    pilot: str | None,
    device: torch.device,
    run: RunWriter,
) -> dict[str, Any]:
    seeds = range(settings.seed, settings.seed + settings.episodes)
    # The bot takes most of the time; the share of each is how the progress is told.
    shares = {"bot": 0.7, **({pilot: 0.1} if pilot else {}), **dict.fromkeys(game.baselines, 0.1)}
    episodes: dict[str, list[Episode]] = {}
    begun = 0.0
    for name, share in shares.items():
        if run.stop_requested:
            break

        def progress(done: float, name: str = name, begun: float = begun, share: float = share) -> bool:
            run.progress(begun + share * done, f"{name} plays")
            return run.stop_requested

        if name == "bot":
            batch = PolicyBatch(models, settings.episodes, device)
            episodes[name] = play_policy(batch, seeds, settings.episode_minutes, progress, game)
        else:
            episodes[name] = play_pilot(game.player(name), seeds, settings.episode_minutes, progress, game)
        begun += share
    players = {name: summary(played) for name, played in episodes.items()}
    result: dict[str, Any] = {
        "pilot": pilot,
        "seeds": [seeds.start, seeds.stop],
        "episode_minutes": None if game.has_end else settings.episode_minutes,
        "counted": list(game.outcomes),
        "players": players,
    }
    if pilot is not None and pilot in episodes:
        result["style_distance"] = style_distance(whole_style(episodes["bot"]), whole_style(episodes[pilot]))
        scores = {name: row[_per(result)]["score"]["mean"] for name, row in players.items()}
        result["share_of_pilot"] = scores["bot"] / scores[pilot] if scores[pilot] > 0 else None
    return result


def offline_text(figures: dict[str, Any]) -> str:
    """The offline figures as a table."""
    table = Table(title=f"Offline, {figures['frames']} frames kept out of training", title_justify="left")
    table.add_column("figure")
    table.add_column("value", justify="right")
    strategist, tactician, executor = figures["strategist"], figures["tactician"], figures["executor"]
    table.add_row("mode accuracy", _percent(strategist["mode_accuracy"]))
    for mode, recall in strategist["recall"].items():
        table.add_row(f"  {mode} found", _percent(recall))
    table.add_row("target accuracy", _percent(tactician["target_accuracy"]))
    table.add_row("  where there is one", _percent(tactician["target_accuracy_if_any"]))
    table.add_row("position error, clicks at objects", _percent(executor["position_error_at_objects"]))
    table.add_row("position error, all clicks", _percent(executor["position_error_all_clicks"]))
    table.add_row("click accuracy per decision", _percent(executor["click_accuracy"]))
    table.add_row("click events within 250 ms, F1", _percent(executor["click_events"]["f1"]))
    table.add_row("hotkey events within 250 ms, F1", _percent(executor["hotkey_events"]["f1"]))
    return _rendered(table)


def closed_loop_text(figures: dict[str, Any]) -> str:
    """The closed-loop figures as a table."""
    first, last = figures["seeds"]
    whole, names = figures["episode_minutes"] is None, figures["counted"]
    how = "whole games, a game" if whole else f"episodes of {figures['episode_minutes']:g} min, per minute"
    title = f"In play, {last - first} {how} (95 % interval)"
    names = [*names, "decisions"] if whole else names
    table = Table(title=title, title_justify="left")
    table.add_column("player")
    for name in names:
        table.add_column(name, justify="right")
    for player, row in figures["players"].items():
        cells = []
        for name in names:
            value, digits = row[_per(figures)][name], _digits(name, whole)
            cells.append(f"{value['mean']:.{digits}f} ({value['low']:.{digits}f}..{value['high']:.{digits}f})")
        table.add_row(player, *cells)
    text = _rendered(table)
    if distance := figures.get("style_distance"):
        parts = ", ".join(f"{name} {value:.2f}" for name, value in distance.items() if value is not None)
        text += f"\nStyle distance from {figures['pilot']} (0 alike, 1 nothing in common): {parts}"
    if figures.get("share_of_pilot") is not None:
        text += f"\nScore: {_percent(figures['share_of_pilot'])} of {figures['pilot']}'s own"
    return text


def _per(figures: dict[str, Any]) -> str:
    """What the outcomes are counted by: a game that has an end is not better for being longer."""
    return "per_episode" if figures["episode_minutes"] is None else "per_minute"


def _digits(name: str, whole: bool) -> int:
    if name == "decisions":
        return 0
    return 2 if whole or name not in ("score", "damage") else 0


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f} %"


def _rendered(table: Table) -> str:
    console = Console(file=io.StringIO(), width=120)
    console.print(table)
    assert isinstance(console.file, io.StringIO)
    return "\n" + console.file.getvalue().rstrip()


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_job("evaluate", work, argv)


if __name__ == "__main__":
    sys.exit(main())

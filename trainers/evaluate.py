"""`understudy evaluate`: judge the models on recordings kept aside, and in play."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from core.checkpoint import Checkpoint
from core.device import choose_device
from core.evaluation import FILE_NAME, REPORT_NAME, Comparison, Evaluation, write_evaluation
from core.games.game import Game, open_game
from core.job import run_job
from core.play_figures import ClosedLoop
from core.played import Played
from core.policy import load_models
from core.profile import Profile, load_profile
from core.runs import RunWriter
from core.settings.evaluate import EvaluateSettings
from trainers.against import compare_in_play, compare_offline, different, load_rivals, sentence
from trainers.closed_loop import Episode
from trainers.compare import own_distance, share_of, style_distance, summary, whole_style
from trainers.evaluate_text import closed_loop_text, comparison_text, offline_text
from trainers.held_out import held_out_of
from trainers.judged import Judged, judge
from trainers.offline import offline_figures
from trainers.report import write_report
from trainers.side_by_side import Tables, processes_for, ticks_of
from trainers.worst import worst_moments

log = logging.getLogger("understudy")

#: names of the two sets of models among the players
BOT, RIVAL = "bot", "against"
#: how the time goes: what models play takes that many times as long as what a pilot does
_COST = {BOT: 4.0, RIVAL: 4.0}
#: share of the progress that offline figures take
_OFFLINE = 0.1

Models = dict[str, Checkpoint]


def work(settings: EvaluateSettings, run: RunWriter) -> dict[str, Any]:
    """Measure, print, and write the figures and the report."""
    if settings.threads:
        torch.set_num_threads(settings.threads)
    profile = load_profile(settings.profile, settings.folders)
    device = choose_device(settings.device)
    game = open_game(profile) if settings.closed_loop and profile.environment else None
    if game and settings.pilot != "auto":
        game.player(settings.pilot)  # the others would play for minutes before it is found missing
    models: dict[str, Models] = {BOT: load_models(settings.models, profile)}
    evaluation = Evaluation(models=str(settings.models))
    if settings.against is not None:
        models[RIVAL] = load_rivals(settings.against, models[BOT], profile)
        evaluation.comparison = _comparison(settings.models, settings.against, models)
    for checkpoint in (item for three in models.values() for item in three.values()):
        checkpoint.model.to(device)
    held_out: list[Played] = []
    if settings.offline or settings.pilot == "auto":
        run.progress(0.0, "reading recordings")
        held_out = held_out_of(
            settings.recordings, profile, (item for three in models.values() for item in three.values())
        )
    if settings.offline:
        _offline(settings, evaluation, models, held_out, profile, device, run)
    if settings.closed_loop and not run.stop_requested:
        if game is None:
            log.warning("Profile %r is judged offline only: its game needs its window.", profile.name)
        else:
            pilot = settings.pilot if settings.pilot != "auto" else _pilot_of(held_out, game)
            _closed_loop(settings, evaluation, models, game, pilot, device, run)
    if evaluation.comparison:
        log.info("%s", comparison_text(evaluation.comparison))
    return _written(settings, evaluation, run)


def _comparison(mine: Path, theirs: Path, models: dict[str, Models]) -> Comparison:
    names = different(models[BOT], models[RIVAL])
    found = Comparison(models=str(mine), against=str(theirs), different=names)
    if not names:
        found.said.append("The models are the same ones: there is nothing to tell apart.")
    return found


def _offline(
    settings: EvaluateSettings,
    evaluation: Evaluation,
    models: dict[str, Models],
    held_out: list[Played],
    profile: Profile,
    device: torch.device,
    run: RunWriter,
) -> None:
    answers: dict[str, Judged] = {}
    for number, (name, three) in enumerate(models.items()):
        run.progress(_OFFLINE * number / len(models), "asking the models about recordings")
        answers[name] = judge(three, held_out, device, settings.seed)
    evaluation.offline = offline_figures(answers[BOT])
    evaluation.offline.worst = worst_moments(answers[BOT], profile, settings.recordings)
    log.info("%s", offline_text(evaluation.offline))
    if evaluation.comparison and evaluation.comparison.different:
        evaluation.comparison.offline = compare_offline(answers[BOT], answers[RIVAL], evaluation.comparison.different)
        evaluation.comparison.said += [f"Offline, {sentence(item)}" for item in evaluation.comparison.offline]


def _pilot_of(played: list[Played], game: Game) -> str | None:
    """The pilot the recordings are of, or the game's first where a person played.

    None where the game has no pilots, and for a pilot that is not built in: what stands in a file must not choose which
    code runs.
    """
    pilots = sorted({item.player.removeprefix("pilot:") for item in played if item.player.startswith("pilot:")})
    if not pilots and not game.players:
        return None
    pilot = pilots[0] if pilots else game.players[0]
    if pilot in game.players or pilot in game.baselines:
        return pilot
    log.warning("The recordings are of %s, which is not built in: say --pilot %s to let it play too.", pilot, pilot)
    return None


def _closed_loop(
    settings: EvaluateSettings,
    evaluation: Evaluation,
    models: dict[str, Models],
    game: Game,
    pilot: str | None,
    device: torch.device,
    run: RunWriter,
) -> None:
    seeds = range(settings.seed, settings.seed + settings.episodes)
    if evaluation.comparison and not evaluation.comparison.different:
        models = {BOT: models[BOT]}
    # Everybody a style is compared with, and who is to be better than nobody.
    players = [*models, *dict.fromkeys([*([pilot] if pilot else []), *game.players, *game.baselines])]
    costs = {name: _COST.get(name, 1.0) for name in players}
    begun = _OFFLINE if settings.offline else 0.0
    per_cost = (1 - begun) / sum(costs.values())
    episodes: dict[str, list[Episode]] = {}
    processes = processes_for(ticks_of(game, settings.episodes, settings.episode_minutes), settings.threads, device)
    waited = 0.0
    with Tables(processes, device, game) as tables:
        for name in players:
            if run.stop_requested:
                break
            progress = _teller(run, name, begun, per_cost * costs[name])
            if name in models:
                since = time.monotonic()
                episodes[name] = tables.play_models(models[name], seeds, settings.episode_minutes, progress)
                waited += time.monotonic() - since
            else:
                episodes[name] = tables.play_pilot(name, seeds, settings.episode_minutes, progress)
            begun += per_cost * costs[name]
    found = ClosedLoop(
        pilot=pilot, seeds=(seeds.start, seeds.stop), counted=list(game.outcomes),
        episode_minutes=None if game.has_end else settings.episode_minutes,
        players={name: summary(played) for name, played in episodes.items()},
        decisions=sum(item.model_decisions for played in episodes.values() for item in played),
    )  # fmt: skip
    found.decisions_per_s = found.decisions / max(waited, 1e-9)
    bot = whole_style(episodes[BOT])
    found.style_distances = {
        name: style_distance(bot, whole_style(episodes[name]))
        for name in players
        if name in episodes and name not in (*models, *game.baselines)
    }
    if pilot is not None and pilot in episodes:
        found.style_distance = style_distance(bot, whole_style(episodes[pilot]))
        found.own_distance = own_distance(episodes[pilot])
        found.share_of_pilot, found.share_interval = share_of(episodes[BOT], episodes[pilot], whole=game.has_end)
    evaluation.closed_loop = found
    log.info("%s", closed_loop_text(found))
    if evaluation.comparison and RIVAL in episodes:
        own = episodes.get(pilot) if pilot is not None else None
        evaluation.comparison.in_play = compare_in_play(episodes[BOT], episodes[RIVAL], own, game)
        evaluation.comparison.said += [f"In play, {sentence(item)}" for item in evaluation.comparison.in_play]


def _teller(run: RunWriter, name: str, begun: float, share: float) -> Callable[[float], bool]:
    def progress(done: float) -> bool:
        run.progress(begun + share * done, f"{name} plays")
        return run.stop_requested

    return progress


def _written(settings: EvaluateSettings, evaluation: Evaluation, run: RunWriter) -> dict[str, Any]:
    write_evaluation(run.folder.path / FILE_NAME, evaluation)
    report = write_report(run.folder.path / REPORT_NAME, evaluation, settings.folders)
    log.info("Report: %s", report)
    if settings.json_file:
        write_evaluation(settings.json_file, evaluation)
        log.info("Figures written to %s", settings.json_file)
    return {**evaluation.result(), "report": str(report)}


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_job("evaluate", work, argv)


if __name__ == "__main__":
    sys.exit(main())

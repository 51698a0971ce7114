"""Everything around the training loop: what it learns from, which model, and where it stood before."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import ExitStack
from typing import TypeVar

import torch

from core.checkpoint import Checkpoint, build_model
from core.device import choose_device
from core.errors import ExitCode, UserError
from core.labels import fill_labels
from core.models.layers import TransformerConfig
from core.piece_names import origin
from core.played import Played, load_folder
from core.profile import Profile, load_profile
from core.runs import RunWriter
from core.schema import FeatureSchema
from core.settings.training import TrainSettings
from core.split_file import TRAIN, VALIDATION
from trainers.corpus import Corpus
from trainers.distributed import Processes, joined
from trainers.find_rate import find_rate
from trainers.loop import Fit
from trainers.split import split_by_recording
from trainers.statistics import fit_normalizers
from trainers.task import Task, samples_by_source
from trainers.training_state import SavedState, one_at_a_time
from trainers.warm_start import freeze, start_from

log = logging.getLogger("understudy")

Settings = TypeVar("Settings", bound=TrainSettings)


def train_model(
    settings: Settings, run: RunWriter, make_task: Callable[[Corpus, Settings], Task], *, history: int = 0
) -> dict[str, object]:
    """Load the recordings, train one model on them, and write its checkpoints; returns the best figures.

    Args:
        history: seconds the Strategist looks back, 0 for the others.

    Raises:
        UserError: there is nothing to learn from or to resume, no such profile or device, somebody else trains there,
            or the loss is no number any more.
    """
    if settings.find_lr and settings.resume:
        raise UserError("--find-lr tries rates on a new model: it does not go with --resume.", ExitCode.BAD_INPUT)
    with ExitStack() as stack:
        processes, device = stack.enter_context(joined(settings.device))
        if processes.leads and not settings.find_lr:
            stack.enter_context(one_at_a_time(settings.models))
        if not settings.resume:
            return _train(settings, run, make_task, history, processes, device, None)
        saved = SavedState(settings.models)
        settings = saved.settings(settings)
        run.configure(settings.model_dump(mode="json"))
        if reason := saved.position.reason:
            log.info("Already finished: %s. Models in %s", reason, settings.models)
            return {"reason": reason, "models": str(settings.models), **saved.position.best_figures}
        return _train(settings, run, make_task, history, processes, device, saved)


def _train(
    settings: Settings, run: RunWriter, make_task: Callable[[Corpus, Settings], Task], history: int,
    processes: Processes, device_name: str, saved: SavedState | None,
) -> dict[str, object]:  # fmt: skip
    torch.manual_seed(settings.seed)
    if settings.threads:
        torch.set_num_threads(settings.threads)
    device = choose_device(device_name)
    profile = load_profile(settings.profile, settings.folders)
    schema = FeatureSchema.of(profile)
    run.progress(0.0, "reading recordings")
    with processes.leader_first():
        train_part, validation_part = _recordings(settings, profile)
    train, validation = Corpus(schema, train_part), Corpus(schema, validation_part)
    train_task, validation_task = make_task(train, settings), make_task(validation, settings.each_once)
    minutes = sum(float(item.scenes.t[-1] - item.scenes.t[0]) for item in [*train_part, *validation_part]) / 60
    log.info(
        "%d recordings, %.1f min: %d samples to train on, %d to validate on; on %s",
        len({origin(item.name) for item in [*train_part, *validation_part]}), minutes, len(train_task),
        len(validation_task), device if processes.count == 1 else f"{processes.count} processes",
    )  # fmt: skip
    log.info("%s", samples_text(train_task, validation_task))
    if settings.model_name == "strategist" and (never := modes_never_seen(train_task)):
        log.warning(
            "None of the samples to train on is of mode %s: the Strategist will not choose what it has never seen.",
            ", ".join(never),
        )
    config = TransformerConfig(settings.d_model, settings.layers, settings.heads, settings.dropout)
    model = build_model(settings.model_name, schema, config, history)
    fit_normalizers(model, train)
    freeze(model, settings.freeze or "")
    checkpoint = Checkpoint(
        settings.model_name, model.to(device), schema, config, history,
        settings=settings.model_dump(mode="json"), fingerprint=train.fingerprint(),
        split={TRAIN: [p.name for p in train_part], VALIDATION: [p.name for p in validation_part]},
    )  # fmt: skip
    if settings.init_from is not None and saved is None:
        start_from(settings.init_from, checkpoint)
    if processes.count > 1:
        # Dropout and its like are drawn by each process for itself.
        torch.manual_seed(settings.seed + processes.rank)
    data = f"{train.fingerprint()}-{validation.fingerprint()}"
    fit = Fit(settings, run, checkpoint, device, data, processes)
    if settings.find_lr:
        if processes.count > 1:
            raise UserError("One process looks for a learning rate: start it without torchrun.", ExitCode.BAD_INPUT)
        return find_rate(fit, train_task)
    if saved is not None:
        fit.take_up(saved)
    return fit.run_epochs(train_task, validation_task)


def _recordings(settings: TrainSettings, profile: Profile) -> tuple[list[Played], list[Played]]:
    """The recordings to train on and those to validate on, with labels filled in."""
    played = load_folder(settings.recordings, profile)
    for item in played:
        fill_labels(item, profile, always=settings.labels == "hindsight")
    return split_by_recording(played, settings.recordings, settings.validation_share, settings.seed)


def modes_never_seen(task: Task) -> list[str]:
    """The profile's modes that no sample is of."""
    seen = set(task.corpus.mode[task.index].tolist())
    return [mode for number, mode in enumerate(task.corpus.schema.modes) if number not in seen]


def samples_text(train: Task, validation: Task) -> str:
    """How many samples come of each kind of player, for the log."""
    counts = [
        samples_by_source(task.corpus, task.index, [item.player for item in task.corpus.recordings])
        for task in (train, validation)
    ]
    names = sorted(set().union(*counts))
    return "Samples by source: " + ", ".join(
        f"{name} {counts[0].get(name, 0)} to train on, {counts[1].get(name, 0)} to validate on" for name in names
    )

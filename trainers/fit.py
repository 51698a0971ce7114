"""The training loop all three models share."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from torch import nn

from core.checkpoint import Checkpoint, build_model, save_checkpoint
from core.device import choose_device
from core.errors import UserError
from core.features import FeatureSchema, Ints
from core.labels import fill_labels
from core.models.layers import TransformerConfig
from core.played import load_folder
from core.profile import load_profile
from core.runs import RunWriter
from core.settings.training import TrainSettings
from core.split_file import TRAIN, VALIDATION
from trainers.corpus import Corpus
from trainers.split import split_by_recording
from trainers.statistics import fit_normalizers
from trainers.task import Tally, Task, samples_by_source, to_device

log = logging.getLogger("understudy")

Settings = TypeVar("Settings", bound=TrainSettings)
#: most validation samples looked at in one epoch
VALIDATION_SAMPLES = 6000


@dataclass
class Means:
    """Running means of figures by name."""

    sums: dict[str, Tally] = field(default_factory=dict)

    def add(self, figures: dict[str, Tally]) -> None:
        for name, (total, count) in figures.items():
            before = self.sums.get(name)
            self.sums[name] = (
                Tally(total, count) if before is None else Tally(before.total + total, before.samples + count)
            )

    def values(self) -> dict[str, float]:
        """The means; a figure with no samples is left out."""
        pairs = {name: (float(total), float(count)) for name, (total, count) in self.sums.items()}
        return {name: total / count for name, (total, count) in pairs.items() if count}


def train_model(
    settings: Settings, run: RunWriter, make_task: Callable[[Corpus, Settings], Task], *, history: int = 0
) -> dict[str, object]:
    """Load the recordings, train one model on them, and write its checkpoints; returns the best figures.

    Args:
        history: seconds the Strategist looks back, 0 for the others.

    Raises:
        UserError: there is nothing to learn from, no such profile or device, or the loss is no number any more.
    """
    torch.manual_seed(settings.seed)
    if settings.threads:
        torch.set_num_threads(settings.threads)
    device = choose_device(settings.device)
    profile = load_profile(settings.profile, settings.folders)
    schema = FeatureSchema.of(profile)
    run.progress(0.0, "reading recordings")
    played = load_folder(settings.recordings, profile)
    for item in played:
        fill_labels(item, profile, always=settings.labels == "hindsight")
    train_part, validation_part = split_by_recording(
        played, settings.recordings, settings.validation_share, settings.seed
    )
    train, validation = Corpus(schema, train_part), Corpus(schema, validation_part)
    train_task, validation_task = make_task(train, settings), make_task(validation, settings)
    log.info(
        "%d recordings, %.1f min: %d samples to train on, %d to validate on; on %s",
        len(played), sum(float(p.scenes.t[-1] - p.scenes.t[0]) for p in played) / 60, len(train_task),
        len(validation_task), device,
    )  # fmt: skip
    log.info("%s", samples_text(train_task, validation_task))
    config = TransformerConfig(settings.d_model, settings.layers, settings.heads, settings.dropout)
    model = build_model(settings.model_name, schema, config, history)
    fit_normalizers(model, train)
    checkpoint = Checkpoint(
        settings.model_name, model.to(device), schema, config, history,
        settings=settings.model_dump(mode="json"), fingerprint=train.fingerprint(),
        split={TRAIN: [p.name for p in train_part], VALIDATION: [p.name for p in validation_part]},
    )  # fmt: skip
    return Fit(settings, run, checkpoint, device).run_epochs(train_task, validation_task)


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


class Fit:
    """AdamW with warm-up and cosine, gradient clipping, early stopping, checkpoints."""

    def __init__(self, settings: TrainSettings, run: RunWriter, checkpoint: Checkpoint, device: torch.device) -> None:
        self.settings, self.run, self.checkpoint, self.device = settings, run, checkpoint, device
        self.model = checkpoint.model
        self.optimizer = torch.optim.AdamW(
            parameter_groups(self.model, settings.weight_decay), lr=settings.lr, betas=(0.9, 0.98)
        )
        self.began = time.monotonic()
        self.step = 0
        self.best = math.inf
        self.best_figures: dict[str, float] = {}

    def run_epochs(self, train: Task, validation: Task) -> dict[str, object]:
        """Train until the epochs, the minutes or the patience are used up, or somebody asks to stop.

        Raises:
            UserError: the loss is no number any more; the best model until then is kept.
        """
        from torch.utils.tensorboard import SummaryWriter

        settings, folder = self.settings, self.settings.models
        steps_per_epoch = math.ceil(min(len(train), settings.epoch_samples) / settings.batch_size)
        waiting, reason = 0, f"all {settings.epochs} epochs done"
        with SummaryWriter(str(self.run.folder.tensorboard)) as board:
            for epoch in range(1, settings.epochs + 1):
                figures = self._train_epoch(train, epoch, steps_per_epoch)
                figures |= self._validate(validation)
                self._tell(epoch, figures, board)
                if not math.isfinite(figures["loss/train"] + figures["loss/validation"]):
                    raise UserError(
                        f"The loss stopped being a number in epoch {epoch}: choose a smaller --lr than {settings.lr:g}."
                    )
                self.checkpoint.epoch, self.checkpoint.metrics = epoch, figures
                improved = figures["loss/validation"] < self.best
                if improved:
                    self.best, self.best_figures, waiting = figures["loss/validation"], figures, 0
                    save_checkpoint(folder / "best_model.pt", self.checkpoint)
                else:
                    waiting += 1
                save_checkpoint(folder / "last_model.pt", self.checkpoint)
                self._keep_epoch(folder, epoch)
                if self.run.stop_requested:
                    reason = "stopped on request"
                    break
                if waiting >= settings.patience:
                    reason = f"no better validation loss in {waiting} epochs"
                    break
                if self._done() >= 1 and epoch < settings.epochs:
                    reason = f"the {settings.minutes:g} minutes are over"
                    break
        log.info("Ended: %s. Best validation loss %.4f; models in %s", reason, self.best, folder)
        return {"reason": reason, "models": str(folder), **self.best_figures}

    def _train_epoch(self, task: Task, epoch: int, steps_per_epoch: int) -> dict[str, float]:
        self.model.train()
        means, losses, norms = Means(), [], []
        began, seen = time.monotonic(), 0
        for index in batches(
            len(task), self.settings.batch_size, self.settings.seed, epoch, self.settings.epoch_samples
        ):
            self._schedule(steps_per_epoch)
            loss, figures = task.loss(self.model, to_device(task.batch(index), self.device))
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            norms.append(nn.utils.clip_grad_norm_(self.model.parameters(), self.settings.clip_norm))
            self.optimizer.step()
            losses.append(loss.detach())
            means.add(figures)
            self.step += 1
            seen += len(index)
            if self.step % 20 == 0:
                rate = seen / (time.monotonic() - began)
                self.run.progress(self._done(), f"epoch {epoch} of {self.settings.epochs}, {rate:.0f} samples/s")
            if self.run.stop_requested or self._done() >= 1:
                break
        rate = seen / (time.monotonic() - began)
        mean_loss, norm = float(torch.stack(losses).mean()), float(torch.stack(norms).mean())
        train_figures = {f"{name}/train": value for name, value in means.values().items()}
        return {"loss/train": mean_loss, "gradient_norm": norm, "samples_per_s": rate, **train_figures}

    @torch.no_grad()
    def _validate(self, task: Task) -> dict[str, float]:
        self.model.eval()
        means = Means()
        chosen = np.linspace(0, len(task) - 1, min(len(task), VALIDATION_SAMPLES)).astype(np.int64)
        for start in range(0, len(chosen), 512):
            index = chosen[start : start + 512]
            loss, figures = task.loss(self.model, to_device(task.batch(index), self.device))
            size = torch.tensor(float(len(index)), device=loss.device)
            means.add({"loss": Tally(loss * size, size), **figures})
        return {f"{name}/validation": value for name, value in means.values().items()}

    def _schedule(self, steps_per_epoch: int) -> None:
        """Linear warm-up, then cosine to a twentieth (Loshchilov & Hutter 2017)."""
        self._total_steps = steps_per_epoch * self.settings.epochs
        done, warm = self._done(), self.settings.warmup_share
        if done < warm:
            scale = max(done / warm, 1 / max(1, self._total_steps))
        else:
            scale = 0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * min(1.0, (done - warm) / (1 - warm))))
        for group in self.optimizer.param_groups:
            group["lr"] = self.settings.lr * scale

    def _done(self) -> float:
        """Share of the schedule that is behind us, by steps or by the clock, whichever is further."""
        share = self.step / self._total_steps
        if self.settings.minutes is not None:
            share = max(share, (time.monotonic() - self.began) / (60 * self.settings.minutes))
        return min(1.0, share)

    def _tell(self, epoch: int, figures: dict[str, float], board: Any) -> None:
        figures["lr"] = self.optimizer.param_groups[0]["lr"]
        self.run.metrics(epoch, **figures)
        for name, value in figures.items():
            board.add_scalar(name, value, epoch)
        shown = ", ".join(
            f"{name.removesuffix('/validation')} {value:.3f}"
            for name, value in figures.items()
            if (name.endswith("/validation") and not name.startswith("loss/")) or name == "loss/validation"
        )
        log.info("Epoch %d: %s, %.0f samples/s", epoch, shown, figures["samples_per_s"])

    def _keep_epoch(self, folder: Path, epoch: int) -> None:
        if not self.settings.keep_checkpoints:
            return
        save_checkpoint(folder / f"checkpoint_epoch_{epoch}.pt", self.checkpoint)
        kept = sorted(folder.glob("checkpoint_epoch_*.pt"), key=lambda path: path.stat().st_mtime_ns)
        for path in kept[: -self.settings.keep_checkpoints]:
            path.unlink(missing_ok=True)


def batches(samples: int, size: int, seed: int, epoch: int, most: int) -> list[Ints]:
    """The order of samples: a pure function of (seed, epoch), so that it can be taken up again anywhere.

    Where there are more than `most`, an epoch is so many of them, and the next one is of others.
    """
    order = np.random.default_rng([seed, epoch]).permutation(samples)[:most]
    return [order[start : start + size] for start in range(0, len(order), size)]


def parameter_groups(model: nn.Module, weight_decay: float) -> list[dict[str, Any]]:
    """Matrices decay; biases, norms and embeddings of single values do not."""
    decayed = [p for p in model.parameters() if p.ndim >= 2]
    rest = [p for p in model.parameters() if p.ndim < 2]
    return [{"params": decayed, "weight_decay": weight_decay}, {"params": rest, "weight_decay": 0.0}]

"""The training loop all three models share."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from filelock import FileLock, Timeout
from torch import nn

from core.checkpoint import Checkpoint, build_model, save_checkpoint
from core.device import choose_device
from core.errors import ExitCode, UserError
from core.features import FeatureSchema
from core.labels import fill_labels
from core.models.layers import TransformerConfig
from core.played import load_folder
from core.profile import load_profile
from core.runs import RunWriter
from core.settings.training import TrainSettings
from core.split_file import TRAIN, VALIDATION
from trainers.augment import Augmentation
from trainers.corpus import Corpus
from trainers.schedule import batches, drawn, rate_scale
from trainers.split import split_by_recording
from trainers.statistics import fit_normalizers
from trainers.task import Means, Tally, Task, samples_by_source, to_device
from trainers.training_state import Counted, Position, SavedState, random_state, save_state
from trainers.warm_start import freeze, start_from

log = logging.getLogger("understudy")

Settings = TypeVar("Settings", bound=TrainSettings)
#: most validation samples looked at in one epoch
VALIDATION_SAMPLES = 6000


def train_model(
    settings: Settings, run: RunWriter, make_task: Callable[[Corpus, Settings], Task], *, history: int = 0
) -> dict[str, object]:
    """Load the recordings, train one model on them, and write its checkpoints; returns the best figures.

    Args:
        history: seconds the Strategist looks back, 0 for the others.

    Raises:
        UserError: there is nothing to learn from, no such profile or device, or the loss is no number any more.
    """
    with one_at_a_time(settings.models):
        return _train_model(settings, run, make_task, history)


def _train_model(
    settings: Settings, run: RunWriter, make_task: Callable[[Corpus, Settings], Task], history: int
) -> dict[str, object]:
    kept = SavedState(settings.models) if settings.resume else None
    if kept is not None:
        settings = kept.settings(settings)
        run.configure(settings.model_dump(mode="json"))
        if kept.position.reason:
            log.info("Already finished: %s. Models in %s", kept.position.reason, settings.models)
            return {"reason": kept.position.reason, "models": str(settings.models), **kept.position.best_figures}
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
    freeze(model, settings.freeze or "")
    checkpoint = Checkpoint(
        settings.model_name, model.to(device), schema, config, history,
        settings=settings.model_dump(mode="json"), fingerprint=train.fingerprint(),
        split={TRAIN: [p.name for p in train_part], VALIDATION: [p.name for p in validation_part]},
    )  # fmt: skip
    if settings.init_from is not None and kept is None:
        start_from(settings.init_from, checkpoint)
    fit = Fit(settings, run, checkpoint, device, data=f"{train.fingerprint()}-{validation.fingerprint()}")
    if kept is not None:
        fit.take_up(kept)
    return fit.run_epochs(train_task, validation_task)


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Keep others from training into `folder`, and clear away what a killed training left half written there.

    Raises:
        UserError: somebody else trains there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".training.lock", blocking=False)
    try:
        lock.acquire()
    except Timeout:
        raise UserError(
            f"Another training writes to {folder}: wait for its end, or choose another --output-dir.", ExitCode.BUSY
        ) from None
    try:
        for part in folder.glob(".*.pt.*.part"):
            part.unlink(missing_ok=True)
        yield
    finally:
        lock.release()


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
    """AdamW with warm-up and cosine, gradient clipping, early stopping, checkpoints.

    Args:
        checkpoint: the model to train; what is written comes from it.
        data: fingerprint of the recordings, see `training_state`.
    """

    def __init__(
        self, settings: TrainSettings, run: RunWriter, checkpoint: Checkpoint, device: torch.device, data: str = ""
    ) -> None:
        self.settings, self.run, self.checkpoint, self.device, self.data = settings, run, checkpoint, device, data
        self.model = checkpoint.model
        self.optimizer = torch.optim.AdamW(
            parameter_groups(self.model, settings.weight_decay), lr=settings.lr, betas=(0.9, 0.98)
        )
        self.augment = Augmentation.of(settings, checkpoint.schema)
        self.at, self.counted = Position(), Counted()
        self._kept: SavedState | None = None
        self._began = self._state_written = time.monotonic()

    def take_up(self, kept: SavedState) -> None:
        """Go on from a state that was kept.

        Raises:
            UserError: it does not fit.
        """
        self.counted = kept.restore(self.checkpoint, self.optimizer, None, self.data)
        self.at = kept.position
        self._began -= self.at.seconds
        self._kept = kept
        log.info(
            "Resumed in epoch %d after %d of its batches; %.1f min have been trained.",
            self.at.epoch, self.at.batch, self.at.seconds / 60,
        )  # fmt: skip

    def run_epochs(self, train: Task, validation: Task) -> dict[str, object]:
        """Train until the epochs, the minutes or the patience are used up, or somebody asks to stop.

        Raises:
            UserError: the loss is no number any more; the best model until then is kept.
        """
        from torch.utils.tensorboard import SummaryWriter

        settings, folder, at = self.settings, self.settings.models, self.at
        per_epoch = math.ceil(drawn(len(train), settings.epoch_share) / settings.batch_size)
        self.total_steps = per_epoch * settings.epochs
        reason = ""
        with SummaryWriter(str(self.run.folder.tensorboard)) as board:
            for number, row in enumerate(at.rows, 1):
                self._tell(number, row, board)
            if self._kept is not None:
                self._kept.restore_random(0, self.device)
            while not reason:
                figures = self._train_epoch(train)
                cut_short = at.batch < per_epoch and self.run.stop_requested
                if cut_short:
                    # Resumed, the epoch goes on from here; what it has come to is a model all the same.
                    self._keep_state()
                self._end_epoch(figures | self._validate(validation), board)
                if not cut_short:
                    self._keep_state()
                stopped = "stopped on request" if self.run.stop_requested else ""
                reason = stopped if cut_short else at.reason or stopped
        log.info("Ended: %s. Best validation loss %.4f; models in %s", reason, at.best, folder)
        return {"reason": reason, "models": str(folder), **at.best_figures}

    def _end_epoch(self, figures: dict[str, float], board: Any) -> None:
        """Tell and keep what an epoch came to, and find whether it was the last one."""
        settings, folder, at = self.settings, self.settings.models, self.at
        figures["lr"] = self.optimizer.param_groups[0]["lr"]
        self._tell(at.epoch, figures, board)
        self._say(at.epoch, figures)
        if not math.isfinite(figures["loss/train"] + figures["loss/validation"]):
            raise UserError(
                f"The loss stopped being a number in epoch {at.epoch}: choose a smaller --lr than {settings.lr:g}."
            )
        self.checkpoint.epoch, self.checkpoint.metrics = at.epoch, figures
        if figures["loss/validation"] < at.best:
            at.best, at.best_figures, at.waiting = figures["loss/validation"], figures, 0
            save_checkpoint(folder / "best_model.pt", self.checkpoint)
        else:
            at.waiting += 1
        save_checkpoint(folder / "last_model.pt", self.checkpoint)
        self._keep_epoch(folder, at.epoch)
        at.rows.append(figures)
        if at.waiting >= settings.patience:
            at.reason = f"no better validation loss in {at.waiting} epochs"
        elif at.epoch >= settings.epochs:
            at.reason = f"all {settings.epochs} epochs done"
        elif self._done() >= 1:
            at.reason = f"the {settings.minutes:g} minutes are over"
        at.epoch, at.batch, self.counted = at.epoch + 1, 0, Counted()

    def _train_epoch(self, task: Task) -> dict[str, float]:
        self.model.train()
        settings, at, counted = self.settings, self.at, self.counted
        began, seen = time.monotonic(), 0
        order = batches(len(task), settings.batch_size, settings.seed, at.epoch, settings.epoch_share)
        for index in order[at.batch :]:
            self._schedule()
            batch = task.batch(index)
            if self.augment is not None:
                batch = self.augment(batch, at.epoch, index)
            loss, figures = task.loss(self.model, to_device(batch, self.device))
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            counted.norms.append(nn.utils.clip_grad_norm_(self.model.parameters(), settings.clip_norm))
            self.optimizer.step()
            counted.losses.append(loss.detach())
            counted.means.add(figures)
            at.step, at.batch = at.step + 1, at.batch + 1
            seen += len(index)
            if at.step % 20 == 0:
                rate = seen / (time.monotonic() - began)
                self.run.progress(self._done(), f"epoch {at.epoch} of {settings.epochs}, {rate:.0f} samples/s")
            if self.run.stop_requested or self._done() >= 1:
                break
            if at.batch < len(order) and time.monotonic() - self._state_written >= settings.save_every:
                self._keep_state()
        rate = seen / (time.monotonic() - began)
        mean_loss, norm = float(torch.stack(counted.losses).mean()), float(torch.stack(counted.norms).mean())
        train_figures = {f"{name}/train": value for name, value in counted.means.values().items()}
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

    def _schedule(self) -> None:
        scale = rate_scale(self._done(), self.settings.warmup_share, self.total_steps)
        for group in self.optimizer.param_groups:
            group["lr"] = self.settings.lr * scale

    def _done(self) -> float:
        """Share of the schedule that is behind us, by steps or by the clock, whichever is further."""
        share = self.at.step / self.total_steps
        if self.settings.minutes is not None:
            share = max(share, (time.monotonic() - self._began) / (60 * self.settings.minutes))
        return min(1.0, share)

    def _keep_state(self) -> None:
        self.at.seconds = time.monotonic() - self._began
        save_state(
            self.settings.models, self.at, self.counted, self.checkpoint, self.optimizer, None,
            [random_state(self.device)], self.data,
        )  # fmt: skip
        self._state_written = time.monotonic()

    def _tell(self, epoch: int, figures: dict[str, float], board: Any) -> None:
        self.run.metrics(epoch, **figures)
        for name, value in figures.items():
            board.add_scalar(name, value, epoch)

    def _say(self, epoch: int, figures: dict[str, float]) -> None:
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


def parameter_groups(model: nn.Module, weight_decay: float) -> list[dict[str, Any]]:
    """Matrices decay; biases, norms and embeddings of single values do not. What is frozen is left out."""
    learning = [p for p in model.parameters() if p.requires_grad]
    decayed = [p for p in learning if p.ndim >= 2]
    rest = [p for p in learning if p.ndim < 2]
    return [{"params": decayed, "weight_decay": weight_decay}, {"params": rest, "weight_decay": 0.0}]

"""The training loop all three models share."""

from __future__ import annotations

import logging
import math
import time
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor, nn

from core.checkpoint import Checkpoint, save_checkpoint
from core.errors import UserError
from core.features import Ints
from core.runs import RunWriter
from core.settings.training import TrainSettings
from trainers.answers import Answers
from trainers.augment import Augmentation
from trainers.average import averaged
from trainers.board import Board
from trainers.distributed import LossOf, Processes, together
from trainers.optimizer import optimizer_of
from trainers.progress_bar import Bar
from trainers.schedule import batches, rate_scale
from trainers.speed import compiled_blocks, in_bfloat16
from trainers.task import Tally, Task, to_device
from trainers.training_state import Counted, Position, SavedState, of_process, save_state
from trainers.validation import judged_figure, measure, validated

log = logging.getLogger("understudy")

#: steps between two words on how far it is
TELL_EVERY = 20


class Fit:
    """AdamW with warm-up and cosine, gradient clipping, early stopping, checkpoints.

    Args:
        checkpoint: the model to train, and what is written with it.
        data: fingerprint of the recordings, see `training_state`.
        processes: those that train the model together.
    """

    def __init__(
        self, settings: TrainSettings, run: RunWriter, checkpoint: Checkpoint, device: torch.device, data: str = "",
        processes: Processes | None = None,
    ) -> None:  # fmt: skip
        self.settings, self.run, self.checkpoint, self.device, self.data = settings, run, checkpoint, device, data
        self.processes = processes or Processes()
        self.model = checkpoint.model
        if settings.precision == "bfloat16" and device.type == "cpu":
            log.warning("A processor is slower in bfloat16: it computes in float32.")
        self.average = averaged(self.model, settings.ema) if settings.ema else None
        #: what is judged and written
        self.kept = checkpoint if self.average is None else replace(checkpoint, model=self.average.module)
        for model in {self.model, self.kept.model}:
            if settings.precision == "bfloat16" and device.type != "cpu":
                in_bfloat16(model, device)
            if settings.compile:
                compiled_blocks(model)
        self.optimizer = optimizer_of(self.model, settings)
        self.augment = Augmentation.of(settings, checkpoint.schema)
        self.at, self.counted = Position(), Counted()
        self._saved: SavedState | None = None
        self._began = self._state_written = time.monotonic()

    def take_up(self, saved: SavedState) -> None:
        """Go on from a state that was kept.

        Raises:
            UserError: it does not fit.
        """
        saved.restore(self.checkpoint, self.optimizer, self.average, self.data)
        self.at, self._saved = saved.position, saved
        self._began -= self.at.seconds
        log.info(
            "Resumed in epoch %d after %d of its batches; %.1f min have been trained.",
            self.at.epoch, self.at.batch, self.at.seconds / 60,
        )  # fmt: skip

    def run_epochs(self, train: Task, validation: Task) -> dict[str, object]:
        """Train until the epochs, the minutes or the patience are used up, or somebody asks to stop.

        Raises:
            UserError: the loss is no number any more; the best model until then is kept.
        """
        settings, folder, at = self.settings, self.settings.models, self.at
        self.begin(train)
        reason = ""
        with Board(self.run, self.kept, self.processes.leads) as board, Bar(self.processes.leads) as self._bar:
            for number, row in enumerate(at.rows, 1):
                self._tell(number, row, board)
            if self._saved is not None:
                self.counted = self._saved.restore_process(self.processes.rank, self.processes.count, self.device)
            while not reason:
                figures = self._train_epoch(train)
                cut_short = at.batch < self.steps_per_epoch and self._stop_asked
                if cut_short:
                    # Resumed, the epoch goes on from here; what it has come to is a model all the same.
                    self._keep_state()
                with Answers(self.kept) as answers:
                    figures |= validated(self.kept.model, validation, self.device, self.processes, answers)
                best = self._end_epoch(figures, board)
                board.answers(len(at.rows), answers, best)
                if not cut_short:
                    self._keep_state()
                self._listen()
                stopped = "stopped on request" if self._stop_asked else ""
                reason = stopped if cut_short else at.reason or stopped
            board.summary(settings, at.best_figures, pictures=not self._stop_asked)
        log.info("Ended: %s. Best %s %.4f; models in %s", reason, measure(at.best_figures), at.best, folder)
        return {"reason": reason, "models": str(folder), **at.best_figures}

    def begin(self, train: Task) -> None:
        """Get ready to learn from these samples."""
        self.steps_per_epoch = len(self._order(train))
        self.total_steps = self.steps_per_epoch * self.settings.epochs
        self._loss = together(LossOf(self.model, train), self.processes)
        self._stop_asked, self._keep_due, self._elapsed = False, False, self.at.seconds

    def learn(self, task: Task, index: Ints, epoch: int) -> tuple[Tensor, Tensor, dict[str, Tally]]:
        """One step from the samples `index`; returns its loss, the norm of the gradient, and the figures."""
        index = self.processes.part(index)
        batch = task.batch(index)
        if self.augment is not None:
            batch = self.augment(batch, epoch, index)
        loss, figures = self._loss(to_device(batch, self.device))
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        norm = nn.utils.clip_grad_norm_(self.model.parameters(), self.settings.clip_norm)
        self.optimizer.step()
        if self.average is not None:
            self.average.update_parameters(self.model)
        return loss.detach(), norm, figures

    def _order(self, task: Task) -> list[Ints]:
        """The batches of the epoch under way; a last one with too few samples for all processes is left out."""
        settings = self.settings
        order = batches(len(task), settings.batch_size, settings.seed, self.at.epoch, settings.epoch_share)
        order = [index for index in order if len(index) >= self.processes.count]
        if not order:
            raise UserError(
                f"There are too few samples ({len(task)}) for {self.processes.count} processes: record more, or start "
                "fewer."
            )
        return order

    def _train_epoch(self, task: Task) -> dict[str, float]:
        self.model.train()
        settings, at, counted = self.settings, self.at, self.counted
        began, seen = time.monotonic(), 0
        for index in self._order(task)[at.batch :]:
            self._set_rate()
            loss, norm, figures = self.learn(task, index, at.epoch)
            counted.losses.append(loss)
            counted.norms.append(norm)
            counted.means.add(figures)
            at.step, at.batch = at.step + 1, at.batch + 1
            seen += len(index)
            self._listen()
            rate = seen / (time.monotonic() - began)
            if at.step % TELL_EVERY == 0:
                self.run.progress(self._done(), f"epoch {at.epoch} of {settings.epochs}, {rate:.0f} samples/s")
            self._bar.show(self._done(), at.epoch, settings.epochs, rate)
            if self._stop_asked or self._done() >= 1:
                break
            if self._keep_due and at.batch < self.steps_per_epoch:
                self._keep_state()
        return self._trained(seen / (time.monotonic() - began))

    def _trained(self, rate: float) -> dict[str, float]:
        """The figures of what has been learnt from in this epoch, `rate` samples a second."""
        counted = self.counted
        losses = self.processes.gathered(torch.stack(counted.losses).cpu())
        loss = float(torch.stack(losses).mean(0).mean())
        figures = self.processes.means(counted.means)
        named = {f"{name}/train": value for name, value in figures.items()}
        return {
            "loss/train": loss,
            "gradient_norm": float(torch.stack(counted.norms).mean()),
            "samples_per_s": rate,
        } | named

    def _end_epoch(self, figures: dict[str, float], board: Board) -> bool:
        """Tell and keep what an epoch came to, and find whether it was the last one; whether it was the best so far."""
        settings, folder, at = self.settings, self.settings.models, self.at
        figures["lr"] = self.optimizer.param_groups[0]["lr"]
        self._tell(at.epoch, figures, board)
        self._say(at.epoch, figures)
        if not math.isfinite(figures["loss/train"] + figures["loss/validation"]):
            raise UserError(
                f"The loss stopped being a number in epoch {at.epoch}: choose a smaller --lr than {settings.lr:g}."
            )
        self.kept.epoch, self.kept.metrics = at.epoch, figures
        judged = judged_figure(figures)
        if best := judged < at.best:
            at.best, at.best_figures, at.waiting = judged, figures, 0
            self._write(folder / "best_model.pt")
        else:
            at.waiting += 1
        self._write(folder / "last_model.pt")
        self._keep_epoch(folder, at.epoch)
        at.rows.append(figures)
        if at.waiting >= settings.patience:
            at.reason = f"no better {measure(figures)} in {at.waiting} epochs"
        elif at.epoch >= settings.epochs:
            at.reason = f"all {settings.epochs} epochs done"
        elif self._done() >= 1:
            at.reason = f"the {settings.minutes:g} minutes are over"
        at.epoch, at.batch, self.counted = at.epoch + 1, 0, Counted()
        return best

    def set_rate(self, rate: float) -> None:
        """Learn at this rate from now on."""
        for group in self.optimizer.param_groups:
            group["lr"] = rate

    def _set_rate(self) -> None:
        self.set_rate(self.settings.lr * rate_scale(self._done(), self.settings.warmup_share, self.total_steps))

    def _done(self) -> float:
        """Share of the schedule that is behind us, by steps or by the clock, whichever is further."""
        share = self.at.step / self.total_steps
        if self.settings.minutes is not None:
            share = max(share, self._elapsed / (60 * self.settings.minutes))
        return min(1.0, share)

    def _listen(self) -> None:
        """Learn how late it is and whether to stop; all processes go by the leading one's clock and ears."""
        now = time.monotonic()
        due = now - self._state_written >= self.settings.save_every
        elapsed, stop, keep = self.processes.agreed(now - self._began, self.run.stop_requested, due)
        self._elapsed, self._stop_asked, self._keep_due = elapsed, bool(stop), bool(keep)

    def _keep_state(self) -> None:
        self.at.seconds = time.monotonic() - self._began
        own = self.processes.gathered(of_process(self.counted, self.device))
        if self.processes.leads:
            save_state(self.settings.models, self.at, self.checkpoint, self.optimizer, self.average, own, self.data)
        self._state_written = time.monotonic()

    def _tell(self, epoch: int, figures: dict[str, float], board: Board) -> None:
        self.run.metrics(epoch, **figures)
        board.figures(epoch, figures)

    def _say(self, epoch: int, figures: dict[str, float]) -> None:
        shown = ", ".join(
            f"{name.removesuffix('/validation')} {value:.3f}"
            for name, value in figures.items()
            if (name.endswith("/validation") and not name.startswith("loss/")) or name == "loss/validation"
        )
        log.info("Epoch %d: %s, %.0f samples/s", epoch, shown, figures["samples_per_s"])

    def _write(self, path: Path) -> None:
        if self.processes.leads:
            save_checkpoint(path, self.kept)

    def _keep_epoch(self, folder: Path, epoch: int) -> None:
        if not self.settings.keep_checkpoints or not self.processes.leads:
            return
        self._write(folder / f"checkpoint_epoch_{epoch}.pt")
        kept = sorted(folder.glob("checkpoint_epoch_*.pt"), key=lambda path: path.stat().st_mtime_ns)
        for path in kept[: -self.settings.keep_checkpoints]:
            path.unlink(missing_ok=True)

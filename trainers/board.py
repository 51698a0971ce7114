"""What TensorBoard is shown of a training: curves, tables of confusion, sample pictures, and settings."""

from __future__ import annotations

import logging
import time
from typing import Any, Self

from core.checkpoint import Checkpoint
from core.runs import RunWriter
from core.settings.training import TrainSettings
from trainers.answers import Answers

log = logging.getLogger("understudy")

#: seconds between two sets of pictures: drawing takes longer than a short epoch
PICTURES_EVERY = 60.0
#: settings that say where, not how
_PLACES = {"home", "data_dir", "output_dir", "resume", "find_lr", "save_every"}


class Board:
    """Writes a run's curves for TensorBoard for as long as the block lasts.

    Args:
        kept: the model that is judged.
        wanted: whether this process is the one that writes files.
    """

    def __init__(self, run: RunWriter, kept: Checkpoint, wanted: bool = True) -> None:
        self._run, self._kept, self._wanted = run, kept, wanted
        self._writer: Any = None
        self._drawn = time.monotonic()
        #: the best epoch so far, while there is no picture of it
        self._undrawn: tuple[int, Answers] | None = None

    def __enter__(self) -> Self:
        if self._wanted:
            try:
                from torch.utils.tensorboard import SummaryWriter
            except ImportError:
                log.warning(
                    "TensorBoard is not installed, so this run writes nothing for it: `pip install tensorboard`."
                )
                return self
            self._writer = SummaryWriter(str(self._run.folder.tensorboard))
        return self

    def __exit__(self, *error: object) -> None:
        if self._writer is not None:
            self._writer.close()

    def figures(self, step: int, figures: dict[str, float]) -> None:
        """A curve for each figure."""
        if self._writer is not None:
            for name, value in figures.items():
                self._writer.add_scalar(name, value, step)

    def answers(self, epoch: int, answers: Answers, best: bool) -> None:
        """Accuracies by class; and pictures where the epoch is the best one so far, now and then."""
        if self._writer is None:
            return
        self.figures(epoch, answers.accuracies())
        if best:
            self._undrawn = epoch, answers
        if time.monotonic() - self._drawn >= PICTURES_EVERY:
            self._draw()

    def summary(self, settings: TrainSettings, best: dict[str, float], pictures: bool) -> None:
        """The settings beside what they came to, and pictures of the best epoch, unless somebody waits for the end."""
        if self._writer is None:
            return
        if pictures:
            self._draw()
        chosen = {
            name: value
            for name, value in settings.model_dump(mode="json").items()
            if name not in _PLACES and value is not None
        }
        # Into the run's own folder, not one below it.
        self._writer.add_hparams(chosen, {f"best/{name}": value for name, value in best.items()}, run_name=".")

    def _draw(self) -> None:
        if self._undrawn is None:
            return
        from trainers.pictures import confusion_picture, sample_picture

        epoch, answers = self._undrawn
        for what, confusion in answers.confusions.items():
            if confusion.counts.any():
                self._writer.add_figure(f"confusion/{what}", confusion_picture(what, confusion), epoch)
        if answers.shown.said:
            self._writer.add_figure("samples", sample_picture(self._kept, answers.shown), epoch)
        self._drawn, self._undrawn = time.monotonic(), None

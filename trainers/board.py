"""What TensorBoard is shown of a training."""

from __future__ import annotations

from typing import Any, Self

import torch

from core.checkpoint import Checkpoint
from core.runs import RunWriter
from core.settings.training import TrainSettings
from trainers.task import Task


class Board:
    """Writes a run's curves for TensorBoard for as long as the block lasts.

    Args:
        kept: the model that is judged.
        wanted: whether this process is the one that writes files.
    """

    def __init__(self, run: RunWriter, kept: Checkpoint, wanted: bool = True) -> None:
        self._run, self._kept, self._wanted = run, kept, wanted
        self._writer: Any = None

    def __enter__(self) -> Self:
        if self._wanted:
            from torch.utils.tensorboard import SummaryWriter

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

    def look(self, epoch: int, validation: Task, device: torch.device) -> None:
        """What the model answers on samples it has not learnt from."""

    def summary(self, settings: TrainSettings, best: dict[str, float]) -> None:
        """The settings beside what they came to."""

"""What a model comes to on the samples it is not trained on, and by which figure its epochs are judged."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from trainers.answers import Answers
from trainers.distributed import Processes
from trainers.task import Means, Tally, Task, to_device

#: name of what a task has its epochs judged by, where that is not the loss
JUDGED = "judged/validation"
#: most samples looked at in one epoch, and how many at a time
SAMPLES, BATCH = 6000, 512


@torch.no_grad()
def validated(
    model: nn.Module, task: Task, device: torch.device, processes: Processes, answers: Answers
) -> dict[str, float]:
    """The figures of a model, in eval mode from now on, on the samples of `task`: "loss/validation" and others.

    Each process looks at its part of them, and all get the same figures; `answers` notes this one's part.
    """
    model.eval()
    means = Means()
    chosen = np.linspace(0, len(task) - 1, min(len(task), SAMPLES)).astype(np.int64)
    starts = range(0, len(chosen), BATCH)
    for start in starts[processes.rank :: processes.count]:
        index = chosen[start : start + BATCH]
        batch = to_device(task.batch(index), device)
        loss, figures = task.loss(model, batch)
        answers.note(batch)
        size = torch.tensor(float(len(index)), device=loss.device)
        means.add({"loss": Tally(loss * size, size), **figures})
    found = processes.means(means)
    named = {f"{name}/validation": value for name, value in found.items()}
    if task.judged_by:
        named[JUDGED] = sum(weight * found.get(name, 0.0) for name, weight in task.judged_by.items())
    return named


def judged_figure(figures: dict[str, float]) -> float:
    """What an epoch is judged by, less being better: what its task names, or the loss."""
    return figures.get(JUDGED, figures["loss/validation"])


def measure(figures: dict[str, float]) -> str:
    """What epochs are judged by, in words."""
    return "judged figure" if JUDGED in figures else "validation loss"

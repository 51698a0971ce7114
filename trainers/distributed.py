"""Several processes that train one model together, as `torchrun` starts them; most often it is one.

PyTorch's own DistributedDataParallel does it. Lightning Fabric would bring an HTTP client and eight other packages
along for what are a few dozen lines here, and it wraps a model's `forward`, while a loss of ours asks several of its
parts.

All processes read all recordings. Of each batch every process takes its part, and a loss is divided by what the whole
batch holds (`trainers.task.across`), so that the gradients are those of one process with the whole batch.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, distributed, nn
from torch.nn.parallel import DistributedDataParallel

from core.features import Ints
from core.torchrun import place
from trainers.task import Means, Tally, Task


class Processes:
    """This process among those that train together; one that is alone has nobody to ask."""

    def __init__(self, rank: int = 0, count: int = 1) -> None:
        self.rank, self.count = rank, count

    @property
    def leads(self) -> bool:
        """Whether this is the one that writes files and speaks."""
        return self.rank == 0

    def part(self, index: Ints) -> Ints:
        """This process's part of a batch; not empty where the batch holds as many samples as there are processes."""
        return index[self.rank :: self.count]

    def agreed(self, *values: float) -> tuple[float, ...]:
        """What the leading process says of these values: clocks and requests are its own."""
        if self.count == 1:
            return values
        told = torch.tensor(values, dtype=torch.float64)
        distributed.broadcast(told, 0)
        return tuple(told.tolist())

    def gathered(self, value: Any) -> list[Any]:
        """The value of each process, in order."""
        if self.count == 1:
            return [value]
        found: list[Any] = [None] * self.count
        distributed.all_gather_object(found, value)
        return found

    def means(self, means: Means) -> dict[str, float]:
        """The means over the samples of all processes."""
        if self.count == 1:
            return means.values()
        total = Means()
        for sums in self.gathered({name: (t.cpu(), n.cpu()) for name, (t, n) in means.sums.items()}):
            total.add({name: Tally(*pair) for name, pair in sums.items()})
        return total.values()

    @contextmanager
    def leader_first(self) -> Iterator[None]:
        """The leading process does the block first, because it may write files, and the others when it is through."""
        if not self.leads:
            distributed.barrier()
        yield
        if self.leads and self.count > 1:
            distributed.barrier()


@contextmanager
def joined(device: str) -> Iterator[tuple[Processes, str]]:
    """Find the other processes `torchrun` started, if it did, and leave them at the end.

    Args:
        device: as in the settings; with several processes each takes the graphics card of its own number.

    Yields:
        The processes, and the device this one computes on.
    """
    here = place()
    if here.count == 1:
        yield Processes(), device
        return
    on_cards = torch.cuda.is_available() and device in ("auto", "cuda")
    if on_cards:
        device = f"cuda:{here.local_rank}"
        torch.cuda.set_device(device)
    # What is agreed on lies in the processor's memory, gradients where the model is.
    distributed.init_process_group("cpu:gloo,cuda:nccl" if on_cards else "gloo")
    try:
        yield Processes(here.rank, here.count), device
    finally:
        distributed.destroy_process_group()


class LossOf(nn.Module):
    """A model's loss as a module, so that gradients can be exchanged whichever parts of the model it asks."""

    def __init__(self, model: nn.Module, task: Task) -> None:
        super().__init__()
        self.model, self._task = model, task

    def forward(self, batch: Any) -> tuple[Tensor, dict[str, Tally]]:
        """The loss of a batch and its figures, see `Task.loss`."""
        return self._task.loss(self.model, batch)


def together(module: nn.Module, processes: Processes) -> nn.Module:
    """The module, whose gradients are now the mean over the processes."""
    if processes.count == 1:
        return module
    device = next(module.parameters()).device
    with warnings.catch_warnings():
        # PyTorch 2.15 has another name for it, which 2.14 does not know. The buffers are statistics of the inputs,
        # the same everywhere: nothing of them has to be exchanged.
        warnings.filterwarnings("ignore", "`broadcast_buffers` is deprecated", FutureWarning)
        return DistributedDataParallel(
            module, device_ids=[device.index] if device.type == "cuda" else None, broadcast_buffers=False
        )

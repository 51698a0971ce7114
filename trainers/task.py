"""What a trainer has to say about its model; the loop knows the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple, Protocol

import numpy as np
import torch
from torch import Tensor, distributed, nn
from torch.nn import functional as F

from core.features import Ints
from trainers.corpus import Corpus


class Tally(NamedTuple):
    """A sum over samples and how many there were; the mean is taken over the whole epoch."""

    total: Tensor
    samples: Tensor


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


class Task(Protocol):
    """Samples of one model and its loss."""

    #: the figures whose weighted sum on what was kept out of training tells the best epoch; empty for the loss itself
    judged_by: ClassVar[Mapping[str, float]]
    corpus: Corpus
    #: (N,) moment of each sample
    index: Ints

    def __len__(self) -> int:
        """Number of samples."""
        ...

    def batch(self, index: Ints) -> Any:
        """A (nested) tuple of tensors for the samples at `index` (B,)."""
        ...

    def loss(self, model: nn.Module, batch: Any) -> tuple[Tensor, dict[str, Tally]]:
        """The scalar loss of a batch, and figures by name ("accuracy/mode", ...)."""
        ...


def samples_by_source(corpus: Corpus, index: Ints, sources: list[str]) -> dict[str, int]:
    """How many of the samples at moments `index` come from each of the recordings' `sources`, one for each of them."""
    counts = np.bincount(corpus.recording[index], minlength=len(sources))
    found: dict[str, int] = {}
    for source, count in zip(sources, counts.tolist(), strict=True):
        found[source] = found.get(source, 0) + count
    return found


def to_device(batch: Any, device: torch.device) -> Any:
    """Move every tensor in nested tuples."""
    if isinstance(batch, Tensor):
        return batch.to(device, non_blocking=True)
    moved = [to_device(item, device) for item in batch]
    return type(batch)(*moved) if hasattr(batch, "_fields") else tuple(moved)


def tally(values: Tensor, where: Tensor | None = None) -> Tally:
    """Sum of `values` (B,), over all samples, those where `where` (B,) is True, or each as often as it says."""
    values = values.detach().float()
    if where is None:
        return Tally(values.sum(), torch.tensor(float(len(values)), device=values.device))
    return Tally((values * where).sum(), where.sum().float())


def across(value: Tensor) -> Tensor:
    """The mean of `value` over the processes that train together; alone, or in validation, it is `value` itself.

    A process sees a part of each batch, and its loss is a part of a sum: divided by what the whole batch holds, as a
    mean over processes, the mean of their losses is the loss of the whole batch.
    """
    if not (torch.is_grad_enabled() and distributed.is_available() and distributed.is_initialized()):
        return value
    total = value.detach().clone()
    distributed.all_reduce(total)
    return total / distributed.get_world_size()


def weighted_mean(values: Tensor, weights: Tensor | None = None) -> Tensor:
    """Mean of `values` (B,) over the whole batch, each counted as often as `weights` (B,) says; 0 if none is."""
    if weights is None:
        return values.sum() / across(torch.tensor(float(len(values)), device=values.device))
    return (values * weights).sum() / across(weights.sum()).clamp(min=1e-6)


def masked_mean(values: Tensor, where: Tensor) -> Tensor:
    """Mean of `values` (B,) where `where` (B,) is True; 0 where it never is."""
    return (values * where).sum() / across(where.sum().float()).clamp(min=1e-6)


def smoothed_cross_entropy(logits: Tensor, target: Tensor, smoothing: float) -> Tensor:
    """(B,) cross entropy with label smoothing (Szegedy et al. 2016) over the classes that are possible at all.

    PyTorch's own smoothing spreads mass over classes masked with -inf too, which makes the loss infinite.
    """
    log_p = F.log_softmax(logits, dim=-1)
    hard = -log_p.gather(1, target[:, None]).squeeze(1)
    if smoothing == 0:
        return hard
    possible = torch.isfinite(logits)
    even = -log_p.masked_fill(~possible, 0).sum(-1) / possible.sum(-1)
    return (1 - smoothing) * hard + smoothing * even


def class_weights(classes: Ints, count: int, balance: float) -> Tensor:
    """(count,) weight of each class: its share to the power of -`balance`, scaled so that the mean over samples is 1.

    A rare mode such as FLEE is what keeps a player alive, and the likeliest mode is what is played. A class that never
    comes weighs nothing.
    """
    shares = np.bincount(classes, minlength=count) / max(1, len(classes))
    weights = np.where(shares > 0, np.maximum(shares, 1e-3) ** -balance, 0.0)
    return torch.from_numpy((weights / max((weights * shares).sum(), 1e-9)).astype(np.float32))

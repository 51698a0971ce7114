"""A running average of the weights, which is what is kept and judged (Polyak & Juditsky 1992)."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

Tensors = tuple[Tensor, ...] | list[Tensor]


def averaged(model: nn.Module, decay: float) -> AveragedModel:
    """An exponential moving average of `model`'s weights, to be told each step by `update_parameters(model)`.

    Args:
        decay: share of the average that is kept in a step, at most; in the first steps it is less, so that the
            untrained weights are soon forgotten.
    """

    def update(average: Tensors, weights: Tensors, count: Tensor | int) -> None:
        kept = min(decay, (1 + int(count)) / (10 + int(count)))
        torch._foreach_lerp_(average, weights, 1 - kept)

    average = AveragedModel(model, multi_avg_fn=update)
    average.requires_grad_(False)
    return average

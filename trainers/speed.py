"""What makes a step faster on hardware that can: bfloat16 in the attention layers, and compiled blocks."""

from __future__ import annotations

import torch
from torch import nn

from core.models.layers import Block, Trunk


def in_bfloat16(model: nn.Module, device: torch.device) -> None:
    """Let the attention layers compute in bfloat16; weights, sums and all else stay as precise as they are.

    Not the whole model: a cursor of eight bits falls anywhere within five pixels of where it was meant to.
    """
    for trunk in model.modules():
        if isinstance(trunk, Trunk):
            trunk.forward = torch.autocast(device.type, torch.bfloat16)(trunk.forward)  # type: ignore[method-assign]


def compiled_blocks(model: nn.Module) -> None:
    """Compile each block of the attention layers. How many objects there are changes from batch to batch, so not for
    one shape; and picking out the real tokens, which no compiler can foresee, stays outside."""
    for block in model.modules():
        if isinstance(block, Block):
            block.compile(dynamic=True)

"""The Tactician: which of the objects in view the player goes for, or none."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from core.features import FeatureSchema
from core.models.layers import Objects, SceneEncoder, TransformerConfig, init_weights


class Tactician(nn.Module):
    """Objects and state attend to each other; each object then gets a score, and so does "none" (a pointer network)."""

    def __init__(self, schema: FeatureSchema, config: TransformerConfig) -> None:
        super().__init__()
        self.encoder = SceneEncoder(config, len(schema.classes), schema.object_width, schema.context_width)
        self.mode_embedding = nn.Embedding(len(schema.modes), config.d_model)
        self.object_score = nn.Linear(config.d_model, 1)
        self.none_score = nn.Linear(config.d_model, 1)
        self.apply(init_weights)

    def forward(self, objects: Objects, context: Tensor, mode: Tensor) -> Tensor:
        """Target logits.

        Args:
            objects: O slots.
            context: (B, C) the state now.
            mode: (B,) int64, the Strategist's mode.

        Returns:
            (B, O + 1) logits; -inf for empty slots, the last one for no target.
        """
        state, tokens = self.encoder(objects, context, context_extra=self.mode_embedding(mode))
        scores = self.object_score(tokens).squeeze(-1).masked_fill(~objects.mask, float("-inf"))
        return torch.cat([scores, self.none_score(state)], dim=1)

"""The Tactician: which of the objects in view the player goes for, or none."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from core.models.inputs import Objects
from core.models.layers import SceneEncoder, TransformerConfig, init_weights
from core.models.measures import Measure
from core.schema import FeatureSchema

#: in place of a slot: there was no last target or it is out of view, or it is not known
LAST_NONE, LAST_UNKNOWN = -1, -2


class Tactician(nn.Module):
    """Objects and state attend to each other; each object then gets a score, and so does "none" (a pointer network).

    It knows what it chose last: who has made for the station goes on until all is well, with the same enemies near from
    which another time it only keeps away. In training that is often unknown or any object, so that it stays a hint.
    """

    def __init__(self, schema: FeatureSchema, config: TransformerConfig) -> None:
        super().__init__()
        self.measure = Measure(schema)
        self.encoder = SceneEncoder(config, schema, self.measure)
        self.mode_embedding = nn.Embedding(len(schema.modes), config.d_model)
        #: of the state: the last target is not known, there is none, it is among the objects
        self.last_embedding = nn.Embedding(3, config.d_model)
        self.last_target = nn.Embedding(2, config.d_model)
        self.object_score = nn.Linear(config.d_model, 1)
        self.none_score = nn.Linear(config.d_model, 1)
        self.apply(init_weights)

    def forward(self, objects: Objects, context: Tensor, mode: Tensor, last: Tensor) -> Tensor:
        """Target logits.

        Args:
            objects: O slots.
            context: (B, C) the state now.
            mode: (B,) int64, the Strategist's mode.
            last: (B,) int64, slot of the last target, or `LAST_NONE` or `LAST_UNKNOWN`.

        Returns:
            (B, O + 1) logits; -inf for empty slots, the last one for no target.
        """
        state, tokens = self.encoder.embed(objects, context, self.measure(objects, context))
        slots = torch.arange(tokens.shape[1], device=last.device)
        tokens = tokens + self.last_target((slots[None, :] == last[:, None]).long())
        state = state + self.mode_embedding(mode) + self.last_embedding(last.clamp(max=0) - LAST_UNKNOWN)
        state, tokens = self.encoder(state, tokens, objects.mask)
        scores = self.object_score(tokens).squeeze(-1).masked_fill(~objects.mask, float("-inf"))
        return torch.cat([scores, self.none_score(state)], dim=1)

"""The Strategist: which mode the player is in, from the last minute."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from core.features import FeatureSchema
from core.models.layers import Normalize, TransformerConfig, Trunk, init_weights

#: share of the training samples whose past is cut short
FORGETTING = 0.5


class Strategist(nn.Module):
    """A transformer over one token a second, the last of which is now.

    Args:
        history: T, how many seconds it looks back.
    """

    def __init__(self, schema: FeatureSchema, config: TransformerConfig, history: int) -> None:
        super().__init__()
        d = config.d_model
        self.history = history
        self.summary_norm = Normalize(schema.summary_width)
        self.summary_input = nn.Linear(schema.summary_width, d)
        self.context_norm = Normalize(schema.context_width)
        self.context_input = nn.Linear(schema.context_width, d)
        self.change_norm = Normalize(schema.change_width)
        self.change_input = nn.Linear(schema.change_width, d)
        self.position = nn.Embedding(history, d)
        self.trunk = Trunk(config)
        self.head = nn.Linear(d, len(schema.modes))
        self.apply(init_weights)

    def forward(self, summaries: Tensor, present: Tensor, context: Tensor, changes: Tensor) -> Tensor:
        """Mode logits.

        Args:
            summaries: (B, T, G) one moment a second, oldest first.
            present: (B, T) bool, False before the recording began; the last is always True.
            context: (B, C) the state now.
            changes: (B, L) how it changed lately. Only the Strategist sees this: what a person's own last actions did
                to the HUD stands there, and the other two would wait for it instead of acting.

        Returns:
            (B, M) logits.
        """
        if self.training:
            present = self._forgetful(present)
        x = self.summary_input(self.summary_norm(summaries)) + self.position.weight
        now = x[:, -1] + self.context_input(self.context_norm(context)) + self.change_input(self.change_norm(changes))
        x = self.trunk(torch.cat([x[:, :-1], now[:, None]], dim=1), present)
        return self.head(x[:, -1])

    def _forgetful(self, present: Tensor) -> Tensor:
        """Hide what is older than a random age from half of the samples: the past is to be used, not learnt by heart.

        With a minute of history every sample is nearly unique, and ten minutes of play are soon memorised.
        """
        age = torch.arange(self.history - 1, -1, -1, device=present.device)
        forgets = torch.rand(len(present), 1, device=present.device) < FORGETTING
        limit = torch.rand(len(present), 1, device=present.device).square() * self.history
        return present & ((age <= limit) | ~forgets)

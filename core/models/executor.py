"""The Executor: cursor, click and hotkey, given mode and target."""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.features import FeatureSchema
from core.models.layers import Objects, SceneEncoder, TransformerConfig, init_weights
from core.words import HOTKEY_ID, HOTKEYS, Click

#: components of the cursor's mixture that are free in the window
FREE = 12
#: share of the mixture that is even over the window: nobody's aim is so sure that a slip is impossible
SLIP = 0.02


class Encoded(NamedTuple):
    """What the trunk made of a moment."""

    #: (B, D)
    state: Tensor
    #: (B, O, D)
    tokens: Tensor
    objects: Objects


class CursorDensity(NamedTuple):
    """Where the cursor may be: a mixture of one Gaussian on each object in view and `FREE` that are free in the window.

    A mean between two options is a place nobody clicks; a mixture (Bishop 1994) keeps them apart.
    """

    #: (B, O + FREE) log weights, -inf for empty slots
    log_weight: Tensor
    #: (B, O + FREE, 2) window fractions
    mean: Tensor
    #: (B, O + FREE, 2) window fractions
    std: Tensor

    def log_prob(self, xy: Tensor) -> Tensor:
        """(B,) log density of cursors (B, 2) in 0..1, per unit of window area."""
        z = (xy[:, None] - self.mean) / self.std
        normal = -0.5 * (z**2).sum(-1) - self.std.log().sum(-1) - math.log(2 * math.pi)
        meant = torch.logsumexp(self.log_weight + normal, dim=1)
        return torch.logaddexp(meant + math.log1p(-SLIP), torch.full_like(meant, math.log(SLIP)))

    def component(self, index: Tensor) -> tuple[Tensor, Tensor]:
        """(B, 2) mean and (B, 2) spread of one component (B,) each."""
        chosen = index[:, None, None].expand(-1, 1, 2)
        return self.mean.gather(1, chosen).squeeze(1), self.std.gather(1, chosen).squeeze(1)

    def mode(self) -> Tensor:
        """(B, 2) the mean of the likeliest component."""
        return self.component(self.log_weight.argmax(dim=1))[0]


class Executor(nn.Module):
    """Scene encoder with three heads. The cursor is asked for after the click is known: where one clicks is another
    question than where the hand rests."""

    def __init__(self, schema: FeatureSchema, config: TransformerConfig) -> None:
        super().__init__()
        d = config.d_model
        self.encoder = SceneEncoder(config, len(schema.classes), schema.object_width, schema.context_width)
        self.mode_embedding = nn.Embedding(len(schema.modes), d)
        self.target_embedding = nn.Embedding(2, d)
        self.no_target = nn.Embedding(2, d)
        self.click_head = nn.Linear(d, len(Click))
        self.hotkey_head = nn.Linear(d, len(HOTKEYS))
        self.click_embedding = nn.Embedding(len(Click), d)
        self.query = nn.Sequential(nn.Linear(2 * d, 2 * d), nn.GELU(), nn.Linear(2 * d, d))
        self.key = nn.Linear(d, d)
        free_out = nn.Linear(2 * d, 5 * FREE)
        self.free = nn.Sequential(nn.Linear(d, 2 * d), nn.GELU(), free_out)
        self.place = nn.Sequential(nn.Linear(2 * d, d), nn.GELU(), nn.Linear(d, 4))
        allowed = torch.zeros(len(HOTKEYS), dtype=torch.bool)
        allowed[[0, *(HOTKEY_ID[name] for name in schema.hotkeys)]] = True
        self.register_buffer("allowed_hotkeys", allowed, persistent=False)
        self.apply(init_weights)
        with torch.no_grad():
            # Spread over the window from the start, so that the components take different parts of it.
            bias = free_out.bias.view(FREE, 5)
            bias[:, 1:3] = torch.randn(FREE, 2)
            bias[:, 3:5] = -2.0

    def encode(self, objects: Objects, context: Tensor, mode: Tensor, target: Tensor) -> Encoded:
        """Run the trunk.

        Args:
            objects: O slots.
            context: (B, C) the state now.
            mode: (B,) int64.
            target: (B,) int64 slot, -1 for none.
        """
        slots = torch.arange(objects.mask.shape[1], device=target.device)
        is_target = (slots[None, :] == target[:, None]).long()
        extra = self.mode_embedding(mode) + self.no_target((target < 0).long())
        state, tokens = self.encoder(objects, context, self.target_embedding(is_target), extra)
        return Encoded(state, tokens, objects)

    def click_logits(self, encoded: Encoded) -> Tensor:
        """(B, 4) logits of `Click`."""
        return self.click_head(encoded.state)

    def hotkey_logits(self, encoded: Encoded) -> Tensor:
        """(B, K) logits of the hotkeys; -inf for those the profile does not use."""
        return self.hotkey_head(encoded.state).masked_fill(~self.allowed_hotkeys, float("-inf"))  # type: ignore[operator]

    def cursor(self, encoded: Encoded, click: Tensor) -> CursorDensity:
        """Where the cursor is when the click is `click` (B,) int64."""
        objects = encoded.objects
        query = self.query(torch.cat([encoded.state, self.click_embedding(click)], dim=-1))
        scores = (self.key(encoded.tokens) @ query[:, :, None]).squeeze(-1) / math.sqrt(query.shape[-1])
        scores = scores.masked_fill(~objects.mask, float("-inf"))
        place = self.place(torch.cat([encoded.tokens, query[:, None].expand_as(encoded.tokens)], dim=-1))
        half = objects.box[..., 2:].clamp(min=0.005) / 2
        on_object = objects.box[..., :2] + place[..., :2] * half
        object_std = half * place[..., 2:].clamp(-3, 1.5).exp()
        free = self.free(query).view(len(query), FREE, 5)
        free_std = free[..., 3:].clamp(-5.5, -0.5).exp()
        return CursorDensity(
            F.log_softmax(torch.cat([scores, free[..., 0]], dim=1), dim=1),
            torch.cat([on_object, free[..., 1:3].sigmoid()], dim=1),
            torch.cat([object_std, free_std], dim=1),
        )

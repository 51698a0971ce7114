"""The Executor: cursor, click and hotkey, given mode and target."""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.features import ASPECT, FeatureSchema
from core.models.layers import Objects, SceneEncoder, TransformerConfig, init_weights
from core.words import HOTKEY_ID, HOTKEYS, Click

#: components of the cursor's mixture that are free in the window
FREE = 12
#: components that lie in a direction relative to the target's: towards it, away from it, around it
TURNED = 4
#: share of the mixture that is even over the window: nobody's aim is so sure that a slip is impossible
SLIP = 0.02


class Encoded(NamedTuple):
    """What the trunk made of a moment."""

    #: (B, D)
    state: Tensor
    #: (B, O, D)
    tokens: Tensor
    objects: Objects
    #: (B,) slot, -1 for none
    target: Tensor


class CursorDensity(NamedTuple):
    """Where the cursor may be: a mixture of Gaussians (Bishop 1994), C = O + FREE + TURNED of them.

    One lies on each object in view, some are free in the window, and some turn with the target: to close in on it, to
    back off and to circle it are clicks in empty space whose direction follows from where it is, and seeing that from
    a few examples takes being told so. A mean between two options is a place nobody clicks; a mixture keeps them apart.
    """

    #: (B, C) log weights, -inf for empty slots, and for the turned ones where there is no target
    log_weight: Tensor
    #: (B, C, 2) window fractions
    mean: Tensor
    #: (B, C, 2) window fractions
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
        self.query = nn.Sequential(nn.Linear(3 * d, 2 * d), nn.GELU(), nn.Linear(2 * d, d))
        self.key = nn.Linear(d, d)
        space_out = nn.Linear(2 * d, 5 * (FREE + TURNED))
        self.space = nn.Sequential(nn.Linear(d, 2 * d), nn.GELU(), space_out)
        self.place = nn.Sequential(nn.Linear(2 * d, d), nn.GELU(), nn.Linear(d, 4))
        allowed = torch.zeros(len(HOTKEYS), dtype=torch.bool)
        allowed[[0, *(HOTKEY_ID[name] for name in schema.hotkeys)]] = True
        self.register_buffer("allowed_hotkeys", allowed, persistent=False)
        self.apply(init_weights)
        with torch.no_grad():
            # Spread from the start, so that the components take different parts of the window.
            bias = space_out.bias.view(FREE + TURNED, 5)
            bias[:, 1:3] = torch.randn(FREE + TURNED, 2)
            bias[FREE:, 1:3] = 0.3 * torch.tensor([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
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
        return Encoded(state, tokens, objects, target)

    def click_logits(self, encoded: Encoded) -> Tensor:
        """(B, 4) logits of `Click`."""
        return self.click_head(encoded.state)

    def hotkey_logits(self, encoded: Encoded) -> Tensor:
        """(B, K) logits of the hotkeys; -inf for those the profile does not use."""
        return self.hotkey_head(encoded.state).masked_fill(~self.allowed_hotkeys, float("-inf"))  # type: ignore[operator]

    def cursor(self, encoded: Encoded, click: Tensor) -> CursorDensity:
        """Where the cursor is when the click is `click` (B,) int64."""
        objects, target = encoded.objects, encoded.target
        has_target = (target >= 0)[:, None]
        chosen = target.clamp(min=0)[:, None, None]
        target_token = encoded.tokens.gather(1, chosen.expand(-1, 1, encoded.tokens.shape[2])).squeeze(1)
        target_token = target_token * has_target
        query = self.query(torch.cat([encoded.state, target_token, self.click_embedding(click)], dim=-1))
        scores = (self.key(encoded.tokens) @ query[:, :, None]).squeeze(-1) / math.sqrt(query.shape[-1])
        scores = scores.masked_fill(~objects.mask, float("-inf"))
        place = self.place(torch.cat([encoded.tokens, query[:, None].expand_as(encoded.tokens)], dim=-1))
        half = objects.box[..., 2:].clamp(min=0.005) / 2
        on_object = objects.box[..., :2] + place[..., :2] * half
        object_std = half * place[..., 2:].clamp(-3, 1.5).exp()

        space = self.space(query).view(len(query), FREE + TURNED, 5)
        target_at = objects.box[..., :2].gather(1, chosen.expand(-1, 1, 2)).squeeze(1)
        turned = turn_towards(target_at, space[:, FREE:, 1:3])
        weights = space[..., 0].clone()
        weights[:, FREE:] = weights[:, FREE:].masked_fill(~has_target, float("-inf"))
        return CursorDensity(
            F.log_softmax(torch.cat([scores, weights], dim=1), dim=1),
            torch.cat([on_object, space[:, :FREE, 1:3].sigmoid(), turned], dim=1),
            torch.cat([object_std, space[..., 3:].clamp(-5.5, -0.5).exp()], dim=1),
        )


def turn_towards(target: Tensor, offset: Tensor) -> Tensor:
    """(B, N, 2) window places from offsets (B, N, 2) as seen from the centre facing the target (B, 2).

    An offset is (ahead, to the right) in window heights.
    """
    shape = torch.tensor([ASPECT, 1.0], dtype=target.dtype, device=target.device)
    ahead = F.normalize((target - 0.5) * shape, dim=-1, eps=1e-4)[:, None]
    right = torch.stack([-ahead[..., 1], ahead[..., 0]], dim=-1)
    return 0.5 + (offset[..., :1] * ahead + offset[..., 1:] * right) / shape

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

#: cells of the window a free cursor may be in: 27 pixels square at 1280x720
GRID_WIDTH, GRID_HEIGHT = 48, 27
CELLS = GRID_WIDTH * GRID_HEIGHT


class Encoded(NamedTuple):
    """What the trunk made of a moment."""

    #: (B, D)
    state: Tensor
    #: (B, O, D)
    tokens: Tensor
    objects: Objects


class CursorDensity(NamedTuple):
    """Where the cursor may be: a mixture over the objects in view and the cells of the window.

    A mean between two options is a place nobody clicks; a mixture keeps them apart.
    """

    #: (B, O + CELLS) log weights, -inf for empty slots
    log_weight: Tensor
    #: (B, O, 2) most likely place on each object, window fractions
    mean: Tensor
    #: (B, O, 2) spread around it, window fractions
    std: Tensor

    def log_prob(self, xy: Tensor) -> Tensor:
        """(B,) log density of cursors (B, 2) in 0..1, per unit of window area."""
        slots = self.mean.shape[1]
        cell = cell_of(xy)
        free = self.log_weight[:, slots:].gather(1, cell[:, None]).squeeze(1) + math.log(CELLS)
        z = (xy[:, None] - self.mean) / self.std
        normal = -0.5 * (z**2).sum(-1) - self.std.log().sum(-1) - math.log(2 * math.pi)
        return torch.logsumexp(torch.cat([self.log_weight[:, :slots] + normal, free[:, None]], dim=1), dim=1)

    def place(self, component: Tensor) -> Tensor:
        """(B, 2) centre of each mixture component (B,): an object slot, or O + a cell."""
        slots = self.mean.shape[1]
        on_object = self.mean.gather(1, component.clamp(max=slots - 1)[:, None, None].expand(-1, 1, 2)).squeeze(1)
        return torch.where((component < slots)[:, None], on_object, cell_centre((component - slots).clamp(min=0)))

    def mode(self) -> Tensor:
        """(B, 2) the likeliest place."""
        return self.place(self.log_weight.argmax(dim=1))


def cell_of(xy: Tensor) -> Tensor:
    """(B,) index of the window cell each cursor (B, 2) is in."""
    column = (xy[:, 0] * GRID_WIDTH).long().clamp(0, GRID_WIDTH - 1)
    row = (xy[:, 1] * GRID_HEIGHT).long().clamp(0, GRID_HEIGHT - 1)
    return row * GRID_WIDTH + column


def cell_centre(cell: Tensor) -> Tensor:
    """(B, 2) centre of each cell (B,)."""
    column, row = cell % GRID_WIDTH, cell // GRID_WIDTH
    return torch.stack([(column + 0.5) / GRID_WIDTH, (row + 0.5) / GRID_HEIGHT], dim=-1)


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
        self.cells = nn.Linear(d, CELLS)
        self.place = nn.Sequential(nn.Linear(2 * d, d), nn.GELU(), nn.Linear(d, 4))
        allowed = torch.zeros(len(HOTKEYS), dtype=torch.bool)
        allowed[[0, *(HOTKEY_ID[name] for name in schema.hotkeys)]] = True
        self.register_buffer("allowed_hotkeys", allowed, persistent=False)
        self.apply(init_weights)

    def encode(self, objects: Objects, context: Tensor, mode: Tensor, target: Tensor) -> Encoded:
        """Run the trunk.

        Args:
            objects: O slots.
            context: (B, C) the state now and its changes.
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
        mean = objects.box[..., :2] + place[..., :2] * half
        std = half * place[..., 2:].clamp(-3, 1.5).exp()
        return CursorDensity(F.log_softmax(torch.cat([scores, self.cells(query)], dim=1), dim=1), mean, std)

"""The Executor: cursor, click and hotkey, given mode and target."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.features import FeatureSchema
from core.models.layers import Objects, SceneEncoder, TransformerConfig, init_weights
from core.words import HOTKEY_ID, HOTKEYS, Click

#: cells of the window a free cursor may be in (27 pixels square at 1280x720), and parts of a cell (3 pixels square):
#: a minimap wants that much
GRID_WIDTH, GRID_HEIGHT, PARTS = 48, 27, 8
CELLS = GRID_WIDTH * GRID_HEIGHT


class Encoded(NamedTuple):
    """What the trunk made of a moment."""

    #: (B, D)
    state: Tensor
    #: (B, O, D)
    tokens: Tensor
    objects: Objects


class CursorDensity:
    """Where the cursor may be: a mixture over the objects in view and the cells of the window.

    A mean between two options is a place nobody clicks; a mixture keeps them apart. Within a cell a second choice says
    which part of it.

    Attributes:
        log_weight: (B, O + CELLS) log weights, -inf for empty slots.
        mean: (B, O, 2) likeliest place on each object, window fractions.
        std: (B, O, 2) spread around it, window fractions.
    """

    def __init__(self, log_weight: Tensor, mean: Tensor, std: Tensor, parts: Callable[[Tensor], Tensor]) -> None:
        self.log_weight, self.mean, self.std = log_weight, mean, std
        self._parts = parts

    def part_logits(self, cell: Tensor) -> Tensor:
        """(B, PARTS * PARTS) logits of the parts of one cell (B,) each."""
        return self._parts(cell)

    def log_prob(self, xy: Tensor) -> Tensor:
        """(B,) log density of cursors (B, 2) in 0..1, per unit of window area."""
        slots = self.mean.shape[1]
        cell, part = locate(xy)
        free = self.log_weight[:, slots:].gather(1, cell[:, None]).squeeze(1) + math.log(CELLS)
        within = F.log_softmax(self.part_logits(cell), dim=1).gather(1, part[:, None]).squeeze(1)
        free = free + within + math.log(PARTS * PARTS)
        z = (xy[:, None] - self.mean) / self.std
        normal = -0.5 * (z**2).sum(-1) - self.std.log().sum(-1) - math.log(2 * math.pi)
        return torch.logsumexp(torch.cat([self.log_weight[:, :slots] + normal, free[:, None]], dim=1), dim=1)

    def place(self, component: Tensor, part: Tensor) -> Tensor:
        """(B, 2) centre of a mixture component (B,): an object slot, or O + a cell of which `part` (B,) is meant."""
        slots = self.mean.shape[1]
        on_object = self.mean.gather(1, component.clamp(max=slots - 1)[:, None, None].expand(-1, 1, 2)).squeeze(1)
        return torch.where((component < slots)[:, None], on_object, part_centre(self.cell(component), part))

    def cell(self, component: Tensor) -> Tensor:
        """(B,) the cell a component stands for (0 where it is an object)."""
        return (component - self.mean.shape[1]).clamp(min=0)

    def mode(self) -> Tensor:
        """(B, 2) the likeliest place."""
        component = self.log_weight.argmax(dim=1)
        return self.place(component, self.part_logits(self.cell(component)).argmax(dim=1))


def locate(xy: Tensor) -> tuple[Tensor, Tensor]:
    """The cell (B,) and the part of it (B,) each cursor (B, 2) is in."""
    fine_x = (xy[:, 0] * (GRID_WIDTH * PARTS)).long().clamp(0, GRID_WIDTH * PARTS - 1)
    fine_y = (xy[:, 1] * (GRID_HEIGHT * PARTS)).long().clamp(0, GRID_HEIGHT * PARTS - 1)
    return fine_y // PARTS * GRID_WIDTH + fine_x // PARTS, fine_y % PARTS * PARTS + fine_x % PARTS


def part_centre(cell: Tensor, part: Tensor) -> Tensor:
    """(B, 2) centre of the part (B,) of a cell (B,)."""
    x = (cell % GRID_WIDTH) * PARTS + part % PARTS
    y = (cell // GRID_WIDTH) * PARTS + part // PARTS
    return torch.stack([(x + 0.5) / (GRID_WIDTH * PARTS), (y + 0.5) / (GRID_HEIGHT * PARTS)], dim=-1)


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
        self.cell_embedding = nn.Embedding(CELLS, d)
        self.parts = nn.Sequential(nn.Linear(2 * d, d), nn.GELU(), nn.Linear(d, PARTS * PARTS))
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
        log_weight = F.log_softmax(torch.cat([scores, self.cells(query)], dim=1), dim=1)
        return CursorDensity(
            log_weight, mean, std, lambda cell: self.parts(torch.cat([query, self.cell_embedding(cell)], dim=-1))
        )

"""The Executor: cursor, click and hotkey, given mode and target."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.models.cursor import CursorDensity, CursorHead
from core.models.inputs import Objects
from core.models.layers import SceneEncoder, TransformerConfig, init_weights
from core.models.measures import Measure, Measures
from core.schema import STATE_LAGS, FeatureSchema
from core.words import HOTKEY_ID, HOTKEYS, Click


class Given(NamedTuple):
    """What an action follows from."""

    #: O slots
    objects: Objects
    #: (B, C) the state now
    context: Tensor
    #: of both
    measures: Measures
    #: (B,) int64
    mode: Tensor
    #: (B,) int64 slot, -1 for none
    target: Tensor

    def at(self, rows: Tensor) -> Given:
        """Only the moments `rows` (int64)."""
        objects = Objects(*(item[rows] for item in self.objects))
        measures = self.measures.at(rows)
        return Given(objects, self.context[rows], measures, self.mode[rows], self.target[rows])


class Situation(nn.Module):
    """Scene, mode and target through one trunk.

    The state's token is told two things at once that attention learns only from many examples: what the target is like,
    and a sum over all objects, because attention averages and cannot count ("two enemies near").
    """

    def __init__(self, schema: FeatureSchema, config: TransformerConfig, measure: Measure) -> None:
        super().__init__()
        d = config.d_model
        self.encoder = SceneEncoder(config, schema, measure)
        self.mode_embedding = nn.Embedding(len(schema.modes), d)
        self.target_embedding = nn.Embedding(2, d)
        self.target_input = nn.Linear(d, d)
        self.class_in_sum = nn.Embedding(len(schema.classes), d)
        self.sum_input, self.sum_output = nn.Linear(schema.object_width, d), nn.Linear(d, d)

    def forward(self, given: Given, extra: Tensor) -> tuple[Tensor, Tensor]:
        """(B, D) for the state and (B, O, D) for the objects; `extra` (B, D) is added to the state's token."""
        objects, context, measures, mode, target = given
        state, tokens = self.encoder.embed(objects, context, measures)
        chosen = target.clamp(min=0)[:, None, None].expand(-1, 1, tokens.shape[2])
        told = self.target_input(tokens.gather(1, chosen).squeeze(1)) * (target >= 0)[:, None]
        told = told + self.mode_embedding(mode) + self._sum(objects) + extra
        slots = torch.arange(tokens.shape[1], device=target.device)
        tokens = tokens + self.target_embedding((slots[None, :] == target[:, None]).long())
        return self.encoder(state + told, tokens, objects.mask)

    def _sum(self, objects: Objects) -> Tensor:
        """(B, D) from a sum over the objects in view."""
        each = F.gelu(self.class_in_sum(objects.cls) + self.sum_input(objects.features), approximate="tanh")
        return self.sum_output((each * objects.mask[..., None]).sum(dim=1))


class Executor(nn.Module):
    """Two trunks: one says what is pressed, the other where the cursor is once the click is known.

    Where one clicks is another question than where the hand rests. They share nothing, because the cursor's gradient is
    twenty times that of the presses and would drown it, and because where to click is asked only of moments in which
    there was a click and of a few others: the second trunk then costs a third of the first.
    """

    def __init__(self, schema: FeatureSchema, config: TransformerConfig) -> None:
        super().__init__()
        d = config.d_model
        self.measure = Measure(schema)
        self.press, self.hand = (Situation(schema, config, self.measure) for _ in range(2))
        self.wound_input = nn.Linear(len(STATE_LAGS), d)
        self.click_head = nn.Linear(d, len(Click))
        self.hotkey_head = nn.Linear(d, len(HOTKEYS))
        self.click_embedding = nn.Embedding(len(Click), d)
        self.cursor_head = CursorHead(schema, d)
        #: decisions the mouse and the keys rest after a press, as the player's did
        self.rest: Tensor
        self.register_buffer("rest", torch.zeros(2, dtype=torch.int64))
        allowed = torch.zeros(len(HOTKEYS), dtype=torch.bool)
        allowed[[0, *(HOTKEY_ID[name] for name in schema.hotkeys)]] = True
        self.register_buffer("allowed_hotkeys", allowed, persistent=False)
        self.apply(init_weights)
        for part in (self.press, self.hand):
            nn.init.normal_(part.sum_input.weight, std=0.1)
            nn.init.normal_(part.target_input.weight, std=0.2)
        self.cursor_head.spread()

    def given(self, objects: Objects, context: Tensor, mode: Tensor, target: Tensor) -> Given:
        """What an action follows from, measured once for both trunks: see `Given`."""
        return Given(objects, context, self.measure(objects, context), mode, target)

    def presses(self, given: Given, wounds: Tensor) -> tuple[Tensor, Tensor]:
        """What is pressed: runs the pressing trunk.

        Args:
            given: B moments.
            wounds: (B, L) see `core.features.wound_features`.

        Returns:
            (B, 4) logits of `Click`, and (B, K) of the hotkeys, -inf for those the profile does not use.
        """
        state, _ = self.press(given, self.wound_input(wounds))
        hotkeys = self.hotkey_head(state).masked_fill(~self.allowed_hotkeys, float("-inf"))  # type: ignore[operator]
        return self.click_head(state), hotkeys

    def cursor(self, given: Given, click: Tensor) -> CursorDensity:
        """Where the cursor is when the click is `click` (B,) int64: runs the hand's trunk."""
        state, tokens = self.hand(given, self.click_embedding(click))
        return self.cursor_head(state, tokens, given.objects, given.context, given.target)

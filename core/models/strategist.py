"""The Strategist: which mode the player is in, from the last minute."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.models.inputs import Objects
from core.models.layers import Normalize, ObjectInput, TransformerConfig, Trunk, init_weights
from core.models.measures import SHARES, MeasureNearness, Steps
from core.schema import FeatureSchema

#: share of the training samples whose past is cut short
FORGETTING = 0.5
#: share of the features hidden from a training sample, and the spread of the noise on the others
HIDDEN, BLUR = 0.3, 0.1
#: share of the training samples that are not shown the objects in view, spread of the noise on the others' places in
#: window fractions, and on the state where it is told in steps
UNSEEN, SHAKE, STEP_BLUR = 0.2, 0.01, 0.02
#: the last seconds are a token each
RECENT = 12
#: what is older is one token for this many seconds
BLOCK = 4


class Strategist(nn.Module):
    """A transformer over the last minute: a token for each of the last `RECENT` seconds, the last of which is now, and
    one for each `BLOCK` seconds before, with the mean, the trend and the extremes of what was there.

    Without the trend a block does not tell when in its four seconds something was, and what was 47 seconds ago looks
    like what was 44 seconds ago.

    It is blind to the HUD's marks. Where the ship is sent and what is locked are the player's own last clicks, and they
    tell the mode so well that a model which sees them goes on with whatever it is doing and never thinks of flight.
    It does know the mode it chose last: who flees goes on fleeing until all is well, at a hull at which others fight.
    In training that is often another one or none, so that it is no more than a hint.

    Args:
        history: T, how many seconds it looks back.
    """

    def __init__(self, schema: FeatureSchema, config: TransformerConfig, history: int) -> None:
        super().__init__()
        d, width = config.d_model, schema.summary_width
        self.history = history
        self.recent = min(history, RECENT)
        self.blocks = -(-(history - self.recent) // BLOCK)
        self.summary_norm = Normalize(width)
        self.summary_input = nn.Linear(width, d)
        self.block_input = nn.Linear(4 * width, d)
        self.context_norm = Normalize(schema.context_width)
        self.context_input = nn.Linear(schema.context_width, d)
        self.steps = Steps(SHARES)
        self.step_input = nn.Linear(len(schema.state_names) * self.steps.count, d, bias=False)
        self.nearness = MeasureNearness(schema)
        self.object_input = ObjectInput(config, schema, self.nearness, marks=False)
        self.change_norm = Normalize(schema.change_width)
        self.change_input = nn.Linear(schema.change_width, d)
        self.last_mode = nn.Embedding(len(schema.modes) + 1, d)
        self.position = nn.Embedding(self.blocks + self.recent, d)
        self.trunk = Trunk(config)
        self.head = nn.Linear(d, len(schema.modes))
        marks = [index for pair in schema.markers for index in pair]
        seen = torch.ones(len(schema.state_names))
        seen[marks] = 0
        rest = torch.ones(width - len(seen))
        self.register_buffer("seen_in_summary", torch.cat([seen, rest]), persistent=False)
        hidden = torch.zeros(schema.context_width - len(seen))
        self.register_buffer("seen_in_context", torch.cat([seen, hidden]), persistent=False)
        self.apply(init_weights)

    def forward(
        self, summaries: Tensor, present: Tensor, context: Tensor, changes: Tensor, last: Tensor, objects: Objects
    ) -> Tensor:
        """Mode logits.

        Args:
            summaries: (B, T, G) one moment a second, oldest first.
            present: (B, T) bool, False before the recording began; the last is always True.
            context: (B, C) the state now.
            changes: (B, L) how it changed lately. Only the Strategist sees this: what a person's own last actions did
                to the HUD stands there, and the other two would wait for it instead of acting.
            last: (B,) int64 the mode chosen a second ago, M for none.
            objects: what is in view now.

        Returns:
            (B, M) logits.
        """
        if self.training:
            present = self._forgetful(present)
        known = self._blurred(self.summary_norm(summaries) * self.seen_in_summary)
        recent = self.summary_input(known[:, -self.recent :])
        change = self._blurred(self.change_norm(changes))
        tokens, around, seen = self._in_view(objects)
        now = recent[:, -1] + self._state(context) + self.change_input(change) + self.last_mode(last) + around
        past, past_present = self._blocks(known[:, : -self.recent], present[:, : -self.recent])
        times = torch.cat([self.block_input(past), recent[:, :-1], now[:, None]], dim=1) + self.position.weight
        mask = torch.cat([past_present, present[:, -self.recent :], seen], dim=1)
        x = self.trunk(torch.cat([times, tokens], dim=1), mask)
        return self.head(x[:, times.shape[1] - 1])

    def _state(self, context: Tensor) -> Tensor:
        """(B, D) from the state (B, C) as it is and in steps, both of them blurred in training."""
        shown = self.seen_in_context.expand_as(context)  # type: ignore[operator]
        values = self.context_norm(context)
        if self.training:
            shown = shown * (torch.rand_like(context) >= HIDDEN)
            values = values + BLUR * torch.randn_like(values)
            context = context + STEP_BLUR * torch.randn_like(context)
        numbers = self.step_input.in_features // self.steps.count
        climbed = self.steps(context[:, :numbers]) * shown[:, :numbers, None]
        return self.context_input(values * shown) + self.step_input(climbed.flatten(1))

    def _in_view(self, objects: Objects) -> tuple[Tensor, Tensor, Tensor]:
        """(B, O, D) objects, (B, D) what is around the centre, (B, O) which objects are shown."""
        if self.training:
            shown = objects.mask & (torch.rand(len(objects.mask), 1, device=objects.mask.device) >= UNSEEN)
            features = objects.features + 2 * SHAKE * torch.randn_like(objects.features)
            objects = Objects(objects.cls, features, objects.box + SHAKE * torch.randn_like(objects.box), shown)
        return *self.object_input(objects, self.nearness(objects)), objects.mask

    def _blocks(self, past: Tensor, present: Tensor) -> tuple[Tensor, Tensor]:
        """(B, N, 4 G) mean, trend, least and greatest of each block's present moments; (B, N) whether there are any."""
        missing = self.blocks * BLOCK - past.shape[1]
        past = F.pad(past, (0, 0, missing, 0)).unflatten(1, (self.blocks, BLOCK))
        present = F.pad(present, (missing, 0), value=False).unflatten(1, (self.blocks, BLOCK))
        there = present[..., None]
        mean = (past * there).sum(2) / there.sum(2).clamp(min=1)
        # How much greater the later moments are, each as far from the block's middle as it is, -1 to 1.
        places = torch.linspace(-1, 1, BLOCK, device=past.device)[:, None]
        trend = ((past - mean[:, :, None]) * there * places).mean(2)
        some = present.any(2)
        least = past.masked_fill(~there, torch.inf).amin(2).where(some[..., None], 0.0)
        most = past.masked_fill(~there, -torch.inf).amax(2).where(some[..., None], 0.0)
        return torch.cat([mean, trend, least, most], dim=-1), some

    def _blurred(self, values: Tensor) -> Tensor:
        """(B, .., F): in training some of the features are hidden, in a sample always the same, and the rest is noisy.

        In half an hour of play a mode such as FLEE comes twenty times. Without this the model knows the twenty by their
        place on the map and what was near, and misses the next one.
        """
        if not self.training:
            return values
        shape = (len(values), *[1] * (values.ndim - 2), values.shape[-1])
        seen = torch.rand(shape, device=values.device) >= HIDDEN
        return (values + BLUR * torch.randn_like(values)) * seen

    def _forgetful(self, present: Tensor) -> Tensor:
        """Hide what is older than a random age from half of the samples: the past is to be used, not learnt by heart.

        With a minute of history every sample is nearly unique, and ten minutes of play are soon memorised.
        """
        age = torch.arange(self.history - 1, -1, -1, device=present.device)
        forgets = torch.rand(len(present), 1, device=present.device) < FORGETTING
        limit = torch.rand(len(present), 1, device=present.device).square() * self.history
        return present & ((age <= limit) | ~forgets)

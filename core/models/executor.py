"""The Executor: cursor, click and hotkey, given mode and target."""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.models.layers import Objects, SceneEncoder, TransformerConfig, init_weights
from core.models.maps import MapWays
from core.schema import ASPECT, STATE_LAGS, FeatureSchema
from core.words import HOTKEY_ID, HOTKEYS, Click

#: components of the cursor's mixture that stay where they are in the window
ANCHORS = 32
#: components that are free in the window
FREE = 12
#: components that lie in a direction relative to the target's: towards it, away from it, around it
TURNED = 4
#: components whose direction is drawn by every object in view and every place of the maps
DRAWN = 6
#: share of the window's width and height at its edge in which no component lies, to begin with
EDGE = 0.05
#: limits of a component's spread, as logarithms of window fractions
LOG_STD = (-5.5, -0.5)
#: the same of components in empty space: a place there that fits to the pixel was learnt by heart
LOG_STD_IN_SPACE = (-4.2, -0.5)
#: share of the mixture that is even over the window: nobody's aim is so sure that a slip is impossible
SLIP = 0.02


class Given(NamedTuple):
    """What an action follows from."""

    #: O slots
    objects: Objects
    #: (B, C) the state now
    context: Tensor
    #: (B,) int64
    mode: Tensor
    #: (B,) int64 slot, -1 for none
    target: Tensor

    def at(self, rows: Tensor) -> Given:
        """Only the moments `rows` (int64)."""
        objects = Objects(*(item[rows] for item in self.objects))
        return Given(objects, self.context[rows], self.mode[rows], self.target[rows])


class CursorDensity(NamedTuple):
    """Where the cursor may be: a mixture of Gaussians (Bishop 1994), C = O + ANCHORS + FREE + TURNED + DRAWN of
    them, and PLACES of each map.

    One lies on each object in view. Some stay where they are: buttons and the places of a map are clicked to the pixel.
    Some are free in the window, and some turn with the target: to close in on it, to back off and to circle it are
    clicks in empty space whose direction follows from where it is, and seeing that from a few examples takes being
    told so. Some are drawn to or pushed away by each object and each place of a map at once, as who runs
    home from several enemies is: a sum of directions, each with a weight of its own (after Satorras, Hoogeboom and
    Welling 2021). A mean between two options is a place nobody clicks; a mixture keeps them apart.
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


class Situation(nn.Module):
    """Scene, mode and target through one trunk.

    The state's token is told two things at once that attention learns only from many examples: what the target is like,
    and a sum over all objects, because attention averages and cannot count ("two enemies near").
    """

    def __init__(self, schema: FeatureSchema, config: TransformerConfig) -> None:
        super().__init__()
        d = config.d_model
        self.encoder = SceneEncoder(config, schema)
        self.mode_embedding = nn.Embedding(len(schema.modes), d)
        self.target_embedding = nn.Embedding(2, d)
        self.no_target = nn.Embedding(2, d)
        self.target_input = nn.Linear(d, d)
        self.class_in_sum = nn.Embedding(len(schema.classes), d)
        self.sum_input, self.sum_output = nn.Linear(schema.object_width, d), nn.Linear(d, d)

    def forward(self, given: Given, extra: Tensor) -> tuple[Tensor, Tensor]:
        """(B, D) for the state and (B, O, D) for the objects; `extra` (B, D) is added to the state's token."""
        objects, context, mode, target = given
        state, tokens = self.encoder.embed(objects, context)
        chosen = target.clamp(min=0)[:, None, None].expand(-1, 1, tokens.shape[2])
        told = self.target_input(tokens.gather(1, chosen).squeeze(1)) * (target >= 0)[:, None]
        told = told + self.mode_embedding(mode) + self.no_target((target < 0).long()) + self._sum(objects) + extra
        slots = torch.arange(tokens.shape[1], device=target.device)
        tokens = tokens + self.target_embedding((slots[None, :] == target[:, None]).long())
        return self.encoder(state + told, tokens, objects.mask)

    def _sum(self, objects: Objects) -> Tensor:
        """(B, D) from a sum over the objects in view."""
        each = F.gelu(self.class_in_sum(objects.cls) + self.sum_input(objects.features))
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
        self.press, self.hand = Situation(schema, config), Situation(schema, config)
        self.wound_input = nn.Linear(len(STATE_LAGS), d)
        self.click_head = nn.Linear(d, len(Click))
        self.hotkey_head = nn.Linear(d, len(HOTKEYS))
        self.click_embedding = nn.Embedding(len(Click), d)
        self.query = nn.Sequential(nn.Linear(2 * d, 2 * d), nn.GELU(), nn.Linear(2 * d, d))
        self.key = nn.Linear(d, d)
        space_out = nn.Linear(2 * d, 5 * (FREE + TURNED + DRAWN) + ANCHORS)
        self.ways = MapWays(d, schema, DRAWN) if schema.maps else None
        self.edge = nn.Parameter(torch.full((2,), EDGE).logit())
        self.space = nn.Sequential(nn.Linear(d, 2 * d), nn.GELU(), space_out)
        self.pull = nn.Linear(d, DRAWN)
        self.place = nn.Sequential(nn.Linear(2 * d, d), nn.GELU(), nn.Linear(d, 4))
        self.anchor = nn.Parameter(torch.randn(ANCHORS, 2))
        self.anchor_log_std = nn.Parameter(torch.zeros(ANCHORS, 2))
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
        with torch.no_grad():
            # Spread from the start, so that the components take different parts of the window.
            bias = space_out.bias[ANCHORS:].view(FREE + TURNED + DRAWN, 5)
            bias[:, 1:3] = torch.randn(FREE + TURNED + DRAWN, 2)
            bias[FREE + TURNED :, 1:3] = torch.tensor([0.4, 0.0])
            bias[FREE : FREE + TURNED, 1:3] = 0.3 * torch.tensor([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
            bias[:, 3:5] = -2.0
            self.pull.bias.copy_(torch.linspace(-1, 1, DRAWN))
            if self.ways is not None:
                nn.init.normal_(self.ways.pull.bias, std=0.5)

    def place_anchors(self, places: Tensor) -> None:
        """Let the first anchors begin at `places` (n <= ANCHORS, 2)."""
        with torch.no_grad():
            self.anchor[: len(places)] = places.clamp(0.001, 0.999).logit()

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
        objects, context, _, target = given
        state, tokens = self.hand(given, self.click_embedding(click))
        has_target = (target >= 0)[:, None]
        chosen = target.clamp(min=0)[:, None, None]
        target_token = tokens.gather(1, chosen.expand(-1, 1, tokens.shape[2])).squeeze(1) * has_target
        query = self.query(torch.cat([state, target_token], dim=-1))
        scores = (self.key(tokens) @ query[:, :, None]).squeeze(-1) / math.sqrt(query.shape[-1])
        scores = scores.masked_fill(~objects.mask, float("-inf"))
        place = self.place(torch.cat([tokens, query[:, None].expand_as(tokens)], dim=-1))
        half = objects.box[..., 2:].clamp(min=0.005) / 2
        on_object = objects.box[..., :2] + place[..., :2] * half
        object_std = half * place[..., 2:].clamp(-3, 1.5).exp()

        heads = self.space(query)
        space = heads[:, ANCHORS:].view(len(query), FREE + TURNED + DRAWN, 5)
        free, turn, draw = space[..., 1:3].split([FREE, TURNED, DRAWN], dim=1)
        target_at = objects.box[..., :2].gather(1, chosen.expand(-1, 1, 2)).squeeze(1)
        turned = turn_towards(target_at, turn)
        ways = None if self.ways is None else self.ways(context, query)
        drawn = draw_by(objects, self.pull(tokens), draw, None if ways is None else ways.pulled)
        weights = space[..., 0].clone()
        weights[:, FREE : FREE + TURNED] = weights[:, FREE : FREE + TURNED].masked_fill(~has_target, float("-inf"))
        anchor = self.anchor.sigmoid().expand(len(query), -1, -1)
        anchor_std = (self.anchor_log_std - 4).clamp(*LOG_STD).exp().expand(len(query), -1, -1)
        log_weight = [scores, heads[:, :ANCHORS], weights]
        mean = [on_object, anchor, free.sigmoid(), self._in_window(turned), self._in_window(drawn)]
        std = [object_std, anchor_std, space[..., 3:].clamp(*LOG_STD_IN_SPACE).exp()]
        if ways is not None:
            log_weight.append(ways.log_weight)
            mean.append(self._in_window(0.5 + ways.lead / ways.lead.new_tensor([ASPECT, 1.0])))
            std.append(ways.log_std.clamp(*LOG_STD_IN_SPACE).exp())
        return CursorDensity(F.log_softmax(torch.cat(log_weight, dim=1), dim=1), torch.cat(mean, 1), torch.cat(std, 1))

    def _in_window(self, at: Tensor) -> Tensor:
        """Window places (B, N, 2), those beyond its edge pulled straight towards the centre until they are in it."""
        beyond = ((at - 0.5).abs() / (0.5 - 0.5 * self.edge.sigmoid())).amax(dim=-1, keepdim=True)
        return 0.5 + (at - 0.5) / beyond.clamp(min=1)


def turn_towards(target: Tensor, offset: Tensor) -> Tensor:
    """(B, N, 2) window places from offsets (B, N, 2) as seen from the centre facing the target (B, 2).

    An offset is (ahead, to the right) in window heights.
    """
    shape = torch.tensor([ASPECT, 1.0], dtype=target.dtype, device=target.device)
    ahead = F.normalize((target - 0.5) * shape, dim=-1, eps=1e-4)[:, None]
    return 0.5 + _ahead_and_right(ahead, offset) / shape


def draw_by(objects: Objects, pull: Tensor, offset: Tensor, pulled: Tensor | None = None) -> Tensor:
    """(B, N, 2) window places, each as far from the centre as its offset's first number, in window heights.

    Their direction is that of the sum of the directions of all objects, each of them as often as `pull` (B, O, N) says,
    and of `pulled` (B, N, 2); the offset's (B, N, 2) second number turns that to the right.
    """
    shape = offset.new_tensor([ASPECT, 1.0])
    away = F.normalize((objects.box[..., :2] - 0.5) * shape, dim=-1, eps=1e-4)
    drawn = (pull * objects.mask[..., None]).transpose(1, 2) @ away
    ahead = F.normalize(drawn if pulled is None else drawn + pulled, dim=-1, eps=1e-4)
    return 0.5 + _ahead_and_right(ahead, offset) / shape


def _ahead_and_right(ahead: Tensor, offset: Tensor) -> Tensor:
    """(.., 2) what is (ahead, to the right) by `offset` (.., 2) for one who faces `ahead` (.., 2)."""
    right = torch.stack([-ahead[..., 1], ahead[..., 0]], dim=-1)
    return offset[..., :1] * ahead + offset[..., 1:] * right

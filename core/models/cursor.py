"""Where the cursor is: a mixture of Gaussians, and the head that says it."""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.models.inputs import Objects
from core.models.maps import MapWays
from core.schema import ASPECT, FeatureSchema

#: components of the cursor's mixture that stay where they are in the window
ANCHORS = 32
#: components that are free in the window
FREE = 12
#: components that lie in a direction relative to the target's: towards it, away from it, around it
TURNED = 4
#: components whose direction is drawn by every object in view and every place of the maps
DRAWN = 6
#: those that are not on objects, anchors or ways over a map
SPACE = FREE + TURNED + DRAWN
#: share of the window's width and height at its edge in which no component lies, to begin with
EDGE = 0.05
#: limits of a component's spread, as logarithms of window fractions
LOG_STD = (-5.5, -0.5)
#: the same of components in empty space: a place there that fits to the pixel was learnt by heart
LOG_STD_IN_SPACE = (-4.2, -0.5)
#: share of the mixture that is even over the window: nobody's aim is so sure that a slip is impossible
SLIP = 0.02


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


class CursorHead(nn.Module):
    """The cursor's density from what the hand's trunk made of the scene.

    Args:
        width: of the tokens.
    """

    def __init__(self, schema: FeatureSchema, width: int) -> None:
        super().__init__()
        self.query = nn.Sequential(nn.Linear(2 * width, 2 * width), nn.GELU("tanh"), nn.Linear(2 * width, width))
        #: of each object: a key for the query, how much it pulls, and what it adds to its place
        self.each = nn.Linear(width, 2 * width + DRAWN)
        self.place_query = nn.Linear(width, width, bias=False)
        #: place in the object and spread, in half sizes
        self.place = nn.Linear(width, 4)
        self.ways = MapWays(schema, DRAWN) if schema.maps else None
        #: log weights of anchors and space, places of the space, their log spreads, and what the ways take
        self.parts = [ANCHORS + SPACE, 2 * SPACE, 2 * SPACE, sum(self.ways.parts) if self.ways else 0]
        hidden = 4 * width if self.ways else 2 * width
        self.space = nn.Sequential(nn.Linear(width, hidden), nn.GELU("tanh"), nn.Linear(hidden, sum(self.parts)))
        self.anchor = nn.Parameter(torch.randn(ANCHORS, 2))
        self.anchor_log_std = nn.Parameter(torch.zeros(ANCHORS, 2))
        self.edge = nn.Parameter(torch.full((2,), EDGE).logit())
        self.shape: Tensor
        self.to_right: Tensor
        self.register_buffer("shape", torch.tensor([ASPECT, 1.0]), persistent=False)
        self.register_buffer("to_right", torch.tensor([[0.0, 1.0], [-1.0, 0.0]]), persistent=False)

    @torch.no_grad()
    def spread(self) -> None:
        """Let the components begin apart from each other, so that they take different parts of the window."""
        last = self.space[2]
        assert isinstance(last, nn.Linear)
        _, place, log_std, ways = last.bias.split(self.parts)
        free, turned, drawn = place.view(SPACE, 2).split([FREE, TURNED, DRAWN])
        free.normal_()
        turned.copy_(0.3 * torch.tensor([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]]))
        drawn.copy_(torch.tensor([0.4, 0.0]).expand(DRAWN, 2))
        log_std.fill_(-2.0)
        self.each.bias[:DRAWN] = torch.linspace(-1, 1, DRAWN)
        if self.ways is not None:
            ways[: self.ways.parts[0]].normal_(std=0.5)

    @torch.no_grad()
    def place_anchors(self, places: Tensor) -> None:
        """Let the first anchors begin at `places` (n <= ANCHORS, 2)."""
        self.anchor[: len(places)] = places.clamp(0.001, 0.999).logit()

    def forward(
        self, state: Tensor, tokens: Tensor, objects: Objects, context: Tensor, target: Tensor
    ) -> CursorDensity:
        """From the state's token (B, D), the objects' (B, O, D), what they are of, and the target's slot (B,)."""
        has_target = (target >= 0)[:, None]
        chosen = target.clamp(min=0)[:, None, None]
        target_token = tokens.gather(1, chosen.expand(-1, 1, tokens.shape[2])).squeeze(1) * has_target
        query = self.query(torch.cat([state, target_token], dim=-1))
        width = query.shape[1]
        pull, key, place_in = self.each(tokens).split([DRAWN, width, width], dim=2)
        scores = (key @ query[:, :, None]).squeeze(-1) / math.sqrt(width)
        log_weight = [scores.masked_fill(~objects.mask, float("-inf"))]
        on_object, object_std = self._on_objects(place_in + self.place_query(query)[:, None], objects)

        weights, place, log_std, of_ways = self.space(query).split(self.parts, dim=1)
        anchored, free, turned, drawn = weights.split([ANCHORS, FREE, TURNED, DRAWN], dim=1)
        log_weight += [anchored, free, turned.masked_fill(~has_target, float("-inf")), drawn]
        free_at, offset = place.view(-1, SPACE, 2).split([FREE, TURNED + DRAWN], dim=1)

        directions = F.normalize((objects.box[..., :2] - 0.5) * self.shape, dim=-1, eps=1e-4)
        to_target = directions.gather(1, chosen.expand(-1, 1, 2)).expand(-1, TURNED, 2)
        pulled = (pull * objects.mask[..., None]).transpose(1, 2) @ directions
        log_stds = [log_std.view(-1, SPACE, 2)]
        leads = []
        if self.ways is not None:
            ways = self.ways(context, of_ways)
            pulled = pulled + ways.pulled
            log_weight.append(ways.log_weight)
            log_stds.append(ways.log_std)
            leads.append(ways.lead)
        ahead = torch.cat([to_target, F.normalize(pulled, dim=-1, eps=1e-4)], dim=1)
        leads.insert(0, self._facing(ahead, offset))

        anchors = self.anchor.sigmoid().expand(query.shape[0], -1, -1)
        anchor_std = (self.anchor_log_std - 4).clamp(*LOG_STD).exp().expand(query.shape[0], -1, -1)
        in_space = self._in_window(torch.cat(leads, dim=1) / self.shape)
        std = torch.cat(log_stds, dim=1).clamp(*LOG_STD_IN_SPACE).exp()
        return CursorDensity(
            F.log_softmax(torch.cat(log_weight, dim=1), dim=1),
            torch.cat([on_object, anchors, free_at.sigmoid(), in_space], dim=1),
            torch.cat([object_std, anchor_std, std], dim=1),
        )

    def _on_objects(self, hidden: Tensor, objects: Objects) -> tuple[Tensor, Tensor]:
        """(B, O, 2) means and spreads of the components that lie on objects, from (B, O, D)."""
        half = objects.box[..., 2:].clamp(min=0.005) / 2
        place = self.place(F.gelu(hidden, approximate="tanh"))
        return objects.box[..., :2] + place[..., :2] * half, half * place[..., 2:].clamp(-3, 1.5).exp()

    def _facing(self, ahead: Tensor, offset: Tensor) -> Tensor:
        """(B, N, 2) what is (ahead, to the right) by `offset` (B, N, 2) as seen from who faces `ahead`."""
        return offset[..., :1] * ahead + offset[..., 1:] * (ahead @ self.to_right)

    def _in_window(self, from_centre: Tensor) -> Tensor:
        """Window places (B, N, 2), those beyond its edge pulled straight towards the centre until they are in it."""
        beyond = (from_centre.abs() / (0.5 - 0.5 * self.edge.sigmoid())).amax(dim=-1, keepdim=True)
        return 0.5 + from_centre / beyond.clamp(min=1)

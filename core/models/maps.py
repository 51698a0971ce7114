"""What the models make of a map in a corner of the window that shows where the player is."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.schema import FeatureSchema

#: places across and down a map at which it is told how near the player is
GRID = 9
#: places of each map that are made for
PLACES = 16


class MapInput(nn.Module):
    """Where the player is on its maps, told by how near that is to each place of a grid.

    Where to go next differs from one part of a map to another: with a weight for each place it takes a few examples
    there, and many more where it has to be made of x and y (radial basis functions, Broomhead and Lowe 1988).
    """

    def __init__(self, width: int, schema: FeatureSchema) -> None:
        super().__init__()
        self.maps = schema.maps
        across = torch.linspace(0, 1, GRID)
        self.grid: Tensor
        self.register_buffer("grid", torch.cartesian_prod(across, across), persistent=False)
        self.input = nn.Linear(len(self.maps) * GRID**2, width, bias=False)

    def forward(self, context: Tensor) -> Tensor:
        """(B, C) -> (B, width), zeros where the player is on no map."""
        return self.input(torch.cat([self._near(context[:, [x, y]]) for x, y, _ in self.maps], dim=1))

    def _near(self, here: Tensor) -> Tensor:
        away = (here[:, None] - self.grid).square().sum(-1) * (GRID - 1) ** 2
        return torch.softmax(-away, dim=1) * (here > 0).any(dim=1, keepdim=True)


class Ways(NamedTuple):
    """The ways from the player to P places."""

    #: (B, N, 2) sums of their directions, each weighted
    pulled: Tensor
    #: (B, P) log weights of a way each, -inf where the player is on no map
    log_weight: Tensor
    #: (B, P, 2) how far that leads, in window heights across and down
    lead: Tensor
    #: (B, P, 2) logarithms of how wide it spreads
    log_std: Tensor


class MapWays(nn.Module):
    """Directions from where the player is on its maps to `PLACES` places of each, which are learnt.

    Args:
        width: of the query.
        sums: N, how many weighted sums of the directions are asked for.
    """

    def __init__(self, width: int, schema: FeatureSchema, sums: int) -> None:
        super().__init__()
        self.maps, self.sums, count = schema.maps, sums, PLACES * len(schema.maps)
        self.place = nn.Parameter(torch.empty(len(self.maps), PLACES, 2).uniform_(-2, 2))
        #: for each: log weight, how far it leads, log spreads
        self.head = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, 4 * count))
        self.pull = nn.Linear(width, sums * count)

    def forward(self, context: Tensor, query: Tensor) -> Ways:
        """From the state (B, C) and a query (B, width)."""
        directions, absent = [], []
        for places, (x, y, shape) in zip(self.place, self.maps, strict=True):
            here = context[:, None, [x, y]]
            directions.append(F.normalize((places.sigmoid() - here) * here.new_tensor([shape, 1.0]), dim=-1, eps=1e-4))
            absent.append((here == 0).all(dim=-1).expand(-1, PLACES))
        ways, missing = torch.cat(directions, dim=1), torch.cat(absent, dim=1)
        weight, reach, log_std = self.head(query).view(len(query), -1, 4).split([1, 1, 2], dim=2)
        pulled = self.pull(query).view(len(query), self.sums, -1).masked_fill(missing[:, None], 0.0) @ ways
        return Ways(pulled, weight.squeeze(2).masked_fill(missing, float("-inf")), ways * (0.4 + reach), log_std - 2)

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


class MapGrid(nn.Module):
    """Where the player is on its maps, told by how near that is to each place of a grid.

    Where to go next differs from one part of a map to another: with a weight for each place it takes a few examples
    there, and many more where it has to be made of x and y (radial basis functions, Broomhead and Lowe 1988).
    """

    def __init__(self, schema: FeatureSchema) -> None:
        super().__init__()
        across = torch.linspace(0, 1, GRID)
        self.width = len(schema.maps) * GRID**2
        self.grid: Tensor
        self.at: Tensor
        self.register_buffer("grid", torch.cartesian_prod(across, across), persistent=False)
        self.register_buffer("at", state_indices(schema), persistent=False)

    def forward(self, context: Tensor) -> Tensor:
        """(B, C) -> (B, `width`), zeros where the player is on no map."""
        here = places_on_maps(context, self.at)
        away = ((here - self.grid) * (GRID - 1)).square().sum(-1)
        return (torch.softmax(-away, dim=2) * (here > 0).any(dim=3)).flatten(1)


def state_indices(schema: FeatureSchema) -> Tensor:
    """(M, 2) int64 where in the state x and y of the player on each of the maps stand."""
    return torch.tensor([(x, y) for x, y, _ in schema.maps], dtype=torch.int64).reshape(-1, 2)


def places_on_maps(context: Tensor, at: Tensor) -> Tensor:
    """(B, M, 1, 2) where the player is, from the state (B, C) and `state_indices`."""
    return context.index_select(1, at.flatten()).view(context.shape[0], -1, 1, 2)


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
        sums: N, how many weighted sums of the directions are asked for.
    """

    def __init__(self, schema: FeatureSchema, sums: int) -> None:
        super().__init__()
        self.sums, count = sums, PLACES * len(schema.maps)
        self.place = nn.Parameter(torch.empty(len(schema.maps), PLACES, 2).uniform_(-2, 2))
        #: numbers it takes to tell of each place how much it counts in each sum, its log weight, how far the way there
        #: leads, and its log spreads
        self.parts = [sums * count, count, count, 2 * count]
        self.at: Tensor
        self.shape: Tensor
        self.register_buffer("at", state_indices(schema), persistent=False)
        shapes = torch.tensor([[shape, 1.0] for _, _, shape in schema.maps]).reshape(-1, 1, 2)
        self.register_buffer("shape", shapes, persistent=False)

    def forward(self, context: Tensor, told: Tensor) -> Ways:
        """From the state (B, C) and the numbers (B, sum of `parts`)."""
        here = places_on_maps(context, self.at)
        ways = F.normalize((self.place.sigmoid() - here) * self.shape, dim=-1, eps=1e-4).flatten(1, 2)
        missing = (here == 0).all(dim=-1).expand(-1, -1, PLACES).flatten(1)
        pull, weight, reach, log_std = told.split(self.parts, dim=1)
        pulled = pull.view(told.shape[0], self.sums, -1).masked_fill(missing[:, None], 0.0) @ ways
        lead = ways * (0.4 + reach)[..., None]
        return Ways(pulled, weight.masked_fill(missing, float("-inf")), lead, (log_std - 2).view(told.shape[0], -1, 2))

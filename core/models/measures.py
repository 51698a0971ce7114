"""What of a scene can be measured before anything is learnt: which things are how near, and how full the bars are.

Piecewise-linear steps (Gorishniy, Rubachev and Babenko 2022) tell each number: "hull below 0.35" or "boost is ready" is
one weight on such a step, and takes a small network many examples to see in the number itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.models.inputs import Objects
from core.models.maps import MapGrid
from core.schema import ASPECT, FeatureSchema

#: steps of a number of the state, finer where a bar is empty or full: that is where players act
SHARES = (0.0, 0.01, 0.03, 0.06, *(0.05 * step for step in range(2, 19)), 0.94, 0.97, 0.99, 1.0)
#: steps of a distance, in heights of the window
DISTANCES = (0.06, 0.12, 0.18, 0.24, 0.3, 0.36, 0.42, 0.48, 0.54, 0.6, 0.68, 0.78, 0.9, 1.05)
#: further than anything in a window is from anything else
_FAR = 10.0


class Nearness(NamedTuple):
    """What is near what, in steps of distance: J of them, C classes."""

    #: (B, O, (1 + C) J) how near each object is to the centre, and the nearest other of each class to it
    each: Tensor
    #: (B, 2 C J) how near the nearest of each class is to the centre, and how many of it are within each step
    centre: Tensor


class Measures(NamedTuple):
    """A scene, measured."""

    near: Nearness
    #: (B, S I + M G) the numbers of the state in I steps each, and how near the player is to the places on M maps
    state: Tensor

    def at(self, rows: Tensor) -> Measures:
        """Only those of the moments `rows` (int64)."""
        return Measures(Nearness(*(item[rows] for item in self.near)), self.state[rows])


class Steps(nn.Module):
    """How far up each of the K steps between K + 1 ascending `edges` a number stands."""

    def __init__(self, edges: Sequence[float]) -> None:
        super().__init__()
        bounds = torch.tensor(edges)
        self.count = len(edges) - 1
        self.low: Tensor
        self.per: Tensor
        self.register_buffer("low", bounds[:-1], persistent=False)
        self.register_buffer("per", 1 / bounds.diff(), persistent=False)

    def forward(self, values: Tensor) -> Tensor:
        """(..) -> (.., K) in 0..1."""
        return ((values[..., None] - self.low) * self.per).clamp(0, 1)


class MeasureNearness(nn.Module):
    """How far an object is from the centre, where the player's own ship or figure is, and from the nearest other object
    of each class: loot is left alone because something dangerous is near it, and attention, which averages, learns
    neither a least distance nor a limit from half an hour of play."""

    def __init__(self, schema: FeatureSchema) -> None:
        super().__init__()
        self.steps = Steps(DISTANCES)
        classes = len(schema.classes)
        #: numbers of one object, and of the centre
        self.widths = (1 + classes) * self.steps.count, 2 * classes * self.steps.count
        self.shape: Tensor
        self.kinds: Tensor
        self.register_buffer("shape", torch.tensor([ASPECT, 1.0]), persistent=False)
        self.register_buffer("kinds", torch.eye(classes), persistent=False)

    def forward(self, objects: Objects) -> Nearness:
        kinds = (F.embedding(objects.cls, self.kinds) * objects.mask[..., None]).transpose(1, 2)
        # The centre is a place like those of the objects, and stands before them.
        place = F.pad((objects.box[..., :2] - 0.5) * self.shape, (0, 0, 1, 0))
        away = (place[:, :, None] - place[:, None, 1:]).norm(dim=-1)
        away[:, 1:].diagonal(dim1=1, dim2=2).add_(_FAR)
        nearest = (away[:, :, None] + (_FAR - _FAR * kinds)[:, None]).amin(dim=-1)
        close, mine = 1 - self.steps(nearest), 1 - self.steps(away[:, 0])
        each = torch.cat([mine, close[:, 1:].flatten(2)], dim=-1)
        return Nearness(each, torch.cat([close[:, 0].flatten(1), (kinds @ mine).flatten(1)], dim=-1))


class Measure(nn.Module):
    """Measures a scene. It learns nothing: what looks at the same scene twice measures it once."""

    def __init__(self, schema: FeatureSchema) -> None:
        super().__init__()
        self.numbers = len(schema.state_names)
        self.nearness, self.steps, self.grid = MeasureNearness(schema), Steps(SHARES), MapGrid(schema)
        #: numbers of the state's steps and the maps' grids together
        self.width = self.numbers * self.steps.count + self.grid.width

    def forward(self, objects: Objects, context: Tensor) -> Measures:
        """From what is in view and the state (B, C)."""
        climbed = self.steps(context[:, : self.numbers]).flatten(1)
        return Measures(self.nearness(objects), torch.cat([climbed, self.grid(context)], dim=1))

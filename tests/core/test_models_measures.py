from __future__ import annotations

import pytest
import torch
from helpers.plays import SCHEMA

from core.models.inputs import Objects
from core.models.measures import DISTANCES, SHARES, Measure, Steps


def test_steps_are_climbed_one_after_the_other() -> None:
    climbed = Steps((0.0, 1.0, 3.0))(torch.tensor([-1.0, 0.0, 0.5, 1.5, 9.0]))
    assert climbed.tolist() == [[0, 0], [0, 0], [0.5, 0], [1, 0.25], [1, 1]]


@pytest.mark.parametrize("edges", [SHARES, DISTANCES])
def test_a_number_and_its_steps_tell_the_same(edges: tuple[float, ...]) -> None:
    widths = torch.tensor(edges).diff()
    assert (widths > 0).all()
    values = torch.linspace(edges[0], edges[-1], 301)
    assert torch.allclose(edges[0] + Steps(edges)(values) @ widths, values, atol=1e-6)


class Sector:
    """Ore to the right of the centre, and a raider somewhere on its height."""

    def __init__(self, raider_x: float, raider_seen: bool = True) -> None:
        cls = torch.tensor([[SCHEMA.classes.index("ore"), SCHEMA.classes.index("raider")]])
        box = torch.tensor([[[0.9, 0.5, 0.03, 0.05], [raider_x, 0.5, 0.05, 0.08]]])
        objects = Objects(cls, torch.zeros(1, 2, SCHEMA.object_width), box, torch.tensor([[True, raider_seen]]))
        near = Measure(SCHEMA)(objects, torch.zeros(1, SCHEMA.context_width)).near
        #: (C, J) how near to the ore each class is, and how near to the centre
        self.to_ore = near.each[0, 0].view(1 + len(SCHEMA.classes), -1)[1:]
        self.to_centre, self.counted = near.centre[0].view(2, len(SCHEMA.classes), -1)


def test_loot_with_a_raider_beside_it_is_another_thing_than_loot_alone() -> None:
    raider = SCHEMA.classes.index("raider")
    beside, further, far, hidden = Sector(0.85), Sector(0.75), Sector(0.05), Sector(0.85, raider_seen=False)
    assert beside.to_ore[raider].sum() > further.to_ore[raider].sum() > 0
    for other in (far, hidden):
        assert other.to_ore[raider].sum() == 0
    # It is not told that it is near itself.
    assert beside.to_ore[SCHEMA.classes.index("ore")].sum() == 0


def test_it_is_told_how_many_of_a_class_are_how_near_to_the_player() -> None:
    raider, ore = SCHEMA.classes.index("raider"), SCHEMA.classes.index("ore")
    near, far = Sector(0.52), Sector(0.75)
    assert torch.equal(near.to_centre[raider], torch.ones(len(DISTANCES) - 1))
    assert torch.equal(near.counted[raider], near.to_centre[raider])
    assert far.to_centre[raider].sum() < near.to_centre[raider].sum()
    assert torch.equal(near.to_centre[ore], far.to_centre[ore])


def test_the_place_on_a_map_is_nearest_to_one_place_of_its_grid_and_to_none_where_it_is_not_known() -> None:
    measure = Measure(SCHEMA)
    nothing = Objects(
        torch.zeros(3, 1, dtype=torch.int64), torch.zeros(3, 1, SCHEMA.object_width), torch.zeros(3, 1, 4),
        torch.zeros(3, 1, dtype=torch.bool),
    )  # fmt: skip
    context = torch.zeros(3, SCHEMA.context_width)
    x, y, _ = SCHEMA.maps[0]
    context[0, [x, y]], context[1, [x, y]] = torch.tensor([0.25, 0.5]), torch.tensor([0.26, 0.5])
    places = measure(nothing, context).state[:, measure.numbers * measure.steps.count :]
    assert measure.grid.grid[places[0].argmax()].tolist() == [0.25, 0.5]
    assert not torch.equal(places[0], places[1]) and places[0].sum() == pytest.approx(1)
    assert places[2].sum() == 0

from __future__ import annotations

import math

import pytest

from arena import layout, rules
from arena.pilots import skills
from arena.pilots.sight import Eyes, Sight
from arena.rules import SECTORS, WORLD_HEIGHT, WORLD_WIDTH
from arena.seat import Seat
from core.observation import Observation, SeenObject

STATE = Seat(0).observe().state


def sight(*objects: SeenObject, place: tuple[float, float] = (1600, 1200), **state: float) -> Sight:
    """A look at the game with the ship at `place`, in world pixels."""
    here = {"map_x": place[0] / WORLD_WIDTH, "map_y": place[1] / WORLD_HEIGHT}
    return Eyes().look(Observation(0.0, STATE | {"safe": 0.0} | here | state, list(objects)))


def seen(cls: str, dx: float, dy: float, side: float = 44) -> SeenObject:
    """A thing `dx`, `dy` pixels from the ship."""
    return SeenObject(cls, (640 + dx) / 1280, (360 + dy) / 720, side / 1280, side / 720)


def test_a_click_into_space_meets_neither_the_hud_nor_an_enemy() -> None:
    for degrees in range(0, 360, 10):
        dx, dy = 560 * math.cos(math.radians(degrees)), 560 * math.sin(math.radians(degrees))
        aim = skills.fly(sight(seen("drone", dx / 2, dy / 2)), "run", dx, dy)
        assert aim is not None and not layout.on_panel(aim.x, aim.y)
        assert 0 < aim.x < 1280 and 0 < aim.y < 720
    aim = skills.fly(sight(seen("drone", 200, 0)), "run", 200, 0)
    assert aim is not None and math.dist((aim.x, aim.y), (840, 360)) > 22 + rules.CLICK_MARGIN


def test_nobody_backs_into_a_gate_but_a_tour_leads_through_it() -> None:
    gate = seen("gate", 200, 0, side=120)
    aside, through = skills.fly(sight(gate), "run", 300, 0), skills.fly(sight(gate), "tour", 300, 0, through_gates=True)
    assert aside is not None and abs(aside.y - 360) > 75
    assert through is not None and through.y == 360


def test_a_flight_under_way_is_not_ordered_again() -> None:
    assert skills.fly(sight(dest_x=0.75, dest_y=0.5), "run", 300, 0) is None
    assert skills.fly(sight(dest_x=0.25, dest_y=0.5), "run", 300, 0) is not None
    ore = sight(seen("ore", 320, 0), dest_x=0.75, dest_y=0.5)
    assert skills.take(ore, ore.seen[0]) is None
    far = (2800.0, 1200.0)
    assert skills.fly_to_place(sight(dest_x=1268 / 1280, dest_y=0.5), "home", far) is None
    assert skills.fly_to_place(sight(), "home", far) is not None


def test_the_minimap_is_clicked_where_the_place_is() -> None:
    aim = skills.fly_to_place(sight(), "home", (WORLD_WIDTH / 4, WORLD_HEIGHT))
    assert aim is not None
    assert (aim.x, aim.y) == (layout.MINIMAP.left + 50, layout.MINIMAP.bottom)


@pytest.mark.parametrize(("deepest", "sectors"), [(1, [1]), (2, [1, 2]), (3, [1, 2, 3])])
def test_a_tour_visits_every_sector_it_may_and_comes_round(deepest: int, sectors: list[int]) -> None:
    sector, place, visited = 1, (750.0, 1200.0), [1]
    for _ in range(60):
        stop = skills.tour_stop(sight(place=place, sector=sector / 3), deepest)
        gate = next((gate for gate in SECTORS[sector].gates if (gate.x, gate.y) == stop), None)
        if gate is None:
            place = stop
            continue
        arrival = next(other for other in SECTORS[gate.leads_to].gates if other.leads_to == sector)
        sector, place = gate.leads_to, (arrival.x + arrival.exit_side * rules.GATE_EXIT, arrival.y)
        visited.append(sector)
    assert sorted(set(visited)) == sectors
    assert deepest == 1 or visited.count(1) >= 2


@pytest.mark.parametrize(
    ("cls", "energy", "loaded", "digit"),
    [("drone", 1.0, 1, None), ("drone", 1.0, 3, "1"), ("raider", 1.0, 1, "2"), ("raider", 0.2, 1, None),
     ("raider", 0.2, 2, None), ("raider", 0.1, 2, "1"), ("hulk", 0.0, 1, "3")],
)  # fmt: skip
def test_ammunition_follows_the_enemys_kind_and_the_energy(
    cls: str, energy: float, loaded: int, digit: str | None
) -> None:
    look = sight(seen(cls, 200, 0), energy=energy, ammo=loaded / 3)
    assert skills.ammunition_for(look, look.seen[0]) == digit


def test_things_keep_their_track_while_the_view_moves() -> None:
    eyes = Eyes()
    first = eyes.look(Observation(0.0, STATE, [seen("ore", 100, 0), seen("ore", 300, 0), seen("crate", 110, 0)]))
    then = eyes.look(Observation(0.05, STATE, [seen("crate", 90, 0), seen("ore", 280, 0), seen("ore", 80, 0)]))
    tracks = {item.track: item.x for item in first.seen}
    assert all(item.x == pytest.approx(tracks[item.track] - 20) for item in then.seen)
    assert [then.seen[0].cls, then.seen[0].index] == ["ore", 2]


def test_a_loss_of_shield_is_felt_for_two_seconds() -> None:
    eyes = Eyes()
    eyes.look(Observation(0.0, STATE | {"shield": 1.0}, []))
    assert eyes.look(Observation(0.05, STATE | {"shield": 0.8}, [])).hurt
    assert eyes.look(Observation(1.9, STATE | {"shield": 0.8}, [])).hurt
    assert not eyes.look(Observation(2.2, STATE | {"shield": 0.8}, [])).hurt

"""What every built-in pilot can do: fly somewhere, lock something, find its way through the sectors, mind its ship.

Everything here follows from what is on the screen. A skill returns the click it wants, or None when nothing has to be
clicked because the HUD shows that it is under way already.
"""

from __future__ import annotations

import math

from arena import layout, rules
from arena.pilots.hand import Aim
from arena.pilots.sight import Seen, Sight
from arena.rules import SECTORS, WORLD_HEIGHT, WORLD_WIDTH
from core.profile import Role
from core.words import Click

#: clicks into space keep this far from the view's border, in pixels
_BORDER = 40.0
#: a tour's places by sector, clockwise from the left
_RING: tuple[tuple[float, float], ...] = (
    (800, 550),
    (1600, 430),
    (2400, 550),
    (2700, 1200),
    (2400, 1850),
    (1600, 1970),
    (800, 1850),
    (480, 1200),
)


def lock(target: Seen) -> Aim:
    """Click an enemy."""
    return Aim(("lock", target.track), target.x, target.y, target.size)


def unlock(sight: Sight) -> Aim | None:
    """Right click into space, where there is a lock to cancel."""
    if not sight.has_lock:
        return None
    return Aim(("unlock",), layout.CENTRE_X, layout.CENTRE_Y, 200.0, click=Click.RIGHT)


def take(sight: Sight, item: Seen) -> Aim | None:
    """Click a piece of loot, unless the ship flies there already."""
    if sight.is_flying_to(item.x, item.y, tolerance=35.0):
        return None
    return Aim(("take", item.track), item.x, item.y, item.size)


def fly(
    sight: Sight, what: str, dx: float, dy: float, again_within: float = 70.0, through_gates: bool = False
) -> Aim | None:
    """Click into space, (dx, dy) pixels from the ship, once the last such flight is nearly over or leads elsewhere."""
    x, y = _free_point(sight, dx, dy, through_gates)
    if sight.destination is not None:
        to_x, to_y = sight.destination[0] - layout.CENTRE_X, sight.destination[1] - layout.CENTRE_Y
        ahead = math.hypot(to_x, to_y)
        wanted = math.hypot(dx, dy) or 1.0
        if ahead > again_within and (to_x * dx + to_y * dy) / (ahead * wanted) > 0.75:
            return None
    return Aim((what,), x, y, 60.0)


def fly_to_place(sight: Sight, what: str, place: tuple[float, float]) -> Aim | None:
    """Click a place of the sector, given in world pixels, on the minimap, unless the ship flies there already."""
    here = sight.place
    x, y = layout.CENTRE_X + place[0] - here[0], layout.CENTRE_Y + place[1] - here[1]
    if sight.is_flying_to(x, y, tolerance=70.0):
        return None
    map_x = layout.MINIMAP.left + place[0] / WORLD_WIDTH * layout.MINIMAP.width
    map_y = layout.MINIMAP.top + place[1] / WORLD_HEIGHT * layout.MINIMAP.height
    return Aim((what, sight.sector, place), map_x, map_y, 8.0)


def fly_towards(sight: Sight, what: str, place: tuple[float, float]) -> Aim | None:
    """Click at the view's edge in the direction of a place of the sector, given in world pixels."""
    here = sight.place
    dx, dy = place[0] - here[0], place[1] - here[1]
    shorter = min(1.0, 560.0 / math.hypot(dx, dy) if dx or dy else 1.0)
    return fly(sight, what, dx * shorter, dy * shorter, again_within=160.0, through_gates=True)


def go_home(sight: Sight) -> Aim | None:
    """Make for the station by the minimap, and rest once there."""
    if sight.safe and sight.destination is None:
        return None
    return fly_to_place(sight, "home", way_home(sight))


def direction(dx: float, dy: float) -> tuple[float, float]:
    """The unit vector along (dx, dy); (0, 0) for no way at all."""
    length = math.hypot(dx, dy)
    return (dx / length, dy / length) if length else (0.0, 0.0)


def tour_stop(sight: Sight, deepest: int) -> tuple[float, float]:
    """The next place of the round through the sectors up to `deepest`, in world pixels, from where the ship is now.

    The round goes clockwise about the sector's middle; where a gate lies on the way it is taken.
    """
    gates = [(gate.x, gate.y) for gate in SECTORS[sight.sector].gates if gate.leads_to <= deepest]
    ring = [place for place in _RING if all(0.1 < _turn(place, _bearing(*gate)) < math.tau - 0.1 for gate in gates)]
    now = _bearing(*sight.place)
    # a gate counts as passed only when it is really behind, since it is entered from the side
    stops = [*((_turn(place, now), 0.45, place) for place in ring), *((_turn(gate, now), 0.02, gate) for gate in gates)]
    return min((turn if turn > passed else turn + math.tau, place) for turn, passed, place in stops)[1]


def deeper_gate(sight: Sight) -> tuple[float, float] | None:
    """The gate that leads on to a more dangerous sector, in world pixels, where there is one."""
    gates = SECTORS[sight.sector].gates
    return next(((gate.x, gate.y) for gate in gates if gate.leads_to > sight.sector), None)


def gate_seen_at(sight: Sight, place: tuple[float, float]) -> Seen | None:
    """The visible gate at a place of the sector given in world pixels."""
    here = sight.place
    x, y = layout.CENTRE_X + place[0] - here[0], layout.CENTRE_Y + place[1] - here[1]
    return next((gate for gate in sight.of("gate") if math.hypot(gate.x - x, gate.y - y) < 60.0), None)


def way_home(sight: Sight) -> tuple[float, float]:
    """The station, or the gate that leads towards it, in world pixels."""
    plan = SECTORS[sight.sector]
    if plan.station is not None:
        return plan.station
    gate = min(plan.gates, key=lambda gate: gate.leads_to)
    return gate.x, gate.y


def hold_distance(sight: Sight, target: Seen, wanted: float) -> Aim | None:
    """Stay about `wanted` pixels from a target: close in, back off, or circle it clockwise in between."""
    dx, dy = target.x - layout.CENTRE_X, target.y - layout.CENTRE_Y
    distance = max(target.distance, 1.0)
    nx, ny = dx / distance, dy / distance
    if distance > wanted + 60.0:
        step = min(distance - wanted + 40.0, 320.0)
        return fly(sight, "close in", nx * step, ny * step)
    if distance < wanted - 70.0:
        return fly(sight, "back off", -nx * 260.0, -ny * 260.0)
    return fly(sight, "circle", -ny * 190.0 + nx * 30.0, nx * 190.0 + ny * 30.0)


def away_from(threats: list[Seen], homewards: tuple[float, float] = (0.0, 0.0)) -> tuple[float, float]:
    """A unit vector that leads away from what is near, drawn a little towards `homewards`."""
    x, y = homewards
    for threat in threats:
        dx, dy = layout.CENTRE_X - threat.x, layout.CENTRE_Y - threat.y
        near = max(threat.distance, 30.0)
        x += dx / near * (300.0 / near)
        y += dy / near * (300.0 / near)
    return direction(x, y)


def ammunition_for(sight: Sight, target: Seen) -> str | None:
    """The digit to press before shooting at `target`, or None when the right kind is loaded."""
    loaded = round(sight.state["ammo"] * len(rules.AMMUNITION))
    if target.cls == "hulk":
        best = 3
    elif target.cls == "raider" and sight.energy > (0.12 if loaded == 2 else 0.35):
        best = 2
    else:
        best = 1
    return None if best == loaded else str(best)


def can_use(sight: Sight, key: str, spare: float = 0.0) -> bool:
    """Whether the ability of `key` is ready and paid for, `spare` of the energy left over."""
    cost = {"Q": rules.REPAIR, "E": rules.AEGIS, "R": rules.BOOST, "Space": rules.BLAST}[key].energy / rules.FULL
    return sight.state[f"ready_{key.lower()}"] > 0.99 and sight.energy >= cost + spare


def _bearing(x: float, y: float) -> float:
    return math.atan2(y - WORLD_HEIGHT / 2, x - WORLD_WIDTH / 2)


def _turn(place: tuple[float, float], now: float) -> float:
    """How far clockwise a place lies from the bearing `now`, in radians of [0, 2 pi)."""
    return (_bearing(*place) - now) % math.tau


def _free_point(sight: Sight, dx: float, dy: float, through_gates: bool) -> tuple[float, float]:
    """The view point (dx, dy) from the ship, or one near it where a click meets empty space and leads into no gate."""
    gates = [] if through_gates else sight.of("gate")
    x, y = layout.CENTRE_X, layout.CENTRE_Y
    for turn in (0.0, 0.35, -0.35, 0.7, -0.7):
        turned_x = dx * math.cos(turn) - dy * math.sin(turn)
        turned_y = dx * math.sin(turn) + dy * math.cos(turn)
        x, y = _off_panels(layout.CENTRE_X + turned_x, layout.CENTRE_Y + turned_y)
        if not any(_covers(item, x, y) for item in sight.seen) and not any(_in_the_way(gate, x, y) for gate in gates):
            break
    return x, y


def _covers(item: Seen, x: float, y: float) -> bool:
    reach = item.size / 2 + rules.CLICK_MARGIN + 8.0
    return item.role in (Role.ENEMY, Role.LOOT) and abs(item.x - x) < reach and abs(item.y - y) < reach


def _in_the_way(gate: Seen, x: float, y: float) -> bool:
    """Whether the straight way from the ship to (x, y) enters a gate."""
    way_x, way_y = x - layout.CENTRE_X, y - layout.CENTRE_Y
    to_x, to_y = gate.x - layout.CENTRE_X, gate.y - layout.CENTRE_Y
    share = (to_x * way_x + to_y * way_y) / (way_x * way_x + way_y * way_y or 1.0)
    share = min(max(share, 0.0), 1.0)
    return math.hypot(to_x - share * way_x, to_y - share * way_y) < rules.GATE_RADIUS + 15.0


def _off_panels(x: float, y: float) -> tuple[float, float]:
    """The point pulled towards the view's centre until it lies inside the border and beside every panel."""
    dx, dy = x - layout.CENTRE_X, y - layout.CENTRE_Y
    room_x, room_y = layout.CENTRE_X - _BORDER, layout.CENTRE_Y - _BORDER
    scale = min(1.0, room_x / max(abs(dx), 1.0), room_y / max(abs(dy), 1.0))
    while layout.on_panel(layout.CENTRE_X + dx * scale, layout.CENTRE_Y + dy * scale):
        scale *= 0.93
    return layout.CENTRE_X + dx * scale, layout.CENTRE_Y + dy * scale

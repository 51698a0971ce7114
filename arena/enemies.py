"""How enemies behave: they roam their homes, chase, keep their distance, and shoot."""

from __future__ import annotations

import math
from random import Random

from arena import rules
from arena.rules import ticks
from arena.scene import TICK
from arena.ship import Ship
from arena.world import Enemy, Sector, Shot

_ROAM = 260.0
_BOLT_LIFE = ticks(1.6)
_BOLT_REACH = rules.SHIP_RADIUS + 5.0
_BURN_EVERY = ticks(0.8)
#: an enemy gives up when the ship is this far
_GIVES_UP = 700.0
_STAYS_ALERT, _PROVOKED = ticks(2.0), ticks(8.0)
#: a hunt without a hit ends after this long, and the next one begins after that rest
_PATIENCE, _RESTS = ticks(6.0), ticks(7.0)
#: a drone under attack is helped by the drones this near to it
_SWARM = 260.0
#: share of the difference to the wanted velocity that is made up each tick
_AGILITY = 0.25


def rouse(sector: Sector, enemy: Enemy, tick: int) -> None:
    """Let an enemy that was hurt fight back for a while; drones come to each other's aid."""
    _provoke(enemy, tick)
    if enemy.kind == "drone":
        for other in sector.enemies:
            if other.kind == "drone" and math.hypot(other.x - enemy.x, other.y - enemy.y) < _SWARM:
                _provoke(other, tick)


def step_enemies(sector: Sector, ship: Ship, prey: bool, tick: int, random: Random) -> list[tuple[Enemy, float]]:
    """Move every enemy for one tick and let it shoot; returns who burnt the ship, and by how much.

    `prey` tells whether there is a ship to hunt: it lives, is not immune, and is not in the safe zone.
    """
    burns: list[tuple[Enemy, float]] = []
    hunters: list[Enemy] = []
    for enemy in sector.enemies:
        kind = enemy.rules
        dx, dy = ship.x - enemy.x, ship.y - enemy.y
        distance = math.hypot(dx, dy) or 1.0
        if not prey or distance > _GIVES_UP:
            enemy.alert_until = 0
        elif distance < kind.sight and tick >= enemy.rests_until:
            if tick >= enemy.alert_until:
                enemy.tires_at = tick + _PATIENCE
            enemy.alert_until = max(enemy.alert_until, tick + _STAYS_ALERT)
        if tick < enemy.alert_until and tick >= enemy.tires_at:
            enemy.alert_until, enemy.rests_until = 0, tick + _RESTS
        if tick < enemy.alert_until:
            want_x, want_y = _hunt(enemy, dx, dy, distance, tick, random)
            _aim(sector, enemy, ship, distance, tick)
            if distance < kind.burn_reach and tick >= enemy.burns_at:
                enemy.burns_at = tick + _BURN_EVERY
                enemy.tires_at = tick + _PATIENCE
                burns.append((enemy, kind.burn_damage))
            hunters.append(enemy)
            enemy.angle = math.atan2(dy, dx)
        else:
            want_x, want_y = _roam(enemy, random)
            if want_x or want_y:
                enemy.angle = math.atan2(want_y, want_x)
        enemy.vx += (want_x - enemy.vx) * _AGILITY
        enemy.vy += (want_y - enemy.vy) * _AGILITY
        _move(sector, enemy)
    _spread(hunters)
    return burns


def step_shots(sector: Sector, ship: Ship, prey: bool, tick: int) -> float:
    """Move the bolts for one tick; returns the damage of those that met the ship."""
    damage = 0.0
    flying: list[Shot] = []
    for shot in sector.shots:
        shot.x += shot.vx * TICK
        shot.y += shot.vy * TICK
        if tick >= shot.dies_at:
            continue
        if prey and math.hypot(shot.x - ship.x, shot.y - ship.y) < _BOLT_REACH:
            damage += shot.by.rules.bolt_damage
            shot.by.tires_at = tick + _PATIENCE
            continue
        rocks = sector.rocks_near(shot.x, shot.y)
        if any(math.hypot(shot.x - rock.x, shot.y - rock.y) < rock.radius for rock in rocks):
            continue
        flying.append(shot)
    sector.shots = flying
    return damage


def _provoke(enemy: Enemy, tick: int) -> None:
    enemy.alert_until = max(enemy.alert_until, tick + _PROVOKED)
    enemy.tires_at = max(enemy.tires_at, tick + _PROVOKED)


def _hunt(enemy: Enemy, dx: float, dy: float, distance: float, tick: int, random: Random) -> tuple[float, float]:
    """The velocity wanted in a fight: close in or back off, and circle at the right distance."""
    nx, ny = dx / distance, dy / distance
    if random.random() < 0.01:
        enemy.side = -enemy.side
    offset = (distance - enemy.standoff) / 60.0
    approach = min(max(offset, -1.0), 1.0)
    circle = (1.0 - abs(approach)) * 0.7 * enemy.side
    speed = enemy.rules.speed
    return (nx * approach - ny * circle) * speed, (ny * approach + nx * circle) * speed


def _roam(enemy: Enemy, random: Random) -> tuple[float, float]:
    """The velocity wanted in peace: from one place near home to the next."""
    dx, dy = enemy.goal_x - enemy.x, enemy.goal_y - enemy.y
    distance = math.hypot(dx, dy)
    if distance < 30.0 or random.random() < 0.004:
        enemy.goal_x = enemy.home_x + random.uniform(-_ROAM, _ROAM)
        enemy.goal_y = enemy.home_y + random.uniform(-_ROAM, _ROAM)
        return 0.0, 0.0
    speed = enemy.rules.speed * 0.5
    return dx / distance * speed, dy / distance * speed


def _aim(sector: Sector, enemy: Enemy, ship: Ship, distance: float, tick: int) -> None:
    """Shoot one bolt where the ship is going to be, by half measure, so that it can be dodged."""
    kind = enemy.rules
    if tick < enemy.loaded_at or distance > kind.reach:
        return
    enemy.loaded_at = tick + ticks(kind.reload)
    lead = kind.lead * distance / kind.bolt_speed
    dx = ship.x + ship.vx * lead - enemy.x
    dy = ship.y + ship.vy * lead - enemy.y
    scale = kind.bolt_speed / (math.hypot(dx, dy) or 1.0)
    sector.shots.append(Shot(enemy.x, enemy.y, dx * scale, dy * scale, enemy, tick + _BOLT_LIFE))


def _move(sector: Sector, enemy: Enemy) -> None:
    radius = enemy.rules.radius
    x, y = enemy.x + enemy.vx * TICK, enemy.y + enemy.vy * TICK
    for rock in sector.rocks_near(x, y):
        x, y = _out_of(x, y, rock.x, rock.y, rock.radius + radius)
    if sector.plan.station is not None:
        x, y = _out_of(x, y, *sector.plan.station, rules.SAFE_RADIUS + radius)
    x = min(max(x, radius), rules.WORLD_WIDTH - radius)
    y = min(max(y, radius), rules.WORLD_HEIGHT - radius)
    # what is shown between two ticks follows the velocity, so it must be the one really flown
    enemy.vx, enemy.vy = (x - enemy.x) / TICK, (y - enemy.y) / TICK
    enemy.x, enemy.y = x, y


def _out_of(x: float, y: float, centre_x: float, centre_y: float, reach: float) -> tuple[float, float]:
    """(x, y) moved out of a circle, a little to the side, so that nothing hangs behind it."""
    dx, dy = x - centre_x, y - centre_y
    distance = math.hypot(dx, dy)
    if distance >= reach:
        return x, y
    if distance == 0.0:
        return centre_x + reach, centre_y
    nx, ny = dx / distance, dy / distance
    return centre_x + nx * reach - ny * 2.0, centre_y + ny * reach + nx * 2.0


def _spread(hunters: list[Enemy]) -> None:
    """Keep hunters from flying on top of each other."""
    for index, one in enumerate(hunters):
        for other in hunters[:index]:
            dx, dy = one.x - other.x, one.y - other.y
            room = one.rules.radius + other.rules.radius + 10.0
            distance = math.hypot(dx, dy) or 1.0
            if distance < room:
                push = (room - distance) / distance * 2.0
                one.vx += dx * push
                one.vy += dy * push
                other.vx -= dx * push
                other.vy -= dy * push

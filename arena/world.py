"""What a sector holds: rocks, enemies, loot, gates and the station, placed by seed and renewed as they are used up."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass, field
from random import Random

from arena import rules
from arena.rules import ENEMIES, SECTORS, EnemyRules, SectorPlan
from arena.scene import Sprite

#: side of the cells that rocks are looked up by
_CELL = 150.0
#: no mover is larger than this
_LARGEST_RADIUS = max(rules.SHIP_RADIUS, *(kind.radius for kind in ENEMIES.values()))


@dataclass(slots=True, eq=False)
class Enemy:
    """A living enemy. `*_at` and `*_until` are ticks; `side` is the way it circles (-1 or 1)."""

    kind: str
    id: int
    rules: EnemyRules
    x: float
    y: float
    home_x: float
    home_y: float
    goal_x: float
    goal_y: float
    hull: float
    standoff: float
    side: float
    vx: float = 0.0
    vy: float = 0.0
    angle: float = 0.0
    alert_until: int = 0
    tires_at: int = 0
    rests_until: int = 0
    loaded_at: int = 0
    burns_at: int = 0

    def sprite(self) -> Sprite:
        rules = self.rules
        return Sprite(
            self.kind, self.id, self.x, self.y, self.vx, self.vy, self.angle, rules.radius, self.hull / rules.hull
        )


@dataclass(slots=True, eq=False)
class Loot:
    """A crate or a lump of ore. It lies still. `vanishes_at` is a tick, for what an enemy dropped."""

    sprite: Sprite
    vanishes_at: int | None = None


@dataclass(slots=True, eq=False)
class Shot:
    """An enemy's bolt in flight; `dies_at` is a tick."""

    x: float
    y: float
    vx: float
    vy: float
    by: Enemy
    dies_at: int


@dataclass(slots=True)
class Sector:
    """One sector and all that is in it."""

    number: int
    plan: SectorPlan
    #: station, gates and rocks, which never change
    fixed: list[Sprite] = field(default_factory=list)
    rocks: list[Sprite] = field(default_factory=list)
    enemies: list[Enemy] = field(default_factory=list)
    loot: list[Loot] = field(default_factory=list)
    shots: list[Shot] = field(default_factory=list)
    #: (tick, order, kind) of what is to return
    returns: list[tuple[int, int, str]] = field(default_factory=list)
    _rocks_by_cell: dict[tuple[int, int], list[Sprite]] = field(default_factory=dict)

    def add_rock(self, rock: Sprite) -> None:
        """Put a rock where `rocks_near` finds it."""
        self.rocks.append(rock)
        self.fixed.append(rock)
        reach = rock.radius + _LARGEST_RADIUS
        for column in range(int((rock.x - reach) // _CELL), int((rock.x + reach) // _CELL) + 1):
            for row in range(int((rock.y - reach) // _CELL), int((rock.y + reach) // _CELL) + 1):
                self._rocks_by_cell.setdefault((column, row), []).append(rock)

    def rocks_near(self, x: float, y: float) -> list[Sprite] | tuple[()]:
        """The rocks that anything centred at (x, y) could touch."""
        return self._rocks_by_cell.get((int(x // _CELL), int(y // _CELL)), ())

    def is_safe(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Whether (x, y) lies in the station's zone, widened by `margin`."""
        if self.plan.station is None:
            return False
        return math.hypot(x - self.plan.station[0], y - self.plan.station[1]) < rules.SAFE_RADIUS + margin


class Populator:
    """Fills the sectors and renews what was used up. All chance comes from the generator it is given."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._last_id = 0

    def next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def build(self, number: int) -> Sector:
        """A fresh sector: its fixed places are the same in every episode, the rest follows the seed."""
        plan = SECTORS[number]
        sector = Sector(number, plan)
        if plan.station is not None:
            sector.fixed.append(_still("station", self.next_id(), *plan.station, rules.STATION_RADIUS))
        for gate in plan.gates:
            sector.fixed.append(_still("gate", self.next_id(), gate.x, gate.y, rules.GATE_RADIUS))
        for _ in range(plan.asteroids):
            radius = self._random.uniform(*rules.ASTEROID_RADIUS)
            x, y = self._place(sector, radius, spacing=160.0)
            sector.add_rock(_still("asteroid", self.next_id(), x, y, radius, self._random.uniform(-math.pi, math.pi)))
        for kind, count in {**plan.enemies, **plan.loot}.items():
            for _ in range(count):
                self.add(sector, kind)
        return sector

    def add(self, sector: Sector, kind: str, away_from: tuple[float, float] | None = None) -> None:
        """Put one enemy or piece of loot at a free place, out of sight of `away_from`."""
        if kind in ENEMIES:
            enemy_rules = ENEMIES[kind]
            x, y = self._place(sector, enemy_rules.radius, away_from=away_from)
            sector.enemies.append(self._enemy(kind, enemy_rules, x, y))
        else:
            x, y = self._place(sector, rules.LOOT_RADIUS[kind], away_from=away_from)
            sector.loot.append(self.loot(kind, x, y))

    def loot(self, kind: str, x: float, y: float, vanishes_at: int | None = None) -> Loot:
        angle = self._random.uniform(-math.pi, math.pi)
        return Loot(_still(kind, self.next_id(), x, y, rules.LOOT_RADIUS[kind], angle), vanishes_at)

    def schedule(self, sector: Sector, kind: str, tick: int) -> None:
        """Let a `kind` that was used up at `tick` return after a while."""
        span = rules.ENEMY_RETURNS if kind in ENEMIES else rules.LOOT_RETURNS
        due = tick + rules.ticks(self._random.uniform(*span))
        heapq.heappush(sector.returns, (due, self.next_id(), kind))

    def renew(self, sector: Sector, tick: int, away_from: tuple[float, float]) -> None:
        """Bring back what is due, and take away what has lain too long."""
        while sector.returns and sector.returns[0][0] <= tick:
            self.add(sector, heapq.heappop(sector.returns)[2], away_from)
        if any(item.vanishes_at is not None and item.vanishes_at <= tick for item in sector.loot):
            sector.loot = [item for item in sector.loot if item.vanishes_at is None or item.vanishes_at > tick]

    def _enemy(self, kind: str, enemy_rules: EnemyRules, x: float, y: float) -> Enemy:
        return Enemy(
            kind=kind,
            id=self.next_id(),
            rules=enemy_rules,
            x=x,
            y=y,
            home_x=x,
            home_y=y,
            goal_x=x,
            goal_y=y,
            hull=enemy_rules.hull,
            standoff=enemy_rules.standoff * self._random.uniform(0.85, 1.15),
            side=self._random.choice((-1.0, 1.0)),
        )

    def _place(
        self, sector: Sector, radius: float, spacing: float = 40.0, away_from: tuple[float, float] | None = None
    ) -> tuple[float, float]:
        """A free place; the last of forty tries stands, so that a full sector cannot hang the game."""
        x = y = 0.0
        for _ in range(40):
            x = self._random.uniform(100.0, rules.WORLD_WIDTH - 100.0)
            y = self._random.uniform(100.0, rules.WORLD_HEIGHT - 100.0)
            if away_from is not None and math.hypot(x - away_from[0], y - away_from[1]) < rules.RETURN_DISTANCE:
                continue
            if sector.is_safe(x, y, margin=120.0):
                continue
            if all(
                math.hypot(x - other.x, y - other.y) > radius + other.radius + _clearance(other, spacing)
                for other in sector.fixed
            ):
                break
        return x, y


def _clearance(other: Sprite, spacing: float) -> float:
    return spacing if other.kind == "asteroid" else 200.0


def _still(kind: str, id: int, x: float, y: float, radius: float, angle: float = 0.0) -> Sprite:
    return Sprite(kind, id, x, y, 0.0, 0.0, angle, radius)

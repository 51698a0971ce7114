"""The player's ship: how it flies, takes damage, and what its abilities cost."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from arena import rules
from arena.rules import FULL, Ability, ticks
from arena.scene import TICK, Sprite

ABILITIES: dict[str, Ability] = {
    "Q": rules.REPAIR,
    "E": rules.AEGIS,
    "R": rules.BOOST,
    "Space": rules.BLAST,
}
#: it counts as arrived this near to its destination
_ARRIVED = 6.0


@dataclass(slots=True)
class Ship:
    """The ship. Hull, shield and energy are points of 100; `*_until`, `ready_at` and `hit_at` are ticks."""

    x: float
    y: float
    vx: float = 0.0
    vy: float = 0.0
    angle: float = 0.0
    hull: float = FULL
    shield: float = FULL
    energy: float = FULL
    #: chosen ammunition, 1 to 3
    ammo: int = 1
    destination: tuple[float, float] | None = None
    hit_at: int = -1_000_000
    immune_until: int = 0
    ready_at: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ABILITIES, 0))
    active_until: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ABILITIES, 0))

    def sprite(self) -> Sprite:
        return Sprite("ship", 0, self.x, self.y, self.vx, self.vy, self.angle, rules.SHIP_RADIUS, self.hull / FULL)

    def is_active(self, key: str, tick: int) -> bool:
        """Whether the lasting effect of an ability is on."""
        return tick < self.active_until[key]

    def readiness(self, key: str, tick: int) -> float:
        """0 just after use to 1 when it can be used again."""
        left = self.ready_at[key] - tick
        return 1.0 if left <= 0 else 1.0 - left / ticks(ABILITIES[key].cooldown)

    def use(self, key: str, tick: int) -> str | None:
        """Pay for an ability and start it; the reason in words where that cannot be."""
        ability = ABILITIES[key]
        if tick < self.ready_at[key]:
            return "Not ready yet"
        if self.energy < ability.energy:
            return "Not enough energy"
        self.energy -= ability.energy
        self.ready_at[key] = tick + ticks(ability.cooldown)
        self.active_until[key] = tick + ticks(ability.lasts)
        return None

    def fly(self, tick: int) -> None:
        """Move for one tick: speed up towards the destination, or come to rest."""
        want_x = want_y = 0.0
        factor = rules.BOOST_FACTOR if tick < self.active_until["R"] else 1.0
        if self.destination is not None:
            dx, dy = self.destination[0] - self.x, self.destination[1] - self.y
            distance = math.hypot(dx, dy)
            if distance < _ARRIVED:
                self.destination = None
            else:
                scale = min(rules.CRUISE * factor, distance * 3.0) / distance
                want_x, want_y = dx * scale, dy * scale
        change_x, change_y = want_x - self.vx, want_y - self.vy
        change = math.hypot(change_x, change_y)
        limit = rules.ACCELERATION * factor * TICK
        share = 1.0 if change <= limit else limit / change
        self.vx += change_x * share
        self.vy += change_y * share
        if want_x or want_y:
            self.angle = math.atan2(want_y, want_x)
        self._move()

    def slide_along(self, rock: Sprite) -> None:
        """Keep out of a rock, and go around it where the destination lies behind it."""
        dx, dy = self.x - rock.x, self.y - rock.y
        distance = math.hypot(dx, dy) or 1.0
        touch = rock.radius + rules.SHIP_RADIUS
        if distance >= touch:
            return
        nx, ny = dx / distance, dy / distance
        self.x, self.y = rock.x + nx * touch, rock.y + ny * touch
        inward = self.vx * nx + self.vy * ny
        if inward < 0.0:
            self.vx -= inward * nx
            self.vy -= inward * ny
        if self.destination is None:
            return
        if math.hypot(self.destination[0] - rock.x, self.destination[1] - rock.y) < touch:
            self.destination = None
            return
        along = self.vx * -ny + self.vy * nx
        if abs(along) < 0.5 * rules.CRUISE:
            speed = math.copysign(0.5 * rules.CRUISE, along)
            self.vx, self.vy = -ny * speed, nx * speed

    def take(self, damage: float, tick: int) -> float:
        """Suffer damage, shield first; returns what came through the aegis (0 while immune)."""
        if tick < self.immune_until:
            return 0.0
        if tick < self.active_until["E"]:
            damage *= rules.AEGIS_PASSES
        self.hit_at = tick
        absorbed = min(self.shield, damage)
        self.shield -= absorbed
        self.hull = max(0.0, self.hull - (damage - absorbed))
        return damage

    def regenerate(self, tick: int, safe: bool) -> None:
        """One tick of slow healing, quick in the station's zone."""
        hull = shield = energy = rules.SAFE_REGEN
        if not safe:
            hull, energy = rules.HULL_REGEN, rules.ENERGY_REGEN
            shield = rules.SHIELD_REGEN if tick - self.hit_at >= ticks(rules.SHIELD_PAUSE) else 0.0
        if tick < self.active_until["Q"]:
            hull += rules.REPAIR_TOTAL / rules.REPAIR.lasts
        self.hull = min(FULL, self.hull + hull * TICK)
        self.shield = min(FULL, self.shield + shield * TICK)
        self.energy = min(FULL, self.energy + energy * TICK)

    def place(self, x: float, y: float) -> None:
        """Come out somewhere else, at rest."""
        self.x, self.y, self.vx, self.vy, self.destination = x, y, 0.0, 0.0, None

    def _move(self) -> None:
        radius = rules.SHIP_RADIUS
        x, y = self.x + self.vx * TICK, self.y + self.vy * TICK
        self.x = min(max(x, radius), rules.WORLD_WIDTH - radius)
        self.y = min(max(y, radius), rules.WORLD_HEIGHT - radius)
        if self.x != x:
            self.vx = 0.0
        if self.y != y:
            self.vy = 0.0

"""Made-up moments of the arena, so that rare things, crowds and every state of the HUD come up often enough."""

from __future__ import annotations

import math
from random import Random

from arena import rules
from arena.rules import ENEMIES, LOOT_RADIUS, SECTORS
from arena.scene import Beam, Bolt, Burst, Scene, Sprite
from arena.world import Populator

#: where a ship is put more often than chance would
_SIGHTS = ("station", "gate", "hulk")
_EXTRAS = ("crate", "crate", "ore", "drone", "raider", "hulk")
_BURSTS = ("explosion", "explosion", "pickup", "blast", "warp", "repair", "respawn")
_MESSAGES = ("", "", "", "Not ready yet", "No target locked", "Target out of range", "Drift", "Deep")
_BARS = ("hp", "shield", "energy", "target_hp", "ready_q", "ready_e", "ready_r", "ready_space")
#: pixels a second, of the fastest that flies
_FASTEST = 460.0


def posed_scene(random: Random) -> Scene:
    """A sector as the game builds it, some of its enemies and a few extras drawn together around the ship."""
    number = random.choice(tuple(SECTORS))
    sector = Populator(Random(random.getrandbits(48))).build(number)
    enemies = [enemy.sprite() for enemy in sector.enemies]
    others = [*sector.fixed, *(item.sprite for item in sector.loot)]
    sights = [sprite for sprite in (*others, *enemies) if sprite.kind in _SIGHTS]
    if random.random() < 0.6:
        place = _around(random, random.choice(sights))
    else:
        place = random.uniform(24, rules.WORLD_WIDTH - 24), random.uniform(24, rules.WORLD_HEIGHT - 24)
    ship = Sprite("ship", 0, *place, *_velocity(random), _angle(random), rules.SHIP_RADIUS)
    enemies = [_moved(random, enemy, ship) for enemy in enemies]
    first_id = 1 + max(sprite.id for sprite in (*others, *enemies))
    extras = [_extra(random, first_id + index, ship) for index in range(random.randint(0, 5))]
    seen = [sprite for sprite in (*enemies, *extras) if sprite.kind in ENEMIES and _distance(sprite, ship) < 640]
    lock = random.choice(seen) if seen and random.random() < 0.6 else None
    return Scene(
        tick=0,
        sector=number,
        world_width=rules.WORLD_WIDTH,
        world_height=rules.WORLD_HEIGHT,
        ship=ship,
        sprites=[*others, *enemies, *extras],
        hud={
            **{name: random.choice((0.0, random.random(), 1.0)) for name in _BARS},
            "ammo": random.randint(1, 3) / 3,
            "firing": float(random.random() < 0.4),
            "safe": float(random.random() < 0.3),
            "sector": number / len(SECTORS),
        },
        score=random.randint(-2000, 20000),
        counts={name: random.randint(0, 40) for name in ("kills", "loot", "deaths")},
        lock=None if lock is None else lock.id,
        destination=_around(random, ship) if random.random() < 0.6 else None,
        respawn_in=random.uniform(0.1, 3.0) if random.random() < 0.05 else 0.0,
        boosting=random.random() < 0.15,
        shielded=random.random() < 0.15,
        beams=_beams(random, ship, lock, seen),
        bolts=[Bolt(*_around(random, ship), *_velocity(random)) for _ in range(random.choice((0, 0, 2, 5, 9)))],
        bursts=[_burst(random, ship) for _ in range(random.choice((0, 0, 1, 2, 3)))],
        message=random.choice(_MESSAGES),
    )


def _angle(random: Random) -> float:
    return random.uniform(-math.pi, math.pi)


def _velocity(random: Random) -> tuple[float, float]:
    speed, angle = random.uniform(0, _FASTEST), _angle(random)
    return speed * math.cos(angle), speed * math.sin(angle)


def _around(random: Random, sprite: Sprite) -> tuple[float, float]:
    """A place of the world that is in view from a ship at `sprite`."""
    left, right = max(sprite.x - 620, 24), min(sprite.x + 620, rules.WORLD_WIDTH - 24)
    top, bottom = max(sprite.y - 350, 24), min(sprite.y + 350, rules.WORLD_HEIGHT - 24)
    return random.uniform(left, right), random.uniform(top, bottom)


def _distance(sprite: Sprite, other: Sprite) -> float:
    return math.hypot(sprite.x - other.x, sprite.y - other.y)


def _moved(random: Random, enemy: Sprite, ship: Sprite) -> Sprite:
    """The enemy at another moment: turned, perhaps hurt, perhaps come near."""
    x, y = _around(random, ship) if random.random() < 0.35 else (enemy.x, enemy.y)
    hull = random.uniform(0.05, 1.0) if random.random() < 0.4 else 1.0
    return enemy._replace(x=x, y=y, angle=_angle(random), hp=hull)


def _extra(random: Random, id: int, ship: Sprite) -> Sprite:
    kind = random.choice(_EXTRAS)
    radius = LOOT_RADIUS[kind] if kind in LOOT_RADIUS else ENEMIES[kind].radius
    return Sprite(kind, id, *_around(random, ship), 0.0, 0.0, _angle(random), radius)


def _beams(random: Random, ship: Sprite, lock: Sprite | None, enemies: list[Sprite]) -> list[Beam]:
    beams = []
    if lock is not None and random.random() < 0.5:
        beams.append(Beam(ship.x, ship.y, lock.x, lock.y, random.uniform(0, 0.25), hostile=False))
    for enemy in enemies:
        if enemy.kind == "hulk" and random.random() < 0.3:
            beams.append(Beam(enemy.x, enemy.y, ship.x, ship.y, random.uniform(0, 0.25), hostile=True))
    return beams


def _burst(random: Random, ship: Sprite) -> Burst:
    kind = random.choice(_BURSTS)
    place = (ship.x, ship.y) if kind in ("blast", "repair", "respawn") else _around(random, ship)
    radius = rules.BLAST_RADIUS if kind == "blast" else random.uniform(30, 75)
    return Burst(kind, *place, radius, random.uniform(0, 0.6))

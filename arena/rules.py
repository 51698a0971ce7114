"""The numbers of the game. Lengths are world pixels, times seconds, hull, shield and energy points of 100."""

from __future__ import annotations

from dataclasses import dataclass

from arena.scene import TICK


def ticks(seconds: float) -> int:
    """A duration in whole simulation ticks."""
    return round(seconds / TICK)


WORLD_WIDTH, WORLD_HEIGHT = 3200.0, 2400.0


@dataclass(frozen=True, slots=True)
class EnemyRules:
    """One kind of enemy."""

    radius: float
    hull: float
    #: share of a shot that the armour stops, unless the shot pierces
    armour: float
    speed: float
    #: attacks on sight within this distance; 0 = only when attacked
    sight: float
    #: how far it shoots bolts
    reach: float
    #: distance it tries to keep while it fights
    standoff: float
    reload: float
    bolt_damage: float
    bolt_speed: float
    #: share of the ship's motion it leads its shots by
    lead: float
    #: within this distance it burns the ship with a beam that cannot be dodged
    burn_reach: float
    burn_damage: float
    reward: int
    #: expected number of crates it leaves
    drops: float


ENEMIES: dict[str, EnemyRules] = {
    "drone": EnemyRules(
        radius=22, hull=60, armour=0.0, speed=85, sight=0, reach=330, standoff=220, reload=1.2, bolt_damage=9,
        bolt_speed=380, lead=0.2, burn_reach=0, burn_damage=0, reward=100, drops=0.2,
    ),
    "raider": EnemyRules(
        radius=28, hull=160, armour=0.0, speed=175, sight=450, reach=440, standoff=270, reload=0.9, bolt_damage=20,
        bolt_speed=460, lead=0.45, burn_reach=0, burn_damage=0, reward=250, drops=0.5,
    ),
    "hulk": EnemyRules(
        radius=44, hull=240, armour=0.6, speed=75, sight=430, reach=430, standoff=120, reload=1.6, bolt_damage=13,
        bolt_speed=330, lead=0.7, burn_reach=230, burn_damage=14, reward=600, drops=1.5,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ammunition:
    """What one shot does and costs."""

    damage: float
    energy: float = 0.0
    pierces: bool = False


#: by the digit that chooses it: standard; heavy, at a price; piercing, weak but blind to armour
AMMUNITION: tuple[Ammunition, ...] = (Ammunition(10), Ammunition(19, energy=3), Ammunition(9, pierces=True))

FULL = 100.0
SHIP_RADIUS = 24.0
CRUISE = 260.0
ACCELERATION = 900.0
WEAPON_RANGE = 380.0
#: firing stops when the target is farther than this
FIRE_LEASH = 620.0
#: the lock breaks when the target is farther than this
LOCK_LEASH = 1000.0
SHOT_EVERY = 0.4
CLICK_MARGIN = 12.0

HULL_REGEN, SHIELD_REGEN, ENERGY_REGEN = 0.6, 6.0, 5.0
#: everything regenerates this fast in the station's zone
SAFE_REGEN = 22.0
#: the shield waits this long after a hit
SHIELD_PAUSE = 4.0


@dataclass(frozen=True, slots=True)
class Ability:
    """Something a hotkey does: it costs energy and has to cool down."""

    energy: float
    cooldown: float
    lasts: float = 0.0


REPAIR = Ability(energy=20, cooldown=12, lasts=2)
REPAIR_TOTAL = 45.0
AEGIS = Ability(energy=20, cooldown=14, lasts=4)
#: share of damage that passes while the aegis is up
AEGIS_PASSES = 0.25
BOOST = Ability(energy=15, cooldown=10, lasts=3)
BOOST_FACTOR = 1.8
BLAST = Ability(energy=30, cooldown=9)
BLAST_RADIUS = 260.0
BLAST_DAMAGE = 60.0

SAFE_RADIUS = 260.0
STATION_RADIUS, GATE_RADIUS = 110.0, 60.0
#: how far from the gate a ship comes out
GATE_EXIT = 150.0
IMMUNITY = 2.0
RESPAWN_AFTER = 3.0

LOOT_RADIUS = {"crate": 20.0, "ore": 19.0}
LOOT_SCORE = {"crate": 80, "ore": 40}
#: a dropped crate drifts out of reach after this long
DROP_LASTS = 40.0
DEATH_SCORE = -500

ASTEROID_RADIUS = (30.0, 60.0)
#: how long a dead enemy's or taken loot's place stays empty
ENEMY_RETURNS = (10.0, 20.0)
LOOT_RETURNS = (8.0, 16.0)
#: nothing returns nearer to the ship than this
RETURN_DISTANCE = 780.0


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate: its place, the sector it leads to, and the way a ship leaves it on arrival (-1 left, 1 right)."""

    x: float
    y: float
    leads_to: int
    exit_side: int


@dataclass(frozen=True, slots=True)
class SectorPlan:
    """What a sector holds."""

    name: str
    enemies: dict[str, int]
    loot: dict[str, int]
    asteroids: int
    gates: tuple[Gate, ...]
    station: tuple[float, float] | None = None


#: sectors by number, 1 to 3
SECTORS: dict[int, SectorPlan] = {
    1: SectorPlan(
        "Shallows",
        {"drone": 16, "raider": 3},
        {"crate": 9, "ore": 19},
        12,
        (Gate(2950, 1200, leads_to=2, exit_side=-1),),
        station=(600, 1200),
    ),
    2: SectorPlan(
        "Drift",
        {"drone": 10, "raider": 7, "hulk": 3},
        {"crate": 12, "ore": 16},
        13,
        (Gate(250, 1200, leads_to=1, exit_side=1), Gate(2950, 1200, leads_to=3, exit_side=-1)),
    ),
    3: SectorPlan(
        "Deep",
        {"drone": 5, "raider": 9, "hulk": 5},
        {"crate": 17, "ore": 11},
        14,
        (Gate(250, 1200, leads_to=2, exit_side=1),),
    ),
}

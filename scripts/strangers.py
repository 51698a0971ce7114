"""A player of a style of its own, drawn from a seed: the judge of `core/labels/` meets many of them, so that it learns
what people do for a mode and not only what the three pilots do.

A style says what it fights and from how far, what it keeps clear of, when it runs and where to, what it picks up, how
it finds its way and which keys it knows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from arena import rules
from arena.pilots import skills
from arena.pilots.hand import Aim
from arena.pilots.pilot import Pilot, Plan
from arena.pilots.sight import Seen, Sight
from core.profile import Role
from core.words import Mode

_FOES = ((), ("drone",), ("drone", "raider"), ("drone", "raider"), ("drone", "raider", "hulk"))
_KEYS = ("Q", "E", "R", "Space")


@dataclass(frozen=True)
class Style:
    """Lengths are view pixels, hull and shield shares of the whole."""

    foes: tuple[str, ...]
    #: how far it goes for an enemy, how near it fights
    reach: float
    stands_off: float
    #: enemies it fights warily, always or below this hull or nearer than this
    wary_of: tuple[str, ...]
    wary_hull: float
    wary_near: float
    #: how far it keeps from what it does not fight, and what it calls that
    avoids: float
    avoiding: Mode
    #: runs below this hull, and where the shield is gone or not, until it is this well again
    flees_at: float
    well_at: float
    fears_no_shield: bool
    #: runs from what is near before it goes home
    runs_first: bool
    #: picks up what is this near, unless a danger is this near to that; wary with a danger this near to the ship
    gathers: float
    leaves: float
    wary_gathering: float
    loot_first: bool
    deepest: int
    by_map: bool
    keys: tuple[str, ...] = field(default=_KEYS)
    mends_at: float = 0.5

    @classmethod
    def drawn(cls, seed: int) -> Style:
        random = Random(f"style {seed}")

        def maybe(share: float, low: float, high: float) -> float:
            return random.uniform(low, high) if random.random() < share else 0.0

        flees_at = random.uniform(0.15, 0.65)
        return cls(
            foes=random.choice(_FOES),
            reach=random.uniform(300, 700),
            stands_off=random.uniform(180, 370),
            wary_of=random.choice(((), ("hulk",), ("hulk", "raider"))),
            wary_hull=maybe(0.5, flees_at, flees_at + 0.3),
            wary_near=maybe(0.5, 200, 310),
            avoids=maybe(0.8, 220, 540),
            avoiding=Mode.CAUTIOUS if random.random() < 0.75 else Mode.FLEE,
            flees_at=flees_at,
            well_at=min(flees_at + random.uniform(0.2, 0.6), 0.97),
            fears_no_shield=random.random() < 0.3,
            runs_first=random.random() < 0.35,
            gathers=maybe(0.9, 250, 680),
            leaves=maybe(0.7, 120, 420),
            wary_gathering=maybe(0.4, 240, 400),
            loot_first=random.random() < 0.4,
            deepest=random.choice((1, 2, 2, 3)),
            by_map=random.random() < 0.5,
            keys=tuple(key for key in _KEYS if random.random() < 0.6),
            mends_at=random.uniform(0.4, 0.8),
        )


class Stranger(Pilot):
    """Plays a style."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style

    def forget(self) -> None:
        self._fleeing = False

    def decide(self, sight: Sight) -> Plan:
        style = self._style
        bad = sight.hp < style.flees_at or (style.fears_no_shield and sight.shield < 0.03)
        self._fleeing = bad or (self._fleeing and min(sight.hp, sight.shield + 0.1) < style.well_at)
        dangers = [enemy for enemy in sight.with_role(Role.ENEMY) if enemy.cls != "drone"]
        if self._fleeing:
            return self._flee(sight, dangers)
        shunned = [enemy for enemy in dangers if enemy.cls not in style.foes and enemy.distance < style.avoids]
        if shunned and not sight.safe:
            return self._keep_off(sight, shunned)
        loot, foe = self._loot(sight, dangers), self._foe(sight)
        if foe is not None and (loot is None or not style.loot_first or sight.locked is foe):
            return self._fight(sight, foe)
        if loot is not None:
            return self._gather(sight, loot, dangers)
        stop = skills.tour_stop(sight, style.deepest)
        fly = skills.fly_to_place if style.by_map else skills.fly_towards
        return Plan(Mode.EXPLORE, skills.gate_seen_at(sight, stop), fly(sight, "tour", stop), self._mend(sight))

    def _foe(self, sight: Sight) -> Seen | None:
        if sight.locked is not None and sight.locked.cls in self._style.foes:
            return sight.locked
        foes = [enemy for enemy in sight.of(*self._style.foes) if enemy.distance < self._style.reach]
        return next((foe for foe in foes if not sight.safe or foe.distance > rules.SAFE_RADIUS), None)

    def _loot(self, sight: Sight, dangers: list[Seen]) -> Seen | None:
        for item in sight.with_role(Role.LOOT):
            near = item.distance < self._style.gathers
            if near and all(item.distance_to(danger) > self._style.leaves for danger in dangers):
                return item
        return None

    def _fight(self, sight: Sight, foe: Seen) -> Plan:
        style = self._style
        near = foe.cls != "drone" and foe.distance < style.wary_near
        mode = Mode.CAUTIOUS if foe.cls in style.wary_of or sight.hp < style.wary_hull or near else Mode.FIGHT
        key = self._mend(sight) or self._blast(sight) or skills.ammunition_for(sight, foe)
        if sight.locked is not foe:
            return Plan(mode, foe, skills.lock(foe), key)
        if key is None and not sight.firing and not sight.safe and foe.distance < rules.WEAPON_RANGE:
            key = "Ctrl"
        return Plan(mode, foe, skills.hold_distance(sight, foe, style.stands_off), key)

    def _gather(self, sight: Sight, loot: Seen, dangers: list[Seen]) -> Plan:
        watched = any(danger.distance < self._style.wary_gathering for danger in dangers) and not sight.safe
        hurry = "R" if loot.distance > 320 and self._can(sight, "R", spare=0.5) else None
        return Plan(Mode.CAUTIOUS if watched else Mode.LOOT, loot, skills.take(sight, loot), self._mend(sight) or hurry)

    def _keep_off(self, sight: Sight, near: list[Seen]) -> Plan:
        key = self._mend(sight) or self._escape_key(sight) or self._blast(sight)
        return Plan(self._style.avoiding, near[0], self._away(sight, near, "keep off"), key)

    def _flee(self, sight: Sight, dangers: list[Seen]) -> Plan:
        key = self._mend(sight) or self._escape_key(sight)
        near = [danger for danger in dangers if danger.distance < 350]
        if self._style.runs_first and near and not sight.safe:
            return Plan(Mode.FLEE, near[0], self._away(sight, near, "run"), key)
        goal = next(iter(sight.of("station", "gate")), None)
        return Plan(Mode.FLEE, goal, skills.go_home(sight) or skills.unlock(sight), key)

    def _away(self, sight: Sight, near: list[Seen], what: str) -> Aim | None:
        here, home = sight.place, skills.way_home(sight)
        homewards = skills.direction(home[0] - here[0], home[1] - here[1])
        dx, dy = skills.away_from(near, (homewards[0] * 0.3, homewards[1] * 0.3))
        return skills.fly(sight, what, dx * 340.0, dy * 340.0)

    def _can(self, sight: Sight, key: str, spare: float = 0.0) -> bool:
        return key in self._style.keys and skills.can_use(sight, key, spare)

    def _mend(self, sight: Sight) -> str | None:
        return "Q" if sight.hp < self._style.mends_at and not sight.safe and self._can(sight, "Q") else None

    def _escape_key(self, sight: Sight) -> str | None:
        return next((key for key in ("R", "E") if sight.hurt and self._can(sight, key)), None)

    def _blast(self, sight: Sight) -> str | None:
        near = [enemy for enemy in sight.with_role(Role.ENEMY) if enemy.distance < rules.BLAST_RADIUS]
        return "Space" if len(near) >= 2 and self._can(sight, "Space") else None

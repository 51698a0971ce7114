"""Pilots whose styles no labeller was fitted to. They state their mode and target as the built-in ones do."""

from __future__ import annotations

from arena import rules
from arena.pilots import skills
from arena.pilots.pilot import Pilot, Plan
from arena.pilots.sight import Seen, Sight
from core.profile import Role
from core.words import Mode


def _explore(sight: Sight, *, by_map: bool) -> Plan:
    stop = skills.tour_stop(sight, deepest=2)
    fly = skills.fly_to_place if by_map else skills.fly_towards
    return Plan(Mode.EXPLORE, skills.gate_seen_at(sight, stop), fly(sight, "tour", stop))


def _shoot(sight: Sight, target: Seen, mode: Mode, distance: float) -> Plan:
    key = skills.ammunition_for(sight, target)
    if sight.locked is not target:
        return Plan(mode, target, skills.lock(target), key)
    if key is None and not sight.firing and not sight.safe and target.distance < rules.WEAPON_RANGE:
        key = "Ctrl"
    return Plan(mode, target, skills.hold_distance(sight, target, distance), key)


class Pacifist(Pilot):
    """Never shoots: gathers what is near, steers clear of what is armed, and goes home when hurt."""

    def forget(self) -> None:
        self._hurt = False

    def decide(self, sight: Sight) -> Plan:
        self._hurt = sight.hp < 0.5 or (self._hurt and sight.hp < 0.9)
        if self._hurt:
            goal = next(iter(sight.of("station", "gate")), None)
            key = "Q" if skills.can_use(sight, "Q") and not sight.safe else None
            return Plan(Mode.FLEE, goal, skills.go_home(sight), key)
        armed = [enemy for enemy in sight.of("raider", "hulk") if enemy.distance < 300]
        if armed and not sight.safe:
            dx, dy = skills.away_from(armed)
            key = "E" if sight.hurt and skills.can_use(sight, "E") else None
            return Plan(Mode.CAUTIOUS, armed[0], skills.fly(sight, "clear", dx * 300, dy * 300), key)
        loot = next((item for item in sight.with_role(Role.LOOT) if item.distance < 600), None)
        if loot is not None:
            return Plan(Mode.LOOT, loot, skills.take(sight, loot))
        return _explore(sight, by_map=True)


class Kiter(Pilot):
    """Fights whatever is nearest from as far as the weapon reaches, and backs off wary when it comes close."""

    def forget(self) -> None:
        self._runs = False

    def decide(self, sight: Sight) -> Plan:
        self._runs = sight.hp < 0.3 or (self._runs and sight.hp < 0.8)
        if self._runs:
            goal = next(iter(sight.of("station", "gate")), None)
            key = "R" if sight.hurt and skills.can_use(sight, "R") else None
            return Plan(Mode.FLEE, goal, skills.go_home(sight) or skills.unlock(sight), key)
        enemies = [item for item in sight.with_role(Role.ENEMY) if not sight.safe or item.distance > rules.SAFE_RADIUS]
        target = sight.locked or next(iter(enemies), None)
        if target is None:
            return _explore(sight, by_map=False)
        if target.distance < 240 and target.cls != "drone":
            dx, dy = skills.away_from([target])
            return Plan(Mode.CAUTIOUS, target, skills.fly(sight, "kite", dx * 300, dy * 300))
        return _shoot(sight, target, Mode.FIGHT, 350.0)


class Turncoat(Pilot):
    """Hunts while it is well; once hurt it only gathers and hides until it is whole again."""

    def forget(self) -> None:
        self._shy = False

    def decide(self, sight: Sight) -> Plan:
        self._shy = sight.hp < 0.6 or (self._shy and min(sight.hp, sight.shield) < 0.98)
        enemies = sight.with_role(Role.ENEMY)
        if not self._shy:
            target = sight.locked or next((item for item in enemies if item.distance < 600 and not sight.safe), None)
            return _explore(sight, by_map=False) if target is None else _shoot(sight, target, Mode.FIGHT, 220.0)
        near = [enemy for enemy in enemies if enemy.distance < 420]
        if near and not sight.safe:
            key = next((name for name in ("Q", "R", "E") if skills.can_use(sight, name)), None)
            goal = next(iter(sight.of("station", "gate")), None)
            return Plan(Mode.FLEE, goal, skills.go_home(sight), key)
        loot = next((item for item in sight.with_role(Role.LOOT) if item.distance < 500), None)
        if loot is not None:
            return Plan(Mode.LOOT, loot, skills.take(sight, loot))
        return _explore(sight, by_map=True)

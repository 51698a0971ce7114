"""The aggressor: hunts whatever is worth most, close and hard, and runs only when it has to."""

from __future__ import annotations

from arena import rules
from arena.pilots import skills
from arena.pilots.pilot import Pilot, Plan
from arena.pilots.sight import Seen, Sight
from core.profile import Role
from core.words import Mode

#: flees below this hull, until it is this well again
FLEES_AT, IS_WELL_AT = 0.35, 0.85
#: goes deeper by itself only with hull and shield above this
_BOLD = 0.7
#: how much farther it goes for a better enemy, in pixels
_WORTH = {"drone": 0.0, "raider": 140.0, "hulk": 60.0}
#: distances to fight at
_CLOSE, _WARY = 230.0, 360.0


class Aggressor(Pilot):
    """See the module."""

    def forget(self) -> None:
        self._fleeing = False

    def decide(self, sight: Sight) -> Plan:
        enemies = sight.with_role(Role.ENEMY)
        self._fleeing = sight.hp < FLEES_AT or (self._fleeing and min(sight.hp, sight.shield) < IS_WELL_AT)
        if self._fleeing:
            return self._flee(sight)
        target = self._choose(sight, enemies)
        if target is not None:
            return self._fight(sight, enemies, target)
        loot = [item for item in sight.with_role(Role.LOOT) if item.distance < (500 if item.cls == "crate" else 280)]
        if loot:
            return Plan(Mode.LOOT, loot[0], skills.take(sight, loot[0]), self._mend(sight))
        return self._explore(sight)

    def _explore(self, sight: Sight) -> Plan:
        """Round the sectors; in good health straight through any gate in view that leads deeper."""
        stop = skills.tour_stop(sight, deepest=3)
        deeper = skills.deeper_gate(sight)
        if deeper is not None and min(sight.hp, sight.shield) > _BOLD:
            stop = deeper
        aim = skills.fly_to_place(sight, "tour", stop)
        return Plan(Mode.EXPLORE, skills.gate_seen_at(sight, stop), aim, self._mend(sight))

    def _choose(self, sight: Sight, enemies: list[Seen]) -> Seen | None:
        """The locked enemy, or the best one to go for."""
        if sight.safe and not sight.has_lock:
            enemies = [enemy for enemy in enemies if enemy.distance > rules.SAFE_RADIUS]
        if sight.locked is not None:
            return sight.locked
        return min(enemies, key=lambda enemy: enemy.distance - _WORTH[enemy.cls], default=None)

    def _fight(self, sight: Sight, enemies: list[Seen], target: Seen) -> Plan:
        wary = target.cls == "hulk" or sight.hp < 0.5
        mode = Mode.CAUTIOUS if wary else Mode.FIGHT
        if sight.locked is not target:
            return Plan(mode, target, skills.lock(target), self._fight_key(sight, enemies, target))
        aim = skills.hold_distance(sight, target, _WARY if wary else _CLOSE)
        return Plan(mode, target, aim, self._fight_key(sight, enemies, target))

    def _fight_key(self, sight: Sight, enemies: list[Seen], target: Seen) -> str | None:
        near = [enemy for enemy in enemies if enemy.distance < rules.BLAST_RADIUS]
        if sight.hp < 0.5 and skills.can_use(sight, "Q"):
            return "Q"
        if sight.shield < 0.35 and sight.hurt and skills.can_use(sight, "E"):
            return "E"
        if len(near) >= 2 and skills.can_use(sight, "Space"):
            return "Space"
        if (digit := skills.ammunition_for(sight, target)) is not None:
            return digit
        if sight.has_lock and not sight.firing and target.distance < rules.WEAPON_RANGE and not sight.safe:
            return "Ctrl"
        if target.distance > 520 and skills.can_use(sight, "R", spare=0.4):
            return "R"
        return None

    def _flee(self, sight: Sight) -> Plan:
        goal = next(iter(sight.of("station", "gate")), None)
        key = self._mend(sight)
        if key is None and sight.hurt and skills.can_use(sight, "R"):
            key = "R"
        if key is None and sight.hurt and skills.can_use(sight, "E"):
            key = "E"
        return Plan(Mode.FLEE, goal, skills.go_home(sight) or skills.unlock(sight), key)

    def _mend(self, sight: Sight) -> str | None:
        return "Q" if 0.0 < sight.hp < 0.5 and not sight.safe and skills.can_use(sight, "Q") else None

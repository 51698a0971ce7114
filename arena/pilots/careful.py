"""The careful one: shoots from afar, one enemy at a time, and leaves early."""

from __future__ import annotations

from arena import rules
from arena.pilots import skills
from arena.pilots.pilot import Pilot, Plan
from arena.pilots.sight import Seen, Sight
from core.profile import Role
from core.words import Mode

#: retreats below this hull, or with the shield gone, until it is this well again
RETREATS_AT, IS_WELL_AT = 0.6, 0.95
_SHIELD_GONE = 0.03
#: fights from this far, in pixels; the weapon reaches 420
_STANDS_OFF = 335.0
#: backs away when a raider or hulk comes nearer than this
_TOO_NEAR = 290.0
#: keeps this far from what it will not fight
_AVOIDS = 520.0


class Careful(Pilot):
    """See the module."""

    def forget(self) -> None:
        self._retreating = False

    def decide(self, sight: Sight) -> Plan:
        bad = sight.hp < RETREATS_AT or sight.shield < _SHIELD_GONE
        self._retreating = bad or (self._retreating and min(sight.hp, sight.shield) < IS_WELL_AT)
        if self._retreating:
            return self._retreat(sight)
        raiders, hulks = sight.of("raider"), sight.of("hulk")
        too_much = hulks if len(raiders) < 2 else sorted([*hulks, *raiders], key=lambda item: item.distance)
        near = [enemy for enemy in too_much if enemy.distance < _AVOIDS]
        if near and not sight.safe:
            return self._keep_off(sight, near)
        target = self._choose(sight, too_much)
        loot = next((item for item in sight.with_role(Role.LOOT) if self._is_free(item, [*raiders, *hulks])), None)
        if target is not None and (loot is None or target.distance < _STANDS_OFF + 80 or sight.locked is target):
            return self._fight(sight, target)
        if loot is not None:
            return Plan(Mode.LOOT, loot, skills.take(sight, loot), self._mend(sight))
        stop = skills.tour_stop(sight, deepest=2)
        return Plan(
            Mode.EXPLORE, skills.gate_seen_at(sight, stop), skills.fly_to_place(sight, "tour", stop), self._mend(sight)
        )

    def _choose(self, sight: Sight, too_much: list[Seen]) -> Seen | None:
        """The locked enemy, else a lone raider, else the nearest drone."""
        if sight.locked is not None and sight.locked not in too_much:
            return sight.locked
        enemies = [enemy for enemy in sight.of("raider", "drone") if enemy not in too_much]
        if sight.safe:
            enemies = [enemy for enemy in enemies if enemy.distance > rules.SAFE_RADIUS]
        return min(enemies, key=lambda enemy: (enemy.cls != "raider", enemy.distance), default=None)

    def _is_free(self, item: Seen, dangers: list[Seen]) -> bool:
        return item.distance < 520 and all(item.distance_to(danger) > 420 for danger in dangers)

    def _fight(self, sight: Sight, target: Seen) -> Plan:
        mode = Mode.CAUTIOUS if target.cls == "raider" and target.distance < _TOO_NEAR else Mode.FIGHT
        if sight.locked is not target:
            return Plan(mode, target, skills.lock(target), self._fight_key(sight, target))
        return Plan(mode, target, skills.hold_distance(sight, target, _STANDS_OFF), self._fight_key(sight, target))

    def _fight_key(self, sight: Sight, target: Seen) -> str | None:
        if (key := self._mend(sight)) is not None:
            return key
        if sight.hurt and sight.shield < 0.5 and skills.can_use(sight, "E"):
            return "E"
        if (digit := skills.ammunition_for(sight, target)) is not None:
            return digit
        if sight.locked is target and not sight.firing and not sight.safe and target.distance < rules.WEAPON_RANGE:
            return "Ctrl"
        return None

    def _keep_off(self, sight: Sight, near: list[Seen]) -> Plan:
        """Put distance between the ship and what it does not care to fight."""
        dx, dy = skills.away_from(near)
        key = self._mend(sight)
        if key is None and sight.hurt and skills.can_use(sight, "E"):
            key = "E"
        if key is None and near[0].distance < _TOO_NEAR and skills.can_use(sight, "R"):
            key = "R"
        if key is None and len(near) >= 2 and near[1].distance < rules.BLAST_RADIUS and skills.can_use(sight, "Space"):
            key = "Space"
        return Plan(Mode.CAUTIOUS, near[0], skills.fly(sight, "keep off", dx * 330.0, dy * 330.0), key)

    def _retreat(self, sight: Sight) -> Plan:
        goal = next(iter(sight.of("station", "gate")), None)
        key = self._mend(sight)
        if key is None and sight.hurt:
            key = next((name for name in ("R", "E") if skills.can_use(sight, name)), None)
        return Plan(Mode.FLEE, goal, skills.go_home(sight) or skills.unlock(sight), key)

    def _mend(self, sight: Sight) -> str | None:
        return "Q" if sight.hp < 0.75 and not sight.safe and skills.can_use(sight, "Q") else None

"""The collector: gathers all it can, keeps out of trouble, and fights only drones that are in the way."""

from __future__ import annotations

from arena import rules
from arena.pilots import skills
from arena.pilots.pilot import Pilot, Plan
from arena.pilots.sight import Seen, Sight
from core.profile import Role
from core.words import Mode

#: heads for the station below this hull, until it is this well again
FLEES_AT, IS_WELL_AT = 0.4, 0.85
#: distances to raiders and hulks, in pixels: with a good shield it runs within the first, with a bad one within the
#: second, always so much farther; and it is wary within the third
_BOLD_UNTIL, _TIMID_UNTIL, _RUNS_ON, _WATCHES = 180.0, 340.0, 100.0, 350.0
#: a hulk burns what is nearer than this
_HULK_BURNS = 290.0
#: loot this near to a raider or hulk is left alone
_GUARDED = 180.0
#: a drone this near to the wanted loot is in the way
_IN_THE_WAY = 130.0


class Collector(Pilot):
    """See the module."""

    def forget(self) -> None:
        self._mending = False
        self._running = False

    def decide(self, sight: Sight) -> Plan:
        dangers = sight.of("raider", "hulk")
        near = [danger for danger in dangers if danger.distance < self._room(sight, danger)]
        self._running = bool(near) and not sight.safe
        self._mending = sight.hp < FLEES_AT or (self._mending and sight.hp < IS_WELL_AT)
        if self._mending:
            return self._go_home(sight)
        if self._running:
            return self._run(sight, near)
        loot = self._choose(sight, dangers)
        drone = self._nuisance(sight, loot)
        if drone is not None and not dangers:
            return self._fight(sight, drone)
        watched = next((danger for danger in dangers if danger.distance < _WATCHES), None)
        if watched is not None and not sight.safe:
            here, stop = sight.place, skills.tour_stop(sight, deepest=2)
            dx, dy = skills.away_from([watched], skills.direction(stop[0] - here[0], stop[1] - here[1]))
            aim = skills.fly(sight, "steer clear", dx * 260.0, dy * 260.0) if loot is None else skills.take(sight, loot)
            return Plan(Mode.CAUTIOUS, watched if loot is None else loot, aim, self._mend(sight))
        if loot is not None:
            hurry = loot.distance > 320.0 and skills.can_use(sight, "R", spare=0.5)
            return Plan(Mode.LOOT, loot, skills.take(sight, loot), "R" if hurry else self._mend(sight))
        key = self._mend(sight) or ("R" if skills.can_use(sight, "R", spare=0.6) else None)
        stop = skills.tour_stop(sight, deepest=2)
        return Plan(Mode.EXPLORE, skills.gate_seen_at(sight, stop), skills.fly_towards(sight, "tour", stop), key)

    def _room(self, sight: Sight, danger: Seen) -> float:
        """How near a raider or hulk may come, in pixels."""
        room = _BOLD_UNTIL if sight.shield > 0.5 else _TIMID_UNTIL
        if danger.cls == "hulk":
            room = max(room, _HULK_BURNS)
        return room + (_RUNS_ON if self._running else 0.0)

    def _choose(self, sight: Sight, dangers: list[Seen]) -> Seen | None:
        """The best piece of loot that nothing dangerous is near to: a crate is worth going a bit farther."""
        free = [
            item
            for item in sight.with_role(Role.LOOT)
            if all(item.distance_to(danger) > _GUARDED for danger in dangers)
        ]
        return min(free, key=lambda item: item.distance * (0.6 if item.cls == "crate" else 1.0), default=None)

    def _nuisance(self, sight: Sight, loot: Seen | None) -> Seen | None:
        """A drone that shoots at the ship or sits on the loot; a fight once begun is finished."""
        if sight.locked is not None and sight.locked.cls == "drone":
            return sight.locked
        for drone in sight.of("drone"):
            if sight.hurt and drone.distance < 380.0:
                return drone
            if loot is not None and loot.distance < 300.0 and drone.distance_to(loot) < _IN_THE_WAY:
                return drone
        return None

    def _fight(self, sight: Sight, drone: Seen) -> Plan:
        key = self._mend(sight) or skills.ammunition_for(sight, drone)
        if sight.locked is not drone:
            return Plan(Mode.FIGHT, drone, skills.lock(drone), key)
        if key is None and not sight.firing and drone.distance < rules.WEAPON_RANGE and not sight.safe:
            key = "Ctrl"
        return Plan(Mode.FIGHT, drone, skills.hold_distance(sight, drone, 280.0), key)

    def _run(self, sight: Sight, near: list[Seen]) -> Plan:
        """Away from what is near, homewards where that is no detour."""
        here, home = sight.place, skills.way_home(sight)
        homewards = skills.direction(home[0] - here[0], home[1] - here[1])
        dx, dy = skills.away_from(near, (homewards[0] * 0.5, homewards[1] * 0.5))
        key = self._mend(sight)
        if key is None and skills.can_use(sight, "R"):
            key = "R"
        if key is None and sight.hurt and sight.shield < 0.5 and skills.can_use(sight, "E"):
            key = "E"
        if key is None and sight.hurt and near[0].distance < rules.BLAST_RADIUS and skills.can_use(sight, "Space"):
            key = "Space"
        return Plan(Mode.FLEE, near[0], skills.fly(sight, "run", dx * 420.0, dy * 420.0, again_within=120.0), key)

    def _go_home(self, sight: Sight) -> Plan:
        goal = next(iter(sight.of("station", "gate")), None)
        key = self._mend(sight)
        if key is None and sight.hurt and skills.can_use(sight, "R"):
            key = "R"
        return Plan(Mode.FLEE, goal, skills.go_home(sight) or skills.unlock(sight), key)

    def _mend(self, sight: Sight) -> str | None:
        return "Q" if sight.hp < 0.55 and not sight.safe and skills.can_use(sight, "Q") else None

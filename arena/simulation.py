"""The game itself, 20 ticks a second, with neither window nor clock: same seed, same inputs, same episode."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from arena import layout, rules
from arena.enemies import rouse, step_enemies, step_shots
from arena.rules import AMMUNITION, FULL, SECTORS, ticks
from arena.scene import TICK, VIEW_HEIGHT, VIEW_WIDTH, Beam, Bolt, Burst, Scene
from arena.ship import Ship
from arena.world import Enemy, Loot, Populator, Sector
from core.words import HOTKEYS, Click

_BEAM_LASTS = ticks(0.25)
_BURST_LASTS = ticks(0.6)
_MESSAGE_LASTS = ticks(2.0)

#: what is counted, per tick as outcome and over the episode as totals
COUNTED = ("score", "kills", "loot", "deaths", "damage", "damage_dealt")


class Input(NamedTuple):
    """One click or key press.

    `x`, `y` are the cursor in 0..1 of the window, `click` a `core.words.Click`, `hotkey` an index into `HOTKEYS`.
    `ahead` says how many seconds after the last tick the picture that was clicked showed, 0 <= ahead < TICK.
    """

    x: float
    y: float
    click: int = Click.NONE
    hotkey: int = 0
    ahead: float = 0.0


class Simulation:
    """One episode. `step` advances it by one tick, `scene` shows it."""

    def __init__(self, seed: int) -> None:
        self.tick = 0
        self.totals: dict[str, float] = dict.fromkeys(COUNTED, 0)
        self._random = Random(seed)
        self._populator = Populator(self._random)
        self._sectors = {number: self._populator.build(number) for number in SECTORS}
        self._sector = self._sectors[1]
        self._ship = Ship(*_berth())
        self._lock: Enemy | None = None
        self._firing = False
        self._loaded_at = 0
        self._back_at: int | None = None
        self._beams: list[tuple[int, float, float, float, float, bool]] = []
        self._bursts: list[tuple[int, str, float, float, float]] = []
        self._message = ("Welcome to the Outer Belt", ticks(4.0))
        self._outcome: dict[str, float] = {}

    @property
    def time(self) -> float:
        """Seconds since the episode began."""
        return self.tick * TICK

    @property
    def sector(self) -> Sector:
        """The sector the ship is in."""
        return self._sector

    @property
    def ship(self) -> Ship:
        return self._ship

    @property
    def safe(self) -> bool:
        """Whether the ship is in the station's zone."""
        return self._sector.is_safe(self._ship.x, self._ship.y)

    def step(self, inputs: Sequence[Input] = ()) -> dict[str, float]:
        """Advance by one tick; returns what came of it, only what is not zero, by the names in `COUNTED`."""
        self._outcome = {}
        if self._back_at is None:
            for event in inputs:
                self._take_input(event)
        self.tick += 1
        if self._back_at is None:
            self._fly()
        elif self.tick >= self._back_at:
            self._come_back()
        self._enemies_act()
        if self._back_at is None:
            self._fire()
            self._pick_up()
            self._ship.regenerate(self.tick, self.safe)
            self._jump()
        self._populator.renew(self._sector, self.tick, (self._ship.x, self._ship.y))
        self._forget()
        for name, amount in self._outcome.items():
            self.totals[name] += amount
        return self._outcome

    def scene(self) -> Scene:
        """Everything the window shows at this tick."""
        ship, sector, tick = self._ship, self._sector, self.tick
        lock = self._lock
        sprites = [*sector.fixed, *(item.sprite for item in sector.loot), *(enemy.sprite() for enemy in sector.enemies)]
        return Scene(
            tick=tick,
            sector=sector.number,
            world_width=rules.WORLD_WIDTH,
            world_height=rules.WORLD_HEIGHT,
            ship=ship.sprite(),
            sprites=sprites,
            hud={
                "hp": ship.hull / FULL,
                "shield": ship.shield / FULL,
                "energy": ship.energy / FULL,
                "ammo": ship.ammo / len(AMMUNITION),
                "target_hp": 0.0 if lock is None else lock.hull / lock.rules.hull,
                "firing": float(self._firing),
                "ready_q": ship.readiness("Q", tick),
                "ready_e": ship.readiness("E", tick),
                "ready_r": ship.readiness("R", tick),
                "ready_space": ship.readiness("Space", tick),
                "safe": float(self.safe),
                "sector": sector.number / len(SECTORS),
            },
            score=int(self.totals["score"]),
            counts={name: int(self.totals[name]) for name in ("kills", "loot", "deaths")},
            lock=None if lock is None else lock.id,
            destination=ship.destination,
            respawn_in=0.0 if self._back_at is None else (self._back_at - tick) * TICK,
            boosting=ship.is_active("R", tick),
            shielded=ship.is_active("E", tick),
            beams=[Beam(x0, y0, x1, y1, (tick - at) * TICK, hostile) for at, x0, y0, x1, y1, hostile in self._beams],
            bolts=[Bolt(shot.x, shot.y, shot.vx, shot.vy) for shot in sector.shots],
            bursts=[Burst(kind, x, y, radius, (tick - at) * TICK) for at, kind, x, y, radius in self._bursts],
            message=self._message[0] if tick < self._message[1] else "",
        )

    # What the player does

    def _take_input(self, event: Input) -> None:
        if event.click in (Click.LEFT, Click.DOUBLE):
            self._click(event.x * VIEW_WIDTH, event.y * VIEW_HEIGHT, event.ahead)
        elif event.click == Click.RIGHT:
            self._unlock()
        if event.hotkey:
            self._press(HOTKEYS[event.hotkey])

    def _click(self, x: float, y: float, ahead: float) -> None:
        """A left click at a point of the view, in view pixels."""
        if layout.MINIMAP.contains(x, y):
            self._set_destination(
                (x - layout.MINIMAP.left) / layout.MINIMAP.width * rules.WORLD_WIDTH,
                (y - layout.MINIMAP.top) / layout.MINIMAP.height * rules.WORLD_HEIGHT,
            )
            return
        if layout.on_panel(x, y):
            return
        ship = self._ship
        world_x = ship.x + ship.vx * ahead + x - layout.CENTRE_X
        world_y = ship.y + ship.vy * ahead + y - layout.CENTRE_Y
        enemy = self._enemy_at(world_x, world_y, ahead)
        if enemy is not None:
            if enemy is not self._lock:
                self._unlock()
                self._lock = enemy
            return
        loot = self._loot_at(world_x, world_y)
        if loot is not None:
            self._set_destination(loot.sprite.x, loot.sprite.y)
        else:
            self._set_destination(world_x, world_y)

    def _enemy_at(self, x: float, y: float, ahead: float) -> Enemy | None:
        """The enemy whose box, a margin added, holds the point; the nearest of several."""
        best: tuple[float, Enemy] | None = None
        for enemy in self._sector.enemies:
            off = max(abs(enemy.x + enemy.vx * ahead - x), abs(enemy.y + enemy.vy * ahead - y))
            if off <= enemy.rules.radius + rules.CLICK_MARGIN and (best is None or off < best[0]):
                best = (off, enemy)
        return None if best is None else best[1]

    def _loot_at(self, x: float, y: float) -> Loot | None:
        best: tuple[float, Loot] | None = None
        for item in self._sector.loot:
            off = max(abs(item.sprite.x - x), abs(item.sprite.y - y))
            if off <= item.sprite.radius + rules.CLICK_MARGIN and (best is None or off < best[0]):
                best = (off, item)
        return None if best is None else best[1]

    def _set_destination(self, x: float, y: float) -> None:
        inset = rules.SHIP_RADIUS
        self._ship.destination = (
            min(max(x, inset), rules.WORLD_WIDTH - inset),
            min(max(y, inset), rules.WORLD_HEIGHT - inset),
        )

    def _press(self, key: str) -> None:
        if key.isdigit():
            if int(key) <= len(AMMUNITION):
                self._ship.ammo = int(key)
        elif key == "Ctrl":
            self._open_fire()
        elif (refusal := self._ship.use(key, self.tick)) is not None:
            self._say(refusal)
        elif key == "Space":
            self._blast()
        elif key == "Q":
            self._burst("repair", self._ship.x, self._ship.y, 40.0)

    def _open_fire(self) -> None:
        if self._lock is None:
            self._say("No target locked")
        elif self.safe:
            self._say("No fire in the station's zone")
        elif self._distance_to(self._lock) > rules.FIRE_LEASH:
            self._say("Target out of range")
        else:
            self._firing = True

    def _blast(self) -> None:
        ship = self._ship
        self._burst("blast", ship.x, ship.y, rules.BLAST_RADIUS)
        for enemy in [*self._sector.enemies]:
            if self._distance_to(enemy) < rules.BLAST_RADIUS + enemy.rules.radius:
                self._hurt(enemy, rules.BLAST_DAMAGE * (1.0 - enemy.rules.armour))
        self._sector.shots = [
            shot for shot in self._sector.shots if math.hypot(shot.x - ship.x, shot.y - ship.y) > rules.BLAST_RADIUS
        ]

    # What happens

    def _fly(self) -> None:
        ship = self._ship
        ship.fly(self.tick)
        for rock in self._sector.rocks_near(ship.x, ship.y):
            ship.slide_along(rock)
        lock = self._lock
        if lock is not None and self._firing:
            ship.angle = math.atan2(lock.y - ship.y, lock.x - ship.x)

    def _enemies_act(self) -> None:
        ship, sector, tick = self._ship, self._sector, self.tick
        there = self._back_at is None and tick >= ship.immune_until
        prey = there and not self.safe
        damage = 0.0
        for enemy, burn in step_enemies(sector, ship, prey, tick, self._random):
            damage += burn
            self._beams.append((tick, enemy.x, enemy.y, ship.x, ship.y, True))
        damage += step_shots(sector, ship, there, tick)
        if damage:
            taken = ship.take(damage, tick)
            if taken:
                self._count("damage", taken)
            if ship.hull <= 0.0:
                self._die()

    def _fire(self) -> None:
        lock, ship = self._lock, self._ship
        if lock is None:
            return
        distance = self._distance_to(lock)
        if distance > rules.LOCK_LEASH:
            self._unlock()
            return
        if self._firing and (distance > rules.FIRE_LEASH or self.safe):
            self._firing = False
        if not self._firing or self.tick < self._loaded_at or distance > rules.WEAPON_RANGE:
            return
        shot = AMMUNITION[ship.ammo - 1]
        if ship.energy < shot.energy:
            self._say("Not enough energy")
            shot = AMMUNITION[0]
        ship.energy -= shot.energy
        self._loaded_at = self.tick + ticks(rules.SHOT_EVERY)
        self._beams.append((self.tick, ship.x, ship.y, lock.x, lock.y, False))
        self._hurt(lock, shot.damage * (1.0 if shot.pierces else 1.0 - lock.rules.armour))

    def _hurt(self, enemy: Enemy, damage: float) -> None:
        self._count("damage_dealt", min(damage, enemy.hull))
        enemy.hull -= damage
        rouse(self._sector, enemy, self.tick)
        if enemy.hull > 0.0:
            return
        self._sector.enemies.remove(enemy)
        if enemy is self._lock:
            self._unlock()
        self._burst("explosion", enemy.x, enemy.y, enemy.rules.radius * 1.6)
        self._count("kills", 1)
        self._count("score", enemy.rules.reward)
        self._populator.schedule(self._sector, enemy.kind, self.tick)
        drops = int(enemy.rules.drops + self._random.random())
        for _ in range(drops):
            x = enemy.x + self._random.uniform(-30.0, 30.0)
            y = enemy.y + self._random.uniform(-30.0, 30.0)
            vanishes_at = self.tick + ticks(rules.DROP_LASTS)
            self._sector.loot.append(self._populator.loot("crate", x, y, vanishes_at))

    def _pick_up(self) -> None:
        ship = self._ship
        for item in self._sector.loot:
            sprite = item.sprite
            if abs(sprite.x - ship.x) < 50.0 and abs(sprite.y - ship.y) < 50.0:
                break
        else:
            return
        left: list[Loot] = []
        for item in self._sector.loot:
            sprite = item.sprite
            if math.hypot(sprite.x - ship.x, sprite.y - ship.y) >= sprite.radius + rules.SHIP_RADIUS:
                left.append(item)
                continue
            self._count("loot", 1)
            self._count("score", rules.LOOT_SCORE[sprite.kind])
            self._burst("pickup", sprite.x, sprite.y, 30.0)
            if item.vanishes_at is None:
                self._populator.schedule(self._sector, sprite.kind, self.tick)
        self._sector.loot = left

    def _jump(self) -> None:
        ship = self._ship
        for gate in self._sector.plan.gates:
            if math.hypot(gate.x - ship.x, gate.y - ship.y) < rules.GATE_RADIUS:
                break
        else:
            return
        origin = self._sector.number
        self._enter(gate.leads_to)
        arrival = next(other for other in self._sector.plan.gates if other.leads_to == origin)
        ship.place(arrival.x + arrival.exit_side * rules.GATE_EXIT, arrival.y)
        ship.immune_until = self.tick + ticks(rules.IMMUNITY)
        self._burst("warp", ship.x, ship.y, 70.0)
        self._say(self._sector.plan.name)

    def _die(self) -> None:
        ship = self._ship
        self._unlock()
        ship.vx = ship.vy = 0.0
        ship.destination = None
        self._back_at = self.tick + ticks(rules.RESPAWN_AFTER)
        self._burst("explosion", ship.x, ship.y, 60.0)
        self._count("deaths", 1)
        self._count("score", rules.DEATH_SCORE)
        self._say("Ship lost")

    def _come_back(self) -> None:
        self._back_at = None
        self._enter(1)
        ship = self._ship = Ship(*_berth())
        ship.immune_until = self.tick + ticks(rules.IMMUNITY)
        self._burst("respawn", ship.x, ship.y, 70.0)

    def _enter(self, number: int) -> None:
        """Change sectors; whatever belonged to the old one's moment is gone."""
        self._unlock()
        self._sector.shots = []
        self._beams.clear()
        self._bursts.clear()
        self._sector = self._sectors[number]

    # Small helpers

    def _unlock(self) -> None:
        self._lock = None
        self._firing = False

    def _distance_to(self, enemy: Enemy) -> float:
        return math.hypot(enemy.x - self._ship.x, enemy.y - self._ship.y)

    def _count(self, name: str, amount: float) -> None:
        self._outcome[name] = self._outcome.get(name, 0) + amount

    def _burst(self, kind: str, x: float, y: float, radius: float) -> None:
        self._bursts.append((self.tick, kind, x, y, radius))

    def _say(self, message: str) -> None:
        self._message = (message, self.tick + _MESSAGE_LASTS)

    def _forget(self) -> None:
        tick = self.tick
        if self._beams and self._beams[0][0] + _BEAM_LASTS <= tick:
            self._beams = [beam for beam in self._beams if beam[0] + _BEAM_LASTS > tick]
        if self._bursts and self._bursts[0][0] + _BURST_LASTS <= tick:
            self._bursts = [burst for burst in self._bursts if burst[0] + _BURST_LASTS > tick]


def _berth() -> tuple[float, float]:
    """Where the ship starts: beside the station."""
    station = SECTORS[1].station
    assert station is not None
    return station[0] + 150.0, station[1]

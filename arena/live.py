"""An episode in real time: the simulation's 20 ticks a second on a clock, with pauses. Knows no window."""

from __future__ import annotations

from arena.scene import TICK, Scene
from arena.simulation import Input, Simulation
from arena.view import observe
from core.observation import Observation

#: ticks made up for at once after a hold-up; the rest of the time is given up, or a slow machine would fall ever behind
_CATCH_UP = 5


class LiveGame:
    """Runs one simulation after the other. All times are seconds on one steady clock of the caller's."""

    def __init__(self, seed: int) -> None:
        """Load an episode; it stands still until `resume`."""
        self.paused = True
        self._last_tick_at = 0.0
        self.load(seed)

    def load(self, seed: int) -> None:
        """Replace the episode by a new one."""
        self.seed = seed
        self._simulation = Simulation(seed)
        self._inputs: list[Input] = []
        self.scene: Scene = self._simulation.scene()

    @property
    def time(self) -> float:
        """Seconds of play since the episode began."""
        return self._simulation.time

    @property
    def totals(self) -> dict[str, float]:
        """Score, kills, loot, deaths, damage and damage_dealt since the episode began."""
        return dict(self._simulation.totals)

    def pause(self) -> None:
        """Stand still, until `resume`."""
        self.paused = True

    def resume(self, now: float) -> None:
        """Go on; no time has passed meanwhile."""
        self.paused = False
        self._last_tick_at = now

    def advance(self, now: float) -> int:
        """Run the ticks that are due; returns how many."""
        if self.paused:
            return 0
        due = int((now - self._last_tick_at) / TICK)
        if due > _CATCH_UP:
            self._last_tick_at = now - _CATCH_UP * TICK
            due = _CATCH_UP
        for _ in range(due):
            self._simulation.step(self._inputs)
            self._inputs = []
            self._last_tick_at += TICK
        if due:
            self.scene = self._simulation.scene()
        return due

    def ahead(self, now: float) -> float:
        """How far `now` is past the scene's tick, 0 <= ahead < TICK."""
        return 0.0 if self.paused else min(max(now - self._last_tick_at, 0.0), TICK * 0.999)

    def put(self, event: Input) -> None:
        """Take an input; it acts with the next tick."""
        if not self.paused:
            self._inputs.append(event)

    def observe(self, ahead: float = 0.0) -> Observation:
        """What the window shows `ahead` seconds after the scene's tick."""
        return observe(self.scene, self.time + ahead, ahead)

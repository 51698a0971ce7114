"""The arena in lock-step, without a screen: observation in, action out, as fast as it computes."""

from __future__ import annotations

from arena.scene import TICK, Scene
from arena.simulation import Input, Simulation
from arena.view import observe
from core.observation import Observation
from core.words import Action


class Seat:
    """A player's seat in one episode. Same seed and same actions give the same episode, bit for bit."""

    tick = TICK

    def __init__(self, seed: int) -> None:
        self.reset(seed)

    def reset(self, seed: int) -> None:
        """Begin a new episode."""
        self._simulation = Simulation(seed)
        self._scene: Scene | None = None

    @property
    def time(self) -> float:
        """Seconds since the episode began."""
        return self._simulation.time

    @property
    def totals(self) -> dict[str, float]:
        """Score, kills, loot, deaths, damage taken and damage dealt since the episode began."""
        return dict(self._simulation.totals)

    @property
    def over(self) -> bool:
        """The arena goes on: who dies begins again at the station."""
        return False

    def scene(self) -> Scene:
        """Everything the window would show at this tick."""
        if self._scene is None:
            self._scene = self._simulation.scene()
        return self._scene

    def observe(self, ahead: float = 0.0) -> Observation:
        """What the window would show `ahead` seconds after this tick, 0 <= ahead < TICK."""
        return observe(self.scene(), self.time + ahead, ahead)

    def step(self, action: Action) -> dict[str, float]:
        """Act and advance by one tick.

        Returns:
            What came of it, only what is not zero: score, kills, loot, deaths, damage (taken), damage_dealt.
        """
        self._scene = None
        x, y, click, hotkey = action
        return self._simulation.step((Input(x, y, click, hotkey),) if click or hotkey else ())

    def close(self) -> None:
        """It holds nothing but memory."""

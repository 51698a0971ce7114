"""How many 20 Hz ticks a second the arena plays on one core: `python benchmarks/bench_simulation.py [ticks]`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from arena.pilots import PILOTS, load_pilot
from arena.seat import Seat
from core.words import Action


def steps_alone(ticks: int) -> tuple[float, float]:
    """Replay an aggressor's actions; ticks a second, and how many entities were in play on average."""
    seat, pilot = Seat(1), load_pilot("aggressor")
    pilot.reset(1)
    actions: list[Action] = []
    entities = 0
    for _ in range(ticks):
        actions.append(pilot.act(seat.observe()))
        seat.step(actions[-1])
        entities += len(seat.scene().sprites)
    seat.reset(1)
    start = time.perf_counter()
    for action in actions:
        seat.step(action)
    return ticks / (time.perf_counter() - start), entities / ticks


def whole_loop(name: str, ticks: int) -> float:
    """Step, observation and pilot together, in ticks a second."""
    seat, pilot = Seat(1), load_pilot(name)
    pilot.reset(1)
    start = time.perf_counter()
    for _ in range(ticks):
        seat.step(pilot.act(seat.observe()))
    return ticks / (time.perf_counter() - start)


def main() -> None:
    ticks = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    speed, entities = steps_alone(ticks)
    print(f"step alone: {speed:,.0f} ticks/s with {entities:.0f} entities")
    for name in PILOTS:
        print(f"step, observation and {name}: {whole_loop(name, ticks):,.0f} ticks/s")


if __name__ == "__main__":
    main()

"""How long a decision takes with one seat: `python benchmarks/bench_inference.py [decisions] [models folder]`.

Without a folder, fresh models of the default size are measured; what they have learnt makes no difference in time.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from arena.pilots import load_pilot
from arena.seat import Seat
from core.checkpoint import MODEL_NAMES, Checkpoint, build_model
from core.models.layers import TransformerConfig
from core.observation import Observation
from core.policy import PolicyBatch, load_models
from core.profile import load_profile
from core.schema import FeatureSchema
from core.settings.training import ExecutorSettings, StrategistSettings, TacticianSettings

#: milliseconds that 99 of 100 decisions may take at most, by model
ALLOWED = {"strategist": 10.0, "tactician": 5.0, "executor": 3.0}
_SETTINGS = {"strategist": StrategistSettings, "tactician": TacticianSettings, "executor": ExecutorSettings}


def fresh_models() -> dict[str, Checkpoint]:
    """The three models as their trainers would begin with them."""
    schema = FeatureSchema.of(load_profile("arena"))
    found: dict[str, Checkpoint] = {}
    for name in MODEL_NAMES:
        chosen = _SETTINGS[name]()
        config = TransformerConfig(chosen.d_model, chosen.layers, chosen.heads, chosen.dropout)
        history = chosen.history_seconds if isinstance(chosen, StrategistSettings) else 0
        found[name] = Checkpoint(name, build_model(name, schema, config, history), schema, config, history)
    return found


def seen_by_pilot(seed: int, ticks: int) -> list[Observation]:
    """What an aggressor sees."""
    seat, pilot = Seat(seed), load_pilot("aggressor")
    pilot.reset(seed)
    seen = []
    for _ in range(ticks):
        seen.append(seat.observe())
        seat.step(pilot.act(seen[-1]))
    return seen


def clocks() -> NDArray[np.float64]:
    """Seconds by the clock, and of this thread's processor time: they part where others have the processor."""
    return np.array([time.perf_counter(), time.thread_time()])


def decision_times(models: dict[str, Checkpoint], seen: list[Observation]) -> dict[str, NDArray[np.float64]]:
    """(N, 2) seconds of each decision, by model, while one seat plays.

    The Strategist's and the Tactician's begin with their features and end with the choice; the Executor's is all the
    rest from the observation to the action, the features that all three share included.
    """
    batch = PolicyBatch(models, 1)
    batch.reset([0])
    times: dict[str, list[NDArray[np.float64]]] = {name: [] for name in MODEL_NAMES}
    inside = np.zeros(2)

    def watch(called: str, name: str) -> None:
        inner = getattr(batch, called)

        def timed(*given: Any) -> None:
            before, began = batch.decisions[name], clocks()
            inner(*given)
            taken = clocks() - began
            inside[:] += taken
            if batch.decisions[name] > before:
                times[name].append(taken)

        setattr(batch, called, timed)

    watch("_choose_modes", "strategist")
    watch("_choose_targets", "tactician")
    for item in seen:
        inside[:] = 0
        began = clocks()
        batch.act([item])
        times["executor"].append(clocks() - began - inside)
    return {name: np.stack(values) for name, values in times.items()}


def row(name: str, times: NDArray[np.float64]) -> str:
    kept = 1e3 * times[len(times) // 10 :]  # until caches and memory are warm
    (wall50, cpu50), (wall99, cpu99) = np.percentile(kept, [50, 99], axis=0)
    verdict = "within" if cpu99 <= ALLOWED[name] else "OVER"
    return (
        f"{name:<12} p50 {wall50:6.2f} ms, p99 {wall99:6.2f} ms; "
        f"of processor p50 {cpu50:5.2f} ms, p99 {cpu99:5.2f} ms: {verdict} the {ALLOWED[name]:g} ms allowed"
    )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    models = load_models(Path(sys.argv[2]), load_profile("arena")) if len(sys.argv) > 2 else fresh_models()
    torch.set_num_threads(1)
    for name, times in decision_times(models, seen_by_pilot(1, count)).items():
        print(row(name, times))


if __name__ == "__main__":
    main()

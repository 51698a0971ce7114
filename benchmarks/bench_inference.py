"""How long a decision takes: `python benchmarks/bench_inference.py [decisions] [models folder]`.

Without a folder, fresh models of the default size are measured; what they have learnt makes no difference in time.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from arena.pilots import load_pilot
from arena.seat import Seat
from core.checkpoint import MODEL_NAMES, Checkpoint, build_model
from core.features import FeatureSchema
from core.models.layers import TransformerConfig
from core.observation import Observation
from core.policy import STRATEGIST_PERIOD, TACTICIAN_PERIOD, Policy, PolicyBatch, load_models
from core.profile import load_profile
from core.settings.training import ExecutorSettings, StrategistSettings, TacticianSettings

#: seconds a decision may take at most, by model
BUDGET = {"strategist": STRATEGIST_PERIOD, "tactician": TACTICIAN_PERIOD, "executor": 0.05}
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


def time_of(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def model_times(models: dict[str, Checkpoint], seen: list[Observation]) -> dict[str, list[float]]:
    """Seconds of each model's own forward passes, one at a time, while the policy plays."""
    times: dict[str, list[float]] = {name: [] for name in MODEL_NAMES}
    began: dict[str, float] = {}
    policy = Policy(models)

    def begin(name: str) -> None:
        began[name] = time.perf_counter()

    def end(name: str) -> None:
        times[name].append(time.perf_counter() - began[name])

    for name in MODEL_NAMES:
        # The Executor is asked head by head, so its first trunk is what is timed here; "a tick" below holds all of it.
        model = models[name].model.press if name == "executor" else models[name].model
        model.register_forward_pre_hook(lambda *_, name=name: begin(name))
        model.register_forward_hook(lambda *_, name=name: end(name))
    policy.reset(0)
    for item in seen:
        policy.act(item)
    return times


def tick_times(models: dict[str, Checkpoint], seen: list[Observation]) -> list[float]:
    """Seconds from an observation to the action, all that is due in between included."""
    policy = Policy(models)
    policy.reset(0)
    return [time_of(lambda item=item: policy.act(item)) for item in seen]


def row(name: str, times: list[float], budget: float) -> str:
    skip = len(times) // 10  # until caches and memory are warm
    p50, p99 = np.percentile(times[skip:], [50, 99])
    return f"{name:<22} p50 {1e3 * p50:7.2f} ms   p99 {1e3 * p99:7.2f} ms   budget used at p99 {p99 / budget:6.1%}"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    models = load_models(Path(sys.argv[2]), load_profile("arena")) if len(sys.argv) > 2 else fresh_models()
    torch.set_num_threads(1)
    seen = seen_by_pilot(1, count)
    ticks = tick_times(models, seen)
    for name, times in model_times(models, seen).items():
        print(row(name, times, BUDGET[name]))
    print(row("a tick of all three", ticks, BUDGET["executor"]))
    for seats in (1, 16):
        batch = PolicyBatch(models, seats)
        streams = [seen_by_pilot(seed, 200) for seed in range(seats)]
        taken = time_of(lambda batch=batch, streams=streams: [batch.act(now) for now in zip(*streams, strict=True)])
        print(f"{seats:>2} seats at once: {seats * 200 / 20 / taken:,.0f} times real time")


if __name__ == "__main__":
    main()

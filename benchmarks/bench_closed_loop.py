"""Decisions a second that models make in play: `python benchmarks/bench_closed_loop.py [episodes] [minutes] [models]`.

A decision is one of the Strategist's (1 a second of play), the Tactician's (5) or the Executor's (20), that is, one
model asked once for one episode; nothing is counted that was not asked. An action is what a seat does in a tick, 20 a
second. Without a folder of models, fresh ones of the default size play.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench_inference import fresh_models

from arena.game import ArenaGame
from arena.seat import Seat
from core.checkpoint import Checkpoint
from core.policy import PolicyBatch, load_models
from core.profile import load_profile
from trainers.closed_loop import Episode, play_policy
from trainers.side_by_side import Tables

CPU = torch.device("cpu")


def cpu_seconds() -> float:
    """Processor time of this process and those it started."""
    total = 0.0
    for process in (psutil.Process(), *psutil.Process().children(recursive=True)):
        times = process.cpu_times()
        total += times.user + times.system
    return total


def row(what: str, episodes: list[Episode], waited: float, used: float) -> str:
    decisions = sum(item.model_decisions for item in episodes)
    actions = sum(item.decisions for item in episodes)
    return (
        f"{what:<28} {decisions / waited:8,.0f} decisions a second ({actions / waited:6,.0f} actions), "
        f"{decisions / used:8,.0f} a second of processor"
    )


def measured(play: Callable[[], list[Episode]]) -> tuple[list[Episode], float, float]:
    began, used = time.perf_counter(), cpu_seconds()
    episodes = play()
    return episodes, time.perf_counter() - began, cpu_seconds() - used


class Shares:
    """Processor time of what is called, by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def watch(self, owner: Any, name: str, called: str) -> None:
        inner = getattr(owner, name)

        def timed(*given: Any, **named: Any) -> Any:
            began = time.thread_time()
            try:
                return inner(*given, **named)
            finally:
                self.seconds[called] = self.seconds.get(called, 0.0) + time.thread_time() - began

        setattr(owner, name, timed)


def shares(models: dict[str, Checkpoint], episodes: int, minutes: float) -> str:
    """Where the time goes in one process."""
    found = Shares()
    plain = {name: getattr(Seat, name) for name in ("observe", "step")}
    batch = PolicyBatch(models, episodes, CPU)
    for name in plain:
        found.watch(Seat, name, "simulation")
    for history in batch.histories:
        found.watch(history, "add", "features")
        found.watch(history, "lagged_state", "features")
        found.watch(history, "summaries", "features")
    for name in ("strategist", "tactician"):
        found.watch(models[name].model, "forward", "models")
    for name in ("presses", "cursor"):
        found.watch(batch._executor, name, "models")
    began = time.thread_time()
    play_policy(batch, range(episodes), minutes)
    total = time.thread_time() - began
    for name, method in plain.items():
        setattr(Seat, name, method)
    for checkpoint in models.values():
        checkpoint.model.__dict__.pop("forward", None)
    parts = {**found.seconds, "the rest": total - sum(found.seconds.values())}
    return ", ".join(f"{name} {seconds / total:.0%}" for name, seconds in parts.items())


def main() -> None:
    episodes = int(sys.argv[1]) if len(sys.argv) > 1 else 32
    minutes = float(sys.argv[2]) if len(sys.argv) > 2 else 1.0
    models = load_models(Path(sys.argv[3]), load_profile("arena")) if len(sys.argv) > 3 else fresh_models()
    torch.set_num_threads(1)
    alone = PolicyBatch(models, 1, CPU)
    play_policy(alone, [0], 0.05)  # until what is compiled is in
    print(row("one episode after another", *measured(lambda: play_policy(alone, [1], min(minutes, 0.5)))))
    for processes in (1, 2):
        with Tables(processes, CPU, ArenaGame()) as tables:
            # A short game first, so that starting the processes is not measured.
            tables.play_models(models, range(episodes), 0.01, lambda done: False)
            found = measured(lambda: tables.play_models(models, range(episodes), minutes, lambda done: False))
        print(row(f"{episodes} at once, {processes} process{'es' if processes > 1 else ''}", *found))
    print(f"in one process: {shares(models, episodes, min(minutes, 0.25))}")


if __name__ == "__main__":
    main()

"""How fast the three trainers learn, and how much of it making batches costs.

`python benchmarks/bench_training.py [--minutes 4] [--steps 40] [--repeats 3] [--device cpu] [--threads 1]`

Each trainer learns in its own loop, as `understudy train` does it, for one epoch of so many steps: once with batches
made of the recordings, and once with the very same batches from memory, in turns. What is counted are the steps after
the first few, from one batch to the next, by the clock and by processor time; the share that is reached is the median.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from arena.pilots import load_pilot
from core.features import Ints
from core.home import Home
from core.played import load_folder
from core.profile import load_profile
from core.recording import write_recording
from core.runs import RunFolder, RunWriter
from core.settings.training import ExecutorSettings, StrategistSettings, TacticianSettings, TrainSettings
from recorder.episode import play_episode
from trainers.corpus import Corpus
from trainers.fit import train_model
from trainers.task import Task
from trainers.train_executor import ExecutorTask
from trainers.train_strategist import StrategistTask
from trainers.train_tactician import TacticianTask

#: steps after which caches and memory are warm
WARM = 4


class Rate(NamedTuple):
    """Samples for each second."""

    clock: float
    processor: float


class Watch:
    """When batches were asked for.

    Args:
        samples: how many there are at most.
        kept: batches by their samples, where they are to come from memory.
    """

    def __init__(self, samples: int, kept: dict[bytes, Any] | None = None) -> None:
        self.samples, self.kept = samples, kept
        self.asked: list[tuple[float, float, int]] = []

    def rate(self) -> Rate:
        """What has been learnt since the first few batches."""
        clock, processor, _ = np.subtract(self.asked[-1], self.asked[WARM])
        samples = sum(size for _, _, size in self.asked[WARM:-1])
        return Rate(samples / clock, samples / processor)


def watched(kind: type[Any], watch: Watch) -> Callable[[Corpus, Any], Task]:
    """Makes tasks of this kind, the first of which is watched: it is the one to train on."""

    class Watched(kind):  # type: ignore[misc]
        def __len__(self) -> int:
            return min(super().__len__(), watch.samples)

        def batch(self, index: Ints) -> Any:
            watch.asked.append((time.perf_counter(), time.process_time(), len(index)))
            if watch.kept is None:
                return super().batch(index)
            key = index.tobytes()
            if key not in watch.kept:
                watch.kept[key] = super().batch(index)
            return watch.kept[key]

    kinds = iter([Watched])
    return lambda corpus, settings: next(kinds, kind)(corpus, settings)


def learn(kind: type[Any], settings: TrainSettings, watch: Watch) -> Rate:
    """Train for an epoch."""
    watch.asked.clear()
    history = settings.history_seconds if isinstance(settings, StrategistSettings) else 0
    name = f"train_{settings.model_name}"
    run = RunWriter(RunFolder.create(Home.find(settings.models), name), name, {})
    train_model(settings, run, watched(kind, watch), history=history)
    return watch.rate()


def main() -> None:
    """Measure all three."""
    words = argparse.ArgumentParser()
    words.add_argument("--minutes", type=float, default=4)
    words.add_argument("--steps", type=int, default=40)
    words.add_argument("--repeats", type=int, default=3)
    words.add_argument("--device", default="cpu")
    words.add_argument("--threads", type=int, default=1)
    chosen = words.parse_args()
    # That there is only one recording needs no saying.
    logging.getLogger("understudy").setLevel(logging.ERROR)
    profile, seconds = load_profile("arena"), 60 * chosen.minutes
    with tempfile.TemporaryDirectory() as name:
        plays = Path(name) / "plays"
        begun = time.perf_counter()
        recording = play_episode(load_pilot("aggressor"), profile, 0, name="aggressor", fps=30, seconds=seconds)
        print(f"recording in lock-step: {seconds / (time.perf_counter() - begun):,.0f} times real time")
        plays.mkdir()
        write_recording(plays / "sequence_0.json", recording)
        begun = time.perf_counter()
        load_folder(plays, profile)
        print(f"reading it into arrays: {seconds / (time.perf_counter() - begun):,.0f} times real time", flush=True)
        kinds: list[tuple[type[Any], type[TrainSettings]]] = [
            (StrategistTask, StrategistSettings),
            (TacticianTask, TacticianSettings),
            (ExecutorTask, ExecutorSettings),
        ]
        for kind, settings_class in kinds:
            settings = settings_class(
                data_dir=plays, output_dir=Path(name) / settings_class.model_name, epochs=1, epoch_share=1.0,
                validation_share=0.02, keep_checkpoints=0, device=chosen.device, threads=chosen.threads,
            )  # fmt: skip
            samples = chosen.steps * settings.batch_size
            made, memory = Watch(samples), Watch(samples, {})
            learn(kind, settings, memory)
            turns = [(learn(kind, settings, made), learn(kind, settings, memory)) for _ in range(chosen.repeats)]
            for clock in Rate._fields:
                rates = np.array([[getattr(side, clock) for side in turn] for turn in turns])
                ratio, (mine, held) = np.median(rates[:, 0] / rates[:, 1]), np.median(rates, axis=0)
                print(
                    f"{settings.model_name:<10} for each second of {clock:<9} {mine:6,.0f} samples, {held:6,.0f} from "
                    f"memory: {ratio:4.0%} (load {os.getloadavg()[0]:.1f})",
                    flush=True,
                )


if __name__ == "__main__":
    main()

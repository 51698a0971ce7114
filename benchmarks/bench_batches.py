"""Batches a second for each of the three models, ours against the loader of imitation's behavioural cloning.

`python benchmarks/bench_batches.py --peer-python PATH [--minutes 20]`, where PATH is a Python that has imitation 1.0.1
(it wants an older gymnasium than others do, so it lives in an environment of its own). The peer gets the very samples
of ours as one array of rows, all in memory, and makes batches of the same size of them with
`imitation.data.types.transitions_collate_fn`, as `imitation.algorithms.base.make_data_loader` sets it up. It wants an
observation and a next one of every sample: each is one half of the row. Both run on one thread, in turns, in one run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.features import FeatureSchema
from core.labels import fill_labels
from core.played import load_folder
from core.profile import load_profile
from core.settings.training import ExecutorSettings, StrategistSettings, TacticianSettings
from recorder.lockstep import play_episode, save_new
from trainers.corpus import Corpus
from trainers.train_executor import ExecutorTask
from trainers.train_strategist import StrategistTask
from trainers.train_tactician import TacticianTask

#: samples the peer gets, and seconds each side is measured
ROWS, SECONDS = 6000, 4.0

PEER = """
import sys, time, json
import numpy as np, torch
import torch.utils.data as th_data
from imitation.data import types
torch.set_num_threads(1)
rows, batch, seconds = np.load(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
n = len(rows["acts"])
data = types.Transitions(obs=rows["obs"], next_obs=rows["next_obs"], acts=rows["acts"], dones=np.zeros(n, bool),
                         infos=np.array([{}] * n))
loader = th_data.DataLoader(data, batch_size=batch, shuffle=True, drop_last=True,
                            collate_fn=types.transitions_collate_fn)
next(iter(loader))
samples, began, spent = 0, time.perf_counter(), time.process_time()
while time.perf_counter() - began < seconds:
    for made in loader:
        samples += len(made["acts"])
        if time.perf_counter() - began >= seconds:
            break
print(json.dumps({"samples": samples, "seconds": time.perf_counter() - began,
                  "processor": time.process_time() - spent}))
"""


def flat(batch: Any) -> np.ndarray:
    """(B, W) float32: all of a batch, sample by sample."""
    parts: list[np.ndarray] = []

    def add(item: Any) -> None:
        if isinstance(item, torch.Tensor):
            parts.append(item.numpy().reshape(len(item), -1).astype(np.float32))
        else:
            for part in item:
                add(part)

    add(batch)
    return np.concatenate(parts, axis=1)


def ours(task: Any, size: int) -> dict[str, float]:
    """Make batches for a while."""
    random, samples = np.random.default_rng(0), 0
    task.batch(np.arange(min(size, len(task))))
    began, spent = time.perf_counter(), time.process_time()
    while time.perf_counter() - began < SECONDS:
        order = random.permutation(len(task))
        for start in range(0, len(order) - size + 1, size):
            task.batch(order[start : start + size])
            samples += size
            if time.perf_counter() - began >= SECONDS:
                break
    return {
        "samples": samples,
        "seconds": time.perf_counter() - began,
        "processor": time.process_time() - spent,
    }


def theirs(python: str, rows: np.ndarray, actions: np.ndarray, size: int, folder: Path) -> dict[str, float]:
    """The same by imitation, in its own Python."""
    path = folder / "rows.npz"
    half = rows.shape[1] // 2
    np.savez(path, obs=rows[:, :half], next_obs=rows[:, half : 2 * half], acts=actions)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    words = [python, "-W", "ignore", "-c", PEER, str(path), str(size), str(SECONDS)]
    answer = subprocess.run(words, stdout=subprocess.PIPE, check=True, env=environment)
    found: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measure all three."""
    from arena.pilots import load_pilot

    words = argparse.ArgumentParser()
    words.add_argument("--peer-python", required=True)
    words.add_argument("--minutes", type=int, default=20)
    chosen = words.parse_args()
    torch.set_num_threads(1)
    profile = load_profile("arena")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for seed in range(0, chosen.minutes, 3):
            played = play_episode(load_pilot("aggressor"), profile, seed, name="aggressor", fps=30.0, seconds=180)
            save_new(folder / "plays", played, profile)
        recordings = [fill_labels(item, profile) for item in load_folder(folder / "plays", profile)]
        corpus = Corpus(FeatureSchema.of(profile), recordings)
        print(f"{len(corpus)} frames in {len(recordings)} recordings")
        tasks: list[tuple[Any, Any]] = [
            (StrategistTask(corpus, strategist := StrategistSettings()), strategist),
            (TacticianTask(corpus, tactician := TacticianSettings()), tactician),
            (ExecutorTask(corpus, executor := ExecutorSettings()), executor),
        ]
        for task, settings in tasks:
            chosen_rows = np.random.default_rng(1).choice(len(task), min(ROWS, len(task)), replace=False)
            parts = [flat(task.batch(some)) for some in np.array_split(chosen_rows, 20)]
            rows = np.concatenate(parts)
            for _ in range(2):
                mine = ours(task, settings.batch_size)
                peer = theirs(chosen.peer_python, rows[:, :-1], rows[:, -1:], settings.batch_size, folder)
                rates = [side["samples"] / side[clock] for clock in ("seconds", "processor") for side in (mine, peer)]
                print(
                    f"{settings.model_name:<11} rows of {rows.shape[1]} numbers, {settings.batch_size} a batch: ours "
                    f"{rates[0]:9.0f} samples/s, imitation {rates[1]:9.0f}, ratio {rates[0] / rates[1]:.1f}; for each "
                    f"second of processor {rates[2]:9.0f} and {rates[3]:9.0f}, ratio {rates[2] / rates[3]:.1f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()

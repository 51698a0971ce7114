"""Batches a second for each of the three models, ours against the loaders of others.

`python benchmarks/bench_batches.py --imitation PATH [--lerobot PATH] [--minutes 20] [--repeats 3]`, where each PATH is
a Python that has imitation 1.0.1 or lerobot 0.4 (they want other versions than we do, so each lives in an environment
of its own). A peer gets the very samples of ours as rows of the same width and makes batches of the same size of them
as it sets up its own training: imitation holds all of them in memory and collates with
`imitation.data.types.transitions_collate_fn` (it wants an observation and a next one of every sample: each is one half
of the row); lerobot reads a data set of its own, without pictures, through `LeRobotDataset` and PyTorch's `DataLoader`.
Each side makes its batches in one process with one thread. They are taken in turns, in one run, and printed as medians
with the machine's load: by the clock, and by processor time, which says more where others want the machine too.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.labels import fill_labels
from core.played import load_folder
from core.profile import load_profile
from core.schema import FeatureSchema
from core.settings.training import ExecutorSettings, StrategistSettings, TacticianSettings
from recorder.episode import play_episode
from recorder.lockstep import save_new
from trainers.corpus import Corpus
from trainers.train_executor import ExecutorTask
from trainers.train_strategist import StrategistTask
from trainers.train_tactician import TacticianTask

#: samples the peer gets, and seconds each side is measured
ROWS, SECONDS = 6000, 4.0

IMITATION = """
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


LEROBOT = """
import sys, time, json
from pathlib import Path
import numpy as np, torch
from lerobot.datasets.lerobot_dataset import LeRobotDataset
torch.set_num_threads(1)
rows, batch, seconds = np.load(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
rows = {name: rows[name][:1000] for name in rows}
root, state = Path(sys.argv[1]).with_suffix(".lerobot"), np.concatenate([rows["obs"], rows["next_obs"]], axis=1)
features = {"observation.state": {"dtype": "float32", "shape": state.shape[1:], "names": None},
            "action": {"dtype": "float32", "shape": (2,), "names": None}}
made = None if root.exists() else LeRobotDataset.create("bench/rows", 30, features, root=root, use_videos=False)
for some, acts in [] if made is None else zip(np.array_split(state, 4), np.array_split(rows["acts"].repeat(2, 1), 4)):
    for one, act in zip(some, acts):
        made.add_frame({"observation.state": one, "action": act, "task": "play"})
    made.save_episode()
if made is not None:
    made.finalize()
data = LeRobotDataset("bench/rows", root=root)
loader = torch.utils.data.DataLoader(data, batch_size=batch, shuffle=True, drop_last=True)
next(iter(loader))
samples, began, spent = 0, time.perf_counter(), time.process_time()
while time.perf_counter() - began < seconds:
    for item in loader:
        samples += len(item["action"])
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


class Peer(NamedTuple):
    """Somebody else's loader."""

    name: str
    python: str
    script: str


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


def theirs(peer: Peer, path: Path, size: int) -> dict[str, float]:
    """The same by another, in its own Python."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment["HF_HUB_OFFLINE"] = "1"
    words = [peer.python, "-W", "ignore", "-c", peer.script, str(path), str(size), str(SECONDS)]
    answer = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, env=environment)
    found: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measure all three."""
    from arena.pilots import load_pilot

    words = argparse.ArgumentParser()
    words.add_argument("--imitation")
    words.add_argument("--lerobot")
    words.add_argument("--repeats", type=int, default=3)
    words.add_argument("--minutes", type=int, default=20)
    chosen = words.parse_args()
    pairs = ("imitation", chosen.imitation, IMITATION), ("lerobot", chosen.lerobot, LEROBOT)
    peers = [Peer(name, python, script) for name, python, script in pairs if python]
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
            picked = np.random.default_rng(1).choice(len(task), min(ROWS, len(task)), replace=False)
            parts = [flat(task.batch(some)) for some in np.array_split(picked, 20)]
            # The Executor's batches have as many object slots as the fullest of their moments.
            widest = max(part.shape[1] for part in parts)
            rows = np.concatenate([np.pad(part, ((0, 0), (0, widest - part.shape[1]))) for part in parts])
            half, path = rows.shape[1] // 2, folder / "rows.npz"
            shutil.rmtree(path.with_suffix(".lerobot"), ignore_errors=True)
            np.savez(path, obs=rows[:, :half], next_obs=rows[:, half : 2 * half], acts=rows[:, -1:])
            print(f"{settings.model_name}: rows of {rows.shape[1]} numbers, {settings.batch_size} a batch", flush=True)
            for peer in peers:
                turns = [
                    (ours(task, settings.batch_size), theirs(peer, path, settings.batch_size))
                    for _ in range(chosen.repeats)
                ]
                for clock in ("seconds", "processor"):
                    rates = [[side["samples"] / side[clock] for side in turn] for turn in turns]
                    mine, other = np.median(rates, axis=0)
                    ratio = np.median([rate[0] / rate[1] for rate in rates])
                    print(
                        f"  for each second of {clock}: ours {mine:9.0f} samples, {peer.name} {other:9.0f}, "
                        f"ratio {ratio:.1f} (load {os.getloadavg()[0]:.1f})",
                        flush=True,
                    )


if __name__ == "__main__":
    main()

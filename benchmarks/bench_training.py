"""How fast the three trainers learn: `python benchmarks/bench_training.py [minutes of play]`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from arena.pilots import load_pilot
from core.checkpoint import build_model
from core.features import FeatureSchema
from core.labels import fill_labels
from core.models.layers import TransformerConfig
from core.played import load_folder
from core.profile import load_profile
from core.recording import write_recording
from core.settings.training import ExecutorSettings, StrategistSettings, TacticianSettings, TrainSettings
from recorder.lockstep import play_episode
from trainers.corpus import Corpus
from trainers.fit import batches
from trainers.statistics import fit_normalizers
from trainers.task import Task
from trainers.train_executor import ExecutorTask
from trainers.train_strategist import StrategistTask
from trainers.train_tactician import TacticianTask

#: most steps timed of one trainer
STEPS = 60


def steps_of(task: Task, settings: TrainSettings, corpus: Corpus) -> tuple[float, float]:
    """Samples a second in training, and the share of the time that goes into making batches."""
    config = TransformerConfig(settings.d_model, settings.layers, settings.heads, settings.dropout)
    history = settings.history_seconds if isinstance(settings, StrategistSettings) else 0
    model = build_model(settings.model_name, corpus.schema, config, history).train()
    fit_normalizers(model, corpus)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    samples, making, learning = 0, 0.0, 0.0
    for number, index in enumerate(batches(len(task), settings.batch_size, 0, 1, 1.0)[:STEPS]):
        begun = time.perf_counter()
        batch = task.batch(index)
        made = time.perf_counter()
        loss, _ = task.loss(model, batch)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        if number >= 3:  # until caches and memory are warm
            making, learning = making + made - begun, learning + time.perf_counter() - made
            samples += len(index)
    return samples / (making + learning), making / (making + learning)


def main() -> None:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 4.0
    torch.set_num_threads(1)
    profile = load_profile("arena")
    with tempfile.TemporaryDirectory() as name:
        begun = time.perf_counter()
        recording = play_episode(load_pilot("aggressor"), profile, 0, name="aggressor", fps=30, seconds=60 * minutes)
        recorded = time.perf_counter()
        write_recording(Path(name) / "sequence_0.json", recording)
        written = time.perf_counter()
        played = load_folder(Path(name), profile)
        loaded = time.perf_counter()
    print(f"recording in lock-step: {60 * minutes / (recorded - begun):,.0f} times real time")
    print(f"reading it into arrays: {60 * minutes / (loaded - written):,.0f} times real time")
    corpus = Corpus(FeatureSchema.of(profile), [fill_labels(item, profile) for item in played])
    tasks: list[tuple[Task, TrainSettings]] = [
        (StrategistTask(corpus, StrategistSettings()), StrategistSettings()),
        (TacticianTask(corpus, TacticianSettings()), TacticianSettings()),
        (ExecutorTask(corpus, ExecutorSettings()), ExecutorSettings()),
    ]
    for task, settings in tasks:
        rate, share = steps_of(task, settings, corpus)
        per_epoch = len(task) / rate
        print(
            f"{settings.model_name:<10} {rate:8,.0f} samples/s, {share:4.0%} of it making batches: "
            f"an epoch in {per_epoch:6.1f} s, {60 * minutes / per_epoch:5.0f} times real time"
        )


if __name__ == "__main__":
    main()

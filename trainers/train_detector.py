"""`understudy train detector`: makes pictures of the arena with their true boxes and trains a nano detector on them.

The loop is our own around ultralytics' network and loss: its trainer would write settings and pickles to places of its
own, look for downloads, and square the picture, half of which would be padding.
"""

from __future__ import annotations

import copy
import logging
import math
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from arena.detector_data import labelled_pictures
from core.device import choose_device
from core.errors import ExitCode, UserError
from core.job import run_job
from core.observation import SeenObject
from core.profile import Profile, load_profile
from core.runs import RunWriter
from core.settings.detector import TrainDetectorSettings
from core.vision.detector import MAX_OBJECTS, predict, ready_for_use, trained_weights
from core.vision.network import DetectorNetwork, build_model, fit_picture, save_network, to_tensor
from trainers.detector_scores import Scores, score

log = logging.getLogger("understudy")

#: ultralytics' gains of the losses of boxes, classes and distances
_BOX, _CLASS, _DISTANCE = 7.5, 0.5, 1.5
_EMA_DECAY, _EMA_WARMUP = 0.998, 200
_WEIGHT_DECAY, _CLIP_NORM = 5e-4, 10.0
#: detections below this do not change the average precision any more
_LEAST_CONFIDENCE = 0.01
#: share of the job's time that making pictures takes, for its progress
_MAKING_SHARE = 0.1


class Pictures(NamedTuple):
    """Fitted pictures, (n, rows, columns, 3) uint8 BGR, what is in each, and the size of the frame in them."""

    pixels: NDArray[np.uint8]
    objects: list[list[SeenObject]]
    across: int
    down: int


class Stopped(Exception):
    """Somebody asked the job to end."""


def make_pictures(count: int, seed: str, size: int, run: RunWriter, done: tuple[float, float]) -> Pictures:
    """Make `count` pictures; the job's progress goes through the range `done` meanwhile."""
    objects: list[list[SeenObject]] = []
    for index, picture in enumerate(islice(labelled_pictures(seed), count)):
        if run.stop_requested:
            raise Stopped
        fitted = fit_picture(picture.pixels, size)
        if index == 0:
            pixels = np.empty((count, *fitted.shape), np.uint8)
        pixels[index] = fitted
        objects.append(picture.objects)
        run.progress(done[0] + (done[1] - done[0]) * index / count, "making pictures")
    height, width = picture.pixels.shape[:2]
    scale = size / max(height, width)
    return Pictures(pixels, objects, round(width * scale), round(height * scale))


def batches(
    pictures: Pictures, names: tuple[str, ...], size: int, rng: np.random.Generator
) -> Iterator[dict[str, Tensor]]:
    """One pass over the pictures in random order, `size` at a time, in the form ultralytics' loss takes."""
    order = rng.permutation(len(pictures.pixels))
    rows, columns = pictures.pixels.shape[1:3]
    across, down = pictures.across / columns, pictures.down / rows
    ids = {name: index for index, name in enumerate(names)}
    for start in range(0, len(order) - size + 1, size):
        chosen = order[start : start + size]
        labels = [
            (place, ids[item.cls], item.x * across, item.y * down, item.w * across, item.h * down)
            for place, index in enumerate(chosen)
            for item in pictures.objects[index]
        ]
        table = torch.tensor(labels, dtype=torch.float32).reshape(-1, 6)
        image = _other_light(to_tensor(pictures.pixels[chosen]), rng)
        yield {"img": image, "batch_idx": table[:, 0], "cls": table[:, 1:2], "bboxes": table[:, 2:]}


def _other_light(image: Tensor, rng: np.random.Generator) -> Tensor:
    """Each picture a little brighter or darker, a little noisy."""
    count = len(image)
    gain = torch.from_numpy(rng.uniform(0.85, 1.15, (count, 1, 1, 1)).astype(np.float32))
    lift = torch.from_numpy(rng.uniform(-0.03, 0.03, (count, 1, 1, 1)).astype(np.float32))
    strength = torch.from_numpy(rng.uniform(0, 0.02, (count, 1, 1, 1)).astype(np.float32))
    noise = torch.from_numpy(rng.standard_normal(image.shape, dtype=np.float32))
    return (image * gain + lift + noise * strength).clamp(0, 1)


class Trainer:
    """One training: network, optimiser, and a running average of the weights, which is what is kept."""

    def __init__(self, settings: TrainDetectorSettings, profile: Profile, device: torch.device) -> None:
        torch.manual_seed(settings.seed)
        self.class_names, self.size = profile.class_names, profile.detector_size
        #: how many steps there will be in all
        self.steps = settings.epochs * (settings.images // settings.batch_size)
        self.step_count = 0
        model = build_model(settings.architecture, len(profile.class_names))
        self.model: Any = model.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.model.args = SimpleNamespace(box=_BOX, cls=_CLASS, dfl=_DISTANCE, epochs=settings.epochs)
        self.average: nn.Module = copy.deepcopy(self.model).eval().requires_grad_(False)
        self.criterion = self.model.init_criterion()
        self.device = device
        decayed = [value for value in self.model.parameters() if value.ndim > 1]
        others = [value for value in self.model.parameters() if value.ndim <= 1]
        self.optimizer = torch.optim.AdamW(
            [{"params": decayed, "weight_decay": _WEIGHT_DECAY}, {"params": others, "weight_decay": 0.0}],
            lr=settings.lr,
        )
        warmup = max(1, min(self.steps // 10, 200))
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, lambda step: _rate(step, warmup, self.steps))

    def step(self, batch: dict[str, Tensor]) -> float:
        """Learn from one batch; returns its loss a picture."""
        self.model.train()
        batch = {name: value.to(self.device) for name, value in batch.items()}
        losses, _ = self.criterion(self.model(batch["img"]), batch)
        loss = losses.sum() / len(batch["img"])
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), _CLIP_NORM)
        self.optimizer.step()
        self.schedule.step()
        self.step_count += 1
        keep = _EMA_DECAY * (1 - math.exp(-self.step_count / _EMA_WARMUP))
        for kept, value in zip(self.average.state_dict().values(), self.model.state_dict().values(), strict=True):
            if kept.is_floating_point():
                kept.lerp_(value.detach(), 1 - keep)
        return loss.item()

    def end_epoch(self) -> None:
        """Move the weight of the loss on towards the head that is used in the end."""
        self.criterion.update()


def _rate(step: int, warmup: int, steps: int) -> float:
    """Share of the learning rate: up in a line, down in a cosine to a fiftieth."""
    if step < warmup:
        return (step + 1) / warmup
    done = (step - warmup) / max(1, steps - warmup)
    return 0.02 + 0.98 * (1 + math.cos(math.pi * min(1.0, done))) / 2


def measure(
    model: nn.Module, pictures: Pictures, names: tuple[str, ...], confidence: float, device: torch.device
) -> Scores:
    """Score a network, as it will be used, on pictures it has not seen."""
    ready = ready_for_use(copy.deepcopy(model)).to(device)
    found = []
    for start in range(0, len(pictures.pixels), 16):
        batch = to_tensor(pictures.pixels[start : start + 16], device)
        for rows in predict(ready, batch, _LEAST_CONFIDENCE):
            found.append([_as_object(row, names, pictures) for row in rows.tolist()])
    return score(found, [objects[:MAX_OBJECTS] for objects in pictures.objects], confidence)


def _as_object(row: list[float], names: tuple[str, ...], pictures: Pictures) -> SeenObject:
    left, right = row[0] / pictures.across, row[2] / pictures.across
    top, bottom = row[1] / pictures.down, row[3] / pictures.down
    return SeenObject(names[int(row[5])], (left + right) / 2, (top + bottom) / 2, right - left, bottom - top, row[4])


def fit(
    trainer: Trainer, settings: TrainDetectorSettings, learned: Pictures, held_out: Pictures, out: Path, run: RunWriter
) -> Scores | None:
    """Train for all epochs, or until asked to stop; the best weights so far are always at `out`.

    Returns:
        The scores of those weights, None where not one epoch was completed.
    """
    names, best = trainer.class_names, None
    for epoch in range(1, settings.epochs + 1):
        losses = []
        for batch in batches(learned, names, settings.batch_size, np.random.default_rng((settings.seed, epoch))):
            if run.stop_requested:
                return best
            losses.append(trainer.step(batch))
            share = _MAKING_SHARE + (1 - _MAKING_SHARE) * trainer.step_count / trainer.steps
            run.progress(share, f"epoch {epoch} of {settings.epochs}")
        trainer.end_epoch()
        scores = measure(trainer.average, held_out, names, settings.confidence, trainer.device)
        run.metrics(epoch, **{"loss/train": float(np.mean(losses)), **_figures(scores)})
        log.info("epoch %d: loss %.3f, mAP50 %.4f, mAP50-95 %.4f, recall %.4f", epoch, np.mean(losses), *scores[:3])
        if best is None or scores.map50_95 >= best.map50_95:
            best = scores
            save_network(out, DetectorNetwork(trainer.average, settings.architecture, names, trainer.size))
    return best


def train(settings: TrainDetectorSettings, run: RunWriter) -> dict[str, Any]:
    """The job: make pictures, train, measure, write the best weights."""
    profile = load_profile(settings.profile, settings.folders)
    if profile.name != "arena":
        raise UserError(
            f"Only the arena can show its true boxes, which a detector learns from; profile {profile.name!r} needs "
            "weights of its own.",
            ExitCode.BAD_INPUT,
        )
    if settings.batch_size > settings.images:
        raise UserError(
            f"A batch of {settings.batch_size} pictures cannot be taken from {settings.images}: lower --batch-size.",
            ExitCode.BAD_INPUT,
        )
    if settings.threads:
        torch.set_num_threads(settings.threads)
    device = choose_device(settings.device)
    begun, size = time.monotonic(), profile.detector_size
    split = _MAKING_SHARE * settings.images / (settings.images + settings.validation_images)
    seeds = f"train {settings.seed}", f"validation {settings.seed}"
    try:
        learned = make_pictures(settings.images, seeds[0], size, run, (0.0, split))
        held_out = make_pictures(settings.validation_images, seeds[1], size, run, (split, _MAKING_SHARE))
    except Stopped:
        log.info("Stopped before training began; no weights were written.")
        return {}
    log.info("Made %d + %d pictures in %.0f s.", settings.images, settings.validation_images, time.monotonic() - begun)
    out = settings.out or trained_weights(profile, settings.folders)
    best = fit(Trainer(settings, profile, device), settings, learned, held_out, out, run)
    if best is None:
        log.info("Stopped before the first epoch ended; no weights were written.")
        return {}
    _report(best, settings.confidence, out)
    by_class = {name: {"ap50": ap50, "ap50_95": ap, "objects": n} for name, (ap50, ap, n) in best.by_class.items()}
    minutes = (time.monotonic() - begun) / 60
    return {"weights": str(out), **_figures(best), "by_class": by_class, "minutes": minutes}


def _figures(scores: Scores) -> dict[str, float]:
    return {
        "val/map50": scores.map50,
        "val/map50_95": scores.map50_95,
        "val/recall": scores.recall,
        "val/precision": scores.precision,
    }


def _report(best: Scores, confidence: float, out: Path) -> None:
    log.info("")
    log.info("%-10s %8s %8s %8s", "class", "objects", "AP50", "AP50-95")
    for name, (ap50, ap, count) in best.by_class.items():
        log.info("%-10s %8d %8.4f %8.4f", name, count, ap50, ap)
    log.info("%-10s %8s %8.4f %8.4f", "all", "", best.map50, best.map50_95)
    log.info(
        "At confidence %g: recall %.4f, precision %.4f, %.3f wrong detections a picture.",
        confidence, best.recall, best.precision, best.false_per_picture,
    )  # fmt: skip
    log.info("Weights: %s", out)


def main(argv: list[str] | None = None) -> int:
    """Entry point; returns the exit code."""
    return run_job("train_detector", train, argv)


if __name__ == "__main__":
    sys.exit(main())

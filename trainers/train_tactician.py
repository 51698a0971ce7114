"""`understudy train tactician`: which object the player goes for."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import ClassVar, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from core.features import Ints
from core.job import run_job
from core.models.inputs import Objects
from core.models.tactician import LAST_UNKNOWN
from core.policy import TACTICIAN_PERIOD
from core.runs import RunWriter
from core.settings.training import TacticianSettings
from trainers.chance import Chance, chances
from trainers.corpus import Corpus
from trainers.fit import train_model
from trainers.staleness import stale_mode, stale_target
from trainers.task import Tally, class_weights, smoothed_cross_entropy, tally, weighted_mean


class TacticianBatch(NamedTuple):
    """See `Tactician.forward`; `target` is a slot, or the number of slots for none."""

    objects: Objects
    context: Tensor
    mode: Tensor
    last: Tensor
    target: Tensor


class TacticianTask:
    """Every moment is a sample: what is in view, and which of it the player is after."""

    judged_by: ClassVar[Mapping[str, float]] = {}

    def __init__(self, corpus: Corpus, settings: TacticianSettings, index: Ints | None = None) -> None:
        self.corpus = corpus
        self.smoothing = settings.label_smoothing
        self._mode_age, self._doubt = settings.mode_age, settings.doubt
        self.index = corpus.every(settings.sample_every) if index is None else index
        self.weights = kind_weights(corpus, self.index, settings.class_balance) if settings.class_balance else None

    def __len__(self) -> int:
        return len(self.index)

    def batch(self, index: Ints) -> TacticianBatch:
        at = self.index[index]
        objects, context = self.corpus.scene(at)
        target = torch.from_numpy(self.corpus.target[at])
        target = torch.where(target < 0, objects.mask.shape[1], target)
        age, which, what = chances(index, 3)
        mode = torch.from_numpy(stale_mode(self.corpus, at, self._mode_age, age))
        before = torch.from_numpy(self._last_targets(at, objects.mask.sum(dim=1).numpy(), which, what))
        return TacticianBatch(objects, context, mode, before, target)

    def _last_targets(self, at: Ints, count: Ints, which: Chance, what: Chance) -> Ints:
        """(B,) the target a decision before, of which a part is replaced by any object or none, or is not known.

        Args:
            at: (B,) moments. count: (B,) objects of each.
            which, what: (B,) of 0..1, which object it is and whether it is any at all.
        """
        before = stale_target(self.corpus, at, TACTICIAN_PERIOD, np.ones(len(at)))
        anything = (which * (count + 1)).astype(np.int64) - 1
        return np.where(what < self._doubt / 2, LAST_UNKNOWN, np.where(what < self._doubt, anything, before))

    def loss(self, model: nn.Module, batch: TacticianBatch) -> tuple[Tensor, dict[str, Tally]]:
        logits = model(batch.objects, batch.context, batch.mode, batch.last)
        losses = smoothed_cross_entropy(logits, batch.target, self.smoothing)
        right = logits.argmax(-1) == batch.target
        none = batch.objects.mask.shape[1]
        figures = {"accuracy/target": tally(right), "accuracy/target_if_any": tally(right, batch.target != none)}
        if self.weights is None:
            return weighted_mean(losses), figures
        weights = self.weights.to(losses.device)[kinds(batch.objects.cls, batch.target, len(self.weights) - 1)]
        return weighted_mean(losses, weights), figures


def kinds(cls: Tensor, target: Tensor, none: int) -> Tensor:
    """(B,) class of the target slots (B,) among objects of classes (B, O), `none` where there is no target."""
    slots = cls.shape[1]
    some = (target >= 0) & (target < slots)
    return torch.where(some, cls.gather(1, target.clamp(0, slots - 1)[:, None]).squeeze(1), none)


def kind_weights(corpus: Corpus, index: Ints, balance: float) -> Tensor:
    """(C + 1,) weight of each class of targets, and of none at all, see `class_weights`."""
    none = len(corpus.schema.classes)
    found = [
        kinds(torch.from_numpy(corpus.take(at, corpus.slots).cls), torch.from_numpy(corpus.target[at]), none).numpy()
        for at in np.array_split(index, max(1, len(index) // 4096))
    ]
    return class_weights(np.concatenate(found), none + 1, balance)


def work(settings: TacticianSettings, run: RunWriter) -> dict[str, object]:
    """Train it."""
    return train_model(settings, run, TacticianTask)


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_job("train_tactician", work, argv)


if __name__ == "__main__":
    sys.exit(main())

"""`understudy train strategist`: which mode the player is in."""

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
from core.policy import STRATEGIST_PERIOD
from core.runs import RunWriter
from core.settings.training import StrategistSettings
from trainers.chance import doubted
from trainers.corpus import Corpus
from trainers.fit import train_model
from trainers.task import Tally, class_weights, smoothed_cross_entropy, tally, weighted_mean

#: share of the samples in which the last mode is anything, so that it stays a hint
DOUBT = 0.5


class StrategistBatch(NamedTuple):
    """See `Strategist.forward`."""

    summaries: Tensor
    present: Tensor
    context: Tensor
    changes: Tensor
    last: Tensor
    objects: Objects
    mode: Tensor


class StrategistTask:
    """Every moment is a sample: the minute before it, and the mode it is labelled with."""

    judged_by: ClassVar[Mapping[str, float]] = {}

    def __init__(self, corpus: Corpus, settings: StrategistSettings, index: Ints | None = None) -> None:
        self.corpus = corpus
        self.smoothing = settings.label_smoothing
        self._seconds = np.arange(settings.history_seconds - 1, -1, -1, dtype=np.float64)
        self.index = corpus.every(settings.sample_every) if index is None else index
        self.weights = class_weights(corpus.mode[self.index], len(corpus.schema.modes), settings.class_balance)

    def __len__(self) -> int:
        return len(self.index)

    def batch(self, index: Ints) -> StrategistBatch:
        at = self.index[index]
        corpus = self.corpus
        objects, context = corpus.scene(at, corpus.most_objects(at))
        past = corpus.past(at, self._seconds, STRATEGIST_PERIOD)
        return StrategistBatch(
            torch.from_numpy(past.summaries),
            torch.from_numpy(past.present),
            context,
            torch.from_numpy(past.changes),
            # The mode a second before, which in a part of the samples is any mode or none.
            torch.from_numpy(doubted(index, past.modes[1], len(corpus.schema.modes) + 1, DOUBT)),
            objects,
            torch.from_numpy(past.modes[0]),
        )

    def loss(self, model: nn.Module, batch: StrategistBatch) -> tuple[Tensor, dict[str, Tally]]:
        logits = model(batch.summaries, batch.present, batch.context, batch.changes, batch.last, batch.objects)
        losses = smoothed_cross_entropy(logits, batch.mode, self.smoothing)
        weights = self.weights.to(losses.device)[batch.mode]
        return weighted_mean(losses, weights), {"accuracy/mode": tally(logits.argmax(-1) == batch.mode)}


def work(settings: StrategistSettings, run: RunWriter) -> dict[str, object]:
    """Train it."""
    return train_model(settings, run, StrategistTask, history=settings.history_seconds)


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_job("train_strategist", work, argv)


if __name__ == "__main__":
    sys.exit(main())

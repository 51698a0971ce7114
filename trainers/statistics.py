"""Normalisation statistics, from the training part only."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from core.features import Floats
from core.models.cursor import ANCHORS
from core.models.executor import Executor
from core.models.layers import StateInput
from core.models.strategist import Strategist
from core.timing import rest_of
from core.words import Click
from trainers.corpus import Corpus

#: moments looked at, at most
SAMPLE = 20_000
#: clicks looked at, at most
CLICKS = 4_000
#: clicks nearer to each other than this, in window fractions, are a crowd
CROWD = 0.01


def fit_normalizers(model: nn.Module, corpus: Corpus) -> None:
    """Give the model's input norms the mean and spread of (a sample of) the corpus."""
    index = np.linspace(0, len(corpus) - 1, min(len(corpus), SAMPLE)).astype(np.int64)
    context = corpus.context(index)
    if isinstance(model, Strategist):
        model.context_norm.fit(context)
        model.change_norm.fit(torch.from_numpy(corpus.changes(index)))
        model.summary_norm.fit(torch.from_numpy(corpus.summaries(index)))
    if isinstance(model, Executor):
        place_anchors(model, corpus)
        model.rest.copy_(torch.tensor([rest_of(_gaps(corpus, what)) for what in ("click", "hotkey")]))
    for module in model.modules():
        if isinstance(module, StateInput):
            module.context_norm.fit(context)


def place_anchors(model: Executor, corpus: Corpus) -> None:
    """Put the cursor's anchors where clicks crowd, the most crowded places first."""
    clicks = np.concatenate([item.events.xy[item.events.click != Click.NONE] for item in corpus.recordings])
    clicks = clicks[np.linspace(0, len(clicks) - 1, min(len(clicks), CLICKS)).astype(np.int64)]
    near = np.abs(clicks[:, None] - clicks[None]).max(axis=2) < CROWD
    places: list[Floats] = []
    left = np.ones(len(clicks), bool)
    while left.any() and len(places) < ANCHORS:
        crowd = near[(near & left).sum(axis=1).argmax()] & left
        places.append(clicks[crowd].mean(axis=0))
        left &= ~crowd
    model.cursor_head.place_anchors(torch.from_numpy(np.array(places, np.float32).reshape(-1, 2)))


def _gaps(corpus: Corpus, what: str) -> NDArray[np.float64]:
    """Seconds between two clicks or two hotkeys of a recording."""
    times = [item.events.t[getattr(item.events, what) != 0] for item in corpus.recordings]
    return np.concatenate([np.empty(0), *map(np.diff, times)])

"""Normalisation statistics, from the training part only."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from core.features import Floats, change_features, context_features
from core.models.cursor import ANCHORS
from core.models.executor import Executor
from core.models.layers import StateInput
from core.models.strategist import Strategist
from core.timing import rest_of
from core.words import Click
from trainers.corpus import Corpus

#: moments looked at, at most
SAMPLE = 20_000
#: share of the lowest and of the highest numbers that may be odd ones
ODD = 0.01
#: clicks looked at, at most
CLICKS = 4_000
#: clicks nearer to each other than this, in window fractions, are a crowd
CROWD = 0.01


def fit_normalizers(model: nn.Module, corpus: Corpus) -> None:
    """Give the model's input norms the mean and spread of (a sample of) the corpus."""
    index = np.linspace(0, len(corpus) - 1, min(len(corpus), SAMPLE)).astype(np.int64)
    state, lagged = corpus.lagged(index)
    low, high = fences(state)
    state, lagged = state.clip(low, high), lagged.clip(low, high)
    context = torch.from_numpy(context_features(corpus.schema, state))
    if isinstance(model, Strategist):
        summaries = corpus.summaries(index)
        summaries[:, : state.shape[1]] = state
        model.context_norm.fit(context)
        model.change_norm.fit(torch.from_numpy(change_features(corpus.schema, state, lagged)))
        model.summary_norm.fit(torch.from_numpy(summaries))
    if isinstance(model, Executor):
        place_anchors(model, corpus)
        model.rest.copy_(torch.tensor([rest_of(_gaps(corpus, what)) for what in ("click", "hotkey")]))
    for module in model.modules():
        if isinstance(module, StateInput):
            module.context_norm.fit(context)


def fences(state: Floats) -> tuple[Floats, Floats]:
    """(S,) the least and the greatest that a number of the state (N, S) counts for in the statistics.

    One reading of -500,000 among hulls of 0 to 1 makes mean and spread, by which inputs are scaled, so large that all
    hulls come to the same. The fences (Tukey 1977) stand as far beyond the `ODD` lowest and the `ODD` highest as these
    are from each other, and by one at least: most states are shares, and no share is beyond them.
    """
    odd = int(ODD * len(state))
    ordered = np.sort(state, axis=0)
    low, high = ordered[odd], ordered[len(state) - 1 - odd]
    reach = np.maximum(high - low, 1)
    return low - reach, high + reach


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

"""Normalisation statistics, from the training part only."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from core.models.layers import SceneEncoder
from core.models.strategist import Strategist
from trainers.corpus import Corpus

#: moments looked at, at most
SAMPLE = 20_000


def fit_normalizers(model: nn.Module, corpus: Corpus) -> None:
    """Give the model's input norms the mean and spread of (a sample of) the corpus."""
    index = np.linspace(0, len(corpus) - 1, min(len(corpus), SAMPLE)).astype(np.int64)
    context = corpus.context(index)
    if isinstance(model, Strategist):
        model.context_norm.fit(context)
        model.change_norm.fit(torch.from_numpy(corpus.changes(index)))
        model.summary_norm.fit(torch.from_numpy(corpus.summaries(index)))
    for module in model.modules():
        if isinstance(module, SceneEncoder):
            module.context_norm.fit(context)

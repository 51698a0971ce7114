"""The judge: a small convolutional network over time that weighs the evidence, in plain NumPy.

Its weights are numbers in `assets/labels.npz`, fitted by `scripts/fit_labels.py`. It looks `REACH` steps
ahead and back.
Shapes: T steps, F columns of frame evidence, K candidates with G columns, H hidden numbers.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.assets import ASSETS
from core.features import Floats, Ints

WEIGHTS = ASSETS / "labels.npz"
#: steps between the taps of each layer
DILATIONS = (1, 2, 4, 8, 16, 32, 64)
REACH = sum(DILATIONS)

Weights = dict[str, Floats]


class Verdict(NamedTuple):
    """What the network makes of T steps."""

    #: (T, modes) log-probabilities
    mode: Floats
    #: (T,) score of having no target, to hold against the candidates'
    no_target: Floats
    #: (K,) score of each candidate
    target: Floats


@cache
def load_weights(path: Path = WEIGHTS) -> Weights:
    """The fitted numbers by name."""
    with np.load(path, allow_pickle=False) as file:
        return {name: file[name].astype(np.float32) for name in file.files}


def judge(weights: Weights, evidence: Floats, step: Ints, candidates: Floats) -> Verdict:
    """Weigh evidence (T, F) and candidates (K, G), `step` (K,) ascending says at which step each candidate is."""
    hidden = _hidden(weights, evidence)
    mode = _log_softmax((hidden @ weights["mode.w"] + weights["mode.b"]) * weights["sharpness"])
    no_target = (hidden @ weights["none.w"] + weights["none.b"])[:, 0]
    normal = (candidates - weights["candidate.mean"]) * weights["candidate.scale"]
    inner = normal @ weights["candidate.w"] + (hidden @ weights["context.w"])[step] + weights["candidate.b"]
    inner = np.maximum(np.maximum(inner, 0) @ weights["inner.w"] + weights["inner.b"], 0)
    return Verdict(mode, no_target, (inner @ weights["score.w"] + weights["score.b"])[:, 0])


def _hidden(weights: Weights, evidence: Floats) -> Floats:
    """(T, H) what the network makes of the evidence and all around it."""
    count = len(evidence)
    hidden = (evidence - weights["evidence.mean"]) * weights["evidence.scale"] @ weights["in.w"] + weights["in.b"]
    for layer, apart in enumerate(DILATIONS):
        padded = np.pad(_normal(hidden), ((apart, apart), (0, 0)))
        taps = weights[f"layer{layer}.taps"]
        inner = sum(padded[tap * apart : tap * apart + count] @ taps[tap] for tap in range(3))
        inner = np.maximum(inner + weights[f"layer{layer}.b"], 0)
        hidden = hidden + inner @ weights[f"layer{layer}.out"]
    return _normal(hidden)


def _normal(values: NDArray[np.floating]) -> Floats:
    centred = values - values.mean(axis=1, keepdims=True)
    return (centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-5)).astype(np.float32)


def _log_softmax(values: Floats) -> Floats:
    shifted = values - values.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

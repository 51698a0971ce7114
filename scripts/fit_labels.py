"""Fit the judge of `core/labels/` to players that say what they are after: `python scripts/fit_labels.py [out.npz]`.

The arena's three pilots play, each as it is, with other thresholds, and two of them taking turns; and so do players
whose whole style is drawn (`scripts/strangers.py`), so that the judge is of use on people who play in no pilot's way.
Every play is read as it was, through a detector's eyes, and by a profile that says less, so that the judge does without
what another game's profile may not tell. How sure it may be is set by pilots it was not fitted to, because labels in
hindsight are for players nobody has seen. Writes `assets/labels.npz`.

The weights there are of one run of `python scripts/fit_labels.py` from nothing: 387 s of processor time, 1087 s on two
very busy cores; agreement in mode (target) of 96.8 (97.5) % for the aggressor, 94.2 (94.1) for the collector, 93.1
(96.0) for the careful, by `python benchmarks/bench_labels.py 90`. `assets/labels.md` says more.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from arena.pilots import PILOTS
from core.features import Floats
from core.files import atomic_write_bytes
from core.labels.network import DILATIONS, WEIGHTS, Weights, judge
from core.words import MODES
from scripts.labelled_plays import Sample, plays_to_fit, samples

#: width of the network, and of its judgement of one candidate
HIDDEN, CANDIDATE = 64, 32
#: steps of an excerpt, excerpts of a batch, batches
LENGTH, BATCH, BATCHES = 300, 12, 700
RATE, DECAY, DROPOUT = 2e-3, 1e-2, 0.2
#: batches for a judge that only shows how far it can be trusted
BATCHES_LEFT_OUT = 200


class Layer(nn.Module):
    """One look at the steps `apart` before and after."""

    def __init__(self, apart: int) -> None:
        super().__init__()
        self.taps = nn.Conv1d(HIDDEN, HIDDEN, 3, dilation=apart, padding=apart)
        self.out = nn.Linear(HIDDEN, HIDDEN, bias=False)

    def forward(self, hidden: Tensor) -> Tensor:
        inner = F.relu(self.taps(F.layer_norm(hidden, (HIDDEN,)).transpose(1, 2)).transpose(1, 2))
        return hidden + self.out(F.dropout(inner, DROPOUT, self.training))


class Judge(nn.Module):
    """`core.labels.network` while it learns."""

    def __init__(self, columns: int, candidate_columns: int) -> None:
        super().__init__()
        self.inlet = nn.Linear(columns, HIDDEN)
        self.layers = nn.ModuleList(Layer(apart) for apart in DILATIONS)
        self.mode = nn.Linear(HIDDEN, len(MODES))
        self.none = nn.Linear(HIDDEN, 1)
        self.candidate = nn.Linear(candidate_columns, CANDIDATE)
        self.context = nn.Linear(HIDDEN, CANDIDATE, bias=False)
        self.inner = nn.Linear(CANDIDATE, CANDIDATE)
        self.score = nn.Linear(CANDIDATE, 1)

    def forward(self, evidence: Tensor, step: Tensor, candidates: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(B, L, F) evidence, (K,) rows of the flattened steps, (K, G) candidates: modes, no target, targets."""
        hidden = self.inlet(F.dropout(evidence, DROPOUT / 2, self.training))
        for layer in self.layers:
            hidden = layer(hidden)
        flat = F.dropout(F.layer_norm(hidden, (HIDDEN,)), DROPOUT, self.training).reshape(-1, HIDDEN)
        inner = F.relu(self.inner(F.relu(self.candidate(candidates) + self.context(flat)[step])))
        return self.mode(flat), self.none(flat)[:, 0], self.score(inner)[:, 0]

    def weights(self, norms: dict[str, Floats]) -> Weights:
        """The numbers by the names `core.labels.network` knows them by."""

        def plain(tensor: Tensor) -> Floats:
            values: Floats = tensor.detach().numpy().astype(np.float16)
            return values

        found = {
            "in.w": plain(self.inlet.weight.T), "in.b": plain(self.inlet.bias),
            "mode.w": plain(self.mode.weight.T), "mode.b": plain(self.mode.bias),
            "none.w": plain(self.none.weight.T), "none.b": plain(self.none.bias),
            "candidate.w": plain(self.candidate.weight.T), "candidate.b": plain(self.candidate.bias),
            "context.w": plain(self.context.weight.T),
            "inner.w": plain(self.inner.weight.T), "inner.b": plain(self.inner.bias),
            "score.w": plain(self.score.weight.T), "score.b": plain(self.score.bias),
            "sharpness": np.ones(1, np.float16),
        }  # fmt: skip
        for index, layer in enumerate(self.layers):
            found[f"layer{index}.taps"] = plain(layer.taps.weight.permute(2, 1, 0))
            found[f"layer{index}.b"] = plain(layer.taps.bias)
            found[f"layer{index}.out"] = plain(layer.out.weight.T)
        return {**found, **{name: values.astype(np.float16) for name, values in norms.items()}}


def fit_several(data: list[Sample], jobs: list[tuple[str | None, int]]) -> list[Weights]:
    """Fit judges side by side, one a processor: each without the plays that a pilot has a hand in, for so many batches.

    The processes are forked, because they share the samples.
    """
    with multiprocessing.get_context("fork").Pool(initializer=_share, initargs=(data,)) as pool:
        return pool.starmap(_fit_without, jobs, chunksize=1)


def fit(data: list[Sample], batches: int, seed: int = 0, *, name: str = "judge") -> Weights:
    """Fit a judge to samples; the same samples and seed give the same numbers on the same machine."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    norms = {
        **_norms("evidence", np.concatenate([item.evidence for item in data])),
        **_norms("candidate", np.concatenate([item.candidates for item in data])),
    }
    model = Judge(data[0].evidence.shape[1], data[0].candidates.shape[1])
    optimizer = torch.optim.AdamW(model.parameters(), RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=batches, pct_start=0.1)
    began = time.monotonic()
    for number in range(batches):
        chosen = [data[index] for index in random.integers(len(data), size=BATCH)]
        starts = [int(random.integers(max(1, len(item.mode) - LENGTH + 1))) for item in chosen]
        evidence, step, candidates, hit, mode = _excerpts(chosen, starts, norms)
        says_mode, says_none, says_target = model(evidence, step, candidates)
        loss = F.cross_entropy(says_mode, mode, ignore_index=-1)
        loss = loss + _target_loss(says_none, says_target, step, hit)[mode >= 0].mean()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if number % 100 == 0:
            print(f"  {name}, batch {number}: loss {loss.item():.3f}, {time.monotonic() - began:.0f} s", flush=True)
    return model.weights(norms)


def sharpness_for(pairs: Iterable[tuple[Weights, list[Sample]]]) -> float:
    """By what to multiply the modes' scores so that judges are as sure as they are right on strangers."""
    scores, truth = [], []
    for weights, unseen in pairs:
        single = {name: values.astype(np.float32) for name, values in weights.items()}
        for item in unseen:
            scores.append(judge(single, item.evidence, item.step, item.candidates).mode)
            truth.append(item.mode)
    score, right = torch.tensor(np.concatenate(scores)), torch.tensor(np.concatenate(truth))
    grid = np.geomspace(0.1, 2.0, 40)
    return float(min(grid, key=lambda factor: F.cross_entropy(score * factor, right, ignore_index=-1).item()))


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the judge that tells modes and targets in hindsight.")
    parser.add_argument("out", nargs="?", type=Path, default=WEIGHTS, help="where to write it (%(default)s)")
    out: Path = parser.parse_args().out
    began = time.monotonic()
    print("playing", flush=True)
    data = samples(plays_to_fit())
    print(f"{len(data)} samples of {sum(len(item.mode) for item in data):,} steps", flush=True)
    weights, *left_out = fit_several(data, [(None, BATCHES), *((name, BATCHES_LEFT_OUT) for name in PILOTS)])
    strangers = [
        (judge_of_others, [item for item in data if item.play.pilots == (name,)])
        for name, judge_of_others in zip(PILOTS, left_out, strict=True)
    ]
    weights["sharpness"][:] = sharpness_for(strangers)
    file = io.BytesIO()
    np.savez_compressed(file, **weights)
    atomic_write_bytes(out, file.getvalue())
    took = time.monotonic() - began
    print(f"sharpness {weights['sharpness'][0]:.2f}; {len(file.getvalue()) / 1000:.0f} kB in {out}; {took:.0f} s")


_shared: list[Sample] = []


def _share(data: list[Sample]) -> None:
    torch.set_num_threads(1)
    _shared[:] = data


def _fit_without(pilot: str | None, batches: int) -> Weights:
    known = [item for item in _shared if pilot not in item.play.pilots]
    return fit(known, batches, name=f"without the {pilot}" if pilot else "with all")


def _norms(name: str, values: Floats) -> dict[str, Floats]:
    return {f"{name}.mean": values.mean(axis=0), f"{name}.scale": 1 / np.maximum(values.std(axis=0), 0.05)}


def _excerpts(chosen: list[Sample], starts: list[int], norms: dict[str, Floats]) -> tuple[Tensor, ...]:
    """A batch: evidence (B, L, F), and flattened: rows and columns of the candidates, which are right, modes (B L)."""
    evidence = np.zeros((len(chosen), LENGTH, chosen[0].evidence.shape[1]), np.float32)
    mode = np.full((len(chosen), LENGTH), -1, np.int64)
    step, candidates, hit = [], [], []
    for row, (item, start) in enumerate(zip(chosen, starts, strict=True)):
        stop = min(start + LENGTH, len(item.mode))
        evidence[row, : stop - start] = (item.evidence[start:stop] - norms["evidence.mean"]) * norms["evidence.scale"]
        mode[row, : stop - start] = item.mode[start:stop]
        low, high = np.searchsorted(item.step, (start, stop))
        step.append(item.step[low:high] - start + row * LENGTH)
        candidates.append((item.candidates[low:high] - norms["candidate.mean"]) * norms["candidate.scale"])
        hit.append(item.hit[low:high])
    tensors = (evidence, np.concatenate(step), np.concatenate(candidates), np.concatenate(hit), mode.reshape(-1))
    return tuple(torch.from_numpy(values) for values in tensors)


def _target_loss(none: Tensor, target: Tensor, step: Tensor, hit: Tensor) -> Tensor:
    """(steps,) negative log-probability of the right candidate, or of none where none is right."""
    top = none.detach().scatter_reduce(0, step, target.detach(), "amax")
    total = torch.exp(none - top).index_add(0, step, torch.exp(target - top[step])).log() + top
    right = torch.zeros_like(none).index_add(0, step, target * hit)
    has_target = torch.zeros_like(none).index_add(0, step, hit.to(none.dtype)) > 0
    return total - torch.where(has_target, right, none)


if __name__ == "__main__":
    main()

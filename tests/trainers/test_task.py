from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
import torch
from helpers.plays import SCHEMA, frame, recording_of
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor
from torch.nn import functional as F

from core.played import to_arrays
from trainers.corpus import Corpus
from trainers.task import Means, Tally, masked_mean, samples_by_source, smoothed_cross_entropy, tally, to_device

relaxed = settings(deadline=None, max_examples=60)


@relaxed
@given(st.integers(0, 2**31), st.integers(1, 6), st.integers(2, 9), st.floats(0, 0.49))
def test_where_nothing_is_masked_it_is_pytorchs_own_loss(seed: int, n: int, classes: int, smoothing: float) -> None:
    random = torch.Generator().manual_seed(seed)
    logits = torch.randn(n, classes, generator=random) * 5
    target = torch.randint(classes, (n,), generator=random)
    wanted = F.cross_entropy(logits, target, reduction="none", label_smoothing=smoothing)
    assert torch.allclose(smoothed_cross_entropy(logits, target, smoothing), wanted, atol=1e-5)


@relaxed
@given(st.integers(0, 2**31), st.integers(2, 9), st.floats(0.01, 0.49))
def test_impossible_classes_change_nothing_and_the_loss_stays_finite(seed: int, classes: int, smoothing: float) -> None:
    random = torch.Generator().manual_seed(seed)
    logits = torch.randn(3, classes, generator=random)
    target = torch.randint(classes, (3,), generator=random)
    masked = torch.cat([logits, torch.full((3, 4), -torch.inf)], dim=1).requires_grad_()
    loss = smoothed_cross_entropy(masked, target, smoothing)
    assert torch.isfinite(loss).all()
    assert torch.allclose(loss, smoothed_cross_entropy(logits, target, smoothing), atol=1e-6)
    loss.sum().backward()
    assert masked.grad is not None and torch.isfinite(masked.grad).all()
    assert not masked.grad[:, classes:].any()


def test_smoothing_holds_back_one_who_is_too_sure() -> None:
    sure, target = torch.tensor([[30.0, 0.0, 0.0]]), torch.tensor([0])
    assert smoothed_cross_entropy(sure, target, 0.0) < 1e-6
    assert smoothed_cross_entropy(sure, target, 0.1) > 1


def test_a_mean_counts_only_what_it_should_and_is_nought_where_there_is_nothing() -> None:
    values = torch.tensor([1.0, 2.0, 30.0])
    assert masked_mean(values, torch.tensor([True, True, False])).item() == 1.5
    assert masked_mean(values, torch.tensor([False] * 3)).item() == 0


def test_a_tally_sums_and_counts() -> None:
    right = torch.tensor([True, False, True, True])
    assert [part.item() for part in tally(right)] == [3, 4]
    assert [part.item() for part in tally(right, torch.tensor([True, True, False, False]))] == [1, 2]
    learning = torch.tensor([1.0], requires_grad=True)
    assert not tally(learning * 2).total.requires_grad


class Inner(NamedTuple):
    a: Tensor
    b: Tensor


class Outer(NamedTuple):
    inner: Inner
    c: Tensor


@pytest.mark.parametrize("device", ["cpu", "meta"])
def test_a_batch_goes_to_a_device_with_all_that_is_in_it(device: str) -> None:
    batch = Outer(Inner(torch.ones(2), torch.zeros(3)), torch.arange(4))
    moved = to_device(batch, torch.device(device))
    assert isinstance(moved, Outer) and isinstance(moved.inner, Inner)
    assert [item.device.type for item in (*moved.inner, moved.c)] == [device] * 3
    assert [len(item) for item in (*moved.inner, moved.c)] == [2, 3, 4]
    assert isinstance(to_device((torch.ones(1), torch.ones(1)), torch.device(device)), tuple)


def test_samples_are_counted_by_source() -> None:
    lengths, sources = (3, 5, 2, 4), ["person", "pilot:miner", "person", "pilot:sentry"]
    plays = [recording_of([frame(n / 10) for n in range(frames)]) for frames in lengths]
    corpus = Corpus(SCHEMA, [to_arrays(f"r{number}", play, SCHEMA) for number, play in enumerate(plays)])
    for index, counts in ((range(14), (5, 5, 4)), ([0, 0, 3, 9], (3, 1, 0)), ([], (0, 0, 0))):
        wanted = dict(zip(("person", "pilot:miner", "pilot:sentry"), counts, strict=True))
        assert samples_by_source(corpus, np.array(index, np.int64), sources) == wanted


def test_means_are_over_samples_and_leave_out_what_never_came() -> None:
    means = Means()
    for total, count in ((3.0, 4.0), (0.0, 1.0)):
        means.add({"a": Tally(torch.tensor(total), torch.tensor(count)), "b": Tally(torch.zeros(()), torch.zeros(()))})
    means.add({"c": Tally(torch.tensor(2.0), torch.tensor(1.0))})
    assert means.values() == {"a": pytest.approx(0.6), "c": 2.0}

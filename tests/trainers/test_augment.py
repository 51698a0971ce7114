from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from helpers.plays import SCHEMA, SMALL_FLAGS, pilot_plays
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from core.checkpoint import load_checkpoint
from core.cli import main
from core.errors import ExitCode
from core.home import Home
from core.models.inputs import scene_tensors
from core.played import to_arrays
from core.settings.training import ExecutorSettings, StrategistSettings, TacticianSettings
from trainers.augment import Augmentation, normal, uniform
from trainers.corpus import Corpus
from trainers.train_executor import ExecutorTask
from trainers.train_tactician import TacticianTask

EVERY = np.arange(150)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus(SCHEMA, [to_arrays("a", pilot_plays(3, 20), SCHEMA)])


def augmented(corpus: Corpus, task: Any = TacticianTask, chosen: Any = TacticianSettings, **change: float) -> Any:
    """The batch of some samples, and the same as augmented."""
    changed = chosen(**change)
    batch = task(corpus, changed).batch(EVERY)
    noise = Augmentation.of(changed, SCHEMA)
    assert noise is not None
    return batch, noise(batch, 1, EVERY)


def test_nothing_is_done_where_nothing_is_asked_for() -> None:
    for chosen in (StrategistSettings(), TacticianSettings(), ExecutorSettings()):
        assert Augmentation.of(chosen, SCHEMA) is None


def test_jitter_moves_each_object_by_itself_and_what_is_told_of_it_fits(corpus: Corpus) -> None:
    batch, seen = augmented(corpus, jitter=0.01)
    there = batch.objects.mask
    assert torch.equal(seen.objects.mask, there) and torch.equal(seen.objects.cls, batch.objects.cls)
    moved = (seen.objects.box - batch.objects.box)[there]
    assert moved[:, :2].std() == pytest.approx(0.01, rel=0.1) and moved[:, :2].mean().abs() < 0.002
    assert np.corrcoef(moved[:, 0], moved[:, 1])[0, 1] == pytest.approx(0, abs=0.15)
    # The features are those that the very same code makes of such boxes.
    moments = corpus.take(EVERY, there.shape[1])
    moments.box[..., :4] = seen.objects.box.numpy()
    moments.box[..., 4] = seen.objects.features[..., 4].numpy()
    wanted, _ = scene_tensors(SCHEMA, moments, there.shape[1])
    assert torch.allclose(seen.objects.features, wanted.features * there[..., None], atol=1e-5)
    assert torch.equal(seen.context, batch.context)


def test_the_batch_given_stays_as_it_was(corpus: Corpus) -> None:
    batch, _ = augmented(corpus, jitter=0.05, drop_objects=0.5, false_objects=1)
    again = TacticianTask(corpus, TacticianSettings()).batch(EVERY)
    assert all(torch.equal(one, other) for one, other in zip(batch.objects, again.objects, strict=True))


def test_objects_are_missed_but_never_the_target(corpus: Corpus) -> None:
    batch, seen = augmented(corpus, drop_objects=0.4)
    there, kept = batch.objects.mask, seen.objects.mask
    meant = torch.arange(there.shape[1]) == batch.target[:, None]
    assert kept[there & meant].all() and not kept[~there].any()
    others = there & ~meant
    assert kept[others].float().mean() == pytest.approx(0.6, abs=0.06)
    assert not seen.objects.features[~kept].any() and not seen.objects.box[~kept].any()
    assert torch.equal(seen.objects.features[kept], batch.objects.features[kept])


def test_what_was_clicked_is_never_missed(corpus: Corpus) -> None:
    batch, seen = augmented(corpus, ExecutorTask, ExecutorSettings, drop_objects=0.9)
    clicked = (batch.click != 0) & batch.on_object
    assert clicked.sum() >= 5
    away = (batch.xy[:, None] - batch.objects.box[..., :2]).abs()
    under = (away <= 0.5 * batch.objects.box[..., 2:]).all(-1) & batch.objects.mask
    assert seen.objects.mask[under & clicked[:, None]].all()
    assert seen.objects.mask.sum() < 0.5 * batch.objects.mask.sum()


def test_something_is_seen_that_is_not_there(corpus: Corpus) -> None:
    batch, seen = augmented(corpus, false_objects=0.5)
    more = seen.objects.mask.sum(1) - batch.objects.mask.sum(1)
    count = batch.objects.mask.sum(1)
    room = (count > 0) & (count < batch.objects.mask.shape[1])
    assert set(more.tolist()) == {0, 1} and not more[~room].any()
    assert more[room].float().mean() == pytest.approx(0.5, abs=0.15)
    new = seen.objects.mask & ~batch.objects.mask
    confidence = seen.objects.features[new][:, 4]
    assert confidence.min() >= 0.25 and confidence.max() <= 0.6
    assert torch.equal(seen.objects.box[batch.objects.mask], batch.objects.box[batch.objects.mask])


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 2**31), st.integers(1, 99), st.permutations(range(20)), st.integers(1, 9))
def test_a_samples_numbers_are_its_own_in_whatever_batch(seed: int, epoch: int, order: list[int], count: int) -> None:
    whole = uniform(seed, epoch, np.arange(20), count)
    assert np.array_equal(uniform(seed, epoch, np.array(order), count), whole[order])
    assert ((whole >= 0) & (whole < 1)).all()


def test_numbers_are_even_and_independent() -> None:
    drawn = uniform(1, 1, np.arange(4000), 6)
    assert stats.kstest(drawn.ravel(), "uniform").pvalue > 0.01
    columns = np.corrcoef(
        np.column_stack([drawn, uniform(1, 2, np.arange(4000), 6), uniform(2, 1, np.arange(4000), 6)]).T
    )
    assert np.abs(columns - np.eye(18)).max() < 0.07
    assert np.abs(np.corrcoef(drawn[:-1, 0], drawn[1:, 0])[0, 1]) < 0.05
    assert stats.kstest(normal(torch.from_numpy(drawn)).ravel(), "norm").pvalue > 0.01


def test_a_model_trains_with_all_of_it_and_learns_something_else(home: Home, data: Path) -> None:
    found = []
    for more in ([], ["--jitter=0.005", "--drop-objects=0.1", "--false-objects=0.1"]):
        out = home.root / f"models-{len(more)}"
        flags = [f"--data-dir={data}", f"--output-dir={out}", "--epochs=1", *SMALL_FLAGS, *more]
        assert main(["train", "executor", *flags]) == ExitCode.OK
        found.append(load_checkpoint(out / "last_model.pt", "executor").model.state_dict())
    assert not torch.equal(found[0]["click_head.weight"], found[1]["click_head.weight"])

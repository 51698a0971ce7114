from __future__ import annotations

import pytest
import torch
from helpers.plays import SCHEMA, pilot_plays, untrained_models, with_empty_slots
from torch import Tensor, nn

from core.models.inputs import Objects
from core.models.tactician import LAST_NONE, LAST_UNKNOWN
from core.played import to_arrays
from core.settings.training import TacticianSettings
from trainers.corpus import Corpus
from trainers.train_tactician import TacticianBatch, TacticianTask


@pytest.fixture(scope="module")
def model() -> nn.Module:
    return untrained_models()["tactician"].model


@pytest.fixture(scope="module")
def batch() -> TacticianBatch:
    corpus = Corpus(SCHEMA, [to_arrays(f"s{seed}", pilot_plays(seed, 9), SCHEMA) for seed in (1, 2)])
    task = TacticianTask(corpus, TacticianSettings())
    return task.batch(torch.arange(0, len(task), 9).numpy())


def answer(model: nn.Module, batch: TacticianBatch) -> Tensor:
    with torch.inference_mode():
        return model(*batch[:-1])


def test_every_object_gets_a_score_and_so_does_none(model: nn.Module, batch: TacticianBatch) -> None:
    logits, mask = answer(model, batch), batch.objects.mask
    assert logits.shape == (len(mask), mask.shape[1] + 1)
    assert torch.isfinite(logits[:, :-1][mask]).all() and torch.isfinite(logits[:, -1]).all()


def test_an_empty_slot_can_never_be_chosen(model: nn.Module, batch: TacticianBatch) -> None:
    mask = batch.objects.mask
    assert not mask.all()
    assert (answer(model, batch)[:, :-1][~mask] == -torch.inf).all()


@pytest.mark.parametrize("more", [1, 9])
def test_more_empty_slots_change_nothing(model: nn.Module, batch: TacticianBatch, more: int) -> None:
    slots = batch.objects.mask.shape[1]
    usual, wide = answer(model, batch), answer(model, batch._replace(objects=with_empty_slots(batch.objects, more)))
    assert torch.allclose(wide[:, :slots], usual[:, :slots], atol=1e-5)
    assert torch.allclose(wide[:, -1], usual[:, -1], atol=1e-5)


def test_the_order_of_the_objects_means_nothing(model: nn.Module, batch: TacticianBatch) -> None:
    batch = batch._replace(last=torch.full_like(batch.last, LAST_NONE))
    slots = batch.objects.mask.shape[1]
    order = torch.randperm(slots, generator=torch.Generator().manual_seed(0))
    shuffled = Objects(*(item[:, order] for item in batch.objects))
    usual, other = answer(model, batch), answer(model, batch._replace(objects=shuffled))
    assert torch.allclose(other[:, :-1], usual[:, :-1][:, order], atol=1e-5)


def test_each_object_is_judged_by_what_it_is_where_it_is_and_by_the_mode(
    model: nn.Module, batch: TacticianBatch
) -> None:
    usual, objects = answer(model, batch), batch.objects
    real = objects.mask
    others = [
        batch._replace(objects=objects._replace(cls=(objects.cls + 1) % len(SCHEMA.classes))),
        batch._replace(objects=objects._replace(features=objects.features + 0.3)),
        batch._replace(mode=(batch.mode + 1) % len(SCHEMA.modes)),
        batch._replace(context=batch.context + 0.5),
    ]
    for other in others:
        assert not torch.allclose(answer(model, other)[:, :-1][real], usual[:, :-1][real], atol=1e-4)


def test_with_nothing_in_view_there_is_no_target(model: nn.Module, batch: TacticianBatch) -> None:
    empty = batch.objects._replace(mask=torch.zeros_like(batch.objects.mask))
    logits = answer(model, batch._replace(objects=empty))
    assert (logits.argmax(-1) == logits.shape[1] - 1).all() and torch.isfinite(logits[:, -1]).all()


def test_the_last_target_is_a_hint_and_not_knowing_it_is_not_the_same_as_having_had_none(
    model: nn.Module, batch: TacticianBatch
) -> None:
    said = [
        answer(model, batch._replace(last=torch.full_like(batch.last, last))) for last in (0, LAST_NONE, LAST_UNKNOWN)
    ]
    real = batch.objects.mask
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert not torch.allclose(said[one][:, :-1][real], said[other][:, :-1][real], atol=1e-4)

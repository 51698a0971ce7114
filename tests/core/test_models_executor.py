from __future__ import annotations

import pytest
import torch
from helpers.plays import SCHEMA, pilot_plays, untrained_models, with_empty_slots
from torch import Tensor
from torch.optim import Adam

from core.models.executor import Executor
from core.models.inputs import Objects
from core.played import to_arrays
from core.settings.training import ExecutorSettings
from core.words import HOTKEYS, Click
from trainers.corpus import Corpus
from trainers.train_executor import ExecutorBatch, ExecutorTask


@pytest.fixture(scope="module")
def model() -> Executor:
    found = untrained_models()["executor"].model
    assert isinstance(found, Executor)
    return found


@pytest.fixture(scope="module")
def batch() -> ExecutorBatch:
    corpus = Corpus(SCHEMA, [to_arrays(f"s{seed}", pilot_plays(seed, 9), SCHEMA) for seed in (1, 2)])
    task = ExecutorTask(corpus, ExecutorSettings())
    return task.batch(torch.arange(0, len(task), 25).numpy())


def answer(model: Executor, batch: ExecutorBatch, xy: Tensor | None = None) -> dict[str, Tensor]:
    """Everything the model says about a batch."""
    with torch.inference_mode():
        given = batch.given(model)
        click_logits, hotkey_logits = model.presses(given, batch.wounds)
        density = model.cursor(given, batch.click)
        return {
            "click": click_logits,
            "hotkey": hotkey_logits,
            "cursor": density.log_prob(batch.xy if xy is None else xy),
            "place": density.mode(),
        }


def same(a: dict[str, Tensor], b: dict[str, Tensor]) -> bool:
    return all(torch.allclose(a[name], b[name], atol=1e-4) for name in a)


def one(batch: ExecutorBatch, i: int, copies: int = 1) -> ExecutorBatch:
    """One sample, several times."""
    objects = Objects(*(item[i : i + 1].repeat_interleave(copies, 0) for item in batch.objects))
    return ExecutorBatch(objects, *(item[i : i + 1].repeat_interleave(copies, 0) for item in batch[1:]))


def test_the_answers_have_the_shapes_they_should(model: Executor, batch: ExecutorBatch) -> None:
    said, n = answer(model, batch), len(batch.click)
    assert said["click"].shape == (n, len(Click)) and said["hotkey"].shape == (n, len(HOTKEYS))
    assert said["cursor"].shape == (n,) and said["place"].shape == (n, 2)
    for name in ("click", "cursor", "place"):
        assert torch.isfinite(said[name]).all()


def test_a_hotkey_the_profile_does_not_use_can_never_be_pressed(model: Executor, batch: ExecutorBatch) -> None:
    logits = answer(model, batch)["hotkey"]
    for index, name in enumerate(HOTKEYS):
        used = name == "none" or name in SCHEMA.hotkeys
        assert torch.isfinite(logits[:, index]).all() if used else (logits[:, index] == -torch.inf).all()


@pytest.mark.parametrize("more", [1, 9])
def test_more_empty_slots_change_nothing(model: Executor, batch: ExecutorBatch, more: int) -> None:
    assert same(answer(model, batch), answer(model, batch._replace(objects=with_empty_slots(batch.objects, more))))


def test_the_order_of_the_objects_means_nothing(model: Executor, batch: ExecutorBatch) -> None:
    slots = batch.objects.mask.shape[1]
    order = torch.randperm(slots, generator=torch.Generator().manual_seed(0))
    place_of = torch.empty_like(order)
    place_of[order] = torch.arange(slots)
    target = torch.where(batch.target < 0, batch.target, place_of[batch.target.clamp(min=0)])
    shuffled = batch._replace(objects=Objects(*(item[:, order] for item in batch.objects)), target=target)
    assert same(answer(model, batch), answer(model, shuffled))


def test_mode_target_and_state_are_listened_to(model: Executor, batch: ExecutorBatch) -> None:
    usual = answer(model, batch)
    others = [
        batch._replace(mode=(batch.mode + 1) % len(SCHEMA.modes)),
        batch._replace(target=torch.where(batch.target < 0, 0, -1)),
        batch._replace(context=batch.context + 0.5),
        batch._replace(wounds=batch.wounds + 0.5),
    ]
    for other in others:
        assert not torch.allclose(answer(model, other)["click"], usual["click"], atol=1e-4)


def test_how_many_things_are_in_view_is_told(model: Executor, batch: ExecutorBatch) -> None:
    """Attention averages: twice the same objects would be the same to it."""
    twice = batch._replace(objects=Objects(*(torch.cat([item, item], dim=1) for item in batch.objects)))
    seen = batch.objects.mask.any(dim=1)
    assert seen.any()
    usual, doubled = answer(model, batch)["click"], answer(model, twice)["click"]
    assert not torch.allclose(usual[seen], doubled[seen], atol=1e-3)


def test_where_one_clicks_is_another_question_than_where_the_hand_rests(model: Executor, batch: ExecutorBatch) -> None:
    clicking, resting = (
        answer(model, batch._replace(click=torch.full_like(batch.click, click)))["cursor"]
        for click in (Click.LEFT, Click.NONE)
    )
    assert not torch.allclose(clicking, resting, atol=1e-4)


def test_the_cursor_is_somewhere_once(model: Executor, batch: ExecutorBatch) -> None:
    """The density is one: summed over the plane it gives 1, of which the window holds nearly all."""
    side = torch.linspace(-1, 2, 451)
    grid = torch.stack(torch.meshgrid(side, side, indexing="xy"), dim=-1).reshape(-1, 2)
    area = float((side[1] - side[0]) ** 2)
    inside = ((grid >= 0) & (grid <= 1)).all(dim=1)
    for i in range(0, len(batch.click), 7):
        density = answer(model, one(batch, i), grid)["cursor"].exp()
        assert 0.5 < float(density[inside].sum()) * area < 1.05


def test_no_place_in_the_window_is_impossible(model: Executor, batch: ExecutorBatch) -> None:
    """A slip of the hand must cost a finite loss."""
    corners = torch.tensor([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.999, 0.001]])
    for i in range(0, len(batch.click), 7):
        assert (answer(model, one(batch, i, len(corners)), corners)["cursor"] > -20).all()


def test_with_nothing_in_view_there_is_still_a_cursor(model: Executor, batch: ExecutorBatch) -> None:
    empty = batch.objects._replace(mask=torch.zeros_like(batch.objects.mask))
    said = answer(model, batch._replace(objects=empty, target=torch.full_like(batch.target, -1)))
    assert torch.isfinite(said["cursor"]).all() and torch.isfinite(said["place"]).all()


def test_the_cursor_learns_two_places_and_not_their_middle() -> None:
    """A mean between two options is a place nobody clicks."""
    model = untrained_models(seed=1, scale=1.0)["executor"].model
    assert isinstance(model, Executor)
    corpus = Corpus(SCHEMA, [to_arrays("s", pilot_plays(1, 2), SCHEMA)])
    sample = one(ExecutorTask(corpus, ExecutorSettings(thinning=1)).batch(torch.tensor([20]).numpy()), 0, 2)
    places = torch.tensor([[0.2, 0.3], [0.8, 0.6]])
    optimizer = Adam(model.parameters(), lr=3e-3)
    for _ in range(200):
        loss = -model.cursor(sample.given(model), sample.click).log_prob(places).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    spots = torch.cat([places, places.mean(dim=0, keepdim=True)])
    left, right, middle = answer(model, one(sample, 0), spots)["cursor"].tolist()
    assert left > 2 and right > 2 and middle < min(left, right) - 3
    likely = answer(model, one(sample, 0))["place"][0]
    assert (likely - places).norm(dim=1).min() < 0.05

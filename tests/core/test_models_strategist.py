from __future__ import annotations

import pytest
import torch
from helpers.plays import SCHEMA, pilot_plays, untrained_models
from torch import Tensor, nn

from core.models.inputs import Objects
from core.models.strategist import BLOCK, RECENT
from core.played import to_arrays
from core.settings.training import StrategistSettings
from trainers.corpus import Corpus
from trainers.train_strategist import StrategistBatch, StrategistTask

HISTORY = 5


@pytest.fixture(scope="module")
def model() -> nn.Module:
    return untrained_models(history=HISTORY)["strategist"].model


@pytest.fixture(scope="module")
def batch() -> StrategistBatch:
    corpus = Corpus(SCHEMA, [to_arrays(f"s{seed}", pilot_plays(seed, 9), SCHEMA) for seed in (1, 2)])
    task = StrategistTask(corpus, StrategistSettings(history_seconds=HISTORY))
    return task.batch(torch.arange(0, len(task), 3).numpy())


def answer(model: nn.Module, batch: StrategistBatch) -> Tensor:
    with torch.inference_mode():
        return model(*batch[:-1])


def rows_of(batch: StrategistBatch, rows: Tensor | slice) -> StrategistBatch:
    objects = Objects(*(item[rows] for item in batch.objects))
    return StrategistBatch(*(objects if item is batch.objects else item[rows] for item in batch))


def test_every_moment_gets_a_finite_score_for_every_mode(model: nn.Module, batch: StrategistBatch) -> None:
    logits = answer(model, batch)
    assert logits.shape == (len(batch.mode), len(SCHEMA.modes))
    assert torch.isfinite(logits).all() and logits.std() > 0.01


def test_what_was_before_the_recording_began_is_not_seen(model: nn.Module, batch: StrategistBatch) -> None:
    assert not batch.present.all() and batch.present[:, -1].all()
    junk = torch.where(batch.present[..., None], batch.summaries, torch.full_like(batch.summaries, 50.0))
    assert torch.allclose(answer(model, batch), answer(model, batch._replace(summaries=junk)), atol=1e-5)


def test_every_second_of_the_past_is_seen_and_their_order_matters(model: nn.Module, batch: StrategistBatch) -> None:
    whole = rows_of(batch, batch.present.all(dim=1))
    assert len(whole.mode) > 5
    usual = answer(model, whole)
    for second in range(HISTORY):
        other = whole.summaries.clone()
        other[:, second] = other[:, second].roll(1, 0) + 0.5
        assert not torch.allclose(answer(model, whole._replace(summaries=other)), usual, atol=1e-5), second
    reversed_past = torch.cat([whole.summaries[:, :-1].flip(1), whole.summaries[:, -1:]], dim=1)
    assert not torch.allclose(answer(model, whole._replace(summaries=reversed_past)), usual, atol=1e-5)


def test_every_second_of_a_long_past_is_seen_and_what_never_was_is_not() -> None:
    """Beyond the last seconds several make one token: none of them may fall between two."""
    seconds = RECENT + 3 * BLOCK - 1
    model = untrained_models(history=seconds)["strategist"].model
    torch.manual_seed(0)
    batch = StrategistBatch(
        torch.randn(4, seconds, SCHEMA.summary_width),
        torch.ones(4, seconds, dtype=torch.bool),
        torch.randn(4, SCHEMA.context_width),
        torch.randn(4, SCHEMA.change_width),
        torch.zeros(4, dtype=torch.int64),
        Objects(
            torch.zeros(4, 2, dtype=torch.int64),
            torch.zeros(4, 2, SCHEMA.object_width),
            torch.zeros(4, 2, 4),
            torch.zeros(4, 2, dtype=torch.bool),
        ),
        torch.zeros(4, dtype=torch.int64),
    )
    usual = answer(model, batch)
    for second in range(seconds):
        other = batch.summaries.clone()
        other[:, second] += 2.0
        assert not torch.allclose(answer(model, batch._replace(summaries=other)), usual, atol=1e-4), second
        if second < seconds - 1:
            began = torch.arange(seconds).expand(4, -1) > second
            junk = batch.summaries.where(began[..., None], 50.0)
            cut = batch._replace(present=began)
            assert torch.allclose(answer(model, cut), answer(model, cut._replace(summaries=junk)), atol=1e-5), second


def test_when_within_a_token_of_several_seconds_something_was_is_seen() -> None:
    """Hurt 47 seconds ago, a player may flee already; hurt 44 seconds ago, not yet."""
    seconds = RECENT + 2 * BLOCK
    model = untrained_models(history=seconds)["strategist"].model
    calm = StrategistBatch(
        torch.zeros(BLOCK, seconds, SCHEMA.summary_width),
        torch.ones(BLOCK, seconds, dtype=torch.bool),
        torch.zeros(BLOCK, SCHEMA.context_width),
        torch.zeros(BLOCK, SCHEMA.change_width),
        torch.zeros(BLOCK, dtype=torch.int64),
        Objects(
            torch.zeros(BLOCK, 1, dtype=torch.int64),
            torch.zeros(BLOCK, 1, SCHEMA.object_width),
            torch.zeros(BLOCK, 1, 4),
            torch.zeros(BLOCK, 1, dtype=torch.bool),
        ),
        torch.zeros(BLOCK, dtype=torch.int64),
    )
    for ago in range(BLOCK):
        calm.summaries[ago, BLOCK + ago] = 3.0
    logits = answer(model, calm)
    for one in range(BLOCK):
        for other in range(one):
            assert not torch.allclose(logits[one], logits[other], atol=1e-4), (one, other)


def test_the_players_own_clicks_on_the_hud_are_not_seen(model: nn.Module, batch: StrategistBatch) -> None:
    """Where the ship was sent tells what the player was after: a model that sees it carries on and never flees."""
    marks = [index for pair in SCHEMA.markers for index in pair]
    assert marks
    summaries, context = batch.summaries.clone(), batch.context.clone()
    summaries[..., marks] = 0.7
    context[:, marks] = 0.7
    context[:, len(SCHEMA.state_names) :] = 0.7
    features = batch.objects.features.clone()
    features[..., -4 * len(SCHEMA.markers) :] = 0.7
    marked = batch._replace(summaries=summaries, context=context, objects=batch.objects._replace(features=features))
    assert torch.equal(answer(model, marked), answer(model, batch))


def test_the_objects_in_view_are_seen(model: nn.Module, batch: StrategistBatch) -> None:
    some = batch.objects.mask.any(dim=1)
    empty = batch.objects._replace(mask=torch.zeros_like(batch.objects.mask))
    said, usual = answer(model, batch._replace(objects=empty)), answer(model, batch)
    assert some.any() and not torch.isclose(said[some], usual[some], atol=1e-4).all(dim=1).any()
    assert torch.allclose(said[~some], usual[~some], atol=1e-5)


def test_the_last_mode_is_a_hint(model: nn.Module, batch: StrategistBatch) -> None:
    said = [answer(model, batch._replace(last=torch.full_like(batch.last, mode))) for mode in (0, len(SCHEMA.modes))]
    assert not torch.allclose(*said, atol=1e-4)


def test_the_state_now_is_seen(model: nn.Module, batch: StrategistBatch) -> None:
    other = batch._replace(context=batch.context + 0.5)
    assert not torch.allclose(answer(model, other), answer(model, batch), atol=1e-4)


def test_a_moments_answer_does_not_depend_on_its_neighbours_in_the_batch(
    model: nn.Module, batch: StrategistBatch
) -> None:
    together = answer(model, batch)
    alone = torch.cat([answer(model, rows_of(batch, slice(i, i + 1))) for i in range(6)])
    assert torch.allclose(together[:6], alone, atol=1e-5)

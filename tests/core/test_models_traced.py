from __future__ import annotations

import pytest
import torch
from helpers.plays import SCHEMA, pilot_plays, untrained_models, with_empty_slots

from core.models.executor import Executor
from core.models.inputs import Objects
from core.models.traced import TracedExecutor
from core.played import to_arrays
from core.settings.training import ExecutorSettings
from trainers.corpus import Corpus
from trainers.train_executor import ExecutorBatch, ExecutorTask


@pytest.fixture(scope="module")
def task() -> ExecutorTask:
    corpus = Corpus(SCHEMA, [to_arrays(f"s{seed}", pilot_plays(seed, 9), SCHEMA) for seed in (1, 2)])
    return ExecutorTask(corpus, ExecutorSettings(thinning=1))


@pytest.fixture
def executor() -> Executor:
    found = untrained_models()["executor"].model
    assert isinstance(found, Executor)
    return found


def same_answers(traced: TracedExecutor, executor: Executor, batch: ExecutorBatch) -> bool:
    with torch.inference_mode():
        given = batch.given(executor)
        wanted = *executor.presses(given, batch.wounds), *executor.cursor(given, batch.click)
        presses = traced.presses(batch.objects, batch.context, batch.mode, batch.target, batch.wounds)
        got = *presses, *traced.cursor(batch.click)
    return all(torch.allclose(a, b, atol=1e-5) for a, b in zip(got, wanted, strict=True))


def by_count(task: ExecutorTask) -> dict[int, ExecutorBatch]:
    """A moment with each number of objects that comes."""
    count = [int(task.corpus.take(task._moments[task._begin[i : i + 1]]).count[0]) for i in range(len(task))]
    return {n: task.batch(torch.tensor([count.index(n)]).numpy()) for n in sorted(set(count))}


@pytest.mark.parametrize("backwards", [False, True])
def test_it_answers_as_the_executor_does_whatever_it_was_first_asked(
    task: ExecutorTask, executor: Executor, backwards: bool
) -> None:
    """What was recorded with one object, or with seven, or with an empty slot, must hold for all others."""
    alone = list(by_count(task).values())
    assert len(alone) > 4
    together = [task.batch(torch.arange(start, len(task), 17).numpy()) for start in (0, 5)]
    padded = [one._replace(objects=with_empty_slots(one.objects, 2)) for one in alone[::2]]
    traced = TracedExecutor(executor)
    asked = [*alone, *together, *padded]
    for batch in reversed(asked) if backwards else asked:
        assert same_answers(traced, executor, batch)


def test_it_is_recorded_and_not_only_called(
    task: ExecutorTask, executor: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    traced = TracedExecutor(executor)
    batch = task.batch(torch.tensor([3]).numpy())
    assert same_answers(traced, executor, batch)
    monkeypatch.setattr(Executor, "presses", None)
    monkeypatch.setattr(Executor, "cursor", None)
    traced.presses(batch.objects, batch.context, batch.mode, batch.target, batch.wounds)
    assert torch.isfinite(traced.cursor(batch.click).mode()).all()


def test_what_the_executor_learns_afterwards_is_heeded(task: ExecutorTask, executor: Executor) -> None:
    traced, batch = TracedExecutor(executor), task.batch(torch.tensor([3, 9]).numpy())
    assert same_answers(traced, executor, batch)
    with torch.no_grad():
        for parameter in executor.parameters():
            parameter.add_(0.01 * torch.randn_like(parameter))
    assert same_answers(traced, executor, batch)


def test_where_torch_cannot_record_the_executor_itself_is_called(
    task: ExecutorTask, executor: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(torch.jit, "trace")
    assert same_answers(TracedExecutor(executor), executor, task.batch(torch.tensor([3, 9]).numpy()))


def test_with_nothing_in_view_it_answers_too(task: ExecutorTask, executor: Executor) -> None:
    batch = task.batch(torch.tensor([3, 9]).numpy())
    empty = Objects(*(torch.zeros_like(item[:, :1]) for item in batch.objects))
    none = torch.full_like(batch.target, -1)
    assert same_answers(TracedExecutor(executor), executor, batch._replace(objects=empty, target=none))

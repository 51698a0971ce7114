"""What is copied by address is what NumPy copies by index."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from helpers.plays import SCHEMA, pilot_plays
from hypothesis import given, settings
from hypothesis import strategies as st

from core.models.inputs import scene_tensors
from core.played import to_arrays
from core.schema import STATE_LAGS
from trainers.corpus import Corpus
from trainers.gather import addresses, copy_past, copy_rows, rows_before

relaxed = settings(deadline=None, max_examples=60)


def plain_rows_before(t: np.ndarray, index: int, seconds: float) -> int:
    """Row of one recording, `seconds` before row `index`."""
    return int(max(0, np.searchsorted(t, t[index] - seconds + 1e-6, side="right") - 1))


@st.composite
def recordings(draw: st.DrawFn) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Times and rows of some recordings; frames come unevenly, and with pauses."""
    random = np.random.default_rng(draw(st.integers(0, 2**31)))
    width, times, rows = draw(st.integers(1, 40)), [], []
    for _ in range(draw(st.integers(1, 4))):
        n = int(random.integers(1, 200))
        steps = random.choice([0.001, 0.033, 0.05, 4.0], n)
        times.append(np.cumsum(steps) - steps[0])
        rows.append(random.random((n, width), np.float32))
    return times, rows


@relaxed
@given(recordings(), st.lists(st.floats(0, 100), min_size=1, max_size=8), st.integers(0, 2**31))
def test_rows_and_the_past_are_those_that_numpy_finds(
    made: tuple[list[np.ndarray], list[np.ndarray]], seconds: list[float], seed: int
) -> None:
    times, rows = made
    lengths = [len(t) for t in times]
    recording = np.repeat(np.arange(len(times)), lengths)
    first = np.repeat(np.cumsum([0, *lengths[:-1]]), lengths)
    clock = np.concatenate([t + 1e5 * number for number, t in enumerate(times)])
    index = np.random.default_rng(seed).integers(0, len(clock), 20)
    columns, steps, width = addresses(rows), np.array(seconds), rows[0].shape[1]

    found = np.full((20, width), np.nan, np.float32)
    copy_rows(columns, recording, first, index, found)
    assert np.array_equal(found, np.concatenate(rows)[index])

    before = np.empty((20, len(steps)), np.int64)
    rows_before(clock, first, index, steps[None], before)
    past, present = np.full((20, len(steps), width), np.nan, np.float32), np.empty((20, len(steps)), np.bool_)
    label, lags, labels = np.arange(len(clock)), np.array([0.7]), np.empty((2, 20), np.int64)
    state, changes = np.empty((20, width), np.float32), np.empty((20, width), np.float32)
    copy_past(
        columns, columns, label, clock, recording, first, index, steps, lags, np.arange(width), seconds[0],
        past, present, state, changes, labels,
    )  # fmt: skip
    assert np.array_equal(state, found) and np.array_equal(labels, [index, before[:, 0]])
    assert np.array_equal(past, np.concatenate(rows)[before])
    for i, at in enumerate(index):
        t, row = times[recording[at]], at - first[at]
        # The common clock of all recordings is rounded a little more coarsely than that of one.
        near = np.abs(t[:, None] - (t[row] - steps + 1e-6)).min(axis=0) > 1e-9
        wanted = np.array([plain_rows_before(t, row, back) for back in seconds])
        assert np.array_equal((before[i] - first[at])[near], wanted[near])
        since = t[row] - steps + 1e-6
        assert np.array_equal(present[i][np.abs(since) > 1e-9], (since >= 0)[np.abs(since) > 1e-9])


def test_the_objects_of_moments_are_those_of_their_recordings() -> None:
    played = [to_arrays(f"r{seed}", pilot_plays(seed, 4), SCHEMA) for seed in (1, 2)]
    corpus, random = Corpus(SCHEMA, played), np.random.default_rng(0)
    index = random.integers(0, len(corpus), 200)
    taken = corpus.take(index)
    for i, at in enumerate(index):
        one = played[corpus.recording[at]].scenes.take(np.array([at - corpus.first[at]]))
        for name in type(one).__dataclass_fields__:
            assert np.array_equal(getattr(taken, name)[i], getattr(one, name)[0]), name


def test_scenes_are_what_the_models_see_in_play() -> None:
    corpus = Corpus(SCHEMA, [to_arrays(f"r{seed}", pilot_plays(seed, 20), SCHEMA) for seed in (1, 2)])
    index = np.random.default_rng(0).integers(0, len(corpus), 300)
    most = corpus.most_objects(index)
    assert most == corpus.take(index).count.max() > 4
    for slots in (most, 3, most + 2):
        moments = corpus.take(index, slots)
        objects, context = corpus.scene(index, slots)
        wanted, around = scene_tensors(SCHEMA, moments, slots)
        assert torch.equal(context, around)
        for name in wanted._fields:
            found = getattr(objects, name)
            assert torch.equal(found, getattr(wanted, name)) and found.dtype == getattr(wanted, name).dtype, name


def test_fewer_slots_take_the_first_objects() -> None:
    played = to_arrays("a", pilot_plays(1, 4), SCHEMA)
    few, all_of_them = Corpus(SCHEMA, [played]).take(np.arange(100), 2), played.scenes.take(np.arange(100))
    assert few.count.tolist() == np.minimum(all_of_them.count, 2).tolist()
    assert np.array_equal(few.box, all_of_them.box[:, :2]) and np.array_equal(few.cls, all_of_them.cls[:, :2])


def test_the_past_and_the_lagged_state_are_those_of_the_moments_looked_back_to() -> None:
    corpus = Corpus(SCHEMA, [to_arrays(f"r{seed}", pilot_plays(seed, 20), SCHEMA) for seed in (1, 2)])
    seconds, index = np.arange(30.0), np.random.default_rng(0).integers(0, len(corpus), 301)
    past, present, *others = corpus.past(index, seconds, 2.5)
    assert np.array_equal(past, corpus.summaries(corpus.back(index, seconds)))
    # The common clock is rounded a little more coarsely.
    since = corpus.t[index][:, None] - seconds
    assert np.array_equal(present[np.abs(since) > 1e-5], (since >= 0)[np.abs(since) > 1e-5])
    state, lagged = corpus.lagged(index)
    assert np.array_equal(state, corpus.state(index))
    assert np.array_equal(lagged, corpus.state(corpus.back(index, np.array(STATE_LAGS))))
    modes = [corpus.mode[index], corpus.mode[corpus.back(index, np.array([2.5]))[:, 0]]]
    assert (modes[0] != modes[1]).any()
    for found, wanted in zip(others, (state, corpus.changes(index), modes), strict=True):
        assert np.array_equal(found, wanted)


def test_each_moment_can_look_back_by_its_own_time() -> None:
    corpus = Corpus(SCHEMA, [to_arrays(f"r{seed}", pilot_plays(seed, 4), SCHEMA) for seed in (1, 2)])
    index, seconds = np.array([7, 119, 130, 200]), np.array([[0.0], [1.0], [9.0], [2.0]])
    found = corpus.back(index, seconds)
    assert found[:, 0].tolist() == [corpus.back(index[i : i + 1], seconds[i])[0, 0] for i in range(4)]
    assert found[:, 0].tolist() == [7, 89, 120, 140]


@pytest.mark.parametrize("index", [[-1], [0, 10**6]])
def test_moments_that_are_not_there_are_refused(index: list[int]) -> None:
    corpus = Corpus(SCHEMA, [to_arrays("a", pilot_plays(1, 1), SCHEMA)])
    at = np.array(index)
    for ask in (
        corpus.state,
        corpus.take,
        corpus.summaries,
        corpus.lagged,
        corpus.scene,
        lambda x: corpus.past(x, np.zeros(1)),
    ):
        with pytest.raises(IndexError, match="counted from 0 to 29"):
            ask(at)


def test_rows_that_do_not_lie_one_after_the_other_have_no_address() -> None:
    with pytest.raises(ValueError, match="one after the other"):
        addresses([np.zeros((4, 4), np.float32)[:, ::2]])

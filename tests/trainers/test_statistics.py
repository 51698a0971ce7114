from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from helpers.plays import ARENA, SCHEMA, SMALL, arena_with, click, frame, pilot_plays, recording_of, untrained_models
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from torch import Tensor

from core.checkpoint import MODEL_NAMES, build_model
from core.models.executor import Executor
from core.played import load_folder, to_arrays
from core.schema import FeatureSchema
from core.settings.training import StrategistSettings, TacticianSettings
from core.timing import MOST_REST
from trainers.corpus import Corpus
from trainers.statistics import fences, fit_normalizers
from trainers.train_strategist import StrategistTask
from trainers.train_tactician import TacticianTask


def corpus_of(*seeds: int) -> Corpus:
    return Corpus(SCHEMA, [to_arrays(f"s{seed}", pilot_plays(seed, 12), SCHEMA) for seed in seeds])


def test_what_a_fitted_model_sees_of_its_own_data_is_normal() -> None:
    corpus, models = corpus_of(1, 2, 3), untrained_models()
    strategist, tactician = models["strategist"].model, models["tactician"].model
    for model in (strategist, tactician):
        fit_normalizers(model, corpus)
    every = torch.arange(len(corpus)).numpy()
    summaries, _, context, changes = StrategistTask(corpus, StrategistSettings(history_seconds=1), every).batch(every)[
        :4
    ]
    seen = [
        strategist.summary_norm(summaries[:, -1]),
        strategist.context_norm(context),
        strategist.change_norm(changes),
        tactician.encoder.state_input.context_norm(
            TacticianTask(corpus, TacticianSettings(), every).batch(every).context
        ),
    ]
    for values in seen:
        varied = values.std(0) > 1e-6
        assert varied.sum() >= 5
        assert values.mean(0).abs().max() < 0.1
        # Values far out are held, so a spread may come out a little less than one.
        assert (values.std(0)[varied] < 1.02).all() and values.std(0)[varied].median() > 0.9


def test_the_statistics_are_those_of_the_data_given() -> None:
    one, other = untrained_models()["tactician"].model, untrained_models()["tactician"].model
    fit_normalizers(one, corpus_of(1))
    fit_normalizers(other, corpus_of(2))
    assert not torch.equal(one.encoder.state_input.context_norm.mean, other.encoder.state_input.context_norm.mean)
    fit_normalizers(other, corpus_of(1))
    assert torch.equal(one.encoder.state_input.context_norm.mean, other.encoder.state_input.context_norm.mean)


def test_mouse_and_keys_rest_after_a_press_as_the_players_did() -> None:
    model = untrained_models()["executor"].model
    assert isinstance(model, Executor)
    fit_normalizers(model, corpus_of(1, 2, 3))
    mouse, keys = model.rest.tolist()
    assert mouse >= 3 and keys == MOST_REST


def test_anchors_of_the_cursor_begin_where_clicks_crowd() -> None:
    random = np.random.default_rng(0)
    buttons = np.array([[0.9, 0.8], [0.2, 0.95]])
    events = [click(0.1 * n, *(buttons[n % 2] + random.normal(0, 0.001, 2))) for n in range(60)]
    events += [click(10 + 0.1 * n, *random.random(2)) for n in range(20)]
    frames = [frame(n / 10) for n in range(150)]
    model = untrained_models()["executor"].model
    assert isinstance(model, Executor)
    fit_normalizers(model, Corpus(SCHEMA, [to_arrays("a", recording_of(frames, events), SCHEMA)]))
    first = model.cursor_head.anchor[:2].sigmoid().detach().numpy()
    assert np.abs(first[first[:, 0].argsort()] - buttons[::-1]).max() < 0.002


def test_without_a_click_the_anchors_stay_where_they_are() -> None:
    model = untrained_models()["executor"].model
    assert isinstance(model, Executor)
    before = model.cursor_head.anchor.detach().clone()
    fit_normalizers(model, Corpus(SCHEMA, [to_arrays("a", recording_of([frame(n / 10) for n in range(9)]), SCHEMA)]))
    assert torch.equal(model.cursor_head.anchor, before)


def scales(folder: Path) -> dict[str, Tensor]:
    """Means and spreads of all the models' inputs, fitted to the recordings of a folder."""
    corpus, found = Corpus(SCHEMA, load_folder(folder, ARENA)), {}
    for name, checkpoint in untrained_models().items():
        fit_normalizers(checkpoint.model, corpus)
        found |= {f"{name}.{key}": value for key, value in checkpoint.model.state_dict().items() if "_norm." in key}
    return {key: value for key, value in found.items() if key.endswith((".mean", ".std"))}


@pytest.mark.parametrize("odd", [-5e5, 7e30])
def test_one_impossible_number_does_not_flatten_the_others(data: Path, odd: float) -> None:
    before = scales(data)
    path = data / "sequence_0.json"
    text = path.read_text()
    assert '"hp":1.0' in text
    before_it, after_it = text.rsplit('"hp":1.0', 1)
    path.write_text(f'{before_it}"hp":{odd}{after_it}')
    after = scales(data)
    assert any(not torch.equal(after[key], value) for key, value in before.items())
    for key, value in before.items():
        # A number that never changed is not scaled, and begins to be.
        scaled = value != 1
        assert (after[key] - value)[scaled].abs().max() < 0.1, key
        assert (after[key] > 0.02)[~scaled].all(), key


@given(arrays(np.float32, (400, 3), elements=st.floats(0, 1, width=32)))
def test_shares_count_as_they_are(state: NDArray[np.float32]) -> None:
    low, high = fences(state)
    assert (low <= 0).all() and (high >= 1).all()


def test_numbers_of_any_size_count_as_they_are_but_for_odd_ones() -> None:
    state = np.random.default_rng(0).normal(4000, 700, (1000, 1)).astype(np.float32)
    assert np.array_equal(state.clip(*fences(state)), state)
    odd = state.copy()
    odd[3], odd[700] = -1e9, 1e9
    held = odd.clip(*fences(odd))
    assert (held != odd).sum() == 2 and held.std() < 1.1 * state.std()


def test_a_profile_without_a_state_and_a_single_moment_have_statistics_too() -> None:
    bare = arena_with(hud=())
    corpus = Corpus(FeatureSchema.of(bare), [to_arrays("a", recording_of([frame(0.0)]), FeatureSchema.of(bare))])
    for name in MODEL_NAMES:
        model = build_model(name, corpus.schema, SMALL, 5)
        fit_normalizers(model, corpus)
        assert all(value.isfinite().all() for value in model.state_dict().values())

from __future__ import annotations

import math
from typing import Any

import msgspec
import numpy as np
import pytest
import torch
from helpers.plays import ARENA, SCHEMA, pilot_plays, untrained_models
from hypothesis import given, settings
from hypothesis import strategies as st

from core.checkpoint import Checkpoint
from core.event_scores import TOLERANCE, event_scores
from core.features import Ints
from core.home import Home
from core.labels import fill_labels
from core.played import Played, to_arrays
from core.policy import load_models
from trainers.judged import judge
from trainers.offline import offline_figures as figures_of

CPU = torch.device("cpu")


def offline_figures(
    models: dict[str, Checkpoint], played: list[Played], device: torch.device, seed: int = 0
) -> dict[str, Any]:
    """What is written of the models on `played`."""
    found: dict[str, Any] = msgspec.to_builtins(figures_of(judge(models, played, device, seed)))
    return found


#: times on a grid, so that equal distances and the very edge of the tolerance come up
times = st.lists(st.integers(0, 24).map(lambda n: n / 16), max_size=6).map(sorted)


def most_pairs(a: list[float], b: list[float]) -> int:
    """The largest matching, by trying augmenting paths (Kuhn 1955)."""
    partner: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in range(len(b)):
            if abs(a[i] - b[j]) <= TOLERANCE and j not in seen:
                seen.add(j)
                if j not in partner or place(partner[j], seen):
                    partner[j] = i
                    return True
        return False

    return sum(place(i, set()) for i in range(len(a)))


def scores(said: dict[int, list[float]], truth: dict[int, list[float]]) -> dict[str, float | None]:
    pairs = sorted((t, kind) for kind, times in said.items() for t in times)
    when = np.array([t for t, _ in pairs])
    kinds: Ints = np.array([kind for _, kind in pairs], np.int64)
    return event_scores(when, kinds, {kind: np.array(times) for kind, times in truth.items()})


@settings(deadline=None, max_examples=200)
@given(times, times, times, times)
def test_events_are_matched_as_well_as_can_be(a: list[float], b: list[float], c: list[float], d: list[float]) -> None:
    found = scores({1: a, 2: c}, {1: b, 2: d})
    hits, made, wanted = most_pairs(a, b) + most_pairs(c, d), len(a) + len(c), len(b) + len(d)
    assert found["precision"] == (pytest.approx(hits / made) if made else None)
    assert found["recall"] == (pytest.approx(hits / wanted) if wanted else None)
    assert found["f1"] == (pytest.approx(2 * hits / (made + wanted)) if made + wanted else None)


@settings(deadline=None)
@given(times.filter(bool))
def test_who_does_the_same_at_the_same_time_scores_one(a: list[float]) -> None:
    assert scores({3: a}, {3: a}) == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert scores({3: a}, {4: a})["f1"] == 0


def test_what_is_said_twice_counts_once() -> None:
    assert scores({1: [1.0, 1.05, 1.1]}, {1: [1.05]}) == {"precision": pytest.approx(1 / 3), "recall": 1.0, "f1": 0.5}


def test_an_event_too_late_is_none() -> None:
    assert scores({1: [1.0 + TOLERANCE + 1e-3]}, {1: [1.0]})["recall"] == 0
    assert scores({1: [1.0 + TOLERANCE - 1e-3]}, {1: [1.0]})["recall"] == 1


@pytest.fixture(scope="module")
def played() -> list[Played]:
    return [fill_labels(to_arrays(f"s{seed}", pilot_plays(seed, 10), SCHEMA), ARENA) for seed in (21, 22)]


def shares(figures: dict[str, object]) -> list[float]:
    """Every share in the figures."""
    found: list[float] = []
    for name, value in figures.items():
        if name == "calibration":
            continue
        if isinstance(value, dict):
            found += shares(value)
        elif isinstance(value, float):
            found.append(value)
    return found


def test_every_figure_is_there_and_is_a_share(trained: Home, played: list[Played]) -> None:
    figures = offline_figures(load_models(trained.models, ARENA), played, CPU)
    assert figures["recordings"] == ["s21", "s22"] and figures["frames"] == 600
    assert all(0 <= value <= 1 for value in shares(figures)) and len(shares(figures)) > 12
    strategist, executor = figures["strategist"], figures["executor"]
    modes = np.concatenate([item.mode for item in played])
    confusion = np.array(strategist["mode"]["confusion"])
    assert confusion.sum() == strategist["samples"] and confusion.shape == (5, 5)
    assert np.trace(confusion) / confusion.sum() == pytest.approx(strategist["mode_accuracy"])
    assert set(np.flatnonzero(confusion.sum(axis=1))) <= set(np.unique(modes))
    for mode, recall in strategist["mode"]["recall"].items():
        row = confusion[strategist["mode"]["names"].index(mode)]
        assert recall == pytest.approx(row[strategist["mode"]["names"].index(mode)] / row.sum())
    assert executor["samples"] == 400
    events = sum((item.events.hotkey > 0).sum() for item in played)
    pressed = np.array(executor["hotkey"]["confusion"])
    # Every press of the player's stands in one row or another but that of none.
    names = executor["hotkey"]["names"]
    assert events == sum(row.sum() for name, row in zip(names, pressed, strict=True) if name != "none") > 0
    hits = sum(pressed[k, k] for k, name in enumerate(names) if name != "none")
    assert executor["hotkey_events"]["recall"] == pytest.approx(hits / events)
    target = figures["tactician"]["target"]
    kinds = np.array(target["confusion"])
    assert kinds.sum() == figures["tactician"]["samples"]
    assert np.trace(kinds) / kinds.sum() >= figures["tactician"]["target_accuracy"] - 1e-9


def test_the_figures_are_the_same_every_time_and_follow_the_seed(trained: Home, played: list[Played]) -> None:
    models = load_models(trained.models, ARENA)
    first, second, other = (offline_figures(models, played, CPU, seed) for seed in (1, 1, 2))
    assert first == second
    assert first["strategist"] == other["strategist"] and first["executor"] != other["executor"]


def test_trained_models_judge_better_than_untrained_ones(trained: Home, played: list[Played]) -> None:
    better, worse = (
        offline_figures(models, played, CPU) for models in (load_models(trained.models, ARENA), untrained_models())
    )
    assert better["tactician"]["target_accuracy"] > worse["tactician"]["target_accuracy"] + 0.1
    # Which of the rare keys an untrained model is for is chance: it may well be none.
    assert better["executor"]["hotkey_accuracy"] > worse["executor"]["hotkey_accuracy"]
    assert better["executor"]["position_error_at_objects"] < 0.5 * worse["executor"]["position_error_at_objects"]
    assert better["executor"]["click_accuracy"] > 0.8


def test_a_player_without_events_or_targets_has_no_figures_for_them(trained: Home) -> None:
    recording = pilot_plays(5, 4)
    recording.events = []
    for item in recording.frames:
        item.action = item.action._replace(click=0, hotkey=0)
    played = to_arrays("a", recording, SCHEMA)
    played.target[:] = -1
    figures = offline_figures(load_models(trained.models, ARENA), [played], CPU)
    assert figures["tactician"]["target_accuracy_if_any"] is None
    assert figures["executor"]["position_error_all_clicks"] is None
    assert figures["executor"]["click_events"]["recall"] is None
    assert not any(math.isnan(value) for value in shares(figures))


def test_recordings_do_not_run_into_each_other(trained: Home, played: list[Played]) -> None:
    """Two recordings together come to the sum of each alone: nothing is matched across."""
    models = load_models(trained.models, ARENA)
    both = offline_figures(models, played, CPU)["strategist"]["mode"]["confusion"]
    each = [offline_figures(models, [item], CPU)["strategist"]["mode"]["confusion"] for item in played]
    assert np.array_equal(both, np.sum(each, axis=0))

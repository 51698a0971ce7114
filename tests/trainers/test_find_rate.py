from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from helpers.plays import SMALL_FLAGS
from hypothesis import given, settings
from hypothesis import strategies as st
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from core.cli import main
from core.errors import ExitCode
from core.home import Home
from core.runs import all_runs
from trainers.find_rate import HIGHEST, LOWEST, STEPS, turning_points


def test_it_suggests_a_rate_tells_the_curve_and_trains_nothing(
    home: Home, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", "tactician", f"--data-dir={data}", "--find-lr", *SMALL_FLAGS]) == ExitCode.OK
    (run,) = all_runs(home)
    status, rows = run.status(), run.metrics()[0]
    assert status is not None
    suggested = status.result["suggested_lr"]
    assert 1e-4 <= suggested <= 0.1 and suggested <= status.result["least_loss_lr"]
    assert f"--lr {suggested:g} is a good one" in capsys.readouterr().out
    rates = [row["find_lr/lr"] for row in rows]
    assert rates[0] == pytest.approx(LOWEST) and rates == sorted(rates) and 30 < len(rows) <= STEPS
    board = EventAccumulator(str(run.tensorboard)).Reload()
    assert len(board.Scalars("find_lr/loss")) == len(rows)
    assert not list((home.models / "tactician").glob("*.pt"))


@settings(deadline=None, max_examples=50)
@given(st.floats(-4, -1.5), st.floats(0.5, 1.2), st.integers(0, 99))
def test_the_steepest_place_is_found_under_noise(where: float, width: float, seed: int) -> None:
    rates = np.geomspace(LOWEST, HIGHEST, STEPS)
    place = np.log10(rates)
    falls = 3 / (1 + np.exp((place - where) / (0.2 * width)))
    grows = np.exp(np.maximum(0, place - where - 1.2) * 4) - 1
    losses = falls + grows + np.random.default_rng(seed).normal(0, 0.02, STEPS)
    steepest, lowest = turning_points(rates, losses)
    assert np.log10(steepest) == pytest.approx(where, abs=0.3)
    assert where < np.log10(lowest) <= where + 1.6


@pytest.mark.parametrize("losses", [[1.0], [1.0, np.nan], [3.0, 2.0, 1.0, np.inf], []])
def test_a_search_that_hardly_began_suggests_a_rate_that_was_tried(losses: list[float]) -> None:
    rates = np.geomspace(1e-6, 1, STEPS)[: len(losses)]
    steepest, lowest = turning_points(rates, np.array(losses, float))
    assert LOWEST <= steepest <= lowest <= max([LOWEST, *rates])


def test_it_does_not_go_with_resume(home: Home) -> None:
    assert main(["train", "tactician", "--find-lr", "--resume"]) == ExitCode.BAD_INPUT

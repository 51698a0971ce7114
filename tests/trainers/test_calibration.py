from __future__ import annotations

import math

import numpy as np
import pytest

from trainers.calibration import BINS, calibration_of_choice, calibration_of_event


def test_who_is_right_as_often_as_said_makes_no_error() -> None:
    random = np.random.default_rng(0)
    sure = random.uniform(0.5, 1, 40_000)
    p = np.stack([sure, 1 - sure], axis=1).astype(np.float32)
    truth = (random.random(40_000) > sure).astype(np.int64)
    found = calibration_of_choice(p, truth)
    assert found.ece < 0.01
    assert sum(item.samples for item in found.bins) == 40_000
    assert all(abs(item.said - item.was) < 0.03 for item in found.bins)


def test_who_is_too_sure_is_found_out() -> None:
    p = np.tile(np.array([[0.95, 0.05]], np.float32), (1000, 1))
    truth = (np.arange(1000) % 2).astype(np.int64)
    found = calibration_of_choice(p, truth)
    (only,) = found.bins
    assert only.said == pytest.approx(0.95) and only.was == 0.5 and found.ece == pytest.approx(0.45)
    assert found.log_loss > found.log_loss_of_shares == pytest.approx(math.log(2))
    assert found.brier == pytest.approx((2 * 0.05**2 + 2 * 0.95**2) / 2)


def test_rare_events_fill_bins_of_equal_size() -> None:
    random = np.random.default_rng(1)
    chance = random.uniform(0, 0.1, 5000)
    p = np.stack([1 - chance, chance], axis=1).astype(np.float32)
    truth = (random.random(5000) < chance).astype(np.int64)
    found = calibration_of_event(p, truth)
    assert [item.samples for item in found.bins] == [500] * BINS
    assert found.ece < 0.02 and found.bins[0].said < 0.01 < found.bins[-1].said


def test_what_was_thought_impossible_costs_much_and_not_without_end() -> None:
    found = calibration_of_choice(np.array([[1.0, 0.0]], np.float32), np.array([1]))
    assert math.isfinite(found.log_loss) and found.log_loss > 10

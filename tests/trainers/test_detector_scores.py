"""Average precision, recall and precision."""

from __future__ import annotations

import numpy as np
import pytest

from core.observation import SeenObject
from trainers.detector_scores import THRESHOLDS, average_precision, match, overlaps, score


def box(cls: str, x: float, y: float = 0.5, conf: float = 1.0, w: float = 0.1) -> SeenObject:
    return SeenObject(cls, x, y, w, 0.1, conf)


def test_all_found_scores_1() -> None:
    truth = [[box("a", 0.2), box("b", 0.6)], [box("a", 0.4)]]
    scores = score(truth, truth, 0.5)
    assert scores[:5] == (1.0, 1.0, 1.0, 1.0, 0.0)
    assert scores.by_class == {"a": (1.0, 1.0, 2), "b": (1.0, 1.0, 1)}


def test_nothing_found_scores_0() -> None:
    assert score([[]], [[box("a", 0.2)]], 0.5)[:5] == (0.0, 0.0, 0.0, 0.0, 0.0)


def test_one_thing_is_found_once_by_the_surest() -> None:
    found = [box("a", 0.205, conf=0.4), box("a", 0.2, conf=0.9)]
    assert match(found, [box("a", 0.2)])[:, 0].tolist() == [False, True]


def test_another_class_does_not_count() -> None:
    assert not match([box("b", 0.2)], [box("a", 0.2)]).any()
    assert overlaps([box("b", 0.2)], [box("a", 0.2)]) == 0


def test_a_box_off_by_a_third_overlaps_by_half() -> None:
    shifted = box("a", 0.2 + 0.1 / 3)
    assert overlaps([shifted], [box("a", 0.2)])[0, 0] == pytest.approx(0.5)
    assert match([box("a", 0.2 + 0.02)], [box("a", 0.2)])[0].sum() == (THRESHOLDS <= 2 / 3).sum()


def test_recall_and_precision_are_those_at_the_confidence_asked_for() -> None:
    truth = [[box("a", 0.1), box("a", 0.3), box("a", 0.5), box("a", 0.7)]]
    found = [[box("a", 0.1, conf=0.9), box("a", 0.3, conf=0.6), box("a", 0.9, conf=0.7), box("a", 0.5, conf=0.2)]]
    scores = score(found, truth, 0.5)
    assert scores.recall == 0.5
    assert scores.precision == pytest.approx(2 / 3)
    assert scores.false_per_picture == 1.0


def test_average_precision_agrees_with_ultralytics() -> None:
    from core.vision.network import build_model  # imports ultralytics the quiet way

    assert build_model
    from ultralytics.utils.metrics import ap_per_class

    rng = np.random.default_rng(3)
    hit, conf = rng.random(400) < 0.7, rng.random(400)
    theirs = ap_per_class(np.repeat(hit[:, None], 10, axis=1), conf, np.zeros(400), np.zeros(320))[5][0, 0]
    assert average_precision(hit, conf, 320) == pytest.approx(theirs, abs=0.01)

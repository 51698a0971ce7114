"""How well a detector finds things: average precision as COCO defines it, recall and precision at one confidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.observation import SeenObject

#: intersection over union from which on a box counts as found, for mAP50-95; the first is mAP50's
THRESHOLDS = np.linspace(0.5, 0.95, 10)
_RECALLS = np.linspace(0, 1, 101)


class Scores(NamedTuple):
    """Shares in 0..1. `recall` and `precision` are over all objects at the confidence that was asked for."""

    map50: float
    map50_95: float
    recall: float
    precision: float
    #: wrong detections a picture at that confidence
    false_per_picture: float
    #: (AP50, AP50-95, number of true objects) by class, of classes that occur
    by_class: dict[str, tuple[float, float, int]]


def score(found: Sequence[Sequence[SeenObject]], true: Sequence[Sequence[SeenObject]], confidence: float) -> Scores:
    """Hold what was found in each picture, at any confidence, against what is truly there."""
    hits = [match(in_picture, truth) for in_picture, truth in zip(found, true, strict=True)]
    hit = np.concatenate([np.zeros((0, len(THRESHOLDS)), bool), *hits])
    seen = [item for in_picture in found for item in in_picture]
    conf = np.array([item.conf for item in seen])
    found_cls = np.array([item.cls for item in seen])
    true_cls = np.array([item.cls for truth in true for item in truth])
    by_class = {}
    for name in sorted(set(true_cls.tolist())):
        mine = found_cls == name
        count = int((true_cls == name).sum())
        precisions = [average_precision(hit[mine, index], conf[mine], count) for index in range(len(THRESHOLDS))]
        by_class[name] = (precisions[0], float(np.mean(precisions)), count)
    sure = conf >= confidence
    right = int(hit[sure, 0].sum())
    return Scores(
        float(np.mean([row[0] for row in by_class.values()])) if by_class else 0.0,
        float(np.mean([row[1] for row in by_class.values()])) if by_class else 0.0,
        right / max(1, len(true_cls)),
        right / max(1, int(sure.sum())),
        (int(sure.sum()) - right) / max(1, len(found)),
        by_class,
    )


def match(found: Sequence[SeenObject], true: Sequence[SeenObject]) -> NDArray[np.bool_]:
    """(found, thresholds) bool: which detections are right at which overlap.

    The surest detection takes the true object of its class it overlaps most that nobody took before; one object can
    be found once.
    """
    hit = np.zeros((len(found), len(THRESHOLDS)), dtype=bool)
    if not found or not true:
        return hit
    overlap = overlaps(found, true)
    order = sorted(range(len(found)), key=lambda index: -found[index].conf)
    for column, threshold in enumerate(THRESHOLDS):
        free = np.ones(len(true), dtype=bool)
        for index in order:
            row = np.where(free, overlap[index], 0.0)
            best = int(row.argmax())
            if row[best] >= threshold:
                free[best] = False
                hit[index, column] = True
    return hit


def overlaps(found: Sequence[SeenObject], true: Sequence[SeenObject]) -> NDArray[np.float64]:
    """(found, true) intersection over union, 0 between different classes."""
    a, b = _corners(found), _corners(true)
    low = np.maximum(a[:, None, :2], b[None, :, :2])
    high = np.minimum(a[:, None, 2:], b[None, :, 2:])
    common = np.clip(high - low, 0, None).prod(axis=-1)
    area_a, area_b = (a[:, 2:] - a[:, :2]).prod(axis=-1), (b[:, 2:] - b[:, :2]).prod(axis=-1)
    share = common / np.maximum(area_a[:, None] + area_b[None, :] - common, 1e-12)
    alike = np.array([item.cls for item in found])[:, None] == np.array([item.cls for item in true])[None, :]
    return np.where(alike, share, 0.0)


def average_precision(hit: NDArray[np.bool_], conf: NDArray[np.float64], count: int) -> float:
    """Mean over 101 recalls of the best precision at that recall or more; `count` is the number of true objects."""
    order = np.argsort(-conf, kind="stable")
    right = np.cumsum(hit[order])
    if not len(right) or not count:
        return 0.0
    recall, precision = right / count, right / np.arange(1, len(right) + 1)
    best = np.maximum.accumulate(precision[::-1])[::-1]
    at = np.searchsorted(recall, _RECALLS, side="left")
    return float(np.where(at < len(best), best[np.minimum(at, len(best) - 1)], 0.0).mean())


def _corners(objects: Sequence[SeenObject]) -> NDArray[np.float64]:
    return np.array([(o.x - o.w / 2, o.y - o.h / 2, o.x + o.w / 2, o.y + o.h / 2) for o in objects])

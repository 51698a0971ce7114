"""The statistics LeRobot keeps of each feature: least, greatest, mean, deviation and quantiles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Stats = dict[str, NDArray[Any]]

_QUANTILES = {"q01": 0.01, "q10": 0.10, "q50": 0.50, "q90": 0.90, "q99": 0.99}
#: pictures are made about this small before they are counted
_SIDE = 150


def of_rows(rows: NDArray[Any]) -> Stats:
    """Statistics of (N, D) rows, each of shape (D,); `count` (1,)."""
    rows = rows.astype(np.float64)
    return {
        "min": rows.min(axis=0),
        "max": rows.max(axis=0),
        "mean": rows.mean(axis=0),
        "std": rows.std(axis=0),
        "count": np.array([len(rows)]),
        **{name: np.quantile(rows, share, axis=0) for name, share in _QUANTILES.items()},
    }


class PictureCounts:
    """Statistics of pictures, taken in one by one."""

    def __init__(self) -> None:
        self._counts = np.zeros((3, 256), np.int64)
        self._pictures = 0

    @staticmethod
    def looked_at(length: int) -> NDArray[np.int64]:
        """Which of so many pictures are enough: all of a few, a thousand of ten thousand."""
        wanted = max(min(length, 100), min(int(length**0.75), 10_000))
        return np.unique(np.round(np.linspace(0, length - 1, wanted)).astype(np.int64))

    def add(self, picture: NDArray[np.uint8]) -> None:
        """Take in a (height, width, 3) BGR picture."""
        step = max(1, max(picture.shape[:2]) // _SIDE)
        small = picture[::step, ::step]
        for channel in range(3):
            self._counts[channel] += np.bincount(small[..., 2 - channel].ravel(), minlength=256)
        self._pictures += 1

    def stats(self) -> Stats:
        """Statistics of each channel, RGB, over 0..1, each of shape (3, 1, 1); `count` (1,) is of pictures."""
        values = np.arange(256) / 255
        total = self._counts.sum(axis=1)
        share = self._counts / total[:, None]
        mean = share @ values
        reached = np.cumsum(share, axis=1)
        found = {
            "min": values[(self._counts > 0).argmax(axis=1)],
            "max": values[255 - (self._counts[:, ::-1] > 0).argmax(axis=1)],
            "mean": mean,
            "std": np.sqrt(np.maximum(share @ values**2 - mean**2, 0.0)),
            **{name: values[(reached >= part - 1e-12).argmax(axis=1)] for name, part in _QUANTILES.items()},
        }
        return {name: value.reshape(3, 1, 1) for name, value in found.items()} | {"count": np.array([self._pictures])}


def together(parts: Sequence[Stats]) -> Stats:
    """Statistics of several episodes from each one's; quantiles are averaged by count, as LeRobot does."""
    counts = np.array([part["count"][0] for part in parts], np.float64)
    weight = counts / counts.sum()

    def mean_of(values: list[NDArray[Any]]) -> NDArray[Any]:
        return np.tensordot(weight, np.stack(values), axes=1)

    mean = mean_of([part["mean"] for part in parts])
    return {
        "min": np.min([part["min"] for part in parts], axis=0),
        "max": np.max([part["max"] for part in parts], axis=0),
        "mean": mean,
        "std": np.sqrt(mean_of([part["std"] ** 2 + (part["mean"] - mean) ** 2 for part in parts])),
        "count": np.array([int(counts.sum())]),
        **{name: mean_of([part[name] for part in parts]) for name in _QUANTILES},
    }

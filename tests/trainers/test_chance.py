from __future__ import annotations

import numpy as np
import pytest

from trainers.chance import chances, doubted


def test_the_same_samples_in_the_same_order_meet_the_same_chance() -> None:
    index = np.array([4, 8, 15])
    again = np.array([4, 0, 8, 0, 15, 0])[::2]
    assert (chances(index, 5) == chances(again, 5)).all()


@pytest.mark.parametrize("other", [[8, 4, 15], [4, 8, 16], [4, 7, 15], [0, 0, 0]])
def test_other_samples_meet_another(other: list[int]) -> None:
    assert (chances(np.array([4, 8, 15]), 5) != chances(np.array(other), 5)).all()


def test_what_is_drawn_is_even_and_has_nothing_in_common_with_its_neighbours() -> None:
    drawn = np.stack([chances(np.arange(n, n + 64), 2).reshape(-1) for n in range(2000)])
    assert drawn.min() >= 0 and drawn.max() < 1
    for part in (drawn, drawn.T):
        assert part.mean(axis=0) == pytest.approx(np.full(part.shape[1], 0.5), abs=6 / np.sqrt(12 * len(part)))
        assert np.abs(np.corrcoef(part[:, :128].T) - np.eye(min(128, part.shape[1]))).max() < 6 / np.sqrt(len(part))
    tenths = np.bincount((10 * drawn.reshape(-1)).astype(int), minlength=10) / drawn.size
    assert tenths == pytest.approx(np.full(10, 0.1), abs=0.004)


def test_doubt_replaces_a_share_by_anything() -> None:
    index, values = np.arange(20_000), np.full(20_000, 9)
    found = doubted(index, values, 4, 0.3)
    shares = np.bincount(found, minlength=10) / len(found)
    assert shares == pytest.approx([0.075] * 4 + [0] * 5 + [0.7], abs=0.01)
    assert (doubted(index, values, 4, 0.3) == found).all()
    assert (doubted(index, values, 4, 0.0) == 9).all() and (doubted(index, values, 4, 1.0) < 4).all()

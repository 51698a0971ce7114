from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from trainers.schedule import batches


@settings(deadline=None)
@given(st.integers(1, 200), st.integers(1, 64), st.integers(0, 9), st.integers(1, 9))
def test_an_epoch_takes_every_sample_once(samples: int, size: int, seed: int, epoch: int) -> None:
    parts = batches(samples, size, seed, epoch, 1.0)
    assert sorted(np.concatenate(parts)) == list(range(samples))
    assert all(len(part) == size for part in parts[:-1]) and 1 <= len(parts[-1]) <= size


def test_an_epoch_of_fewer_samples_draws_others_each_time() -> None:
    drawn = [np.concatenate(batches(100, 8, 0, epoch, 0.2)) for epoch in range(1, 40)]
    assert all(len(set(some.tolist())) == 20 for some in drawn)
    assert set(np.concatenate(drawn).tolist()) == set(range(100))


def test_the_order_is_a_pure_function_of_seed_and_epoch() -> None:
    def order(seed: int, epoch: int) -> list[int]:
        return np.concatenate(batches(50, 8, seed, epoch, 1.0)).tolist()

    assert order(1, 2) == order(1, 2)
    assert len({tuple(order(seed, epoch)) for seed in range(3) for epoch in range(1, 4)}) == 9

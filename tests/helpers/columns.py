"""Comparing recordings array by array."""

from __future__ import annotations

import numpy as np

from core.played import PER_FRAME, Played


def arrays_of(played: Played) -> dict[str, np.ndarray]:
    """Every array there is in it."""
    parts = {name: getattr(played, name) for name in PER_FRAME}
    for what in ("scenes", "events"):
        holder = getattr(played, what)
        parts |= {f"{what}.{name}": getattr(holder, name) for name in holder.__dataclass_fields__}
    return parts


def same(first: Played, second: Played) -> bool:
    """Whether two recordings hold the same, to the last bit."""
    a, b = arrays_of(first), arrays_of(second)
    return all(a[name].dtype == b[name].dtype and np.array_equal(a[name], b[name], equal_nan=True) for name in a)

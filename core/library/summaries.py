"""The figures of a recording."""

from __future__ import annotations

from pathlib import Path

from core.columns import Summary, cached_summary

__all__ = ["Summary", "summary_for"]


def summary_for(path: Path, *, build: bool) -> Summary | None:
    """The figures of a recording; None where they were not worked out before and are not to be now.

    Raises:
        UserError: it cannot be read.
    """
    found = cached_summary(path)
    if found is None and build:
        from core.columns import summary_of

        return summary_of(path)
    return found

"""Jobs whose result is more than a table of values: the view that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from launcher.stats_view import StatsView


def result_view(job: str) -> StatsView | None:
    """A view of this job's results, None where the plain table does."""
    if job != "stats":
        return None
    from launcher.stats_view import StatsView

    return StatsView()

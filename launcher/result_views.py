"""Jobs whose result is more than a table of values: the view that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from launcher.result_view import ResultView
    from launcher.run_list import RunList


def result_view(job: str, runs: RunList) -> ResultView | None:
    """A view of this job's results, None where the plain table does. `runs`: where others to compare with are."""
    if job == "stats":
        from launcher.stats_view import StatsView

        return StatsView()
    if job == "evaluate":
        from launcher.evaluate_view import EvaluateView

        return EvaluateView(runs)
    return None

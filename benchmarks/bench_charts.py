"""How a million points feel: `python benchmarks/bench_charts.py [points of each of three curves]`, on a screen or under
xvfb-run.

A run with three curves of a million points in all is opened in the window. Told are how long the window's loop was away
at most, that of an empty loop beside it, how long it took until all of them were drawn, and what smoothing, a
logarithmic scale, zooming, moving and the cross-hair cost.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.gaps import EmptyLoop, Gaps, new_home, open_window, show_run, turn_for, turn_until
from benchmarks.loud_job import LOUD, LoudSettings
from core.jobs import JOBS


def main(points: int) -> None:
    """Measure and print."""
    JOBS[LOUD.name] = LOUD
    window = open_window(new_home())
    run = window.session.start(LOUD.name, LoudSettings(points=points))
    turn_until(lambda: run.outcome)
    print(f"3 curves of {points} points")
    with EmptyLoop():
        turn_for(0.5)
        gaps = Gaps()
        show_run(window, run)
        page = window.findChild(JobPage)
        charts = page.charts
        seconds = turn_until(lambda: "loss" in charts.plots() and charts.plots()["loss"].points("train") == points)
        print(f"  read and drawn in {seconds:.1f} s: {gaps.words()}")
    for name, deeds in (
        ("smoothing over 5, 20, 100 points, none", [partial(choose, page, "smoothing", n) for n in (5, 20, 100, 1)]),
        ("logarithmic, and back", [partial(choose, page, "log", on) for on in (True, False)]),
        ("20 steps of zooming in", [lambda: view(charts).scaleBy((0.8, 1))] * 20),
        ("20 steps of moving", [lambda: view(charts).translateBy(x=points / 5000)] * 20),
        ("40 places under the mouse", [partial(charts._point, points * x / 40) for x in range(40)]),
    ):
        gaps = Gaps()
        used = time.process_time()
        for deed in deeds:
            deed()
            turn_for(0.005)
            turn_until(lambda: charts.drawn)
        turn_for(0.1)
        print(f"  {name}: {(time.process_time() - used) / len(deeds) * 1000:.0f} ms each, {gaps.words()}")
    window.leave()


def choose(page: object, name: str, value: object) -> None:
    """Choose how the charts of a page are drawn."""
    setattr(page.panel._choices, name, value)


def view(charts: object) -> object:
    """The area of the chart of losses."""
    return charts.plots()["loss"]._item.getViewBox()


if __name__ == "__main__":
    from launcher.job_page import JobPage

    main(int(sys.argv[1]) if len(sys.argv) > 1 else 333_334)

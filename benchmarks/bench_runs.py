"""How the window feels in a full home: `python benchmarks/bench_runs.py [runs] [recordings]`, on a screen or under
xvfb-run.

A home with 500 runs and 300 recordings is opened while a job runs in it. The pages are shown, the table of runs is
sorted, filtered and scrolled. Told are how long the window's loop was away at most, and an empty loop beside it.
"""

from __future__ import annotations

import sys
from functools import partial
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.full_home import fill
from benchmarks.gaps import EmptyLoop, Gaps, do, new_home, open_window, turn_for, turn_until
from benchmarks.loud_job import LOUD, LoudSettings
from core.jobs import JOBS


def main(runs: int, recordings: int) -> None:
    """Measure and print."""
    JOBS[LOUD.name] = LOUD
    home = new_home()
    fill(home, runs=runs, recordings=recordings)
    window = open_window(home)
    window.session.start(LOUD.name, LoudSettings(seconds=300.0))
    turn_for(1.0)
    columns = list(product(range(7), Qt.SortOrder))
    letters = (*range(1, 9), 0)
    print(f"{runs} runs and {recordings} recordings")
    with EmptyLoop():
        turn_for(0.5)

        gaps = Gaps()
        do(window, "Show all runs")
        page = window.findChild(RunsPage)
        turn_until(lambda: not page.model.without_facts())
        print(f"  runs shown, all looked into: {gaps.words()}")
        for name, deeds in (
            ("runs sorted by each column", [partial(page.table.sortByColumn, *how) for how in columns]),
            ("runs filtered letter by letter", [partial(page.filter.setText, "executor"[:n]) for n in letters]),
            ("runs scrolled", [partial(page.table.verticalScrollBar().setValue, n) for n in range(0, runs, 10)]),
            ("five seconds of a job at work", [lambda: turn_for(1.0)] * 5),
            ("recordings shown", [partial(do, window, "Show the recordings"), lambda: turn_for(5.0)]),
            ("dashboard shown", [partial(do, window, "Show the dashboard"), lambda: turn_for(1.0)]),
            ("runs shown again", [partial(do, window, "Show all runs"), lambda: turn_for(1.0)]),
        ):
            gaps = Gaps()
            for deed in deeds:
                deed()
                turn_for(0.02)
            print(f"  {name}: {gaps.words()}")
    for run in window.session.own_active():
        window.session.stop(run.id)
    turn_until(lambda: not window.session.own_active() if not window.poll() else False)
    window.leave()


if __name__ == "__main__":
    from PySide6.QtCore import Qt

    from launcher.runs_page import RunsPage

    numbers = [int(word) for word in sys.argv[1:3]]
    main(*(numbers + [500, 300][len(numbers) :]))

"""How the window feels while a job prints: `python benchmarks/bench_log.py [lines]`, on a screen or under xvfb-run.

A real job prints 200,000 lines as fast as it can into the page that is shown. Told are how long the window's loop was
away at most, while that of an empty loop beside it is told as well, and when the last line was seen.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.gaps import EmptyLoop, Gaps, new_home, open_window, show_run, turn_for, turn_until
from benchmarks.loud_job import LOUD, LoudSettings
from core.jobs import JOBS


def main(lines: int) -> None:
    """Measure and print."""
    JOBS[LOUD.name] = LOUD
    home = new_home()
    window = open_window(home)
    settings = LoudSettings(home=home, lines=lines, seconds=3.0)
    run = window.session.start(LOUD.name, settings)
    show_run(window, run)
    last = f"step {lines - 1}:"
    text = window.findChild(QPlainTextEdit)
    print(f"{lines} lines")
    with EmptyLoop():
        turn_for(0.5)
        gaps = Gaps()
        turn_until(lambda: run.outcome)
        seen = turn_until(lambda: last in text.document().lastBlock().text() or last in text.toPlainText())
        print(f"  the window: {gaps.words()}")
    status = run.folder.status()
    print(f"  printed in {status.result['printed_s']:.2f} s, the last line seen {seen:.2f} s after the job's end")
    window.leave()


if __name__ == "__main__":
    from PySide6.QtWidgets import QPlainTextEdit

    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)

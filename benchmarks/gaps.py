"""How long an event loop was away, in a window and beside it in an empty loop; for benchmarks of the launcher.

A gap by the clock grows with whatever else the machine does. Linux tells how long a thread that could have run waited
for a processor; without that, a gap is what the window itself is to blame for: its work, locks, the disk, the display.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer

#: milliseconds between two beats
BEAT = 2
#: seconds that nothing may be away longer
MOST = 0.05


class Gaps(QObject):
    """Beats in the loop of its thread; what is longer than a beat is time in which the loop did something else."""

    def __init__(self) -> None:
        super().__init__()
        #: seconds between beats, by the clock and without those in which a processor was waited for
        self.clock: list[float] = []
        self.own: list[float] = []
        self._last, self._waited = time.monotonic(), waited()
        self._timer = QTimer(self, interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now, so_far = time.monotonic(), waited()
        self.clock.append(now - self._last)
        self.own.append(self.clock[-1] - (so_far - self._waited))
        self._last, self._waited = now, so_far

    def words(self) -> str:
        """The worst gaps, in one line."""
        return (
            f"worst gap {1000 * max(self.own):.0f} ms without waiting for a processor ({_above(self.own)}), "
            f"{1000 * max(self.clock):.0f} ms by the clock ({_above(self.clock)})"
        )


def _above(gaps: list[float]) -> str:
    return f"{sum(gap > MOST for gap in gaps)} of {len(gaps)} above {1000 * MOST:.0f} ms"


def waited() -> float:
    """Seconds for which this thread could have run and got no processor; 0 where the system does not tell."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_bytes().split()[1]) / 1e9
    except OSError:
        return 0.0


class EmptyLoop:
    """A process with an event loop that does nothing but beat: what the machine's other work takes from any loop."""

    def __enter__(self) -> EmptyLoop:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        said, _ = self._process.communicate("\n")
        print(f"  an empty loop in the same seconds: {said.strip()}", flush=True)


def turn_until(done: Callable[[], object], seconds: float = 120.0) -> float:
    """Let the loop turn until it is so; how many seconds that took."""
    begun = time.monotonic()
    while not done():
        if time.monotonic() - begun > seconds:
            raise SystemExit(f"waited {seconds:g} s in vain")
        QCoreApplication.processEvents()
        time.sleep(0.0005)
    return time.monotonic() - begun


def turn_for(seconds: float) -> None:
    """Let the loop turn for a while."""
    end = time.monotonic() + seconds
    turn_until(lambda: time.monotonic() > end)


def open_window(home: Path) -> Any:
    """The launcher's window on its screen, as `understudy` opens it, looked around once."""
    from PySide6.QtWidgets import QApplication

    from core.home import Home
    from launcher.session import Session
    from launcher.theme import theme
    from launcher.tidying import Tidier
    from launcher.window import Window

    application = QApplication.instance() or QApplication(["benchmark"])
    session = Session(Home(home, home))
    theme.follow(application, session.config.options.theme)  # type: ignore[arg-type]
    window = Window(session)
    window.show()
    turn_for(1.0)
    Tidier(window)
    return window


def do(window: Any, title: str) -> None:
    """What the palette offers by this title."""
    next(action for action in window.actions_by_name if action.title == title).run()


def show_run(window: Any, run: Any) -> None:
    """A run's page, from the table of runs."""
    from launcher.runs_page import RunsPage

    do(window, "Show all runs")
    turn_for(0.2)
    window.findChild(RunsPage).run_opened.emit(run.job, run.id)


def new_home() -> Path:
    """An empty home, also for the processes that are started; it is gone when this one ends."""
    home = Path(tempfile.mkdtemp(prefix="understudy-benchmark-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["UNDERSTUDY_HOME"] = str(home)
    return home


if __name__ == "__main__":
    import threading

    application = QCoreApplication([])
    gaps = Gaps()
    threading.Thread(target=lambda: (sys.stdin.read(1), application.quit()), daemon=True).start()
    application.exec()
    print(gaps.words())

"""How soon the launcher shows: `python benchmarks/bench_launcher_start.py [rounds]`, on a screen or under xvfb-run.

A bare PySide6 window and the launcher are started in turn, the launcher with a home of its own in which 500 runs and
300 recordings lie. Of both are told, as medians: seconds from the start of the process until the first paint is done,
and the processor seconds taken by then; of the launcher also those until its cards say how their jobs stand.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.full_home import fill

ROOT = Path(__file__).resolve().parent.parent
#: what the issue asks for
MOST_SECONDS, MOST_TIMES = 0.6, 3.0

_TELL = """
import resource, sys, time
def tell():
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(time.clock_gettime(time.CLOCK_MONOTONIC), used.ru_utime + used.ru_stime, flush=True)
"""
BARE = (
    _TELL
    + """
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
class Window(QMainWindow):
    looked = False
    def event(self, event):
        if event.type() is QEvent.Type.Paint and not self.looked:
            self.looked = True
            QTimer.singleShot(0, self, self.seen)
        return super().event(event)
    def seen(self):
        tell()
        QApplication.exit(0)
application = QApplication(["bare"])
window = Window()
window.setCentralWidget(QLabel("Understudy"))
window.resize(1280, 800)
window.show()
sys.exit(application.exec())
"""
)
LAUNCHER = (
    _TELL
    + """
from PySide6.QtWidgets import QApplication
import launcher.window
first_look = launcher.window.Window._first_look
def look(self):
    tell()
    first_look(self)
    QApplication.processEvents()
    tell()
    QApplication.exit(0)
launcher.window.Window._first_look = look
from core.cli import main
sys.exit(main([]))
"""
)


def start(code: str, home: Path) -> list[tuple[float, float]]:
    """Start a program; clock and processor seconds from its start until each time it told."""
    environment = os.environ | {"UNDERSTUDY_HOME": str(home), "PYTHONPATH": str(ROOT)}
    begun = time.clock_gettime(time.CLOCK_MONOTONIC)
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    moments = [tuple(map(float, line.split())) for line in done.stdout.splitlines()]
    return [(clock - begun, used) for clock, used in moments]


def main(rounds: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        fill(home, runs=500, recordings=300)
        bare, shown, ready = [], [], []
        start(BARE, home), start(LAUNCHER, home)  # what is read for the first time comes from the disk
        for _ in range(rounds):
            bare += start(BARE, home)
            first, last = start(LAUNCHER, home)
            shown.append(first)
            ready.append(last)
    for name, told in (("bare window", bare), ("launcher, first paint", shown), ("launcher, cards told", ready)):
        clocks, used = zip(*told, strict=True)
        print(f"{name:24} {median(clocks):.3f} s (least {min(clocks):.3f}), processor {median(used):.3f} s")
    times = [median(a[i] for a in shown) / median(b[i] for b in bare) for i in (0, 1)]
    least = min(clock for clock, _ in shown)
    print(f"first paint: {times[0]:.2f} times the bare window by the clock, {times[1]:.2f} by the processor")
    for what, within in (
        (f"at most {MOST_TIMES:g} times the processor time of a bare window", times[1] <= MOST_TIMES),
        (f"within {MOST_SECONDS:g} s at least once (others may have kept the processor)", least <= MOST_SECONDS),
    ):
        print(f"{what}: {'yes' if within else 'NO'}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)

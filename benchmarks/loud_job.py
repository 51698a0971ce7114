"""A job for benchmarks of the launcher: prints and measures as much as it is asked for, as fast as it can."""

from __future__ import annotations

import math
import sys
import time
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.job import run_with_settings
from core.jobs import Job
from core.runs import RunWriter
from core.settings.base import JobSettings, setting


class LoudSettings(JobSettings):
    """What it is asked for."""

    lines: int = setting(0, "Lines to print")
    points: int = setting(0, "Points of each of three curves")
    seconds: float = setting(0.0, "How long to go on quietly after that", unit="s")


LOUD = Job("loud", ("loud",), "benchmarks.loud_job", "benchmarks.loud_job:LoudSettings", "Loud", "Prints much.")


def work(settings: LoudSettings, run: RunWriter) -> dict[str, float]:
    """Print, measure, then tell how far it is several times a second."""
    begun = time.monotonic()
    for number in range(settings.lines):
        sys.stdout.write(f"2026-11-25 05:00:00 INFO step {number}: loss 0.{number}, wrote /tmp/model_{number}.pt\n")
    sys.stdout.flush()
    printed = time.monotonic() - begun
    with run.folder.metrics_file.open("ab") as file:
        for step in range(settings.points):
            wave = math.sin(step / 1000) + 0.1 * math.sin(step * 12.9898)
            row = {"t": begun + step, "step": step, "loss/train": 2 + wave, "loss/validation": 3 - wave, "fps": 30.0}
            file.write(msgspec.json.encode(row) + b"\n")
    end = time.monotonic() + settings.seconds
    while (left := end - time.monotonic()) > 0 and not run.stop_requested:
        run.progress(1 - left / settings.seconds, "quiet")
        time.sleep(0.1)
    return {"printed_s": printed}


def main() -> int:
    """Do what the flags say."""
    import tyro

    return run_with_settings("loud", work, tyro.cli(LoudSettings))


if __name__ == "__main__":
    sys.exit(main())

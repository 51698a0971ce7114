"""A job for tests: `python -m child_job --deed NAME`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from core.errors import ExitCode, UserError
from core.job import run_with_settings
from core.jobs import Job
from core.runs import RunWriter
from core.settings.base import JobSettings, setting


class ChildSettings(JobSettings):
    """What this job takes."""

    deed: str = setting("work", "What it does")
    name: str = setting("child", "The job it says it is")
    seconds: float = setting(60.0, "How long it goes on", unit="s", gt=0)


CHILD = Job("child", ("child",), "child_job", "child_job:ChildSettings", "Child", "Does what a test asks for.")


def work(settings: ChildSettings, run: RunWriter) -> dict[str, float]:
    """Count until it is stopped or done."""
    start = time.monotonic()
    count = 0
    while (passed := time.monotonic() - start) < settings.seconds and not run.stop_requested:
        count += 1
        print(f"line {count}")
        run.metrics(count, **{"loss/train": 1 / count, "loss/validation": 2 / count, "fps": 30.0})
        run.progress(passed / settings.seconds, f"at {count}")
        time.sleep(0.02)
    return {"count": count}


#: by job, what it writes in its nth line of metrics
METRICS: dict[str, Callable[[int], dict[str, float]]] = {
    "shadow": lambda n: {
        "loss": 2 / n, "pos_err": 0.1 / n, "click_acc": 1 - 1 / n, "lr": 1e-4, "buffer/fill": min(1.0, n / 8),
    },
    "record": lambda n: {"fps": 29.9, "dropped": 0, "late": n},
    "bot": lambda n: {
        "fps": 20.0, "latency_ms/p50": 6.0, "latency_ms/p99": 9.0, "mode/FIGHT": 1 / n, "mode/LOOT": 1 - 1 / n,
    },
}  # fmt: skip


def measure(settings: ChildSettings, run: RunWriter) -> None:
    """Write what the job it says it is writes, until it is stopped."""
    number = 0
    while not run.stop_requested:
        number += 1
        run.metrics(number, **METRICS[settings.name](number))
        time.sleep(0.02)


def fail(settings: ChildSettings, run: RunWriter) -> None:
    """End as jobs do when the person can put it right."""
    raise UserError("The moon is in the wrong house: wait for another.", ExitCode.NO_DATA)


def stubborn() -> int:
    """Hear neither the stop file nor SIGTERM, and have a child that does not either."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
    child = subprocess.Popen([sys.executable, "-c", code])
    print(f"child {child.pid}", flush=True)
    time.sleep(600)
    return 0


def rubbish() -> int:
    """Print what no job should."""
    out = sys.stdout.buffer
    out.write(bytes(range(256)) * 4 + b"\n")
    out.write(b"x" * 10_000_000 + b"\n")
    out.write("the end: grüße\n".encode())
    return 0


def starve(settings: ChildSettings, run: RunWriter) -> None:
    """Ask for more memory than this process may have."""
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, most))
    print(len(bytearray(4_000_000_000)))


def overeat(settings: ChildSettings, run: RunWriter) -> None:
    """Use more memory than the control group it enters has, so that the kernel ends it."""
    (Path(os.environ["CHILD_GROUP"]) / "cgroup.procs").write_text(str(os.getpid()))
    kept = [b"x" * 10_000_000 for _ in range(100)]
    print(len(kept))


def crash() -> int:
    """End by a signal."""
    print("so far so good", flush=True)
    os.kill(os.getpid(), signal.SIGSEGV)
    return 0


def tell_environment() -> int:
    """Print what a job's process is given."""
    for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR", "PYTHONUNBUFFERED", "UNDERSTUDY_RUN_ID"):
        print(f"{name}={os.environ.get(name)}")
    print(f"leader={os.getsid(0) == os.getpid()}")
    return 0


def main() -> int:
    """Do what `--deed` says."""
    import tyro

    settings = tyro.cli(ChildSettings)
    bare = {"stubborn": stubborn, "rubbish": rubbish, "crash": crash, "environment": tell_environment}
    if settings.deed in bare:
        return bare[settings.deed]()
    if settings.deed == "raise":
        raise RuntimeError("the last line")
    deeds = {"fail": fail, "measure": measure, "starve": starve, "overeat": overeat}
    return run_with_settings(settings.name, deeds.get(settings.deed, work), settings)


if __name__ == "__main__":
    sys.exit(main())

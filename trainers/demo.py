"""`understudy demo`: the whole loop without a screen. A pilot is recorded, all three models learn from it, and play."""

from __future__ import annotations

import logging
import sys
import time
from dataclasses import dataclass
from typing import Any

from core.evaluation import read_evaluation
from core.home import Home
from core.job import run_job
from core.runs import RunWriter
from core.settings.dagger import DaggerSettings
from core.settings.demo import DemoSettings
from core.settings.evaluate import EvaluateSettings
from core.settings.record import RecordSettings
from core.settings.training import ExecutorSettings, StrategistSettings, TacticianSettings
from trainers.evaluate_text import closed_loop_text, offline_text
from trainers.report import Demo, write_report
from trainers.stages import Stages, trainings

log = logging.getLogger("understudy")


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    minutes: float
    #: most minutes the Executor trains, and the other two one after the other beside it
    executor_minutes: float
    strategist_minutes: float
    tactician_minutes: float
    executor_epochs: int
    #: the other two learn a short recording by heart when they go on for long
    epochs: int
    episodes: int
    episode_minutes: float


def size_of(settings: DemoSettings) -> Size:
    """The default ends within ten minutes on two cores."""
    if settings.quick:
        return Size(min(settings.minutes, 1.0), 0.2, 0.1, 0.1, 2, 2, 2, 0.2)
    return Size(settings.minutes, 4.0, 2.5, 1.5, 60, 20, 12, 3.0)


def work(settings: DemoSettings, run: RunWriter) -> dict[str, Any] | None:
    """Run the loop and write the report; None where somebody stopped it."""
    out = (settings.out or settings.folders.root / "demo" / time.strftime("%Y%m%d-%H%M%S")).expanduser().resolve()
    out.mkdir(parents=True, exist_ok=True)
    home, size = Home(out, out), size_of(settings)
    began = time.monotonic()
    stage = Stages(run, home, "The demo")
    log.info("Everything goes to %s", out)
    record = RecordSettings(
        home=out, source="arena", headless=True, pilot=settings.pilot, minutes=size.minutes, seed=settings.seed,
        episode_minutes=max(0.1, size.minutes / 5),
    )  # fmt: skip
    if not stage.do("record", 0.0, 0.05, [[("record", record)]]):
        return None
    common: dict[str, Any] = {"home": out, "seed": settings.seed, "threads": 1}
    strategist = StrategistSettings(**common, epochs=size.epochs, minutes=size.strategist_minutes)
    tactician = TacticianSettings(**common, epochs=size.epochs, minutes=size.tactician_minutes)
    executor = ExecutorSettings(**common, epochs=size.executor_epochs, minutes=size.executor_minutes)
    if not stage.do("train", 0.05, 0.7 / (1 + settings.dagger), trainings(strategist, tactician, executor)):
        return None
    if settings.dagger:
        dagger = DaggerSettings(
            home=out, pilot=settings.pilot, rounds=settings.dagger, minutes=size.minutes, seed=settings.seed,
            episode_minutes=record.episode_minutes, train_minutes=size.executor_minutes,
        )  # fmt: skip
        if not stage.do("dagger", 0.7 / (1 + settings.dagger), 0.7, [[("dagger", dagger)]]):
            return None
    figures_file = out / "figures.json"
    evaluate = EvaluateSettings(
        home=out, pilot=settings.pilot, episodes=size.episodes, episode_minutes=size.episode_minutes,
        json_file=figures_file, threads=1,
    )  # fmt: skip
    if not stage.do("evaluate", 0.7, 0.98, [[("evaluate", evaluate)]]):
        return None
    figures = read_evaluation(figures_file)
    assert figures.offline and figures.closed_loop, "both were asked for"
    log.info("%s", offline_text(figures.offline))
    log.info("%s", closed_loop_text(figures.closed_loop))
    minutes = (time.monotonic() - began) / 60
    report = write_report(out / "report.html", figures, home, Demo(settings.pilot, size.minutes, minutes))
    log.info("Done in %.1f min. Report: %s", minutes, report)
    return {"report": str(report), "minutes": minutes, **figures.result()}


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_job("demo", work, argv)


if __name__ == "__main__":
    sys.exit(main())

"""`understudy dagger --rounds N`: rounds in which the models play and a pilot says what it would do, each learnt from.

DAgger (Ross, Gordon and Bagnell 2011). Who only ever saw the pilot's own play never saw how it gets out of a mistake it
does not make. After the first training the models play alone; all recordings, old and new, are learnt from together.
"""

from __future__ import annotations

import logging
import sys
from typing import Any

from arena.pilots import load_pilot
from core.job import run_job
from core.policy import load_models
from core.profile import load_profile
from core.runs import RunWriter
from core.settings.dagger import DaggerSettings
from core.settings.record import RecordSettings
from core.settings.training import ExecutorSettings, StrategistSettings, TacticianSettings
from trainers.stages import Chain, Stages, trainings

log = logging.getLogger("understudy")

#: first seed of the first round, and how far the rounds are apart: recordings count up from small ones, evaluation
#: plays those from a million on
FIRST_SEED, APART = 500_000, 1_000
#: share of a training's longest time the Tactician takes of the chain that it shares with the Strategist
_TACTICIANS = 0.35


def work(settings: DaggerSettings, run: RunWriter) -> dict[str, Any] | None:
    """Play and learn in turn; None where somebody stopped it."""
    load_pilot(settings.pilot)
    load_models(settings.folders.models, load_profile("arena", settings.folders))
    stages = Stages(run, settings.folders, "DAgger")
    for number in range(settings.rounds):
        begin, end = number / settings.rounds, (number + 1) / settings.rounds
        heard = begin + 0.15 * (end - begin)
        log.info("Round %d of %d", number + 1, settings.rounds)
        record = RecordSettings(
            home=settings.home, data_dir=settings.data_dir, source="arena", headless=True, pilot=settings.pilot,
            models_dir=settings.folders.models, minutes=settings.minutes, episode_minutes=settings.episode_minutes,
            seed=FIRST_SEED + 1_000_000_000 * settings.seed + APART * number,
        )  # fmt: skip
        if not stages.do("play", begin, heard, [[("record", record)]]):
            return None
        if not stages.do("train", heard, end, training(settings)):
            return None
    return {"rounds": settings.rounds, "minutes": settings.rounds * settings.minutes}


def training(settings: DaggerSettings) -> list[Chain]:
    """The three trainings of a round."""
    longest = settings.train_minutes
    common: dict[str, Any] = {
        "home": settings.home, "data_dir": settings.data_dir, "seed": settings.seed, "threads": 1,
    }  # fmt: skip
    strategist = StrategistSettings(**common, minutes=longest and (1 - _TACTICIANS) * longest)
    tactician = TacticianSettings(**common, minutes=longest and _TACTICIANS * longest)
    executor = ExecutorSettings(**common, minutes=longest)
    return trainings(strategist, tactician, executor)


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_job("dagger", work, argv)


if __name__ == "__main__":
    sys.exit(main())

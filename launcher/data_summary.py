"""What is in the data folder, counted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.files import file_stamp
from core.home import Home
from launcher.readiness import MODELS, recordings_in, trained_models
from launcher.text import size, tr


@dataclass(frozen=True)
class Fact:
    """One figure with what it counts."""

    number: str
    what: str
    detail: str


def facts(home: Home, runs: int) -> list[Fact]:
    """The figures of the dashboard."""
    trained = trained_models(home.models)
    missing = [name.capitalize() for name in MODELS if name not in trained]
    recordings, used = recordings_in(home.recordings)
    corrections = _count(home.corrections, file_stamp(home.corrections), "v2_corrections_*.json")
    folders = [path for path in home.experience.glob("*") if path.is_dir()]
    experience = sum(_count(folder, file_stamp(folder), "*.npz") for folder in folders)
    return [
        Fact(str(recordings), tr("recordings"), size(used)),
        Fact(
            f"{len(trained)}/{len(MODELS)}",
            tr("models trained"),
            tr("missing: {0}").format(", ".join(missing)) if missing else tr("all there"),
        ),
        Fact(str(corrections), tr("correction files"), tr("from the coach")),
        Fact(str(experience), tr("episodes"), tr("of the bot's experience")),
        Fact(str(runs), tr("runs"), tr("kept with logs and curves")),
    ]


@lru_cache(maxsize=16)
def _count(folder: Path, stamp: object, pattern: str) -> int:
    # A folder's stamp changes when files come or go, so it is looked through only then.
    return sum(1 for _ in folder.glob(pattern))

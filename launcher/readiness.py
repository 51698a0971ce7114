"""Why a job would have nothing to work with, and what to do about it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from core.files import file_stamp
from core.recording import is_recording_name
from core.settings.base import JobSettings
from launcher.text import tr

RECORDINGS = ("sequence_*", "shadow_recording_*")
MODELS = ("strategist", "tactician", "executor")


def recordings_in(folder: Path) -> tuple[int, int]:
    """How many recordings are in a folder, and how many bytes they and their videos take."""
    return _recordings_in(folder, file_stamp(folder))


@lru_cache(maxsize=16)
def _recordings_in(folder: Path, stamp: object) -> tuple[int, int]:
    # A folder's stamp changes when files come or go, so it is looked through only then.
    files = [path for pattern in RECORDINGS for path in folder.glob(pattern)]
    return sum(is_recording_name(path.name) for path in files), sum(path.stat().st_size for path in files)


def trained_models(folder: Path) -> list[str]:
    """Which of the three models have been trained."""
    return [name for name in MODELS if (folder / name / "best_model.pt").is_file()]


def what_is_missing(job: str, settings: JobSettings) -> str:
    """One sentence, empty where nothing is missing."""
    recordings, models = getattr(settings, "recordings", None), getattr(settings, "models", None)
    if (job.startswith("train_") or job == "stats") and recordings and not recordings_in(recordings)[0]:
        return tr("No recordings yet: make one with Pure Recording.")
    if job in ("bot", "evaluate") and models:
        missing = [name for name in MODELS if name not in trained_models(models)]
        if missing:
            names = ", ".join(name.capitalize() for name in missing)
            return tr("Not trained yet: {0}.").format(names)
    return ""

"""Why a job would have nothing to work with, and what to do about it."""

from __future__ import annotations

from pathlib import Path

from core.settings.base import JobSettings
from launcher.text import tr

MODELS = ("strategist", "tactician", "executor")


def recording_count(folder: Path) -> int:
    """How many recordings are in a folder."""
    return sum(1 for pattern in ("sequence_*.json", "shadow_recording_*.json") for _ in folder.glob(pattern))


def trained_models(folder: Path) -> list[str]:
    """Which of the three models have been trained."""
    return [name for name in MODELS if (folder / name / "best_model.pt").is_file()]


def what_is_missing(job: str, settings: JobSettings) -> str:
    """One sentence, empty where nothing is missing."""
    recordings, models = getattr(settings, "recordings", None), getattr(settings, "models", None)
    if job.startswith("train_") and recordings and not recording_count(recordings):
        return tr("No recordings yet: make one with Pure Recording.")
    if job == "stats" and recordings and not recording_count(recordings):
        return tr("No recordings yet: make one with Pure Recording.")
    if job in ("bot", "evaluate") and models:
        missing = [name for name in MODELS if name not in trained_models(models)]
        if missing:
            names = ", ".join(name.capitalize() for name in missing)
            return tr("Not trained yet: {0}.").format(names)
    return ""

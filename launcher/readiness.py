"""Why a job would have nothing to work with, and what to do about it."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from core.files import file_stamp
from launcher.text import tr

if TYPE_CHECKING:
    from core.settings.base import JobSettings

#: of recordings and what lies beside them; a file with another one may be a recording of another format
_OUR_SUFFIXES = (".json", ".mkv", ".journal")
MODELS = ("strategist", "tactician", "executor")


def recordings_in(folder: Path) -> tuple[int, int]:
    """How many recordings are in a folder, and how many bytes they and their videos take."""
    return _recordings_in(folder, file_stamp(folder))


@lru_cache(maxsize=16)
def _recordings_in(folder: Path, stamp: object) -> tuple[int, int]:
    from core.recording import is_recording_name

    # A folder's stamp changes when files come or go, so it is looked through only then.
    entries = [path for path in folder.iterdir() if not path.name.startswith(".")] if folder.is_dir() else []
    files = [path for path in entries if path.is_file()]
    if len(files) < len(entries) or any(path.suffix not in _OUR_SUFFIXES for path in files):
        # Reading other formats takes libraries that a window with none of them need not wait for.
        from core.formats import sources

        count = len(sources(folder))
    else:
        count = sum(is_recording_name(path.name) for path in files)
    return count, sum(path.stat().st_size for path in files)


def trained_models(folder: Path) -> list[str]:
    """Which of the three models have been trained."""
    return [name for name in MODELS if (folder / name / "best_model.pt").is_file()]


def what_is_missing(job: str, settings: JobSettings) -> str:
    """One sentence, empty where nothing is missing."""
    recordings, models = getattr(settings, "recordings", None), getattr(settings, "models", None)
    if (job.startswith("train_") or job == "stats") and recordings and not recordings_in(recordings)[0]:
        return tr("No recordings yet: make one with Pure Recording.")
    if job in ("bot", "evaluate") and models:
        trained = trained_models(models)
        missing = [name for name in MODELS if name not in trained]
        if missing:
            names = ", ".join(name.capitalize() for name in missing)
            return tr("Not trained yet: {0}.").format(names)
    if job == "tensorboard" and importlib.util.find_spec("tensorboard") is None:
        return tr("TensorBoard is not installed: `pip install tensorboard`.")
    return ""

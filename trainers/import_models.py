"""`understudy models import`: models trained elsewhere take the place of those that are there."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from core.checkpoint import ModelName, load_checkpoint, name_of_checkpoint
from core.errors import ExitCode, UserError
from core.files import atomic_write_bytes
from core.job import log, run_job
from core.profile import load_profile
from core.runs import RunWriter
from core.settings.models import ImportModelsSettings

#: the file that is used in play
BEST = "best_model.pt"


def import_models(settings: ImportModelsSettings, run: RunWriter) -> dict[str, Any]:
    """Check every model, then put each into its place; the one before it stays beside it under another name.

    Raises:
        UserError: there is no model among the files, two are of the same kind, or one cannot be used; nothing is
            changed then.
    """
    profile = load_profile(settings.profile, settings.folders)
    found: dict[ModelName, Path] = {}
    for path in _files(settings.files):
        name = name_of_checkpoint(path)
        load_checkpoint(path, name, profile)
        if name in found:
            raise UserError(
                f"{found[name]} and {path} are both the {name}: name the one that is meant.", ExitCode.BAD_INPUT
            )
        found[name] = path
    if not found:
        raise UserError("There is no model (.pt) among these files.", ExitCode.NO_DATA)
    folder = settings.models_dir or settings.folders.models
    made = {}
    for index, (name, path) in enumerate(found.items(), 1):
        target = folder / name / BEST
        if path.resolve() == target.resolve():
            raise UserError(f"{path} is the {name} that is used already.", ExitCode.BAD_INPUT)
        if target.is_file():
            kept = target.with_name(f"replaced-{datetime.now():%Y%m%d-%H%M%S}.pt")
            target.rename(kept)
            log.info("The %s that was used so far is kept as %s.", name, kept)
        atomic_write_bytes(target, path.read_bytes())
        made[name] = str(target)
        log.info("%s is the %s now.", path, name)
        run.progress(index / len(found), name)
    return {"models": made}


def _files(given: Iterable[Path]) -> list[Path]:
    """The model files: those given, and of a folder the best ones in it or in its folders."""
    files: list[Path] = []
    for path in given:
        if path.is_dir():
            files += sorted(path.glob(f"**/{BEST}")) or sorted(path.glob("*.pt"))
        elif path.is_file():
            files.append(path)
        else:
            raise UserError(f"There is no file {path}.", ExitCode.BAD_INPUT)
    return files


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_job("models_import", import_models, argv)


if __name__ == "__main__":
    sys.exit(main())

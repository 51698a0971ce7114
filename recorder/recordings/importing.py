"""`understudy recordings import`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from core.errors import ExitCode, UserError
from core.job import log, run_job
from core.library import import_files
from core.runs import RunWriter
from core.settings.recordings import FilesSettings, ImportSettings
from recorder.recordings.eye import eye_for


def import_them(settings: ImportSettings, run: RunWriter) -> dict[str, Any]:
    """Import files and tell what became of each."""
    return bring(settings, settings.recordings, run)


def bring(settings: FilesSettings, folder: Path, run: RunWriter) -> dict[str, Any]:
    """Import the settings' files into `folder`; returns the new recordings and what was left out, by file."""

    def progress(done: float, name: str) -> bool:
        run.progress(done, name)
        return not run.stop_requested

    done = import_files(
        settings.files,
        folder,
        settings.folders,
        profile=settings.profile,
        eye=lambda profile: eye_for(profile, settings.folders),
        on_progress=progress,
    )
    for item in done:
        (log.info if item.path else log.warning)(item.said)
    made = [item for item in done if item.path]
    if not made and not run.stop_requested:
        raise UserError(f"Nothing was imported: {' '.join(item.said for item in done)}", ExitCode.NO_DATA)
    log.info("%d of %d were imported into %s.", len(made), len(done), folder)
    return {
        "imported": [str(item.path) for item in made],
        "left_out": {str(item.source): item.said for item in done if not item.path},
    }


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_job("recordings_import", import_them, argv)


if __name__ == "__main__":
    sys.exit(main())

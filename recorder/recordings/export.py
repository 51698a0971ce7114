"""`understudy recordings export`."""

from __future__ import annotations

import sys
from typing import Any

from core.errors import ExitCode, UserError
from core.formats import none_in
from core.job import log, run_job
from core.library import find, recordings_in
from core.profile import load_profile
from core.runs import RunWriter
from core.settings.recordings import ExportSettings


def export_them(settings: ExportSettings, run: RunWriter) -> dict[str, Any]:
    """Export recordings and tell what was written."""
    from core.export.lerobot import export_lerobot

    if settings.out is None:
        raise UserError("Say where to: --out and a folder that is not there yet.", ExitCode.BAD_INPUT)
    paths = find(settings.recordings, settings.names) if settings.names else recordings_in(settings.recordings)
    if not paths:
        raise none_in(settings.recordings)

    def progress(done: float) -> None:
        run.progress(done, f"writing {settings.out}")
        if run.stop_requested:
            raise KeyboardInterrupt

    profile = load_profile(settings.profile, settings.folders)
    report = export_lerobot(paths, settings.out, profile, on_progress=progress)
    log.info(
        "%d recordings as %d episodes with %d frames at %d fps, %.1f MB: %s",
        *(report.recordings, report.episodes, report.frames, report.fps, report.size / 1e6, report.folder),
    )
    return {
        "folder": str(report.folder),
        "episodes": report.episodes,
        "frames": report.frames,
        "left_out": report.skipped,
    }


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_job("recordings_export", export_them, argv)


if __name__ == "__main__":
    sys.exit(main())

"""`understudy recordings convert`."""

from __future__ import annotations

import sys
from typing import Any

from core.job import run_job
from core.runs import RunWriter
from core.settings.recordings import ConvertSettings
from recorder.recordings.importing import bring


def convert_them(settings: ConvertSettings, run: RunWriter) -> dict[str, Any]:
    """Write recordings of any format as ours into the folder asked for."""
    return bring(settings, settings.out or settings.recordings, run)


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_job("recordings_convert", convert_them, argv)


if __name__ == "__main__":
    sys.exit(main())

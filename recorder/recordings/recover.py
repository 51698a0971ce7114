"""`understudy recordings recover`."""

from __future__ import annotations

import sys
from typing import Any

from core.job import log, run_job
from core.journal import SUFFIX
from core.recovery import recorder_lock, recover
from core.runs import RunWriter
from core.settings.recordings import RecoverSettings


def recover_them(settings: RecoverSettings, run: RunWriter) -> dict[str, Any]:
    """Recover what was left behind and tell what came of it."""
    folder = settings.recordings
    if not any(folder.glob(f"*{SUFFIX}")):
        log.info("Nothing was left behind in %s.", folder)
        return {"recovered": []}
    with recorder_lock(folder):  # where a recorder is at work, that is said rather than nothing done
        pass
    made = recover(folder, settings.folders, threads=settings.threads, on_progress=lambda done: run.progress(done))
    return {"recovered": [str(path) for path in made]}


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_job("recordings_recover", recover_them, argv)


if __name__ == "__main__":
    sys.exit(main())

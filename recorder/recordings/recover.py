"""`understudy recordings recover`."""

from __future__ import annotations

import sys
from typing import Any

from core.formats import none_in
from core.job import log, run_job
from core.journal import SUFFIX
from core.recovery import recover
from core.runs import RunWriter
from core.settings.recordings import RecoverSettings


def recover_them(settings: RecoverSettings, run: RunWriter) -> dict[str, Any]:
    """Recover what was left behind and tell what came of it."""
    folder = settings.recordings
    if settings.data_dir is not None and not folder.is_dir():
        raise none_in(folder)
    if not any(folder.glob(f"*{SUFFIX}")):
        log.info("Nothing was left behind in %s.", folder)
        return {"recovered": []}

    def progress(done: float) -> None:
        run.progress(done, f"looked for objects in {done:.0%}")

    made = recover(folder, settings.folders, threads=settings.threads, on_progress=progress)
    left = sorted(path.stem for path in folder.glob(f"*{SUFFIX}"))
    if left:
        log.warning("Still there, because a recorder is at work or for the reason above: %s.", ", ".join(left))
    return {"recovered": [str(path) for path in made], "left": left}


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_job("recordings_recover", recover_them, argv)


if __name__ == "__main__":
    sys.exit(main())

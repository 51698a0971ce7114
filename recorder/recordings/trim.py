"""`understudy recordings trim`."""

from __future__ import annotations

import math
import sys

from core.errors import ExitCode, UserError
from core.job import run_tool
from core.library import cut_out, find_one, keep_all, trim
from core.settings.recordings import TrimSettings
from recorder.recordings.text import kept_words


def trim_it(settings: TrimSettings) -> None:
    """Trim a recording and tell what counts now."""
    path = find_one(settings.recordings, settings.name)
    if settings.all:
        edits = keep_all(path)
    elif settings.start is None and settings.stop is None:
        raise UserError("Say what to trim: --from and --to in seconds, or --all.", ExitCode.BAD_INPUT)
    elif settings.cut:
        edits = cut_out(path, settings.start or 0.0, math.inf if settings.stop is None else settings.stop)
    else:
        edits = trim(path, settings.start, settings.stop)
    print(f"{path.stem}: {kept_words(edits)}.")


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_tool("recordings_trim", trim_it, argv)


if __name__ == "__main__":
    sys.exit(main())

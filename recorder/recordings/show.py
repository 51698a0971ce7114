"""`understudy recordings show`."""

from __future__ import annotations

import math
import sys
from dataclasses import replace

from core.errors import UserError
from core.job import run_tool
from core.library import Followed, find, followed, rows_of
from core.settings.recordings import ShowSettings
from recorder.recordings.text import as_json, row_text


def show(settings: ShowSettings) -> None:
    """Print all that is known of some recordings."""
    rows = rows_of(find(settings.recordings, settings.names), settings.folders)
    seen: list[list[Followed] | None] = [None] * len(rows)
    if settings.objects or settings.start is not None or settings.stop is not None:
        between = (settings.start or 0.0, math.inf if settings.stop is None else settings.stop)
        for number, row in enumerate(rows):
            try:
                seen[number] = [] if row.problem else followed(row.path, between, settings.folders)
            except UserError as error:  # its row says so, and the others are shown
                rows[number] = replace(row, problem=str(error))
    print(as_json(rows, seen) if settings.as_json else "\n\n".join(map(row_text, rows, seen)))


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_tool("recordings_show", show, argv)


if __name__ == "__main__":
    sys.exit(main())

"""`understudy recordings show`."""

from __future__ import annotations

import sys

from core.job import run_tool
from core.library import find, row_of
from core.settings.recordings import ShowSettings
from recorder.recordings.text import as_json, row_text


def show(settings: ShowSettings) -> None:
    """Print all that is known of some recordings."""
    rows = [row_of(path) for path in find(settings.recordings, settings.names)]
    print(as_json(rows) if settings.as_json else "\n\n".join(map(row_text, rows)))


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_tool("recordings_show", show, argv)


if __name__ == "__main__":
    sys.exit(main())

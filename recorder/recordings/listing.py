"""`understudy recordings list`."""

from __future__ import annotations

import sys

from core.formats import none_in
from core.job import log, run_tool
from core.library import list_recordings, unfinished
from core.settings.recordings import ListSettings
from recorder.recordings.text import as_json, print_table


def list_them(settings: ListSettings) -> None:
    """Print every recording."""
    if settings.data_dir is not None and not settings.data_dir.is_dir():
        raise none_in(settings.data_dir)
    rows = list_recordings(settings.recordings, settings.folders, build=True)
    if settings.tagged is not None:
        rows = [row for row in rows if settings.tagged in row.edits.tags]
    if settings.as_json:
        print(as_json(rows))
    elif rows:
        print_table(rows)
    else:
        tagged = f" tagged {settings.tagged!r}" if settings.tagged is not None else ""
        print(f"There are no recordings{tagged} in {settings.recordings}.")
    for name, at_work in unfinished(settings.recordings):
        said = "is being recorded now" if at_work else "was cut off: `understudy recordings recover` finishes it"
        log.warning("%s %s.", name, said)


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_tool("recordings_list", list_them, argv)


if __name__ == "__main__":
    sys.exit(main())

"""`understudy recordings merge`."""

from __future__ import annotations

import sys

from core.job import run_tool
from core.library import find, merge
from core.settings.recordings import MergeSettings


def merge_them(settings: MergeSettings) -> None:
    """Merge recordings in the order they are named in."""
    paths = find(settings.recordings, settings.names)
    made = merge(paths, settings.folders)
    print(f"{', '.join(path.stem for path in paths)} are in the bin; in their place there is {made.stem}.")


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_tool("recordings_merge", merge_them, argv)


if __name__ == "__main__":
    sys.exit(main())

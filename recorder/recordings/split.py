"""`understudy recordings split`."""

from __future__ import annotations

import sys

from core.errors import ExitCode, UserError
from core.job import run_tool
from core.library import find_one, split_at
from core.settings.recordings import SplitSettings


def split_it(settings: SplitSettings) -> None:
    """Split a recording."""
    path = find_one(settings.recordings, settings.name)
    if settings.at is None:
        raise UserError("Say where: --at in seconds.", ExitCode.BAD_INPUT)
    first, second = split_at(path, settings.at, settings.folders)
    print(f"{path.stem} is in the bin; in its place there are {first.stem} and {second.stem}.")


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_tool("recordings_split", split_it, argv)


if __name__ == "__main__":
    sys.exit(main())

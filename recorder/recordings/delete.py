"""`understudy recordings delete`."""

from __future__ import annotations

import sys

from core.job import run_tool
from core.library import delete_to_bin, find
from core.settings.recordings import DeleteSettings


def delete_them(settings: DeleteSettings) -> None:
    """Delete recordings and tell what went."""
    gone = delete_to_bin(find(settings.recordings, settings.names))
    print(f"Moved to the bin, from where they can come back: {', '.join(path.name for path in gone)}.")


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_tool("recordings_delete", delete_them, argv)


if __name__ == "__main__":
    sys.exit(main())

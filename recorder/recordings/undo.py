"""`understudy recordings undo`."""

from __future__ import annotations

import sys

from core.job import run_tool
from core.library import find_one, redo, undo
from core.settings.recordings import UndoSettings
from recorder.recordings.text import counted, kept_words, tag_words


def undo_it(settings: UndoSettings) -> None:
    """Take back a change, or bring it back, and tell how things stand."""
    path = find_one(settings.recordings, settings.name)
    edits = (redo if settings.redo else undo)(path)
    labelled = counted(len(edits.labels), "stretch", "stretches")
    print(f"{path.stem}: {kept_words(edits)}, {labelled} labelled, {tag_words(edits)}.")


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_tool("recordings_undo", undo_it, argv)


if __name__ == "__main__":
    sys.exit(main())

"""`understudy recordings tag`."""

from __future__ import annotations

import sys

from core.errors import ExitCode, UserError
from core.job import run_tool
from core.library import annotate, find_one, tag, untag
from core.settings.recordings import TagSettings
from recorder.recordings.text import tag_words


def tag_it(settings: TagSettings) -> None:
    """Change the tags or the note of a recording."""
    path = find_one(settings.recordings, settings.name)
    if not settings.tags and settings.note is None:
        raise UserError("Say which tags, or a --note.", ExitCode.BAD_INPUT)
    edits = (untag if settings.remove else tag)(path, *settings.tags)
    if settings.note is not None:
        edits = annotate(path, settings.note)
    print(f"{path.stem}: {tag_words(edits)}.")


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_tool("recordings_tag", tag_it, argv)


if __name__ == "__main__":
    sys.exit(main())

"""`understudy recordings relabel`."""

from __future__ import annotations

import sys

from core.errors import ExitCode, UserError
from core.job import run_tool
from core.library import find_one, relabel
from core.settings.recordings import RelabelSettings


def relabel_it(settings: RelabelSettings) -> None:
    """Label a stretch of a recording."""
    path = find_one(settings.recordings, settings.name)
    if settings.start is None:
        raise UserError("Say which stretch: --from and --to in seconds.", ExitCode.BAD_INPUT)
    relabel(
        path, settings.start, settings.stop, mode=settings.mode, target_track=_track(settings.target), by=settings.by,
        home=settings.folders,
    )  # fmt: skip
    said = filter(None, (settings.mode, settings.target and f"target {settings.target}"))
    end = "the end" if settings.stop is None else f"{settings.stop:g} s"
    print(f"{path.stem}: from {settings.start:g} s to {end} {settings.by} says {', '.join(said)}.")


def _track(target: str | None) -> int | None:
    if target is None:
        return None
    if target == "none":
        return -1
    if not target.isdecimal():
        raise UserError(f"The target is the number of a track, or none, not {target!r}.", ExitCode.BAD_INPUT)
    return int(target)


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_tool("recordings_relabel", relabel_it, argv)


if __name__ == "__main__":
    sys.exit(main())

"""`understudy`: opens the window."""

from __future__ import annotations

import sys

from core.display import has_screen
from core.errors import ExitCode, UserError
from core.home import Home


def main(argv: list[str] | None = None) -> int:
    """Open the launcher and stay until it is closed. Returns the exit code."""
    words = sys.argv[1:] if argv is None else argv
    home, moment = Home.find(), None
    if words:
        try:
            home, moment = _told_by(words)
        except UserError as error:
            print(f"error: {error}", file=sys.stderr)
            return error.code
    if not has_screen():
        print(
            "error: There is no screen to open the launcher on (no DISPLAY or WAYLAND_DISPLAY that answers); "
            "`understudy demo` runs without one.",
            file=sys.stderr,
        )
        return ExitCode.NO_SCREEN

    from launcher.application import run

    return run(home, moment)


def _told_by(words: list[str]) -> tuple[Home, tuple[str, float] | None]:
    """The home, and the recording and second to show."""
    # What reads a command line takes half as long as all the rest until the window shows: only where there is one.
    import tyro

    from core.settings.launcher import LauncherSettings

    settings = tyro.cli(LauncherSettings, prog="understudy", args=words)
    return settings.folders, settings.moment


if __name__ == "__main__":
    sys.exit(main())

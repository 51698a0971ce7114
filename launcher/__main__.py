"""`understudy`: opens the window."""

from __future__ import annotations

import sys

from core.display import has_screen
from core.errors import ExitCode, UserError


def main(argv: list[str] | None = None) -> int:
    """Open the launcher and stay until it is closed. Returns the exit code."""
    words = sys.argv[1:] if argv is None else argv
    from core.settings.launcher import LauncherSettings

    settings = LauncherSettings()
    if words:
        import tyro

        settings = tyro.cli(LauncherSettings, prog="understudy", args=words)
    try:
        moment = settings.moment
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

    return run(settings, moment)


if __name__ == "__main__":
    sys.exit(main())

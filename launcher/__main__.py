"""`understudy`: opens the window."""

from __future__ import annotations

import os
import sys

from core.errors import ExitCode


def main(argv: list[str] | None = None) -> int:
    """Open the launcher and stay until it is closed. Returns the exit code."""
    words = sys.argv[1:] if argv is None else argv
    from core.settings.launcher import LauncherSettings

    settings = LauncherSettings()
    if words:
        import tyro

        settings = tyro.cli(LauncherSettings, prog="understudy", args=words)
    if sys.platform.startswith("linux") and not has_screen():
        print(
            "error: There is no screen to open the launcher on (neither DISPLAY nor WAYLAND_DISPLAY is set); "
            "`understudy demo` runs without one.",
            file=sys.stderr,
        )
        return ExitCode.NO_SCREEN

    from launcher.application import run

    return run(settings)


def has_screen() -> bool:
    """Whether Qt will find a place for windows. It aborts the process where it does not, so this is asked before."""
    headless_platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in ("offscreen", "minimal", "vnc")
    return headless_platform or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())

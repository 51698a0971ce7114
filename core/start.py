"""What `make run` does: open the launcher, or show the demo where there is no screen to open it on."""

from __future__ import annotations

import os
import sys

from core.cli import main


def has_screen() -> bool:
    """Whether a window could open here, as far as the environment tells."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    if has_screen():
        sys.exit(main([]))
    print("There is no screen here, so the launcher cannot open: running `understudy demo` instead.", flush=True)
    sys.exit(main(["demo"]))

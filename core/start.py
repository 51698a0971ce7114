"""What `make run` does: open the launcher, or show the demo where there is no screen to open it on."""

from __future__ import annotations

import sys

from core.cli import main
from core.display import has_screen

if __name__ == "__main__":
    if has_screen():
        sys.exit(main([]))
    print("There is no screen here, so the launcher cannot open: running `understudy demo` instead.", flush=True)
    sys.exit(main(["demo"]))

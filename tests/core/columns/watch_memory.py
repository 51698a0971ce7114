"""Makes the columns of recordings one after the other; prints the most memory in use meanwhile, in bytes, for each."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event, Thread

from core.columns import summary_of


def in_use() -> int:
    """Memory of this process that no file stands behind."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Anonymous:"))


def most_for(path: Path) -> int:
    """The most there was, above what there was before."""
    before, most, over = in_use(), [0], Event()

    def watch() -> None:
        while not over.wait(0.005):
            most.append(in_use() - before)

    watcher = Thread(target=watch)
    watcher.start()
    summary_of(path)
    over.set()
    watcher.join()
    return max(most)


if __name__ == "__main__":
    first, *rest = map(Path, sys.argv[1:])
    # Compiled code comes in.
    summary_of(first)
    print(*map(most_for, rest))

"""What the page needs to know of recordings and takes a while to find out: a process of its own.

`python -m launcher.indexing FOLDER [FIRST]` reads all recordings not read before, `FIRST` (a path) before the others;
for each it prints its file name, or its file name, a tab and what is wrong with it.
`python -m launcher.indexing --hindsight RECORDING` tells in hindsight what its player was after.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main(words: list[str]) -> int:
    """See above. Returns the exit code."""
    from core.errors import UserError

    try:
        if words[0] == "--hindsight":
            from launcher.hindsight import tell_in_hindsight

            tell_in_hindsight(Path(words[1]))
        else:
            _read_all(*map(Path, words))
    except (UserError, OSError) as error:
        print(f"error: {error}")
        return 1
    return 0


def _read_all(folder: Path, *first: Path) -> None:
    from core.columns import cached_summary, summary_of
    from core.errors import UserError
    from core.library import recordings_in

    for path in dict.fromkeys([*first, *recordings_in(folder)]):
        if cached_summary(path) is not None:
            continue
        try:
            summary_of(path)
        except (UserError, OSError) as error:
            print(f"{path.name}\t{error}", flush=True)
        else:
            print(path.name, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

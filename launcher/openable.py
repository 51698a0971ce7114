"""What a run offers to look at in the browser: the report it wrote, or the address it serves at."""

from __future__ import annotations

import re
from pathlib import Path

from launcher.run_list import Run
from launcher.value_table import flatten

_OWN_ADDRESS = re.compile(r"http://(?:127\.0\.0\.1|localhost):\d+\S*")


def openable(run: Run) -> str:
    """An address of this machine while the run serves it, or the path of an .html file; empty where there is none."""
    if run.status is None:
        return ""
    if run.active and (address := _OWN_ADDRESS.search(run.status.message)):
        return address[0]
    for _, value in flatten(run.status.result):
        if value.endswith(".html") and Path(value).is_file():
            return value
    return ""

"""What the name of a recording, or of a piece of one, says of where it comes from."""

from __future__ import annotations

import re


def recording_name(name: str) -> str:
    """The recording that a `Played` is of: "sequence_a[30:60]" is a piece of "sequence_a"."""
    return re.sub(r"(\[\d+:\d+\])+$", "", name)


def piece_of(name: str, length: int) -> tuple[int, int]:
    """First and end frame, in its recording, of the piece that a name stands for; `length` is that of a whole one."""
    first, end = 0, length
    for a, b in re.findall(r"\[(\d+):(\d+)\]", name.removeprefix(recording_name(name))):
        first, end = first + int(a), first + int(b)
    return first, end


def origin(name: str) -> str:
    """The recording that a name goes back to, through cutting, splitting and merging: they stay on one side of the
    split between training and validation."""
    return re.sub(r"((-part\d+|-merged)(-\d+)?)+$", "", recording_name(name))

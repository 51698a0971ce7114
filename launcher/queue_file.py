"""The jobs that wait, as they stand in a file: so that they wait on when the window is opened again."""

from __future__ import annotations

from pathlib import Path

import msgspec

from core.files import atomic_write_bytes


class Entry(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A job that waits: for a run by its id, or else for the job that waits just before it."""

    job: str
    run: str = ""
    behind: str = ""
    any_end: bool = False


def read_queue(path: Path) -> list[Entry]:
    """The entries of the file, [] where there is none or none that can be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[Entry])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return []


def write_queue(path: Path, entries: list[Entry]) -> None:
    """Replace the file; it is gone where nothing waits.

    Raises:
        OSError: it cannot be written.
    """
    if entries:
        atomic_write_bytes(path, msgspec.json.encode(entries))
    else:
        path.unlink(missing_ok=True)

"""Files in a run's folder that hold what a job found, for the launcher to show: one struct as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from core.errors import ExitCode, UserError
from core.files import atomic_write_bytes


class Result(Protocol):
    """What every such struct says of itself, with defaults of its own."""

    format: str
    version: int


Found = TypeVar("Found", bound=Result)


def write_result(path: Path, result: object) -> None:
    """Write it so that people can read it too; a field at the top that is None is left out."""
    found = {name: value for name, value in msgspec.to_builtins(result).items() if value is not None}
    atomic_write_bytes(path, msgspec.json.format(msgspec.json.encode(found)))


def read_result(path: Path, usual: Found, what: str, job: str) -> Found:
    """Read what `write_result` wrote.

    Args:
        usual: an empty one, whose type, format and version the file must have.
        what: it is called, with its article.
        job: title of the job that makes it.

    Raises:
        UserError: the file is damaged, something else, or of a newer version.
    """
    try:
        found = msgspec.json.decode(path.read_bytes(), type=type(usual))
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UserError(f"{path} is not {what} ({error}): run {job} again.", ExitCode.BAD_INPUT) from error
    if found.format != usual.format or found.version > usual.version:
        raise UserError(f"{path} is not {what} of this version: run {job} again.", ExitCode.BAD_INPUT)
    return found

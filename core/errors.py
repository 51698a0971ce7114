"""Errors a user can act on, and the exit codes they lead to."""

from __future__ import annotations

import errno
from enum import IntEnum


class ExitCode(IntEnum):
    """Process exit codes of every job."""

    OK = 0
    FAILED = 1
    BAD_INPUT = 2
    NO_DATA = 3
    NO_SCREEN = 4
    BUSY = 5
    DISK = 6
    INTERRUPTED = 130


class UserError(Exception):
    """Something the user can put right, told in one sentence: what, which file or value, what to do."""

    def __init__(self, sentence: str, code: ExitCode = ExitCode.FAILED) -> None:
        super().__init__(sentence)
        self.code = code


def place_sentence(error: OSError) -> str:
    """One sentence for a place that cannot be written to."""
    where = error.filename2 or error.filename or "the data folder"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk that holds {where} is full: free some space or choose another folder."
    return f"{where} cannot be written ({error.strerror}): choose another place or change its permissions."

"""Deleting recordings: to the system's bin, with everything that belongs to them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from core.errors import ExitCode, UserError
from core.library.places import cache_entries, changing, companions, require_finished

log = logging.getLogger("understudy")


def delete_to_bin(recordings: Sequence[Path]) -> list[Path]:
    """Move recordings to the bin with their videos and sidecars; what is cached of them goes for good.

    A video that another recording names too stays.

    Returns:
        The files that went.

    Raises:
        UserError: there is no bin for them, or a recorder still writes one.
    """
    gone: list[Path] = []
    for recording in recordings:
        with changing(recording.parent):
            require_finished(recording)
            files = companions(recording)
            cached = cache_entries(recording)
            to_bin(files)
            gone += files
            for path in cached:
                with suppress(OSError):
                    path.unlink(missing_ok=True)
    return gone


def to_bin(files: Sequence[Path]) -> None:
    """Move files to the system's bin, the first one first; one that stays behind the others is told.

    Raises:
        UserError: there is no bin for them, and all are where they were.
    """
    from send2trash import send2trash

    for number, path in enumerate(files):
        try:
            send2trash(str(path.absolute()))
        except OSError as error:
            sentence = (
                f"{path} cannot be moved to the bin ({error.strerror or error}): there may be none for its disk. "
                f"Delete it by hand if it is to go for good."
            )
            if number:  # too late to leave all as it was
                log.warning("%s", sentence)
            else:
                raise UserError(sentence, ExitCode.DISK) from error

"""Looks what recordings there are. Slow: for a worker's thread."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from core.files import file_stamp
from core.home import Home
from core.library import Row, list_recordings
from launcher.hindsight import mode_counts


class Lister:
    """Remembers how the folder was, so that looking again costs nothing while nothing has changed."""

    def __init__(self) -> None:
        self._seen: object = None
        #: modes told in hindsight, by recording and the stamp of what tells them
        self._told: dict[object, dict[str, int]] = {}

    def look(self, home: Home) -> list[Row] | None:
        """The rows of the home's recordings, with the modes told in hindsight where nobody else has.

        None where all is as before.

        Raises:
            UserError: the folder cannot be read.
        """
        # Whatever is written in these folders is written aside and renamed, which changes them.
        folder = home.recordings
        stamp = (folder, *map(file_stamp, (folder, folder / ".cache", home.profiles)))
        if stamp == self._seen:
            return None
        rows = [self._with_hindsight(row) for row in list_recordings(folder, home)]
        self._seen = stamp
        return rows

    def _with_hindsight(self, row: Row) -> Row:
        if row.summary is None or not row.summary.modes.get(""):
            return row
        stamp = (row.path, file_stamp(row.path.parent / ".cache" / f"{row.name}.hindsight.npz"))
        if stamp[1] is None:
            return row
        if stamp not in self._told:
            self._told[stamp] = mode_counts(row.path)
        modes = self._told[stamp]
        if not modes:
            return row
        return replace(row, summary=msgspec.structs.replace(row.summary, modes=modes))

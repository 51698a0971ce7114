"""Settings of the launcher itself."""

from __future__ import annotations

import math

from core.errors import ExitCode, UserError
from core.settings.base import JobSettings, setting


class LauncherSettings(JobSettings):
    """Open the window."""

    open: str | None = setting(None, "A moment of a recording to show: NAME@SECONDS", group="Window")

    @property
    def moment(self) -> tuple[str, float] | None:
        """The recording's name and the second to show.

        Raises:
            UserError: `open` does not say both.
        """
        if self.open is None:
            return None
        name, _, seconds = self.open.rpartition("@")
        try:
            found = float(seconds)
        except ValueError:
            found = math.nan
        if not name or not math.isfinite(found):
            raise UserError(f"{self.open!r} is no moment: say --open NAME@SECONDS.", ExitCode.BAD_INPUT)
        return name, found

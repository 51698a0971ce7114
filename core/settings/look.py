"""Settings of the jobs that only look: Data Statistics and View TensorBoard."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from core.settings.base import JobSettings, Recovers, setting


class StatsSettings(JobSettings):
    """Tell what has been recorded, and what is missing."""

    flag_aliases: ClassVar[dict[str, str]] = {"json": "json-file"}
    recovers: ClassVar[Recovers] = "all"

    data_dir: Path | None = setting(
        None, "Folder of recordings instead of the home's", group="Folders", widget="folder"
    )
    profile: str = setting(
        "arena", "The game of files that do not say it: a profile's name, or a .json file", widget="profile"
    )
    json_file: Path | None = setting(
        None, "File to write the figures to; --json for short", group="Folders", widget="save_file"
    )

    @property
    def recordings(self) -> Path:
        """Where the recordings are read from."""
        return self.data_dir or self.folders.recordings


class TensorBoardSettings(JobSettings):
    """Serve every run's curves to the browser, on this machine only."""

    port: int = setting(0, "Port on 127.0.0.1, 0 for a free one", ge=0, le=65535)
    open_browser: bool = setting(True, "Open the browser when it answers")
    outlive_launcher: bool = setting(False, "Go on serving when the launcher that started it is closed")

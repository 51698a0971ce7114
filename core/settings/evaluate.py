"""Settings of Evaluate Models."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from core.settings.base import WHICH_GAME, JobSettings, Recovers, setting


class EvaluateSettings(JobSettings):
    """Judge the trained models: on held-out recordings, and by letting them play."""

    flag_aliases: ClassVar[dict[str, str]] = {"json": "json-file", "env": "profile"}
    recovers: ClassVar[Recovers] = "all"

    data_dir: Path | None = setting(
        None, "Folder of recordings instead of the home's", group="Folders", widget="folder"
    )
    models_dir: Path | None = setting(
        None, "Folder of the three models instead of the home's", group="Folders", widget="folder"
    )
    json_file: Path | None = setting(
        None, "File to write the figures to; --json for short", group="Folders", widget="save_file"
    )
    against: Path | None = setting(
        None,
        "Other models to compare with, on the same moments and seeds: a folder of models, a home, or one checkpoint",
        group="Compare",
        widget="folder",
    )
    profile: str = setting("arena", WHICH_GAME, group="Play", widget="profile")
    pilot: str = setting(
        "auto", "Pilot to compare with: name, module:Class, or auto for the one recorded", group="Play", widget="pilot"
    )
    offline: bool = setting(True, "Measure on held-out recordings", group="Offline")
    closed_loop: bool = setting(True, "Let policy, pilot and baselines play", group="Play")
    episodes: int = setting(16, "Episodes each of them plays", group="Play", ge=1)
    episode_minutes: float = setting(
        3.0, "Length of an episode, where the game has no end of its own", group="Play", unit="min", gt=0
    )
    seed: int = setting(
        1_000_000, "First seed; recordings use small ones, so these were never seen", group="Play", ge=0
    )
    device: str = setting("auto", "cpu, cuda, cuda:1, mps, or auto for the best there is", group="Machine")
    threads: int = setting(0, "Processor threads, and processes that play, 0 for all", group="Machine", ge=0)

    @property
    def recordings(self) -> Path:
        """Where the recordings are read from."""
        return self.data_dir or self.folders.recordings

    @property
    def models(self) -> Path:
        """Where the three models are read from."""
        return self.models_dir or self.folders.models

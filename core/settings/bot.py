"""Settings of the autopilot."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from core.settings.base import WHICH_GAME, JobSettings, setting


class BotSettings(JobSettings):
    """Let the trained models play."""

    flag_aliases: ClassVar[dict[str, str]] = {"env": "profile"}

    profile: str = setting("arena", WHICH_GAME, group="Play", widget="profile")
    window_title: str | None = setting(
        None, "Play the window whose title contains this, instead of the profile's", group="Play"
    )
    models_dir: Path | None = setting(
        None, "Folder of the three models instead of the home's", group="Folders", widget="folder"
    )
    test_mode: bool = setting(False, "Only watch, and say what it would do; send nothing", group="Play")
    headless: bool = setting(False, "Play in lock-step, without a window", group="Play")
    minutes: float | None = setting(None, "Stop after this long", group="Play", unit="min", gt=0)
    seed: int = setting(0, "Seed of the policy's choices, and of the episode when headless", group="Play", ge=0)
    confidence: float = setting(0.35, "Least confidence of a detection", group="Seeing", gt=0, lt=1)
    device: str = setting("cpu", "cpu, cuda, cuda:1, mps, or auto for the best there is", group="Machine")
    threads: int = setting(1, "Processor threads of the models, 0 for all", group="Machine", ge=0)

    @property
    def models(self) -> Path:
        """Where the three models are read from."""
        return self.models_dir or self.folders.models

"""Settings of the demonstration."""

from __future__ import annotations

from pathlib import Path

from core.settings.base import JobSettings, setting


class DemoSettings(JobSettings):
    """The whole loop without a screen: a pilot is recorded, all three models learn from it, and play against it."""

    minutes: float = setting(10.0, "Play to record and learn from", unit="min", gt=0)
    pilot: str = setting("aggressor", "Whom to learn from: a pilot's name or module:Class", widget="pilot")
    dagger: int = setting(
        0, "Rounds after the training in which the bot plays and the pilot says what it would do", ge=0, le=20
    )
    seed: int = setting(0, "Seed of the play and the training", ge=0)
    quick: bool = setting(False, "A much smaller loop, to see that everything works")
    out: Path | None = setting(
        None, "Folder for everything the demo makes; a new one in the home without it", group="Folders", widget="folder"
    )

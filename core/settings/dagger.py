"""Settings of DAgger."""

from __future__ import annotations

from pathlib import Path

from core.settings.base import JobSettings, setting


class DaggerSettings(JobSettings):
    """Let the models play the arena while a pilot says what it would do, learn from that too, and again."""

    rounds: int = setting(1, "How many times they play and learn", group="Play", ge=1, le=20)
    pilot: str = setting(
        "aggressor", "Who says what to do: the pilot they learnt from, by name or module:Class", group="Play",
        widget="pilot",
    )  # fmt: skip
    minutes: float = setting(10.0, "Play in each round", group="Play", unit="min", gt=0)
    episode_minutes: float = setting(3.0, "Length of one episode; one file each", group="Play", unit="min", gt=0)
    seed: int = setting(
        0, "Seed of the play and the training; the play is on other seeds than recordings and evaluation", group="Play",
        ge=0,
    )  # fmt: skip
    train_minutes: float | None = setting(
        None, "Longest a round's training may take, instead of as long as the trainers take by themselves",
        group="Training", unit="min", gt=0,
    )  # fmt: skip
    data_dir: Path | None = setting(
        None, "Folder of the recordings to learn from and add to instead of the home's", group="Folders",
        widget="folder",
    )  # fmt: skip

    @property
    def recordings(self) -> Path:
        """Where the recordings are read from and added to."""
        return self.data_dir or self.folders.recordings

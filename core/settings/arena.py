"""Settings of the arena."""

from __future__ import annotations

from pathlib import Path

from core.settings.base import JobSettings, setting


class ArenaSettings(JobSettings):
    """Open the built-in game, for a person or a pilot."""

    pilot: str | None = setting(
        None, "Let a pilot play: its name or module:Class; it moves the real mouse", group="Player", widget="pilot"
    )
    headless: bool = setting(False, "Play in lock-step without a window (needs a pilot)", group="Player")
    seed: int = setting(0, "Seed of the episode", group="Game", ge=0)
    width: int = setting(
        1280, "Width of the window; its height is 9/16 of it", group="Window", unit="px", ge=480, le=3840
    )
    show_controls: bool = setting(True, "Show the controls first (not to a pilot)", group="Window")
    minutes: float | None = setting(None, "End after this long", group="Game", unit="min", gt=0)
    truth: Path | None = setting(
        None, "File to log everything the game knows to, as JSON Lines", group="Game", widget="save_file"
    )

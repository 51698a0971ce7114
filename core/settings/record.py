"""Settings of Pure Recording."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Literal

from core.settings.base import WHICH_GAME, JobSettings, setting


class RecordSettings(JobSettings):
    """Watch a window and the person's input, and save both as a recording."""

    flag_aliases: ClassVar[dict[str, str]] = {"env": "profile", "player": "pilot"}

    source: Literal["window", "arena"] = setting(
        "window", "What to record: a window on the screen, or lock-step play of the arena", group="Source"
    )
    profile: str = setting("arena", WHICH_GAME, group="Source", widget="profile")
    window_title: str | None = setting(
        None, "Record the window whose title contains this, instead of the profile's", group="Source"
    )
    fps: float = setting(30.0, "Frames recorded a second", group="Source", unit="fps", ge=1, le=60)
    start: bool = setting(False, "Start recording at once instead of waiting for F5", group="Source")
    minutes: float | None = setting(None, "Stop and save after this long", group="Source", unit="min", gt=0)
    video: bool = setting(True, "Keep the video beside the frames", group="Video")
    video_height: int = setting(
        720, "Height of the stored video; the width follows the window", group="Video", unit="px", ge=90, le=2160
    )
    video_crf: int = setting(23, "H.264 quality, lower is better and larger", group="Video", ge=0, le=51)
    see: bool = setting(True, "Look for objects in the video when a recording is saved", group="Seeing")
    see_rate: float = setting(
        15.0, "Detections a second; frames in between are interpolated", group="Seeing", unit="Hz", gt=0, le=60
    )
    confidence: float = setting(0.35, "Least confidence of a detection", group="Seeing", gt=0, lt=1)
    threads: int = setting(
        1, "Processor threads that look for objects, 0 for all (slower where others use them too)", group="Seeing", ge=0
    )
    pilot: str = setting(
        "auto",
        "Who plays without a window: a pilot's name, module:Class, or auto for the game's first; --player for short",
        group="Without a window",
        widget="pilot",
    )
    seed: int = setting(0, "Seed of the first episode without a window", group="Without a window", ge=0)
    episode_minutes: float = setting(
        3.0, "Length of one episode without a window; one file each", group="Without a window", unit="min", gt=0
    )
    headless: bool = setting(
        False, "Play the profile's game in lock-step, without a window, as fast as it goes", group="Without a window"
    )
    models_dir: Path | None = setting(
        None,
        "Folder of models that play while the pilot only says what it would do (DAgger): it shows them how to get out "
        "of their own mistakes",
        group="Without a window",
        widget="folder",
    )
    data_dir: Path | None = setting(
        None, "Folder the recordings go to instead of the home's", group="Folders", widget="folder"
    )

    @property
    def recordings(self) -> Path:
        """Where the recordings go."""
        return self.data_dir or self.folders.recordings

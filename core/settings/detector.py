"""Settings of the detector's trainer."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from core.settings.base import JobSettings, setting


class TrainDetectorSettings(JobSettings):
    """Make arena frames with their true boxes and train a nano detector on them."""

    profile: str = setting("arena", "Which game: a profile's name, or a .json file", group="Data", widget="profile")
    images: int = setting(1500, "Training frames to make", group="Data", ge=10)
    validation_images: int = setting(300, "Frames to measure on, from other seeds", group="Data", ge=5)
    epochs: int = setting(16, "Passes over the data", group="Training", ge=1)
    architecture: Literal["yolo26n", "yolo26s"] = setting(
        "yolo26n", "Network, by its ultralytics name", group="Training"
    )
    lr: float = setting(2e-3, "Highest learning rate (AdamW)", group="Training", gt=0, le=1)
    batch_size: int = setting(8, "Frames in one step", group="Training", ge=1)
    seed: int = setting(0, "Seed of the frames and of the training", group="Training", ge=0)
    confidence: float = setting(
        0.35, "Confidence at which recall and precision are reported", group="Training", gt=0, lt=1
    )
    device: str = setting("auto", "cpu, cuda, or auto for the best there is", group="Machine")
    threads: int = setting(0, "Processor threads, 0 for all", group="Machine", ge=0)
    out: Path | None = setting(
        None, "File the weights are written to instead of the home's models", group="Folders", widget="save_file"
    )

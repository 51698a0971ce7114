"""Settings of the three trainers."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Literal, Self

from pydantic import model_validator

from core.settings.base import WHICH_GAME, JobSettings, Recovers, setting

ModelName = Literal["strategist", "tactician", "executor"]


class TrainSettings(JobSettings):
    """What the three trainers have in common.

    The presets are those the founding notes on training recommend: for a quick try, for fewer than 100 recordings, and
    for more than 200.
    """

    flag_aliases: ClassVar[dict[str, str]] = {"env": "profile"}
    model_name: ClassVar[ModelName]
    recovers: ClassVar[Recovers] = "all"

    data_dir: Path | None = setting(
        None, "Folder of recordings to learn from instead of the home's", group="Folders", widget="folder"
    )
    output_dir: Path | None = setting(
        None, "Folder the models are written to instead of the home's", group="Folders", widget="folder"
    )
    profile: str = setting("arena", WHICH_GAME, group="Data", widget="profile")
    validation_share: float = setting(
        0.15, "Share of the recordings (whole ones) kept out of training to validate on", group="Data", gt=0, lt=1
    )
    action_delay: float = setting(
        0.15, "How long before an action its reason was seen: people react late", group="Data", unit="s", ge=0, le=1
    )
    labels: Literal["recorded", "hindsight"] = setting(
        "recorded",
        "Modes and targets: those written in a recording where it has them, or always worked out from what was done",
        group="Data",
    )
    stride: float = setting(
        0.0, "Seconds between two samples, 0 for one at every frame", group="Data", unit="s", ge=0, le=60
    )
    epoch_share: float = setting(
        1.0, "Share of the samples drawn in one epoch; each epoch draws others", group="Training", gt=0, le=1
    )
    epochs: int = setting(20, "Most epochs", group="Training", ge=1)
    batch_size: int = setting(128, "Samples in one step", group="Training", ge=1)
    lr: float = setting(1e-3, "Highest learning rate (AdamW)", group="Training", gt=0, le=1)
    weight_decay: float = setting(1e-2, "AdamW weight decay", group="Training", ge=0)
    warmup_share: float = setting(
        0.05, "Share of all steps in which the learning rate rises", group="Training", ge=0, lt=1
    )
    label_smoothing: float = setting(0.02, "Label smoothing of the class losses", group="Training", ge=0, lt=0.5)
    clip_norm: float = setting(1.0, "Largest gradient norm", group="Training", gt=0)
    patience: int = setting(6, "Stop after this many epochs without a better validation loss", group="Training", ge=1)
    minutes: float | None = setting(
        None, "Fit the learning-rate schedule into this long and end there", group="Training", unit="min", gt=0
    )
    resume: bool = setting(
        False, "Go on with the training that was cut short, with the settings it was begun with", group="Training"
    )
    save_every: float = setting(
        30.0,
        "While an epoch runs, keep where the training stands this often; it is always kept at an epoch's end",
        group="Training",
        unit="s",
        ge=0,
    )
    seed: int = setting(0, "Seed of the split, the weights and the order of samples", group="Training", ge=0)
    ema: float = setting(
        0.0,
        "Judge and keep a running average of the weights, of which this share stays in each step; 0 for the weights",
        group="Training",
        ge=0,
        lt=1,
    )
    find_lr: bool = setting(
        False, "Try learning rates from tiny to huge, say which one would do, and train nothing", group="Training"
    )
    init_from: Path | None = setting(
        None,
        "Begin from the weights of this model, of the same kind and size",
        group="Model",
        widget="file",
    )
    freeze: str | None = setting(
        None, "Parts of the model that stay as they are, separated by commas; a wrong name lists them", group="Model"
    )
    d_model: int = setting(64, "Width of the transformer", group="Model", unit="features", ge=8, le=1024)
    layers: int = setting(2, "Layers of the transformer", group="Model", ge=1, le=24)
    heads: int = setting(4, "Attention heads; must divide the width", group="Model", ge=1, le=32)
    dropout: float = setting(0.2, "Dropout in the transformer", group="Model", ge=0, lt=1)
    keep_checkpoints: int = setting(3, "How many checkpoint_epoch_N.pt to keep", group="Model", ge=0)
    device: str = setting("auto", "cpu, cuda, cuda:1, mps, or auto for the best there is", group="Machine")
    precision: Literal["float32", "bfloat16"] = setting(
        "float32", "What the attention layers compute in; bfloat16 is faster on most graphics cards", group="Machine"
    )
    compile: bool = setting(
        False,
        "Compile the attention layers first (torch.compile): pays in long trainings on a graphics card",
        group="Machine",
    )
    threads: int = setting(0, "Processor threads, 0 for all", group="Machine", ge=0)

    @model_validator(mode="after")
    def _heads_fit(self) -> Self:
        if self.d_model % self.heads:
            raise ValueError(f"heads ({self.heads}) must divide d_model ({self.d_model})")
        return self

    @property
    def sample_every(self) -> float:
        """Seconds between two samples, 0 for one at every frame."""
        return self.stride

    @property
    def each_once(self) -> Self:
        """The same settings, where samples that training looks at several times an epoch are looked at once."""
        return self

    @property
    def recordings(self) -> Path:
        """Where the recordings are read from."""
        return self.data_dir or self.folders.recordings

    @property
    def models(self) -> Path:
        """Where this model's checkpoints go."""
        return self.output_dir or self.folders.models / self.model_name


class StrategistSettings(TrainSettings):
    """Learn which mode the player is in, once a second, from a long history."""

    model_name: ClassVar[ModelName] = "strategist"
    presets: ClassVar[dict[str, dict[str, Any]]] = {
        "quick": {"epochs": 20, "batch_size": 32, "lr": 3e-4},
        "small": {"epochs": 150, "batch_size": 16},
        "large": {"epochs": 80, "batch_size": 64},
    }

    history_seconds: int = setting(60, "How far back it looks", group="Model", unit="s", ge=1, le=600)
    epoch_share: float = setting(
        1 / 3, "Share of the samples drawn in one epoch; each epoch draws others", group="Training", gt=0, le=1
    )
    class_balance: float = setting(
        0.5,
        "How much rare modes count for more: 0 as often as they come, 1 all alike",
        group="Training",
        ge=0,
        le=1,
    )
    epochs: int = setting(8, "Most epochs", group="Training", ge=1)
    weight_decay: float = setting(0.1, "AdamW weight decay", group="Training", ge=0)
    windows: Literal["dense", "quarter"] = setting(
        "dense",
        "Where the looks back end: at every sample as the stride says, or a quarter of the history apart",
        group="Data",
    )

    @property
    def sample_every(self) -> float:
        return self.history_seconds / 4 if self.windows == "quarter" else self.stride


class _UnderModeSettings(TrainSettings):
    """What the two models have in common that are told the mode."""

    mode_age: float = setting(
        1.0,
        "In play a mode is up to this old: learn with such, not with the mode of the moment",
        group="Data",
        unit="s",
        ge=0,
        le=10,
    )
    jitter: float = setting(
        0.0,
        "See objects off their place and size by about this share of the window, each time elsewhere",
        group="Augmentation",
        ge=0,
        le=0.5,
    )
    drop_objects: float = setting(
        0.0,
        "Share of the objects a detector is made to miss; never the target or what was clicked",
        group="Augmentation",
        ge=0,
        lt=1,
    )
    false_objects: float = setting(
        0.0, "Share of the moments in which something is seen that is not there", group="Augmentation", ge=0, le=1
    )


class TacticianSettings(_UnderModeSettings):
    """Learn which of the visible objects the player goes for, five times a second."""

    model_name: ClassVar[ModelName] = "tactician"
    presets: ClassVar[dict[str, dict[str, Any]]] = {
        "quick": {"epochs": 15, "batch_size": 64, "lr": 3e-4},
        "small": {"epochs": 120, "batch_size": 32},
        "large": {"epochs": 60, "batch_size": 128},
    }

    doubt: float = setting(
        0.5,
        "Share of the samples in which the target it chose last is not known or any object, so that it stays a hint",
        group="Data",
        ge=0,
        le=1,
    )
    epoch_share: float = setting(
        1 / 3, "Share of the samples drawn in one epoch; each epoch draws others", group="Training", gt=0, le=1
    )
    class_balance: float = setting(
        0.0,
        "How much rare kinds of targets count for more: 0 as often as they come, 1 all alike",
        group="Training",
        ge=0,
        le=1,
    )
    epochs: int = setting(8, "Most epochs", group="Training", ge=1)


class ExecutorSettings(_UnderModeSettings):
    """Learn the cursor, clicks and hotkeys, twenty times a second, given mode and target."""

    model_name: ClassVar[ModelName] = "executor"
    presets: ClassVar[dict[str, dict[str, Any]]] = {
        "quick": {"epochs": 10, "batch_size": 128, "lr": 5e-4},
        "small": {"epochs": 100, "batch_size": 64},
        "large": {"epochs": 40, "batch_size": 256},
    }

    epochs: int = setting(24, "Most epochs", group="Training", ge=1)
    patience: int = setting(10, "Stop after this many epochs without a better validation loss", group="Training", ge=1)
    weight_decay: float = setting(0.05, "AdamW weight decay", group="Training", ge=0)
    dropout: float = setting(0.15, "Dropout in the transformer", group="Model", ge=0, lt=1)
    target_age: float = setting(0.2, "The same for targets", group="Data", unit="s", ge=0, le=10)
    thinning: int = setting(
        4,
        "Of this many moments in a row in which nothing is pressed one is learnt from in each epoch, for all of them",
        group="Data",
        ge=1,
        le=100,
    )
    click_repeats: int = setting(
        4,
        "How often each moment of a click is looked at in an epoch: it takes many steps to learn where to click",
        group="Data",
        ge=1,
        le=100,
    )
    idle_weight: float = setting(
        0.3,
        "Weight of moments in which nothing is pressed, against 1 for the others, in the cursor's loss",
        group="Data",
        ge=0,
        le=1,
    )

    @property
    def each_once(self) -> Self:
        return self.model_copy(update={"click_repeats": 1})

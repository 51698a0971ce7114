"""Checkpoints: weights with everything needed to use them, loaded without executing anything."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypedDict

import msgspec
import torch
from torch import nn

from core.errors import ExitCode, UserError
from core.files import atomic_write_bytes
from core.models.executor import Executor
from core.models.layers import TransformerConfig
from core.models.strategist import Strategist
from core.models.tactician import Tactician
from core.profile import Profile
from core.schema import FeatureSchema

ModelName = Literal["strategist", "tactician", "executor"]
MODEL_NAMES: tuple[ModelName, ...] = ("strategist", "tactician", "executor")
FORMAT = "understudy-model"
#: 2: an Executor of two trunks, and a Strategist that is blind to the HUD's marks
#: 3: numbers in steps, a Strategist that sees the objects, a Tactician told its last target, drawn cursor components
VERSION = 4


@dataclass
class Checkpoint:
    """A model and where it came from."""

    name: ModelName
    model: nn.Module
    schema: FeatureSchema
    config: TransformerConfig
    #: seconds the Strategist looks back; 0 for the others
    history: int = 0
    epoch: int = 0
    #: validation figures when it was saved
    metrics: dict[str, float] = field(default_factory=dict)
    #: the trainer's settings, as JSON values
    settings: dict[str, Any] = field(default_factory=dict)
    #: recording names by part ("train", "validation"), and a fingerprint of them
    split: dict[str, list[str]] = field(default_factory=dict)
    fingerprint: str = ""


class _Rest(TypedDict):
    """What a checkpoint holds beside the model, its schema and its size."""

    history: int
    epoch: int
    metrics: dict[str, float]
    settings: dict[str, Any]
    split: dict[str, list[str]]
    fingerprint: str


def build_model(name: ModelName, schema: FeatureSchema, config: TransformerConfig, history: int = 0) -> nn.Module:
    """A fresh model of that name."""
    with warnings.catch_warnings():
        # What would read the state of a game that shows none has no weights.
        warnings.filterwarnings("ignore", "Initializing zero-element tensors", UserWarning)
        if name == "strategist":
            return Strategist(schema, config, history)
        return Tactician(schema, config) if name == "tactician" else Executor(schema, config)


def save_checkpoint(path: Path, checkpoint: Checkpoint) -> None:
    """Write a checkpoint whole or not at all. Weights are stored on the CPU.

    Raises:
        OSError: the disk takes no more; `path` is then as it was before.
    """
    write_tensors(path, content_of(checkpoint))


def content_of(checkpoint: Checkpoint) -> dict[str, Any]:
    """All that a checkpoint holds, as plain values and tensors on the CPU."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "name": checkpoint.name,
        "schema": msgspec.to_builtins(checkpoint.schema),
        "config": msgspec.to_builtins(checkpoint.config),
        "history": checkpoint.history,
        "epoch": checkpoint.epoch,
        "metrics": checkpoint.metrics,
        "settings": checkpoint.settings,
        "split": checkpoint.split,
        "fingerprint": checkpoint.fingerprint,
        "weights": {key: value.detach().cpu() for key, value in checkpoint.model.state_dict().items()},
    }


def write_tensors(path: Path, content: dict[str, Any]) -> None:
    """Write plain values and tensors whole or not at all.

    Raises:
        OSError: the disk takes no more; `path` is then as it was before.
    """
    # Through memory, because torch tells a full disk as an error of its own.
    buffer = io.BytesIO()
    torch.save(content, buffer)
    atomic_write_bytes(path, buffer.getvalue())


def load_checkpoint(path: Path, name: ModelName, profile: Profile | None = None) -> Checkpoint:
    """Load a model for use (in eval mode, on the CPU).

    Raises:
        UserError: there is no such file, it is damaged, of another kind or version, or made for another profile.
    """
    if not path.is_file():
        raise UserError(f"There is no {name} at {path}: run `understudy train {name}` first.", ExitCode.NO_DATA)
    return checkpoint_of(read_tensors(path), name, path, profile)


def checkpoint_of(content: dict[str, Any], name: ModelName, path: Path, profile: Profile | None = None) -> Checkpoint:
    """The model that `content` of the file `path` holds.

    Raises:
        UserError: as for `load_checkpoint`.
    """
    if content.get("format") != FORMAT:
        raise UserError(f"{path} is not an Understudy model.", ExitCode.BAD_INPUT)
    try:
        if content["version"] > VERSION:
            raise UserError(f"{path} was written by a newer version: update Understudy to use it.", ExitCode.BAD_INPUT)
        if content["version"] < VERSION:
            raise UserError(f"{path} was made by an older version: train it again.", ExitCode.BAD_INPUT)
        if content["name"] != name:
            raise UserError(f"{path} is the {content['name']}, not the {name}.", ExitCode.BAD_INPUT)
        schema = msgspec.convert(content["schema"], FeatureSchema)
        if profile is not None:
            schema.require(profile, str(path))
        config = msgspec.convert(content["config"], TransformerConfig)
        rest = msgspec.convert({key: content[key] for key in _Rest.__annotations__}, _Rest)
        model = build_model(name, schema, config, rest["history"])
        model.load_state_dict(content["weights"])
    except (msgspec.ValidationError, RuntimeError, LookupError, ValueError, TypeError, AttributeError) as error:
        reason = str(error).split("\n")[0].rstrip(":") or type(error).__name__
        raise UserError(
            f"{path} is damaged and cannot be loaded ({reason}): train it again.", ExitCode.BAD_INPUT
        ) from error
    return Checkpoint(name, model.eval(), schema, config, **rest)


def name_of_checkpoint(path: Path) -> ModelName:
    """Which of the models a file holds.

    Raises:
        UserError: it is damaged, or no model of ours.
    """
    content = read_tensors(path)
    for name in MODEL_NAMES:
        if content.get("format") == FORMAT and content.get("name") == name:
            return name
    raise UserError(f"{path} is not an Understudy model.", ExitCode.BAD_INPUT)


def read_tensors(path: Path) -> dict[str, Any]:
    """What `write_tensors` wrote, and nothing that could execute anything; {} where it is something else.

    Raises:
        UserError: it is damaged, or holds more than plain values and tensors.
    """
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # there is no telling what garbage makes of the unpickler
        raise UserError(
            f"{path} is damaged, or holds more than numbers, and was not loaded: train it again.", ExitCode.BAD_INPUT
        ) from error
    return content if isinstance(content, dict) else {}

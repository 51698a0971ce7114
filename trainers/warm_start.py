"""Beginning from a model that was trained before, and keeping parts of a model as they are."""

from __future__ import annotations

import logging
from pathlib import Path

from torch import nn

from core.checkpoint import Checkpoint, load_checkpoint
from core.errors import ExitCode, UserError

log = logging.getLogger("understudy")

#: what a model's size is called among the settings
_SIZES = ("d_model", "layers", "heads")


def start_from(path: Path, checkpoint: Checkpoint) -> None:
    """Let the model of `checkpoint` begin with the weights of the one at `path`.

    Of a model for the same profile everything is taken, the statistics of its inputs too: its weights know numbers
    scaled by those. Of one for another profile only the attention layers are: they do not depend on what the numbers
    mean, and everything that reads the screen or names classes, modes and keys does.

    Raises:
        UserError: there is no such model, it cannot be loaded, or it is of another kind or size.
    """
    old = load_checkpoint(path, checkpoint.name)
    mine = {name: getattr(checkpoint.config, name) for name in _SIZES} | {"history_seconds": checkpoint.history}
    theirs = {name: getattr(old.config, name) for name in _SIZES} | {"history_seconds": old.history}
    if mine != theirs:
        words = " ".join(f"--{name.replace('_', '-')} {theirs[name]}" for name in mine if mine[name] != theirs[name])
        raise UserError(
            f"{path} is of another size: train with {words} to begin from it, or leave out --init-from.",
            ExitCode.BAD_INPUT,
        )
    weights = old.model.state_dict()
    if old.schema == checkpoint.schema:
        checkpoint.model.load_state_dict(weights)
        log.info("Begins from %s, which was trained for %d epochs.", path, old.epoch)
        return
    kept = {key: value for key, value in weights.items() if "trunk" in key.split(".")}
    checkpoint.model.load_state_dict(checkpoint.model.state_dict() | kept)
    log.warning(
        "%s was made for profile %r as it was then: only its attention layers are taken over, all that reads the "
        "screen is learnt anew.", path, old.schema.profile,
    )  # fmt: skip


def parts_of(model: nn.Module) -> tuple[str, ...]:
    """The parts of a model that learn and can be frozen by name."""
    names = {name.split(".")[0]: None for name, _ in model.named_parameters()}
    return tuple(names)


def freeze(model: nn.Module, words: str) -> None:
    """Keep the parts named in `words`, separated by commas, as they are. `a.b` is the part b of the part a.

    Raises:
        UserError: there is no such part, or nothing is left to learn.
    """
    for word in filter(None, (word.strip() for word in words.split(","))):
        parameters = [value for name, value in model.named_parameters() if f"{name}.".startswith(f"{word}.")]
        if not parameters:
            raise UserError(
                f"There is no part {word!r} to freeze: choose of {', '.join(parts_of(model))}.", ExitCode.BAD_INPUT
            )
        for value in parameters:
            value.requires_grad_(False)
    if not any(value.requires_grad for value in model.parameters()):
        raise UserError("Nothing is left to learn: freeze fewer parts.", ExitCode.BAD_INPUT)

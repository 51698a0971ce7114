"""`training_state.pt`: where a training stands, beside its models, so that it can be taken up again at the very sample.

It holds the weights, the optimizer, the random numbers' state, how far the epoch is and what has been counted in it,
and what the training was begun with. Like every file of ours it is replaced whole, and read without executing anything.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import torch
from filelock import FileLock, Timeout
from pydantic import ValidationError
from torch import Tensor, nn

from core.checkpoint import Checkpoint, checkpoint_of, content_of, read_tensors, write_tensors
from core.errors import ExitCode, UserError
from core.settings.training import TrainSettings
from trainers.task import Means, Tally

STATE_FILE = "training_state.pt"
FORMAT, VERSION = "understudy-training", 1
#: settings that do not change what is learnt, or that the data's fingerprint stands for
FREE = frozenset({"home", "data_dir", "output_dir", "device", "threads", "keep_checkpoints", "save_every", "resume"})

Settings = TypeVar("Settings", bound=TrainSettings)


@dataclass
class Position:
    """How far a training is."""

    #: the one under way, counted from 1, and how many of its batches are behind us
    epoch: int = 1
    batch: int = 0
    #: steps of all epochs
    step: int = 0
    #: how long it has taken, in all its lives
    seconds: float = 0.0
    #: the best validation loss, the figures of that epoch, and how many epochs have gone by without a better one
    best: float = math.inf
    best_figures: dict[str, float] = field(default_factory=dict)
    waiting: int = 0
    #: the figures of the epochs behind us
    rows: list[dict[str, float]] = field(default_factory=list)
    #: why it ended, empty while it has not
    reason: str = ""


@dataclass
class Counted:
    """What has been counted in the epoch under way."""

    losses: list[Tensor] = field(default_factory=list)
    norms: list[Tensor] = field(default_factory=list)
    means: Means = field(default_factory=Means)


def of_process(counted: Counted, device: torch.device) -> dict[str, Any]:
    """What one process has to keep for itself: what it counted, and the random numbers it goes on with."""
    random = {"cpu": torch.get_rng_state()}
    if device.type == "cuda":
        random["cuda"] = torch.cuda.get_rng_state(device)
    return {
        "losses": torch.stack(counted.losses).cpu() if counted.losses else torch.zeros(0),
        "norms": torch.stack(counted.norms).cpu() if counted.norms else torch.zeros(0),
        "sums": {name: [total.cpu(), samples.cpu()] for name, (total, samples) in counted.means.sums.items()},
        "random": random,
    }


def save_state(
    folder: Path, position: Position, checkpoint: Checkpoint, optimizer: torch.optim.Optimizer,
    average: nn.Module | None, processes: list[dict[str, Any]], data: str,
) -> None:  # fmt: skip
    """Keep where the training stands in `folder`, beside its models.

    Args:
        checkpoint: the model that learns, with the settings it was begun with.
        average: the running average of its weights, if there is one.
        processes: `of_process` of each process.
        data: fingerprint of all recordings, those of the validation part too.

    Raises:
        OSError: the disk takes no more; what was kept before is still there.
    """
    content = {
        "format": FORMAT,
        "version": VERSION,
        "checkpoint": content_of(checkpoint),
        "position": asdict(position),
        "optimizer": optimizer.state_dict(),
        "average": None if average is None else average.state_dict(),
        "processes": processes,
        "data": data,
    }
    write_tensors(folder / STATE_FILE, content)


class SavedState:
    """A state that was kept, to be taken up by a training that fits it.

    Raises:
        UserError: there is none in `folder`, or it cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / STATE_FILE
        if not self.path.is_file():
            raise UserError(
                f"There is nothing to resume in {folder}: start without --resume, or name the folder by --output-dir.",
                ExitCode.NO_DATA,
            )
        self._content = read_tensors(self.path)
        if self._content.get("format") != FORMAT or self._content.get("version") != VERSION:
            raise self._unusable()
        try:
            self.position = msgspec.convert(self._content["position"], Position)
            self.began: dict[str, Any] = dict(self._content["checkpoint"]["settings"])
        except (msgspec.ValidationError, LookupError, TypeError, ValueError) as error:
            raise self._unusable() from error

    def settings(self, given: Settings) -> Settings:
        """The settings to go on with: those it was begun with, but for the `FREE` ones.

        Raises:
            UserError: one that is given says otherwise.
        """
        changed = given.changed()
        other = [name for name in changed if name not in FREE and changed[name] != self.began.get(name)]
        if other:
            words = ", ".join(f"{_flag(name)} {self.began.get(name)}, not {changed[name]}" for name in other)
            raise UserError(
                f"The training in {self.path.parent} was begun with {words}: leave that out to go on with it, or start "
                "anew without --resume.",
                ExitCode.BAD_INPUT,
            )
        free = {name: value for name, value in given.model_dump(mode="json").items() if name in FREE}
        try:
            return type(given).model_validate({**self.began, **free})
        except ValidationError as error:
            raise self._unusable() from error

    def restore(
        self, checkpoint: Checkpoint, optimizer: torch.optim.Optimizer, average: nn.Module | None, data: str
    ) -> None:
        """Put model and optimizer back as they were.

        Args:
            data: as for `save_state`.

        Raises:
            UserError: the data or the profile are others now, or the file is damaged.
        """
        kept = checkpoint_of(self._content["checkpoint"], checkpoint.name, self.path)
        if kept.schema != checkpoint.schema:
            raise UserError(
                f"Profile {checkpoint.schema.profile!r} has changed since the training in {self.path.parent} was "
                "begun: start anew without --resume.",
                ExitCode.BAD_INPUT,
            )
        if self._content.get("data") != data:
            raise UserError(
                f"The recordings have changed since the training in {self.path.parent} was begun: start anew without "
                "--resume.",
                ExitCode.BAD_INPUT,
            )
        try:
            checkpoint.model.load_state_dict(kept.model.state_dict())
            optimizer.load_state_dict(self._content["optimizer"])
            if average is not None:
                average.load_state_dict(self._content["average"])
        except (RuntimeError, LookupError, ValueError, TypeError, AttributeError) as error:
            raise self._unusable() from error

    def restore_process(self, rank: int, count: int, device: torch.device) -> Counted:
        """What process `rank` of `count` had counted in the epoch under way; its random numbers go on as they were.

        Raises:
            UserError: there were more or fewer processes, or the file is damaged.
        """
        kept = self._content.get("processes", [])
        if len(kept) != count:
            raise UserError(
                f"The training in {self.path.parent} was begun with {len(kept)} processes, not {count}: go on with as "
                "many.",
                ExitCode.BAD_INPUT,
            )
        own = kept[rank]
        try:
            torch.set_rng_state(own["random"]["cpu"])
            if device.type == "cuda" and "cuda" in own["random"]:
                torch.cuda.set_rng_state(own["random"]["cuda"], device)
            sums = {name: Tally(total.to(device), samples.to(device)) for name, (total, samples) in own["sums"].items()}
            losses, norms = (list(own[name].to(device)) for name in ("losses", "norms"))
            return Counted(losses, norms, Means(sums))
        except (RuntimeError, LookupError, ValueError, TypeError, AttributeError) as error:
            raise self._unusable() from error

    def _unusable(self) -> UserError:
        return UserError(
            f"{self.path} is damaged or was made by another version: start anew without --resume.", ExitCode.BAD_INPUT
        )


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Keep others from training into `folder`, and clear away what a killed training left half written there.

    Raises:
        UserError: somebody else trains there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".training.lock", blocking=False)
    try:
        lock.acquire()
    except Timeout:
        raise UserError(
            f"Another training writes to {folder}: wait for its end, or choose another --output-dir.", ExitCode.BUSY
        ) from None
    try:
        for part in folder.glob(".*.pt.*.part"):
            part.unlink(missing_ok=True)
        yield
    finally:
        lock.release()


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"

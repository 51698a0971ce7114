"""What a model answers while it is validated, beside what was right: caught on the way, not asked for again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

from core.checkpoint import Checkpoint
from core.features import Ints
from core.models.executor import Executor
from core.models.strategist import Strategist
from core.words import PRESSES


@dataclass
class Confusion:
    """How often each answer (columns) was given where each one was right (rows)."""

    names: tuple[str, ...]
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, names: tuple[str, ...]) -> Self:
        """Nothing counted yet."""
        return cls(names, np.zeros((len(names), len(names)), np.int64))

    def add(self, truth: Tensor, said: Tensor) -> None:
        """Count answers `said` (B,) where `truth` (B,) was right."""
        np.add.at(self.counts, (truth.cpu().numpy(), said.cpu().numpy()), 1)

    def accuracies(self) -> dict[str, float]:
        """Share of right answers for each class that occurs, 0..1."""
        rows = self.counts.sum(1)
        return {name: float(self.counts[i, i] / rows[i]) for i, name in enumerate(self.names) if rows[i]}


@dataclass
class Shown:
    """Samples to draw: the first batch that was looked at, and what the model said to it."""

    batch: Any = None
    said: dict[str, Tensor] = field(default_factory=dict)
    #: the modes that were right and those that were said, of all samples
    modes: tuple[Ints, Ints] = field(default_factory=lambda: (np.zeros(0, np.int64), np.zeros(0, np.int64)))


class Answers:
    """Listens to a model for as long as the block lasts.

    `confusions` by what is answered: "mode"; "target", by the kind of the object; "click" and "hotkey".
    """

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._checkpoint = checkpoint
        self._heard: dict[str, Tensor] = {}
        self._hooks: list[RemovableHandle] = []
        self.shown = Shown()
        model, schema = checkpoint.model, checkpoint.schema
        self._heads: dict[str, nn.Module]
        if isinstance(model, Executor):
            self._heads = {"click": model.click_head, "hotkey": model.hotkey_head}
            names = PRESSES
        elif isinstance(model, Strategist):
            self._heads, names = {"mode": model}, {"mode": schema.modes}
        else:
            self._heads, names = {"target": model}, {"target": (*schema.classes, "none")}
        self.confusions = {name: Confusion.of(words) for name, words in names.items()}

    def __enter__(self) -> Self:
        for name, head in self._heads.items():
            self._hooks.append(head.register_forward_hook(self._listener(name)))
        return self

    def __exit__(self, *error: object) -> None:
        for hook in self._hooks:
            hook.remove()

    def note(self, batch: Any) -> None:
        """Count what was just said to `batch`."""
        said = {name: self._said(name, logits) for name, logits in self._heard.items()}
        for name, answers in said.items():
            truth = getattr(batch, name)
            if name == "target":
                truth, answers = self._kinds(batch, truth), self._kinds(batch, answers)
            self.confusions[name].add(truth, answers)
        if self.shown.batch is None:
            self.shown = Shown(batch, said)
        if "mode" in said:
            pair = batch.mode.cpu().numpy(), said["mode"].cpu().numpy()
            before = self.shown.modes
            self.shown.modes = np.concatenate([before[0], pair[0]]), np.concatenate([before[1], pair[1]])

    def accuracies(self) -> dict[str, float]:
        """Share of right answers for each class, by a name such as "accuracy/mode/FLEE"."""
        return {
            f"accuracy/{what}/{name}": value
            for what, confusion in self.confusions.items()
            for name, value in confusion.accuracies().items()
        }

    def _listener(self, name: str) -> Any:
        def hear(module: nn.Module, given: Any, logits: Tensor) -> None:
            self._heard[name] = logits.detach()

        return hear

    def _said(self, name: str, logits: Tensor) -> Tensor:
        model = self._checkpoint.model
        if name == "hotkey" and isinstance(model, Executor):
            # The head itself knows of no profile.
            allowed: Tensor = model.allowed_hotkeys  # type: ignore[assignment]
            logits = logits.masked_fill(~allowed, float("-inf"))
        return logits.argmax(-1)

    def _kinds(self, batch: Any, slot: Tensor) -> Tensor:
        """(B,) class of the objects in these slots (B,), one past the last class for none."""
        slots = batch.objects.cls.shape[1]
        cls = batch.objects.cls.gather(1, slot.clamp(0, slots - 1)[:, None]).squeeze(1)
        return torch.where((slot >= 0) & (slot < slots), cls, len(self._checkpoint.schema.classes))

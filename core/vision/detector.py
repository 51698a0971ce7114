"""Finds the game's objects in pictures of its window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.errors import ExitCode, UserError
from core.home import Home
from core.observation import SeenObject
from core.profile import Profile
from core.vision.network import Picture, fit_picture, load_network, to_tensor

if TYPE_CHECKING:
    import torch
    from torch import nn

#: at most this many objects are seen in one picture
MAX_OBJECTS = 32
#: candidates looked at; the rest is background
_CANDIDATES = 64
#: two boxes that overlap more than this (intersection over union) are one object, seen as one class or as two
_SAME_IF_CLASS, _SAME_ANYWAY = 0.55, 0.8


def trained_weights(profile: Profile, home: Home) -> Path:
    """Where `understudy train detector` puts the weights it trains for a profile."""
    return home.models / "detector" / f"{profile.name}.pt"


class Detector:
    """A trained detector for one profile's classes."""

    def __init__(
        self, weights: Path, class_names: Sequence[str], *, confidence: float, threads: int = 0, device: str = "cpu"
    ) -> None:
        """Load weights made by `understudy train detector`.

        `confidence` (0..1) is the least confidence of what is reported; `threads` the processor threads of the whole
        process's torch, 0 to leave them as they are.

        Raises:
            UserError: the weights cannot be used, or know other classes than `class_names` in this order.
        """
        import torch

        network = load_network(weights)
        if network.class_names != tuple(class_names):
            raise UserError(
                f"The detector {weights} knows the classes {', '.join(network.class_names)}, but the profile has "
                f"{', '.join(class_names)}: train a detector for this profile.",
                ExitCode.BAD_INPUT,
            )
        if threads:
            torch.set_num_threads(threads)
        self.class_names = network.class_names
        self.confidence = confidence
        self._size = network.size
        self._device = device
        self._model = ready_for_use(network.model).to(device)

    @classmethod
    def for_profile(
        cls, profile: Profile, home: Home, *, confidence: float, threads: int = 0, device: str = "cpu"
    ) -> Detector | None:
        """The detector the user trained for this profile, else the profile's own; None where it has none.

        Raises:
            UserError: as the constructor.
        """
        trained = trained_weights(profile, home)
        path = trained if trained.is_file() else profile.detector_path
        if path is None:
            return None
        return cls(path, profile.class_names, confidence=confidence, threads=threads, device=device)

    def detect(self, frame: Picture) -> list[SeenObject]:
        """What is in one picture of the window: (height, width, 3 or 4) uint8, BGR or BGRA; the surest first."""
        return self.detect_many([frame])[0]

    def detect_many(self, frames: Sequence[Picture]) -> list[list[SeenObject]]:
        """`detect` for several pictures of the same size in one pass."""
        if not frames:
            return []
        height, width = frames[0].shape[:2]
        pictures = [fit_picture(frame, self._size) for frame in frames]
        scale = self._size / max(height, width)
        across, down = round(width * scale), round(height * scale)
        return [
            [self._seen(row, across, down) for row in found]
            for found in predict(self._model, to_tensor(pictures, self._device), self.confidence)
        ]

    def _seen(self, row: NDArray[np.float32], across: int, down: int) -> SeenObject:
        left, right = np.clip(row[[0, 2]] / across, 0.0, 1.0).tolist()
        top, bottom = np.clip(row[[1, 3]] / down, 0.0, 1.0).tolist()
        name = self.class_names[int(row[5])]
        return SeenObject(name, (left + right) / 2, (top + bottom) / 2, right - left, bottom - top, float(row[4]))


def ready_for_use(model: nn.Module) -> nn.Module:
    """The same network for use only: normalisation folded into its convolutions, in the fastest memory layout."""
    import torch

    network: Any = model.eval()
    head = network.model[-1]
    head.max_det = _CANDIDATES
    # Of its two heads, the one that reports every object once.
    head.end2end = True
    fused: nn.Module = network.fuse(verbose=False)
    return fused.requires_grad_(False).to(memory_format=torch.channels_last)


def predict(model: nn.Module, batch: torch.Tensor, confidence: float) -> list[NDArray[np.float32]]:
    """Objects in each of a batch of fitted pictures (n, 3, rows, columns) float32.

    Returns:
        One (m, 6) float32 array a picture, the surest first: left, top, right, bottom in pixels of the fitted picture,
        confidence 0..1, class id.
    """
    import torch

    with torch.inference_mode():
        found = model(batch)[0].float().cpu().numpy()
    return [_distinct(rows[rows[:, 4] >= confidence]) for rows in found]


def _distinct(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows (m, 6) without those that overlap a surer one, the surest first, at most `MAX_OBJECTS`."""
    rows = rows[np.argsort(-rows[:, 4], kind="stable")]
    if len(rows) < 2:
        return rows
    corner = np.maximum(rows[:, None, :2], rows[None, :, :2])
    far_corner = np.minimum(rows[:, None, 2:4], rows[None, :, 2:4])
    common = np.clip(far_corner - corner, 0, None).prod(axis=-1)
    area = (rows[:, 2:4] - rows[:, :2]).prod(axis=-1)
    overlap = common / np.maximum(area[:, None] + area[None, :] - common, 1e-6)
    limit = np.where(rows[:, None, 5] == rows[None, :, 5], _SAME_IF_CLASS, _SAME_ANYWAY)
    kept: list[int] = []
    for index in range(len(rows)):
        if not any(overlap[index, other] > limit[index, other] for other in kept):
            kept.append(index)
    return rows[kept[:MAX_OBJECTS]]

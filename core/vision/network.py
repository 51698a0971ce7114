"""The detector's network: an ultralytics nano model, the picture it wants, and the file its weights are kept in.

An ultralytics `.pt` is a pickle, which can run any code when it is opened, and the `.yaml` inside it is evaluated when
the model is built. So a weights file here is neither: it is a dictionary of tensors, numbers and words that
`torch.load(weights_only=True)` reads, and it names its architecture, which must be one that ultralytics ships.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np
import platformdirs
from numpy.typing import NDArray

from core.errors import ExitCode, UserError
from core.files import atomic_write

if TYPE_CHECKING:
    import torch
    from torch import nn

FORMAT = "understudy-detector"
VERSION = 1
#: architectures a weights file may name: ultralytics' own, of the kind that needs no suppression of doubles afterwards
ARCHITECTURES = ("yolo26n", "yolo26s")
#: sides of the network's picture are multiples of this
STRIDE = 32
#: brightness of the padding below or beside a picture of another shape
_PADDING = 114

Picture = NDArray[np.uint8]


@dataclass(frozen=True)
class DetectorNetwork:
    """A network and what it was made for."""

    model: nn.Module
    architecture: str
    class_names: tuple[str, ...]
    #: the longer side of the picture it works on, pixels
    size: int


@contextmanager
def _undisturbed_environment() -> Iterator[None]:
    """Keep what ultralytics and cv2 do to the environment away from Qt and from child processes."""
    before = dict(os.environ)
    os.environ["YOLO_OFFLINE"] = "true"
    os.environ["YOLO_AUTOINSTALL"] = "false"
    os.environ["YOLO_VERBOSE"] = "false"
    os.environ.setdefault("YOLO_CONFIG_DIR", str(platformdirs.user_cache_path("understudy", appauthor=False)))
    try:
        yield
    finally:
        for name in os.environ.keys() - before.keys():
            del os.environ[name]
        os.environ.update(before)


@cache
def _cv2() -> ModuleType:
    with _undisturbed_environment():
        import cv2
    return cv2


def build_model(architecture: str, class_count: int) -> nn.Module:
    """A network with fresh weights, in training mode.

    Raises:
        UserError: the architecture is not one of `ARCHITECTURES`, or ultralytics is missing.
    """
    if architecture not in ARCHITECTURES:
        known = ", ".join(ARCHITECTURES)
        raise UserError(f"There is no detector architecture {architecture!r}; known are {known}.", ExitCode.BAD_INPUT)
    try:
        with _undisturbed_environment():
            from ultralytics.nn.tasks import DetectionModel
    except ImportError as error:
        raise UserError(f"The detector needs ultralytics, which cannot be imported: {error}.") from error
    with _undisturbed_environment():
        model: nn.Module = DetectionModel(f"{architecture}.yaml", ch=3, nc=class_count, verbose=False)
    return model


def save_network(path: Path, network: DetectorNetwork) -> None:
    """Write the weights, as half-precision numbers, and what they were made for."""
    import torch

    state = {
        name: value.half() if value.is_floating_point() else value for name, value in network.model.state_dict().items()
    }
    content = {
        "format": FORMAT,
        "version": VERSION,
        "architecture": network.architecture,
        "classes": list(network.class_names),
        "size": network.size,
        "state": state,
    }
    with atomic_write(path) as file:
        torch.save(content, file)


def load_network(path: Path) -> DetectorNetwork:
    """Read a file made by `save_network`; nothing in it is executed. The model is in evaluation mode, on the CPU.

    Raises:
        UserError: the file is missing, damaged, not a detector of ours, or of a newer version.
    """
    import pickle
    import warnings

    import torch

    if not path.is_file():
        raise UserError(f"There are no detector weights at {path}: train them or name another file.", ExitCode.NO_DATA)
    try:
        with warnings.catch_warnings():
            # It wonders about pickles that it then refuses.
            warnings.simplefilter("ignore", UserWarning)
            content: Any = torch.load(path, map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError, ValueError, KeyError) as error:
        raise _unusable(path, "it is damaged, or made by another program") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise _unusable(path, "it is not a detector made by `understudy train detector`")
    if content.get("version") != VERSION:
        raise _unusable(path, f"it has version {content.get('version')}, this program reads version {VERSION}")
    try:
        class_names, size = tuple(map(str, content["classes"])), int(content["size"])
        model = build_model(content["architecture"], len(class_names))
        model.load_state_dict({name: value.float() for name, value in content["state"].items()})
    except (RuntimeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise _unusable(path, "its weights do not fit its architecture") from error
    return DetectorNetwork(model.eval(), content["architecture"], class_names, size)


def _unusable(path: Path, reason: str) -> UserError:
    return UserError(f"The detector weights {path} cannot be used: {reason}; train them anew.", ExitCode.BAD_INPUT)


def network_shape(height: int, width: int, size: int) -> tuple[int, int]:
    """Height and width of the network's picture for a frame of this size: `size` on its longer side, whole strides."""
    scale = size / max(height, width)
    return _whole_strides(height * scale), _whole_strides(width * scale)


def _whole_strides(side: float) -> int:
    return math.ceil(round(side) / STRIDE) * STRIDE


def fit_picture(frame: Picture, size: int) -> Picture:
    """The frame as the network wants it, in training and in use: `size` on its longer side, padded below or beside.

    `frame` is (height, width, 3 or 4) uint8; the answer is (rows, columns, 3) uint8 of `network_shape`, same channel
    order, its picture in the top left corner.
    """
    cv2 = _cv2()
    height, width = frame.shape[:2]
    scale = size / max(height, width)
    target_width, target_height = round(width * scale), round(height * scale)
    # Halving first averages every pixel in; one interpolation over a longer step would skip some.
    while width >= 2 * target_width and height >= 2 * target_height:
        width, height = width // 2, height // 2
        frame = cv2.resize(frame, (width, height), interpolation=cv2.INTER_LINEAR)
    frame = cv2.resize(frame, (target_width, target_height), interpolation=cv2.INTER_LINEAR)
    rows, columns = network_shape(target_height, target_width, size)
    fitted = np.full((rows, columns, 3), _PADDING, dtype=np.uint8)
    fitted[:target_height, :target_width] = frame[..., :3]
    return fitted


def to_tensor(pictures: Sequence[Picture] | Picture, device: str | torch.device = "cpu") -> torch.Tensor:
    """Fitted BGR pictures (n, rows, columns, 3) uint8 as (n, 3, rows, columns) float32, RGB, 0..1."""
    import torch

    stacked = torch.from_numpy(np.asarray(pictures)).to(device)
    return stacked.flip(-1).permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last).float() / 255

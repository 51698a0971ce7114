"""Pictures of what a model got right and wrong, for TensorBoard."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from torch import nn

from core.checkpoint import Checkpoint
from core.models.executor import Executor
from core.schema import ASPECT
from core.words import HOTKEYS, Click
from trainers.answers import Confusion, Shown

#: scenes on one picture
SCENES = 4
_TRUE, _SAID = "tab:green", "tab:red"


def confusion_picture(what: str, confusion: Confusion) -> Figure:
    """A table of what was said (columns) where what was right (rows); each row's colours are shares of that row."""
    seen = (confusion.counts.sum(0) + confusion.counts.sum(1)) > 0
    counts, names = confusion.counts[np.ix_(seen, seen)], [confusion.names[k] for k in np.flatnonzero(seen)]
    figure = Figure(figsize=(1.5 + 0.6 * len(names), 1.2 + 0.5 * len(names)), layout="constrained")
    axes = figure.subplots()
    axes.imshow(counts / np.maximum(counts.sum(1, keepdims=True), 1), cmap="Blues", vmin=0, vmax=1)
    for row, column in np.ndindex(*counts.shape):
        if counts[row, column]:
            dark = counts[row, column] > 0.5 * counts[row].sum()
            colour = "white" if dark else "black"
            axes.text(column, row, str(counts[row, column]), ha="center", va="center", fontsize=7, color=colour)
    axes.set_xticks(range(len(names)), names, rotation=45, ha="right", fontsize=8)
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.set_xlabel(f"{what} said")
    axes.set_ylabel("right")
    return figure


def sample_picture(checkpoint: Checkpoint, shown: Shown) -> Figure:
    """Some of the samples: scenes with what was right in green and what was said in red, or a strip of modes."""
    if "mode" in shown.said:
        return _modes(checkpoint.schema.modes, shown)
    count = min(SCENES, len(shown.batch.target))
    figure = Figure(figsize=(5 * count, 3.4), layout="constrained")
    rows = _telling(shown, count)
    for axes, row in zip(np.atleast_1d(figure.subplots(1, count)), rows, strict=True):
        _scene(axes, checkpoint, shown, int(row))
    return figure


def _telling(shown: Shown, count: int) -> Any:
    """(count,) rows in which something was done or aimed at, as far as there are such, evenly from the batch."""
    batch = shown.batch
    if "click" in shown.said:
        telling = ((batch.click != 0) | (batch.hotkey != 0)).nonzero().squeeze(1).cpu().numpy()
    else:
        telling = (batch.target < batch.objects.mask.shape[1]).nonzero().squeeze(1).cpu().numpy()
    rest = np.setdiff1d(np.arange(len(batch.target)), telling)
    if len(telling) >= count:
        return telling[np.linspace(0, len(telling) - 1, count).astype(int)]
    return np.concatenate([telling, rest[: count - len(telling)]])


def _scene(axes: Axes, checkpoint: Checkpoint, shown: Shown, row: int) -> None:
    """Draw what was in view in one sample."""
    batch, said = shown.batch, shown.said
    box, cls = batch.objects.box[row].cpu().numpy(), batch.objects.cls[row].cpu().numpy()
    target = int(batch.target[row])
    for slot in np.flatnonzero(batch.objects.mask[row].cpu().numpy()):
        x, y, w, h = box[slot]
        axes.add_patch(Rectangle((x - w / 2, y - h / 2), w, h, fill=False, color="0.6"))
        axes.text(x, y - h / 2, checkpoint.schema.classes[cls[slot]], fontsize=6, ha="center", va="bottom", color="0.4")
    _outline(axes, box, target, _TRUE, 1.3)
    words = [checkpoint.schema.modes[int(batch.mode[row])]]
    if "target" in said:
        _outline(axes, box, int(said["target"][row]), _SAID, 1.6)
        words.append("green: right, red: said")
    else:
        x, y = batch.xy[row].tolist()
        axes.plot(x, y, "+", color=_TRUE, markersize=12)
        axes.plot(*_cursor(checkpoint.model, shown, row), "x", color=_SAID, markersize=9)
        right = Click(int(batch.click[row])).name.lower(), HOTKEYS[int(batch.hotkey[row])]
        told = Click(int(said["click"][row])).name.lower(), HOTKEYS[int(said["hotkey"][row])]
        words.append(f"right: {'/'.join(right)}, said: {'/'.join(told)}")
    axes.set_title("; ".join(words), fontsize=8)
    axes.set(xlim=(0, 1), ylim=(1, 0), xticks=[], yticks=[])
    axes.set_box_aspect(1 / ASPECT)


def _outline(axes: Axes, box: Any, slot: int, colour: str, size: float) -> None:
    """A frame around the object in that slot, where there is one."""
    if 0 <= slot < len(box):
        x, y, w, h = box[slot]
        corner = (x - size * w / 2, y - size * h / 2)
        axes.add_patch(Rectangle(corner, size * w, size * h, fill=False, color=colour, linewidth=1.5))


@torch.no_grad()
def _cursor(model: nn.Module, shown: Shown, row: int) -> list[float]:
    """(2,) where the cursor was thought to be when what was clicked was clicked."""
    assert isinstance(model, Executor)
    batch = shown.batch
    only = torch.tensor([row], device=batch.click.device)
    found: list[float] = model.cursor(batch.given(model).at(only), batch.click[only]).mode()[0].tolist()
    return found


def _modes(modes: tuple[str, ...], shown: Shown) -> Figure:
    """Two strips, one sample beside the other: the modes that were right, and those that were said."""
    figure = Figure(figsize=(10, 2.2), layout="constrained")
    axes = figure.subplots()
    image = axes.imshow(
        np.stack(shown.modes), aspect="auto", interpolation="nearest", cmap="tab10", vmin=-0.5, vmax=9.5
    )
    axes.set_yticks([0, 1], ["right", "said"])
    axes.set_xlabel("samples")
    handles = [Rectangle((0, 0), 1, 1, color=image.to_rgba(np.array(k))) for k in range(len(modes))]
    axes.legend(handles, modes, ncols=len(modes), fontsize=7, loc="lower center", bbox_to_anchor=(0.5, 1))
    return figure

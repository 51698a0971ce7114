"""What a detector gets wrong, done to batches on purpose: objects a little off, missed, or seen where nothing is.

Only what is seen of the world is changed. The HUD stands where it stands and means what it means, so nothing is
flipped, turned or moved as a whole: the mirror image of a screen is a screen nobody has ever played on. What was done
stays what it was, and so does the object it was done to: that one is never missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.features import BOX, Ints, Moments, object_features
from core.models.inputs import Objects
from core.schema import FeatureSchema
from core.settings.training import TrainSettings

#: share by which an object that trembles is taken for surer or less sure, as a spread
_DOUBT = 0.1
#: how sure a detector is of what is not there
_FALSE_CONFIDENCE = (0.25, 0.6)
#: numbers drawn for each slot, and for each sample
_PER_SLOT, _PER_SAMPLE = 6, 5
#: an object is under the cursor when that is within this many half sizes of its centre
_UNDER = 1.25


@dataclass(frozen=True)
class Augmentation:
    """Detector's noise, drawn anew for each sample in each epoch.

    Args:
        jitter: spread of an object's place and size, as a share of the window.
        drop: share of the objects that are missed.
        false: share of the moments in which something is seen that is not there.
    """

    schema: FeatureSchema
    seed: int
    jitter: float
    drop: float
    false: float

    @classmethod
    def of(cls, settings: TrainSettings, schema: FeatureSchema) -> Self | None:
        """What the settings ask for, None where that is nothing."""
        names = "jitter", "drop_objects", "false_objects"
        chosen = [float(getattr(settings, name, 0.0)) for name in names]
        return cls(schema, settings.seed, *chosen) if any(chosen) else None

    def __call__(self, batch: Any, epoch: int, index: Ints) -> Any:
        """The batch of the samples `index` (B,) as a worse detector would have seen it; the batch given stays whole.

        Args:
            batch: a named tuple with `objects`, `context`, `target` and, where there are clicks, `click` and `xy`.
        """
        objects: Objects = batch.objects
        b, slots = objects.mask.shape
        drawn = uniform(self.seed, epoch, index, slots * _PER_SLOT + _PER_SAMPLE)
        each = torch.from_numpy(drawn[:, _PER_SAMPLE:].reshape(b, slots, _PER_SLOT))
        once = torch.from_numpy(drawn[:, :_PER_SAMPLE])
        box = torch.cat([objects.box, objects.features[..., 4:5]], dim=-1).clone()
        cls, mask = objects.cls.clone(), objects.mask.clone()
        if self.jitter:
            noise = normal(each[..., :5])
            box[..., :4] += self.jitter * noise[..., :4]
            box[..., 2:4] = box[..., 2:4].clamp(min=1e-3)
            box[..., 4] = (box[..., 4] * (1 + _DOUBT * noise[..., 4])).clamp(0, 1)
        if self.false:
            self._add(cls, box, mask, once)
        features = self._features(objects, batch.context, cls, box, mask)
        if self.drop:
            mask &= (each[..., 5] >= self.drop) | _meant(batch)
        changed = Objects(cls, features * mask[..., None], box[..., :4] * mask[..., None], mask)
        return batch._replace(objects=changed)

    def _add(self, cls: Tensor, box: Tensor, mask: Tensor, once: Tensor) -> None:
        """See, in the first free slot of some samples, one of the sample's kinds of objects where it is not."""
        count = mask.sum(1)
        rows = ((once[:, 0] < self.false) & (count > 0) & (count < mask.shape[1])).nonzero().squeeze(1)
        like = (once[rows, 1] * count[rows]).long()
        free = count[rows]
        cls[rows, free], box[rows, free] = cls[rows, like], box[rows, like]
        box[rows, free, :2] = once[rows, 2:4]
        least, most = _FALSE_CONFIDENCE
        box[rows, free, 4] = least + (most - least) * once[rows, 4]
        mask[rows, free] = True

    def _features(self, objects: Objects, context: Tensor, cls: Tensor, box: Tensor, mask: Tensor) -> Tensor:
        """(B, O, F) features of the objects as they are seen now, by the code that made those before."""
        moments = Moments.empty(len(cls), 0, cls.shape[1])
        moments.cls, moments.box, moments.count = cls.numpy(), box.numpy(), mask.sum(1).numpy()
        moments.state = np.ascontiguousarray(context[:, : len(self.schema.state_names)].numpy())
        moments.velocity = (objects.features[..., 6:8] / 3).numpy()
        assert moments.box.shape[2] == BOX
        return torch.from_numpy(object_features(self.schema, moments))


def _meant(batch: Any) -> Tensor:
    """(B, O) the objects that the sample's answer is about: its target, and what was clicked."""
    slots = batch.objects.mask.shape[1]
    meant = torch.arange(slots) == batch.target[:, None]
    if hasattr(batch, "click"):
        away = (batch.xy[:, None] - batch.objects.box[..., :2]).abs()
        under = (away <= _UNDER / 2 * batch.objects.box[..., 2:]).all(-1)
        meant |= under & (batch.click != 0)[:, None]
    return meant


def uniform(seed: int, epoch: int, index: Ints, count: int) -> NDArray[np.float32]:
    """(B, count) numbers in 0..1, a pure function of seed, epoch and each sample's `index` (B,).

    However samples are put together into batches, and wherever a training is taken up again, each gets the same. The
    numbers are those of SplitMix64 (Steele, Lea & Flood 2014) at a place that the three together name.
    """
    with np.errstate(over="ignore"):
        base = _mixed(np.array([seed], np.uint64) * np.uint64(0xD1342543DE82EF95) + np.uint64(epoch))
        start = _mixed(base + index.astype(np.uint64))
        steps = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        bits = _mixed(start[:, None] + steps)
    return (bits >> np.uint64(40)).astype(np.float32) * np.float32(2**-24)


def _mixed(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def normal(uniform: Tensor) -> Tensor:
    """Normally distributed numbers out of even ones in 0..1, of the same shape."""
    return torch.special.ndtri(uniform.clamp(1e-6, 1 - 1e-6))

"""Moments as the tensors the models take: one function for training and play."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from core.features import Moments, context_features, object_features
from core.schema import FeatureSchema


class Objects(NamedTuple):
    """What is in view."""

    #: (B, O) int64 class ids
    cls: Tensor
    #: (B, O, F) see `core.features.object_features`
    features: Tensor
    #: (B, O, 4) x, y, w, h as fractions of the window
    box: Tensor
    #: (B, O) bool, True where there is an object
    mask: Tensor


def scene_tensors(schema: FeatureSchema, moments: Moments, slots: int) -> tuple[Objects, Tensor]:
    """Model inputs of B moments, with only the first `slots` object slots."""
    features = object_features(schema, moments)
    objects = Objects(
        torch.from_numpy(moments.cls[:, :slots]),
        torch.from_numpy(features[:, :slots]),
        torch.from_numpy(moments.box[:, :slots, :4]),
        torch.from_numpy(moments.mask()[:, :slots]),
    )
    return objects, torch.from_numpy(context_features(schema, moments.state))

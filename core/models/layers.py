"""The parts all three models are made of."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.models.maps import MapInput
from core.schema import ASPECT, FeatureSchema

#: steps of a number of the state, finer where a bar is empty or full: that is where players act
SHARES = (0.0, 0.01, 0.03, 0.06, *(0.05 * step for step in range(2, 19)), 0.94, 0.97, 0.99, 1.0)
#: steps of a distance, in heights of the window
DISTANCES = (0.06, 0.12, 0.18, 0.24, 0.3, 0.36, 0.42, 0.48, 0.54, 0.6, 0.68, 0.78, 0.9, 1.05)


class TransformerConfig(msgspec.Struct, frozen=True):
    """Size of a model's trunk."""

    d_model: int = 64
    layers: int = 2
    heads: int = 4
    dropout: float = 0.1


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


class Normalize(nn.Module):
    """Shift and scale by the training part's statistics, which travel with the weights."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(width))
        self.register_buffer("std", torch.ones(width))

    def fit(self, values: Tensor) -> None:
        """Take the statistics of `values` (N, width). Numbers that never change are only shifted."""
        flat = values.double().flatten(0, -2)
        mean = flat.mean(dim=0)
        std = (flat - mean).square().mean(dim=0).sqrt()
        self.mean.copy_(mean)  # type: ignore[operator]
        self.std.copy_(torch.where(std > 1e-4, std, torch.ones_like(std)))  # type: ignore[operator]

    def forward(self, values: Tensor) -> Tensor:
        return ((values - self.mean) / self.std).clamp(-8, 8)  # type: ignore[operator]


class Block(nn.Module):
    """Pre-LN transformer block (Xiong et al. 2020), with padding left out of the attention."""

    def __init__(self, config: TransformerConfig) -> None:
        super().__init__()
        if config.d_model % config.heads:
            raise ValueError(f"heads ({config.heads}) must divide d_model ({config.d_model})")
        d = config.d_model
        self.heads, self.dropout = config.heads, config.dropout
        self.norm_attention, self.norm_mlp = nn.LayerNorm(d), nn.LayerNorm(d)
        self.qkv, self.out = nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.mlp = nn.Sequential(nn.Linear(d, 4 * d), nn.GELU(), nn.Linear(4 * d, d), nn.Dropout(config.dropout))

    def forward(self, x: Tensor, real: Tensor | None, mask: Tensor) -> Tensor:
        """(R, D) the real tokens, (R,) where they stand among all B * T, (B, T) bool True = real -> (R, D).

        `real` is None where all of them are: nothing has to be put in its place then.
        """
        b, t = mask.shape
        d = x.shape[-1]
        qkv = self.qkv(self.norm_attention(x))
        if real is not None:
            qkv = qkv.new_zeros(b * t, 3 * d).index_copy(0, real, qkv)
        q, k, v = qkv.view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        # No dropout on the attention itself: the fused kernels cannot do it, and it would cost a third of the step.
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=None if real is None else mask[:, None, None, :])
        attended = attended.transpose(1, 2).reshape(b * t, d)
        if real is not None:
            attended = attended[real]
        x = x + F.dropout(self.out(attended), self.dropout, self.training)
        return x + self.mlp(self.norm_mlp(x))


class Trunk(nn.Module):
    """A stack of blocks and a last norm."""

    def __init__(self, config: TransformerConfig) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.layers))
        self.norm = nn.LayerNorm(config.d_model)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """(B, T, D), (B, T) -> (B, T, D), zeros where the mask is False.

        Only real tokens go through the layers: of 32 slots five or six hold an object, and padding would be most of
        the work.
        """
        b, t, d = x.shape
        if not self.training and bool(mask.all()):
            tokens = x.reshape(b * t, d)
            for block in self.blocks:
                tokens = block(tokens, None, mask)
            return self.norm(tokens).view(b, t, d)
        real = mask.flatten().nonzero().squeeze(1)
        tokens = x.reshape(b * t, d)[real]
        for block in self.blocks:
            tokens = block(tokens, real, mask)
        return x.new_zeros(b * t, d).index_copy(0, real, self.norm(tokens)).view(b, t, d)


def steps(values: Tensor, edges: Tensor) -> Tensor:
    """(.., K) how far up each of the K steps between K + 1 ascending `edges` each of the values (..) stands, 0..1.

    Piecewise-linear encoding (Gorishniy, Rubachev and Babenko 2022): "hull below 0.35" or "boost is ready" is one
    weight on such a step, and takes a small network many examples to see in the number itself.
    """
    return ((values[..., None] - edges[:-1]) / (edges[1:] - edges[:-1])).clamp(0, 1)


class ObjectInput(nn.Module):
    """Objects, and what is near what, as tokens.

    How far an object is from the centre, where the player's own ship or figure is, and from the nearest other object of
    each class is told in steps: loot is left alone because something dangerous is near it, and attention, which
    averages, learns neither a least distance nor a limit from half an hour of play.

    Args:
        marks: whether the objects' places relative to the HUD's marks are seen.
    """

    def __init__(self, config: TransformerConfig, schema: FeatureSchema, marks: bool = True) -> None:
        super().__init__()
        d, self.classes, count = config.d_model, len(schema.classes), len(DISTANCES) - 1
        self.seen = schema.object_width if marks else schema.object_width - 4 * len(schema.markers)
        self.class_embedding = nn.Embedding(self.classes, d)
        self.object_input = nn.Linear(self.seen, d)
        self.near_input = nn.Linear((1 + self.classes) * count, d, bias=False)
        self.around_input = nn.Linear(2 * self.classes * count, d, bias=False)
        self.edges: Tensor
        self.register_buffer("edges", torch.tensor(DISTANCES), persistent=False)

    def forward(self, objects: Objects) -> tuple[Tensor, Tensor]:
        """(B, O, D) a token for each object, and (B, D) what is around the centre."""
        kinds = F.one_hot(objects.cls, self.classes).to(objects.box.dtype) * objects.mask[..., None]
        place = (objects.box[..., :2] - 0.5) * objects.box.new_tensor([ASPECT, 1.0])
        out = place.norm(dim=-1)
        between = (place[:, :, None] - place[:, None]).norm(dim=-1)
        between = between + 10 * torch.eye(between.shape[1], device=between.device)
        away = torch.cat([out[:, None], between], dim=1)
        nearest = (away[:, :, None] + 10 * (1 - kinds.transpose(1, 2)[:, None])).amin(dim=-1)
        close = 1 - steps(nearest, self.edges)
        mine = 1 - steps(out, self.edges)
        near = torch.cat([mine, close[:, 1:].flatten(2)], dim=-1)
        tokens = self.class_embedding(objects.cls) + self.object_input(objects.features[..., : self.seen])
        counted = kinds.transpose(1, 2) @ mine
        around = torch.cat([close[:, 0].flatten(1), counted.flatten(1)], dim=-1)
        return tokens + self.near_input(near), self.around_input(around)


class StateInput(nn.Module):
    """The state as a token: its numbers as they are and in steps, and the place on a map."""

    def __init__(self, config: TransformerConfig, schema: FeatureSchema) -> None:
        super().__init__()
        self.numbers = len(schema.state_names)
        self.context_norm = Normalize(schema.context_width)
        self.context_input = nn.Linear(schema.context_width, config.d_model)
        self.step_input = nn.Linear(self.numbers * (len(SHARES) - 1), config.d_model, bias=False)
        self.map_input = MapInput(config.d_model, schema) if schema.maps else None
        self.edges: Tensor
        self.register_buffer("edges", torch.tensor(SHARES), persistent=False)

    def forward(self, context: Tensor) -> Tensor:
        """(B, C) -> (B, D)."""
        climbed = steps(context[:, : self.numbers], self.edges).flatten(1)
        known = self.context_input(self.context_norm(context)) + self.step_input(climbed)
        return known if self.map_input is None else known + self.map_input(context)


class SceneEncoder(nn.Module):
    """Objects as a set, and one token for the state, attending to each other."""

    def __init__(self, config: TransformerConfig, schema: FeatureSchema) -> None:
        super().__init__()
        self.object_input = ObjectInput(config, schema)
        self.state_input = StateInput(config, schema)
        self.trunk = Trunk(config)

    def embed(self, objects: Objects, context: Tensor) -> tuple[Tensor, Tensor]:
        """(B, D) a token for the state, and (B, O, D) one for each object, before they attend to each other."""
        tokens, around = self.object_input(objects)
        return self.state_input(context) + around, tokens

    def forward(self, state: Tensor, tokens: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """(B, D), (B, O, D) tokens and (B, O) where there are objects -> the same after they attended to each other."""
        x = torch.cat([state[:, None], tokens], dim=1)
        x = self.trunk(x, F.pad(mask, (1, 0), value=True))
        return x[:, 0], x[:, 1:]


def init_weights(module: nn.Module) -> None:
    """GPT-2's initialisation: normal(0, 0.02), zero biases."""
    if isinstance(module, nn.Linear | nn.Embedding):
        nn.init.normal_(module.weight, std=0.02)
    if isinstance(module, nn.Linear) and module.bias is not None:
        nn.init.zeros_(module.bias)

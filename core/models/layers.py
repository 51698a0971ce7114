"""The parts all three models are made of."""

from __future__ import annotations

import msgspec
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.models.inputs import Objects
from core.models.measures import Measure, MeasureNearness, Measures, Nearness
from core.schema import FeatureSchema


class TransformerConfig(msgspec.Struct, frozen=True):
    """Size of a model's trunk."""

    d_model: int = 64
    layers: int = 2
    heads: int = 4
    dropout: float = 0.1


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
    """Pre-LN transformer block (Xiong et al. 2020), with padding left out of the attention.

    GELU is the approximation that GPT-2 has: the other one takes five times as long for a few tokens.
    """

    def __init__(self, config: TransformerConfig) -> None:
        super().__init__()
        if config.d_model % config.heads:
            raise ValueError(f"heads ({config.heads}) must divide d_model ({config.d_model})")
        d = config.d_model
        self.heads, self.dropout = config.heads, config.dropout
        self.norm_attention, self.norm_mlp = nn.LayerNorm(d), nn.LayerNorm(d)
        self.qkv, self.out = nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.mlp = nn.Sequential(nn.Linear(d, 4 * d), nn.GELU("tanh"), nn.Linear(4 * d, d), nn.Dropout(config.dropout))

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


class ObjectInput(nn.Module):
    """Objects, and what is near what, as tokens.

    Args:
        marks: whether the objects' places relative to the HUD's marks are seen.
    """

    def __init__(
        self, config: TransformerConfig, schema: FeatureSchema, measure: MeasureNearness, marks: bool = True
    ) -> None:
        super().__init__()
        each, centre = measure.widths
        self.seen = schema.object_width if marks else schema.object_width - 4 * len(schema.markers)
        self.class_embedding = nn.Embedding(len(schema.classes), config.d_model)
        self.object_input = nn.Linear(self.seen + each, config.d_model)
        self.around_input = nn.Linear(centre, config.d_model, bias=False)

    def forward(self, objects: Objects, near: Nearness) -> tuple[Tensor, Tensor]:
        """(B, O, D) a token for each object, and (B, D) what is around the centre."""
        told = torch.cat([objects.features[..., : self.seen], near.each], dim=-1)
        return self.class_embedding(objects.cls) + self.object_input(told), self.around_input(near.centre)


class StateInput(nn.Module):
    """The state as a token: its numbers as they are and in steps, and the place on a map."""

    def __init__(self, config: TransformerConfig, schema: FeatureSchema, measure: Measure) -> None:
        super().__init__()
        self.context_norm = Normalize(schema.context_width)
        self.input = nn.Linear(schema.context_width + measure.width, config.d_model)

    def forward(self, context: Tensor, measured: Tensor) -> Tensor:
        """(B, C), (B, `Measure.width`) -> (B, D)."""
        return self.input(torch.cat([self.context_norm(context), measured], dim=1))


class SceneEncoder(nn.Module):
    """Objects as a set, and one token for the state, attending to each other."""

    def __init__(self, config: TransformerConfig, schema: FeatureSchema, measure: Measure) -> None:
        super().__init__()
        self.object_input = ObjectInput(config, schema, measure.nearness)
        self.state_input = StateInput(config, schema, measure)
        self.trunk = Trunk(config)

    def embed(self, objects: Objects, context: Tensor, measures: Measures) -> tuple[Tensor, Tensor]:
        """(B, D) a token for the state, and (B, O, D) one for each object, before they attend to each other."""
        tokens, around = self.object_input(objects, measures.near)
        return self.state_input(context, measures.state) + around, tokens

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

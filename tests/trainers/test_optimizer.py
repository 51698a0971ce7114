from __future__ import annotations

from torch import nn

from trainers.optimizer import parameter_groups


def test_only_matrices_decay() -> None:
    model = nn.Sequential(nn.Linear(3, 4), nn.LayerNorm(4), nn.Embedding(5, 4))
    decayed, rest = parameter_groups(model, 0.1)
    assert [tuple(p.shape) for p in decayed["params"]] == [(4, 3), (5, 4)] and decayed["weight_decay"] == 0.1
    assert [tuple(p.shape) for p in rest["params"]] == [(4,), (4,), (4,)] and rest["weight_decay"] == 0.0

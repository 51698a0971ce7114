from __future__ import annotations

import pytest
import torch
from helpers.plays import SMALL

from core.models.layers import Block, Normalize, TransformerConfig, Trunk


@pytest.fixture(autouse=True)
def _same_numbers_every_time() -> None:
    torch.manual_seed(0)


@pytest.mark.parametrize("padding", [0, 1, 7])
def test_padding_changes_nothing_for_what_is_real(padding: int) -> None:
    trunk = Trunk(SMALL).eval()
    x, mask = torch.randn(3, 5, SMALL.d_model), torch.ones(3, 5, dtype=torch.bool)
    mask[1, 3:] = False
    junk = 1e3 * torch.randn(3, padding, SMALL.d_model)
    padded_mask = torch.cat([mask, torch.zeros(3, padding, dtype=torch.bool)], dim=1)
    short, long = trunk(x, mask), trunk(torch.cat([x, junk], dim=1), padded_mask)
    assert torch.allclose(long[:, :5][mask], short[mask], atol=1e-5)


def test_what_is_masked_is_not_seen_and_what_is_not_is() -> None:
    trunk = Trunk(SMALL).eval()
    x, mask = torch.randn(1, 4, SMALL.d_model), torch.tensor([[True, True, False, True]])
    hidden, shown = x.clone(), x.clone()
    hidden[0, 2] += 5
    shown[0, 3] += 5 * torch.randn(SMALL.d_model)
    assert torch.allclose(trunk(hidden, mask)[0, 0], trunk(x, mask)[0, 0], atol=1e-6)
    assert not torch.allclose(trunk(shown, mask)[0, 0], trunk(x, mask)[0, 0], atol=1e-3)


def test_the_order_of_tokens_means_nothing_to_the_trunk() -> None:
    """Objects are a set; where an order matters, the model adds positions itself."""
    trunk = Trunk(SMALL).eval()
    x, mask = torch.randn(2, 6, SMALL.d_model), torch.rand(2, 6) > 0.3
    mask[:, 0] = True
    order = torch.tensor([0, 3, 1, 5, 4, 2])
    straight, shuffled = trunk(x, mask)[:, order], trunk(x[:, order], mask[:, order])
    assert torch.allclose(straight[mask[:, order]], shuffled[mask[:, order]], atol=1e-5)


def test_heads_that_do_not_divide_the_width_are_refused() -> None:
    with pytest.raises(ValueError, match=r"heads \(3\) must divide d_model \(16\)"):
        Block(TransformerConfig(d_model=16, heads=3))


def test_a_block_starts_near_to_passing_on_what_it_gets() -> None:
    """Pre-LN: the residual path is free, so that a fresh stack can be trained at once."""
    block = Block(SMALL).eval()
    for parameter in (block.out.weight, block.out.bias, block.mlp[2].weight, block.mlp[2].bias):
        torch.nn.init.zeros_(parameter)
    x, mask = torch.randn(7, SMALL.d_model), torch.tensor([[True] * 5, [True] * 2 + [False] * 3])
    assert torch.equal(block(x, mask.flatten().nonzero().squeeze(1), mask), x)


def test_padding_comes_out_as_zeros_and_changes_nothing() -> None:
    trunk = Trunk(SMALL).eval()
    x, mask = (
        torch.randn(3, 4, SMALL.d_model),
        torch.tensor([[True] * 4, [True, False, True, False], [True] + [False] * 3]),
    )
    out = trunk(x, mask)
    assert (out[~mask] == 0).all()
    for row in range(3):
        alone = trunk(x[row, mask[row]][None], torch.ones(1, int(mask[row].sum()), dtype=torch.bool))
        assert torch.allclose(out[row, mask[row]], alone[0], atol=1e-5)


def test_dropout_acts_in_training_only() -> None:
    trunk = Trunk(TransformerConfig(16, 1, 2, dropout=0.5))
    x, mask = torch.randn(2, 5, 16), torch.ones(2, 5, dtype=torch.bool)
    assert not torch.equal(trunk(x, mask), trunk(x, mask))
    trunk.eval()
    assert torch.equal(trunk(x, mask), trunk(x, mask))


def test_normalised_numbers_have_no_mean_and_unit_spread() -> None:
    norm = Normalize(3)
    values = torch.randn(500, 3) * torch.tensor([0.1, 5.0, 300.0]) + torch.tensor([7.0, -2.0, 1000.0])
    norm.fit(values)
    out = norm(values)
    assert torch.allclose(out.mean(0), torch.zeros(3), atol=1e-3)
    assert torch.allclose(out.std(0), torch.ones(3), atol=0.02)


def test_a_number_that_never_changed_is_only_shifted_and_an_outlier_is_held() -> None:
    norm = Normalize(2)
    norm.fit(torch.tensor([[3.0, 0.0], [3.0, 1.0]]))
    out = norm(torch.tensor([[3.0, 0.5], [3.5, 1e9], [3.0, -1e9]]))
    assert out[:, 0].tolist() == pytest.approx([0, 0.5, 0])
    assert torch.isfinite(out).all() and out[:, 1].abs().max() < 100


def test_statistics_travel_with_the_weights() -> None:
    norm, other = Normalize(2), Normalize(2)
    norm.fit(torch.randn(50, 2) + 4)
    other.load_state_dict(norm.state_dict())
    x = torch.randn(3, 2)
    assert torch.equal(norm(x), other(x)) and not torch.equal(norm(x), Normalize(2)(x))

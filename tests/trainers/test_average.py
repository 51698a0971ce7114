from __future__ import annotations

import copy
from pathlib import Path

import torch
from helpers.plays import SMALL_FLAGS, untrained_models
from torch import nn

from core.checkpoint import load_checkpoint
from core.cli import main
from core.errors import ExitCode
from core.home import Home
from trainers.average import averaged
from trainers.training_state import STATE_FILE


def test_it_follows_the_weights_more_slowly_the_longer_it_lasts() -> None:
    model = nn.Linear(1, 1, bias=False)
    average = averaged(model, 0.9)
    value = 0.0
    for step in range(200):
        with torch.no_grad():
            model.weight.fill_(step)
        average.update_parameters(model)
        kept = min(0.9, (1 + step) / (10 + step))
        value = float(step) if step == 0 else kept * value + (1 - kept) * step
    assert (
        average.module.weight.item() == torch.tensor(value).item() or abs(average.module.weight.item() - value) < 1e-3
    )
    # In the end it is about nine steps behind.
    assert 198 - 10 < average.module.weight.item() < 199 - 8


def test_the_model_it_began_from_is_not_touched() -> None:
    model = untrained_models()["executor"].model
    before = copy.deepcopy(model.state_dict())
    average = averaged(model, 0.99)
    average.update_parameters(model)
    assert all(torch.equal(before[key], value) for key, value in model.state_dict().items())
    assert not any(value.requires_grad for value in average.parameters())


def test_what_is_kept_is_the_average_and_the_training_goes_on_with_the_weights(home: Home, data: Path) -> None:
    flags = [f"--data-dir={data}", "--epochs=2", "--lr=5e-3", *SMALL_FLAGS]
    assert main(["train", "tactician", *flags, "--ema=0.95"]) == ExitCode.OK
    folder = home.models / "tactician"
    kept = load_checkpoint(folder / "last_model.pt", "tactician").model.state_dict()
    state = torch.load(folder / STATE_FILE, weights_only=True)
    learning = state["checkpoint"]["weights"]
    assert all(torch.equal(value, state["average"][f"module.{key}"]) for key, value in kept.items())
    assert any(not torch.equal(value, learning[key]) for key, value in kept.items())
    # The weights that learn are those of a training without an average.
    assert main(["train", "tactician", *flags, f"--output-dir={home.root / 'plain'}"]) == ExitCode.OK
    plain = load_checkpoint(home.root / "plain" / "last_model.pt", "tactician").model.state_dict()
    assert all(torch.equal(plain[key], learning[key]) for key in plain)

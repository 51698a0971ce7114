from __future__ import annotations

import pytest
import torch

from core.device import choose_device
from core.errors import ExitCode, UserError


def test_the_processor_is_always_there() -> None:
    assert choose_device("cpu") == torch.device("cpu")


def test_auto_takes_a_device_that_works() -> None:
    device = choose_device("auto")
    assert torch.ones(2, device=device).sum().item() == 2
    if not torch.cuda.is_available() and not torch.backends.mps.is_available():
        assert device == torch.device("cpu")


@pytest.mark.parametrize("name", ["cuda:99", "quantum", "", "cpu:x", "xpu", "meta"])
def test_a_device_that_is_not_here_is_one_sentence_with_what_to_do(name: str) -> None:
    with pytest.raises(UserError, match=f"no device '{name}' here: use --device cpu or auto") as caught:
        choose_device(name)
    assert caught.value.code == ExitCode.BAD_INPUT


@pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has CUDA")
def test_asking_for_cuda_without_one_is_that_sentence_too() -> None:
    with pytest.raises(UserError, match="no device 'cuda'"):
        choose_device("cuda")

"""Which device the models run on."""

from __future__ import annotations

import torch

from core.errors import ExitCode, UserError


def choose_device(name: str) -> torch.device:
    """The device called `name`, or the best there is for "auto".

    Raises:
        UserError: there is no such device here.
    """
    if name == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    try:
        device = torch.device(name)
        torch.zeros(1, device=device).item()
    except (RuntimeError, AssertionError) as error:
        raise UserError(f"There is no device {name!r} here: use --device cpu or auto.", ExitCode.BAD_INPUT) from error
    return device

"""Finds a player by where its class is."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from pathlib import Path

from core.errors import ExitCode, UserError
from core.observation import Player


def import_player(name: str, where: str, known: Iterable[str]) -> Player:
    """A new player of the class at `where` (`module:Class`), which can be imported from here.

    Such a class needs no arguments, `reset(seed)` and `act(observation) -> Action`.

    Args:
        name: as the user said it. known: names the user might have said.

    Raises:
        UserError: there is no such player, or it cannot be used as one.
    """
    module_name, _, class_name = where.partition(":")
    if not module_name or not class_name:
        raise UserError(
            f"There is no pilot {name!r}; known are {', '.join(known)}, or give module:Class.", ExitCode.BAD_INPUT
        )
    if (here := str(Path.cwd())) not in sys.path:
        sys.path.insert(0, here)
    try:
        player = getattr(importlib.import_module(module_name), class_name)()
    except Exception as error:  # whatever a stranger's module raises is the user's to read
        reason = f"{type(error).__name__}: {error}"
        raise UserError(f"Pilot {name!r} cannot be loaded: {reason}.", ExitCode.BAD_INPUT) from error
    missing = [method for method in ("reset", "act") if not callable(getattr(player, method, None))]
    if missing:
        raise UserError(f"Pilot {name!r} cannot play: it has no {' and no '.join(missing)}.", ExitCode.BAD_INPUT)
    found: Player = player
    return found

"""Scripted players of the arena, and how to find one by name."""

from __future__ import annotations

import math
import traceback
from pathlib import Path

from core.errors import ExitCode, UserError
from core.games.players import import_player
from core.observation import Observation, Player
from core.words import HOTKEYS, Action, Click

#: the three styles, stand-ins for a person
PILOTS: dict[str, str] = {
    "aggressor": "arena.pilots.aggressor:Aggressor",
    "collector": "arena.pilots.collector:Collector",
    "careful": "arena.pilots.careful:Careful",
}
#: players to be better than
BASELINES: dict[str, str] = {
    "random": "arena.pilots.baselines:RandomPlayer",
    "clicker": "arena.pilots.baselines:Clicker",
}


def load_pilot(name: str) -> Player:
    """A new player: a built-in one by name, or any class `module:Class` that can be imported from here.

    Raises:
        UserError: there is no such pilot, or it cannot be used as one.
    """
    return import_player(name, PILOTS.get(name) or BASELINES.get(name) or name, (*PILOTS, *BASELINES))


def ask(player: Player, observation: Observation) -> Action:
    """A player's answer in plain numbers, whatever kind of numbers it is made of; the cursor is kept in the window.

    Raises:
        UserError: it failed, or the answer is no action.
    """
    try:
        answer = player.act(observation)
    except UserError:
        raise
    except Exception as error:  # whatever a stranger's pilot raises is the user's to read
        last = traceback.extract_tb(error.__traceback__)[-1]
        raise UserError(
            f"{type(player).__name__} failed: {type(error).__name__}: {error} "
            f"({Path(last.filename).name}, line {last.lineno})."
        ) from error
    try:
        x, y, click, hotkey = answer
        action = Action(min(max(float(x), 0.0), 1.0), min(max(float(y), 0.0), 1.0), int(Click(click)), int(hotkey))
        if math.isnan(x) or math.isnan(y) or not 0 <= action.hotkey < len(HOTKEYS):
            raise ValueError("a number is out of its range")
    except (TypeError, ValueError) as error:
        raise UserError(
            f"{type(player).__name__} answered {answer!r}, which is no Action(x, y, click, hotkey): {error}.",
            ExitCode.BAD_INPUT,
        ) from error
    return action

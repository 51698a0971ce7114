"""A pilot plays in lock-step, without a window, as fast as the machine goes."""

from __future__ import annotations

import logging
import time
from typing import Any

from arena.pilots import ask, load_pilot
from arena.scene import TICK
from arena.seat import Seat
from core.errors import ExitCode, UserError
from core.runs import RunWriter
from core.settings.arena import ArenaSettings

log = logging.getLogger("understudy")

#: minutes of play where none are asked for
_MINUTES = 3.0


def play_headless(settings: ArenaSettings, run: RunWriter) -> dict[str, Any]:
    """Play one episode and tell what it came to."""
    if settings.pilot is None:
        raise UserError(
            "Without a window somebody must play: add --pilot, for example --pilot aggressor.", ExitCode.BAD_INPUT
        )
    if settings.truth is not None:
        raise UserError("--truth tells what a window showed: leave out --headless, or --truth.", ExitCode.BAD_INPUT)
    player = load_pilot(settings.pilot)
    seat = Seat(settings.seed)
    player.reset(settings.seed)
    ticks = max(1, round((settings.minutes or _MINUTES) * 60 / TICK))
    begun = time.perf_counter()
    for tick in range(ticks):
        if run.stop_requested:
            break
        seat.step(ask(player, seat.observe()))
        if tick % 1000 == 0:
            run.progress(tick / ticks, f"{settings.pilot} plays")
    taken = time.perf_counter() - begun
    return {**summary(seat.totals, seat.time), "ticks_per_second": seat.time / TICK / max(taken, 1e-9)}


def summary(totals: dict[str, float], seconds: float) -> dict[str, Any]:
    """What an episode came to: totals, and each a minute."""
    minutes = seconds / 60
    per_minute = {name: value / minutes for name, value in totals.items()} if minutes else {}
    return {"minutes": minutes, "totals": totals, "per_minute": per_minute}


def tell(result: dict[str, Any]) -> None:
    """Print a summary."""
    log.info("%.1f minutes of play", result["minutes"])
    log.info("%-14s %10s %10s", "", "in all", "a minute")
    for name, value in result["totals"].items():
        log.info("%-14s %10.0f %10.1f", name.replace("_", " "), value, result["per_minute"].get(name, 0.0))
    if "ticks_per_second" in result:
        log.info("%.0f ticks a second", result["ticks_per_second"])
    if "fps" in result:
        log.info("%.1f pictures a second", result["fps"])

"""The bot at the arena in lock-step, without a window."""

from __future__ import annotations

from typing import Any

from arena.headless import summary, tell
from arena.scene import TICK
from arena.seat import Seat
from bot.gauges import Gauges
from core.clock import Every, now
from core.observation import Player
from core.runs import RunWriter
from core.settings.bot import BotSettings

#: minutes of play where none are asked for
_MINUTES = 3.0


def play_headless(settings: BotSettings, player: Player, run: RunWriter) -> dict[str, Any]:
    """Play one episode as fast as it goes, and tell what came of it."""
    minutes = settings.minutes or _MINUTES
    ticks = max(1, round(minutes * 60 / TICK))
    seat = Seat(settings.seed)
    player.reset(settings.seed)
    gauges = Gauges(run, lambda seconds: seat.time / TICK / ticks)
    with Every(1.0, gauges.tell):
        for _ in range(ticks):
            if run.stop_requested:
                break
            asked = now()
            action = player.act(seat.observe())
            gauges.note(now() - asked, getattr(player, "mode", None))
            seat.step(action)
    result = {**summary(seat.totals, seat.time), "ticks_per_second": seat.time / TICK / max(gauges.seconds, 1e-9)}
    tell(result)
    return result

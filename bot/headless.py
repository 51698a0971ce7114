"""The bot at a game in lock-step, without a window."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from arena.headless import summary, tell
from bot.gauges import Gauges
from core.clock import Every, now
from core.games.game import Seat, open_game
from core.observation import Player
from core.profile import Profile
from core.runs import RunWriter
from core.settings.bot import BotSettings

#: minutes of play where none are asked for
_MINUTES = 3.0


def play_headless(settings: BotSettings, profile: Profile, player: Player, run: RunWriter) -> dict[str, Any]:
    """Play as fast as it goes, and tell what came of it."""
    with closing(open_game(profile).seat(settings.seed)) as seat:
        return _play(settings, seat, player, run)


def _play(settings: BotSettings, seat: Seat, player: Player, run: RunWriter) -> dict[str, Any]:
    minutes = settings.minutes or _MINUTES
    ticks = max(1, round(minutes * 60 / seat.tick))
    player.reset(settings.seed)
    gauges = Gauges(run, lambda seconds: seat.time / seat.tick / ticks)
    with Every(1.0, gauges.tell):
        for _ in range(ticks):
            if run.stop_requested:
                break
            asked = now()
            action = player.act(seat.observe())
            gauges.note(now() - asked, getattr(player, "mode", None))
            seat.step(action)
    result = {**summary(seat.totals, seat.time), "ticks_per_second": seat.time / seat.tick / max(gauges.seconds, 1e-9)}
    tell(result)
    return result

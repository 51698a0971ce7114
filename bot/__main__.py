"""`understudy bot` and `python -m bot`: the trained models play."""

from __future__ import annotations

import atexit
import os
import sys
from typing import Any

from core.errors import ExitCode, UserError
from core.job import log, run_job
from core.profile import load_profile
from core.runs import RunWriter
from core.settings.bot import BotSettings


def play(settings: BotSettings, run: RunWriter) -> dict[str, Any]:
    """The job."""
    profile = load_profile(settings.profile, settings.folders)
    if settings.headless and settings.test_mode:
        raise UserError(
            "Without a window there is nothing to watch: leave out --headless, or --test-mode.", ExitCode.BAD_INPUT
        )
    window = None
    if not settings.headless:
        from core.screen import find_window

        # Before the models, which take seconds to load.
        window = find_window(settings.window_title or profile.window_title)
    from core.policy import load_policy

    player = load_policy(settings.models, profile, seed=settings.seed, device=settings.device, threads=settings.threads)
    if window is None:
        from bot.headless import play_headless

        return play_headless(settings, profile, player, run)
    from bot.window import play_window
    from core.perception import Perception

    perception = Perception.load(
        profile,
        settings.folders,
        confidence=settings.confidence,
        threads=settings.threads,
        device=settings.device,
    )
    result = play_window(settings, profile, window, player, perception, run)
    # Python takes a second to clear torch away at its end, and whoever stopped the bot waits for it to be gone.
    atexit.register(_end_at_once)
    log.info("%(minutes).1f minutes, %(decisions)d decisions, %(decisions_per_second).1f a second.", result)
    return result


def _end_at_once() -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(ExitCode.OK)


def main(argv: list[str] | None = None) -> int:
    """Run the job; returns its exit code."""
    return run_job("bot", play, argv)


if __name__ == "__main__":
    sys.exit(main())

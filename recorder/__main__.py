"""`understudy record` and `python -m recorder`."""

from __future__ import annotations

import sys
from typing import Any

from core.errors import ExitCode, UserError
from core.games.game import open_game
from core.job import run_job
from core.profile import load_profile
from core.runs import RunWriter
from core.settings.record import RecordSettings


def record(settings: RecordSettings, run: RunWriter) -> dict[str, Any] | None:
    """Record from the source that the settings name."""
    if settings.headless:
        from recorder.lockstep import record_lockstep

        return record_lockstep(settings, run)
    if settings.models_dir is not None:
        raise UserError(
            "Models play in place of the pilot in lock-step only: add --headless, or leave out --models-dir.",
            ExitCode.BAD_INPUT,
        )
    if settings.source == "arena":
        raise UserError(
            "The arena itself is recorded in lock-step only: add --headless; "
            "or open it with `understudy arena --pilot NAME` and record its window.",
            ExitCode.BAD_INPUT,
        )
    profile = load_profile(settings.profile, settings.folders)
    if profile.environment is not None and not (game := open_game(profile)).own_window:
        from recorder.by_hand import record_by_hand

        return record_by_hand(settings, profile, game, run)
    from recorder.window import record_window

    return record_window(settings, run)


def main(argv: list[str] | None = None) -> int:
    """Run the job; returns its exit code."""
    return run_job("record", record, argv)


if __name__ == "__main__":
    sys.exit(main())

"""`understudy arena` and `python -m arena`: the built-in game, for a person or a pilot, with or without a window."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from types import TracebackType
from typing import Any

from arena.headless import play_headless, summary, tell
from core.clock import now
from core.job import run_job
from core.profile import load_profile
from core.runs import RunWriter
from core.settings.arena import ArenaSettings

#: seconds between two lines of metrics
_METRICS_EVERY = 5.0


def play(settings: ArenaSettings, run: RunWriter) -> dict[str, Any]:
    """The job."""
    result = play_headless(settings, run) if settings.headless else _play_in_window(settings, run)
    tell(result)
    return result


def _play_in_window(settings: ArenaSettings, run: RunWriter) -> dict[str, Any]:
    from arena.pilots import load_pilot
    from arena.real_hand import RealHand
    from arena.truth import TruthLog
    from arena.window import ArenaWindow, fitting_width, open_application
    from core.inputs import InputSender

    application = open_application()
    with ExitStack() as stack:
        hand = None
        if settings.pilot is not None:
            player = load_pilot(settings.pilot)
            hand = RealHand(player, stack.enter_context(InputSender()))
        truth = None if settings.truth is None else stack.enter_context(TruthLog(settings.truth))
        window = ArenaWindow(
            load_profile("arena"),
            settings.seed,
            width=fitting_width(settings.width),
            minutes=settings.minutes,
            show_help=settings.show_controls and hand is None,
            truth=truth,
            hand=hand,
            keep_on=lambda: not run.stop_requested,
        )
        reporter = _Reporter(window, settings, run)
        failures: list[BaseException] = []

        def on_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            failures.append(error)
            application.exit()

        # An error in one of Qt's callbacks would otherwise be printed and forgotten, sixty times a second.
        before, sys.excepthook = sys.excepthook, on_error
        stack.callback(setattr, sys, "excepthook", before)
        begun = now()
        window.show()
        window.raise_()
        window.activateWindow()
        application.exec()
        reporter.stop()
        if failures:
            raise failures[0]
        game = window.game
        return {**summary(game.totals, game.time), "fps": window.pictures / max(now() - begun, 1e-9)}


class _Reporter:
    """Keeps the run's progress and metrics up to date while the window is open."""

    def __init__(self, window: Any, settings: ArenaSettings, run: RunWriter) -> None:
        from PySide6.QtCore import QTimer

        self._window, self._settings, self._run = window, settings, run
        self._step = 0
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._report)
        self._timer.start(round(_METRICS_EVERY * 1000))

    def stop(self) -> None:
        self._timer.stop()

    def _report(self) -> None:
        game, minutes = self._window.game, self._settings.minutes
        done = None if minutes is None else min(1.0, game.time / (60 * minutes))
        self._run.progress(done, f"score {game.totals['score']:.0f}")
        self._step += 1
        totals = {f"play/{name}": value for name, value in game.totals.items()}
        self._run.metrics(self._step, fps=self._window.fps, **totals)


def main(argv: list[str] | None = None) -> int:
    """Run the job; returns its exit code."""
    return run_job("arena", play, argv)


if __name__ == "__main__":
    sys.exit(main())

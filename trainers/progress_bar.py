"""A bar in the terminal; nothing where the output goes to a file or a window, which read plain lines."""

from __future__ import annotations

import logging
import sys
from contextlib import ExitStack
from typing import Any, Self

log = logging.getLogger("understudy")


class Bar:
    """How far a training is, how long it will take and how fast it is, for as long as the block lasts.

    Args:
        wanted: whether this process is the one that speaks.
    """

    def __init__(self, wanted: bool = True) -> None:
        self._shown = wanted and sys.stdout.isatty()
        self._progress: Any = None
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        if not self._shown:
            return self
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn(),
            TextColumn("{task.fields[rate]:.0f} samples/s"),
        )  # fmt: skip
        handlers = [
            handler
            for handler in log.handlers
            if isinstance(handler, logging.StreamHandler) and handler.stream is sys.stdout
        ]
        self._progress = self._stack.enter_context(Progress(*columns, transient=True))
        self._row = self._progress.add_task("training", total=1.0, rate=0.0)
        for handler in handlers:
            # What is logged has to go above the bar, by the stream that knows of it.
            before = handler.setStream(sys.stdout)
            self._stack.callback(handler.setStream, before)
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def show(self, done: float, epoch: int, epochs: int, rate: float) -> None:
        """Show that `done` (0..1) is behind us."""
        if self._progress is not None:
            self._progress.update(self._row, completed=done, description=f"epoch {epoch} of {epochs}", rate=rate)

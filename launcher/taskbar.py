"""How far the running jobs are, on the program's icon in the taskbar, where the desktop shows such a thing.

Linux: the signal com.canonical.Unity.LauncherEntry.Update on the session's D-Bus, which the taskbars of KDE, Ubuntu and
Dash to Dock understand. Elsewhere, and where no bus answers, nothing is shown.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from launcher.run_list import Run

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

PATH = "/com/understudy/launcher"
INTERFACE = "com.canonical.Unity.LauncherEntry"
#: of the program's desktop file, see `QGuiApplication.setDesktopFileName`
ENTRY = "application://understudy.desktop"


def share_done(runs: Sequence[Run]) -> float | None:
    """How far these runs are together, 0..1; None where none of them tells."""
    shares = [run.status.progress for run in runs if run.status and run.status.progress is not None]
    return sum(shares) / len(shares) if shares else None


class Taskbar:
    """Shows progress, and how many jobs run."""

    def __init__(self) -> None:
        self._told: tuple[int, int | None] = (0, None)
        self._bus: QDBusConnection | None = None

    def show(self, runs: Sequence[Run]) -> None:
        """Show how far these runs are; nothing is sent while that stays the same."""
        done = share_done(runs)
        news = (len(runs), None if done is None else round(100 * done))
        if news == self._told:
            return
        self._told = news
        if sys.platform != "linux":
            return
        # Only here, for it takes a while to import and most starts have nothing to show.
        from PySide6.QtDBus import QDBusConnection, QDBusMessage

        if self._bus is None:
            self._bus = QDBusConnection.sessionBus()
        if not self._bus.isConnected():
            return
        count, percent = news
        message = QDBusMessage.createSignal(PATH, INTERFACE, "Update")
        message.setArguments(
            [
                ENTRY,
                {
                    "progress": (percent or 0) / 100,
                    "progress-visible": percent is not None,
                    "count": count,
                    "count-visible": count > 1,
                },
            ]
        )
        self._bus.send(message)

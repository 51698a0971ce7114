"""The Qt application around the window."""

from __future__ import annotations

import signal

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from core.settings.launcher import LauncherSettings
from launcher.session import Session
from launcher.theme import theme
from launcher.window import Window


def run(settings: LauncherSettings, moment: tuple[str, float] | None = None) -> int:
    """Show the window, at first with a moment of a recording, until it is closed. Returns the exit code."""
    application = QApplication(["understudy"])
    application.setApplicationName("understudy")
    application.setApplicationDisplayName("Understudy")
    application.setDesktopFileName("understudy")
    session = Session(settings.folders)
    theme.follow(application, session.config.options.theme)
    window = Window(session)
    window.show()
    if moment is not None:
        window.show_moment(*moment)
    # Ctrl-C closes the window as its cross does. Whoever sends SIGTERM does not wait for an answer: jobs go on running.
    signal.signal(signal.SIGINT, lambda *_: QTimer.singleShot(0, window, window.close))
    signal.signal(signal.SIGTERM, lambda *_: QTimer.singleShot(0, window, window.leave))
    return application.exec()

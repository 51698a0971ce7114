"""The Qt application around the window."""

from __future__ import annotations

import signal

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from core.home import Home
from launcher.session import Session
from launcher.theme import theme
from launcher.tidying import Tidier
from launcher.window import Window

#: milliseconds after which all that the window begins with is there
SETTLED = 2000


def run(home: Home) -> int:
    """Show the window until it is closed. Returns the exit code."""
    application = QApplication(["understudy"])
    application.setApplicationName("understudy")
    application.setApplicationDisplayName("Understudy")
    application.setDesktopFileName("understudy")
    session = Session(home)
    theme.follow(application, session.config.options.theme)
    window = Window(session)
    window.show()
    # Ctrl-C closes the window as its cross does. Whoever sends SIGTERM does not wait for an answer: jobs go on running.
    signal.signal(signal.SIGINT, lambda *_: QTimer.singleShot(0, window, window.close))
    signal.signal(signal.SIGTERM, lambda *_: QTimer.singleShot(0, window, window.leave))
    QTimer.singleShot(SETTLED, window, lambda: Tidier(window))
    return application.exec()

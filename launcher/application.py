"""The Qt application around the window."""

from __future__ import annotations

import signal
import sys
from functools import partial
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from core.settings.launcher import LauncherSettings
from launcher.session import Session
from launcher.theme import theme
from launcher.translation import install
from launcher.window import Window


def run(settings: LauncherSettings) -> int:
    """Show the window until it is closed. Returns the exit code."""
    application = QApplication(["understudy"])
    application.setApplicationName("understudy")
    application.setApplicationDisplayName("Understudy")
    application.setDesktopFileName("understudy")
    session = Session(settings.folders)
    options = session.config.options
    install(application, options.language)
    theme.follow(application, options.theme)
    window = Window(session)
    window.show()
    sys.excepthook = partial(_unexpected, window)
    # Ctrl-C closes the window as its cross does. Whoever sends SIGTERM does not wait for an answer: jobs go on running.
    signal.signal(signal.SIGINT, lambda *_: QTimer.singleShot(0, window, window.close))
    signal.signal(signal.SIGTERM, lambda *_: QTimer.singleShot(0, window, window.leave))
    try:
        return application.exec()
    finally:
        sys.excepthook = sys.__excepthook__  # else the window would live on until the interpreter ends


def _unexpected(window: Window, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell an error in the window as well: whoever started it from a menu sees no terminal."""
    sys.__excepthook__(kind, error, trace)
    window.tell_unexpected(error)

"""The Qt application around the window."""

from __future__ import annotations

import signal
import sys
import time
from functools import partial
from types import TracebackType

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from core.errors import ExitCode
from core.home import Home
from launcher.job_words import job_title
from launcher.session import Session
from launcher.single import Moment, Place
from launcher.text import tr
from launcher.theme import theme
from launcher.tidying import Tidier
from launcher.translation import install
from launcher.window import Window

#: milliseconds after which all that the window begins with is there
SETTLED = 1500


def run(home: Home, moment: Moment | None = None) -> int:
    """Show the window until it is closed, or that of the launcher that is open already. Returns the exit code.

    Where a `moment` of a recording is given, it is what is shown at first.
    """
    application = QApplication(["understudy"])
    application.setApplicationName("understudy")
    application.setApplicationDisplayName("Understudy")
    application.setDesktopFileName("understudy")
    session = Session(home)
    options = session.config.options
    install(application, options.language)
    place = Place(home.config)
    if place.taken:
        if place.ask_first(moment):
            print(tr("Understudy is open already; its window has been brought to the front."))
            return ExitCode.OK
        print(tr("Another launcher of this folder does not answer; this one opens beside it."), file=sys.stderr)
    theme.follow(application, options.theme)
    window = Window(session)
    window.show()
    if moment is not None:
        window.pages.show_moment(*moment)
    sys.excepthook = partial(_unexpected, window)
    # Ctrl-C closes the window as its cross does. Whoever sends SIGTERM does not wait for an answer: jobs go on running.
    signal.signal(signal.SIGINT, lambda *_: QTimer.singleShot(0, window, window.close))
    signal.signal(signal.SIGTERM, lambda *_: QTimer.singleShot(0, window, window.leave))
    QTimer.singleShot(SETTLED, window, lambda: _settle(window, place))
    try:
        return application.exec()
    finally:
        place.give_back()
        sys.excepthook = sys.__excepthook__  # else the window would live on until the interpreter ends


def _settle(window: Window, place: Place) -> None:
    Tidier(window)
    if place.first:
        place.listen(lambda moment: _bring_to_front(window, moment), window)
    if place.inherited:
        window.notices.tell(_bad_end(window.session))


def _bring_to_front(window: Window, moment: Moment | None) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    if moment is not None:
        window.pages.show_moment(*moment)


def _bad_end(session: Session) -> str:
    """What is to be said where the launcher before this one was killed or crashed."""
    told = tr("Understudy came to a sudden end last time.")
    going_on = [job_title(run.job) for run in session.runs.active()]
    if session.runs.loading(time.time()):
        going_on.append(tr("one that had just been started"))
    if not going_on:
        return told + " " + tr("No job was left behind.")
    return told + " " + tr("These jobs have gone on and are followed again: {0}.").format(", ".join(going_on))


def _unexpected(window: Window, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell an error in the window as well: whoever started it from a menu sees no terminal."""
    sys.__excepthook__(kind, error, trace)
    window.tell_unexpected(error)

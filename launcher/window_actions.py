"""Everything the window can do, as actions, and the shortcuts of those that have one."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

from core.jobs import JOBS
from launcher.actions import Action
from launcher.row_card import MODELS_ROW
from launcher.session import Standing
from launcher.text import tr, when

if TYPE_CHECKING:
    from launcher.window import Window

#: those of many programs
PALETTE_KEYS = ("Ctrl+K", "Ctrl+Shift+P")


def actions_of(window: Window) -> list[Action]:
    """The actions, in the order in which they are offered."""
    session = window.session

    def startable(job: str) -> bool:
        return session.state(job).standing in (Standing.READY, Standing.LACKING)

    def stoppable(job: str) -> bool:
        return session.state(job).standing in (Standing.RUNNING, Standing.QUEUED)

    found = [
        Action(tr("Show the dashboard"), window.show_dashboard, ("Alt+1",)),
        Action(tr("Show all runs"), window.show_runs, ("Alt+2",)),
        Action(tr("Show the recordings"), window.show_recordings, ("Alt+3",)),
        Action(
            tr("Train all three, one after the other"),
            window.start_row,
            ("Alt+T",),
            lambda: all(startable(job) for job in MODELS_ROW),
        ),
    ]
    jobs = [job for job in JOBS.values() if job.card]
    for job in jobs:
        found += [
            Action(
                tr("Start {0}").format(job.title),
                lambda name=job.name: window.start(name),  # type: ignore[misc]
                possible=lambda name=job.name: startable(name),  # type: ignore[misc]
            ),
            Action(
                tr("Stop {0}").format(job.title),
                lambda name=job.name: window.stop_job(name),  # type: ignore[misc]
                possible=lambda name=job.name: stoppable(name),  # type: ignore[misc]
            ),
        ]
    for job in jobs:
        found += [
            Action(tr("Settings of {0}").format(job.title), lambda name=job.name: window.show_settings(name)),  # type: ignore[misc]
            Action(tr("Page of {0}").format(job.title), lambda name=job.name: window.show_job(name)),  # type: ignore[misc]
        ]
    found += [
        Action(tr("Open the data folder"), window.top.open_folder_asked.emit),
        Action(tr("Keep data in another folder…"), window.top.move_folder_asked.emit),
        Action(tr("Colours as the system"), lambda: window.top.theme_chosen.emit("system")),
        Action(tr("Light colours"), lambda: window.top.theme_chosen.emit("light")),
        Action(tr("Dark colours"), lambda: window.top.theme_chosen.emit("dark")),
        Action(tr("What has been told so far"), lambda: show_messages(window), ("Alt+M",)),
        Action(tr("List of shortcuts"), lambda: show_shortcuts(window), ("F1",)),
        Action(tr("Do something by its name"), lambda: show_palette(window), PALETTE_KEYS),
        Action(tr("Close the window"), window.close, ("Ctrl+Q",)),
    ]
    return found


def install_shortcuts(window: Window) -> None:
    """Make the keys of all actions work anywhere in the window."""
    for action in window.actions_by_name:
        for keys in action.keys:
            shortcut = QShortcut(QKeySequence(keys), window)
            shortcut.activated.connect(lambda action=action: action.possible() and action.run())


def show_palette(window: Window) -> None:
    """Open the palette."""
    from launcher.palette import Palette

    Palette([action for action in window.actions_by_name if action.keys != PALETTE_KEYS], window).show()


def show_shortcuts(window: Window) -> None:
    """List the shortcuts of the window and of its parts."""
    from launcher.recordings_actions import shortcuts
    from launcher.table_dialog import TableDialog

    rows = [(", ".join(action.keys), action.title, "") for action in window.actions_by_name if action.keys]
    card, table, chart = tr("on a card"), tr("in the table of runs"), tr("on a chart")
    log, player = tr("in a log"), tr("in the player of recordings")
    rows += [
        (tr("Return"), tr("Show the job's page"), card),
        ("Shift+F10", tr("Change the job's settings"), card),
        (tr("Return"), tr("Show the run"), table),
        ("P", tr("Pin the chosen runs, or pin them no longer"), table),
        (tr("Del"), tr("Move the chosen runs to the bin"), table),
        ("Ctrl+F", tr("Filter"), table),
        (tr("Ctrl+wheel"), tr("Zoom; drag to move"), chart),
        (tr("Double click"), tr("Show all again"), chart),
        ("Ctrl+F", tr("Search"), log),
        ("F3, Shift+F3", tr("Next and previous place"), log),
        ("Esc", tr("Show all lines again"), log),
        ("Ctrl+F", tr("Filter"), tr("on the page of recordings")),
        *((keys, words, tr("on the page of recordings")) for keys, words in shortcuts()),
        (tr("Space"), tr("Play or pause"), player),
        (tr(", and ."), tr("A frame back or on"), player),
        (tr("Left and Right"), tr("A second back or on"), player),
        (tr("Home and End"), tr("To the first or last frame"), player),
        (tr("[ and ]"), tr("Slower, faster"), player),
        (tr("I and O"), tr("Begin and end the selection; Esc selects nothing"), player),
        ("+, -, 0", tr("Zoom the timeline, show all of it"), player),
        ("B", tr("What the bot would do"), player),
    ]
    TableDialog(tr("Shortcuts"), (tr("Keys"), tr("What they do"), tr("Where")), rows, "", window).show()


def show_messages(window: Window) -> None:
    """List what has been told since the window was opened, the newest first."""
    from launcher.table_dialog import TableDialog

    now = time.time()
    rows = [(when(moment, now), sentence) for moment, sentence in reversed(window.notices.history)]
    nothing = tr("Nothing has been told since the window was opened.")
    TableDialog(tr("Messages"), (tr("When"), tr("What")), rows, nothing, window).show()

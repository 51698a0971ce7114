"""Everything the window can do, as actions, and the shortcuts of those that have one."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog

from core.jobs import JOBS
from launcher.actions import Action
from launcher.job_words import job_title
from launcher.row_card import MODELS_ROW
from launcher.session import Standing
from launcher.text import tr, when
from launcher.translation import LANGUAGES

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
        Action(tr("Show the dashboard"), window.pages.show_dashboard, ("Alt+1",)),
        Action(tr("Show the recordings"), window.pages.show_recordings, ("Alt+2",)),
        Action(tr("Show all runs"), window.pages.show_runs, ("Alt+3",)),
        Action(tr("Show how good the models are"), window.pages.show_evaluate, ("Alt+4",)),
        Action(tr("Show the log"), window.pages.show_log, ("Alt+5",)),
        Action(
            tr("Train all three, one after the other"),
            window.jobs.start_row,
            ("Alt+T",),
            lambda: all(startable(job) for job in MODELS_ROW),
        ),
    ]
    jobs = [job for job in JOBS.values() if job.card]
    for job in jobs:
        found += [
            Action(
                tr("Start {0}").format(job_title(job.name)),
                lambda name=job.name: window.jobs.start(name),  # type: ignore[misc]
                possible=lambda name=job.name: startable(name),  # type: ignore[misc]
            ),
            Action(
                tr("Stop {0}").format(job_title(job.name)),
                lambda name=job.name: window.jobs.stop_job(name),  # type: ignore[misc]
                possible=lambda name=job.name: stoppable(name),  # type: ignore[misc]
            ),
        ]
    for job in jobs:
        found += [
            Action(tr("Settings of {0}").format(job_title(job.name)), lambda name=job.name: window.show_settings(name)),  # type: ignore[misc]
            Action(tr("Page of {0}").format(job_title(job.name)), lambda name=job.name: window.pages.show_job(name)),  # type: ignore[misc]
        ]
    found += [
        Action(tr("Open the data folder"), window.choices.open_folder),
        Action(tr("Keep data in another folder…"), window.choices.ask_for_folder),
        Action(tr("Colours as the system"), lambda: window.choices.choose_theme("system")),
        Action(tr("Light colours"), lambda: window.choices.choose_theme("light")),
        Action(tr("Dark colours"), lambda: window.choices.choose_theme("dark")),
        *help_actions(window),
        Action(tr("Close the window"), window.close, ("Ctrl+Q",)),
    ]
    return found


def help_actions(window: Window) -> list[Action]:
    """What helps: these stand in the menu on top as well."""
    return [
        Action(tr("Report a problem…"), lambda: make_report(window)),
        Action(tr("What has been told so far"), lambda: show_messages(window), ("Alt+M",)),
        Action(tr("List of shortcuts"), lambda: show_shortcuts(window), ("F1",)),
        Action(tr("Do something by its name"), lambda: show_palette(window), PALETTE_KEYS),
    ]


def fill_help_menu(window: Window) -> None:
    """Make the menu of what helps, and of languages, anew."""
    menu = window.top.help_menu
    menu.clear()
    for action in help_actions(window):
        made = menu.addAction(action.title)
        made.triggered.connect(lambda _=False, action=action: action.run())
        if action.keys:
            made.setShortcut(QKeySequence(action.keys[0]))
            made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # only shown: the window's own does it
    menu.addSeparator()
    languages = menu.addMenu(tr("Language"))
    for code, title in {"system": tr("As the system"), **LANGUAGES}.items():
        made = languages.addAction(title)
        made.setCheckable(True)
        made.setChecked(window.session.config.options.language == code)
        made.triggered.connect(lambda _=False, code=code: window.choices.choose_language(code))


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
        (tr("+ and -"), tr("Zoom, around the cross-hair where there is one"), chart),
        (tr("Arrows"), tr("Move"), chart),
        (tr("0 or Home"), tr("Show all again"), chart),
        (tr(", and ."), tr("The cross-hair to the point before, or to the next"), chart),
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


def make_report(window: Window) -> None:
    """Write a zip with what is needed to look into a problem, where the person wants it."""
    start = str(Path.home() / f"understudy-report-{time.strftime('%Y%m%d-%H%M')}.zip")
    chosen, _ = QFileDialog.getSaveFileName(window, tr("Where to write the report"), start, tr("Zip files (*.zip)"))
    if chosen:
        write_report_to(window, Path(chosen))


def write_report_to(window: Window, path: Path) -> None:
    """Write the report in the background, and tell."""
    from launcher.problem_report import write_report

    home = window.session.home
    told = [f"{time.strftime('%Y-%m-%d %H:%M:%S', time.localtime(at))} {words}" for at, words in window.notices.history]
    done = tr(
        "The report is in {0}. It holds versions, settings and logs, no recordings; look into it before you send it."
    )
    window.pages.worker.ask(
        lambda: write_report(path, home, told),
        lambda _: window.notices.tell(done.format(path), good=True),
        failed=window.notices.tell,
    )

"""The choices that concern everything, as made in the bar on top: profile, data folder, colours, language."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from core.errors import UserError
from launcher.notices import Notices
from launcher.session import Session
from launcher.text import tr
from launcher.theme import theme
from launcher.top_bar import TopBar
from launcher.widgets import open_outside


class Choices(QObject):
    """Makes them, keeps them, and tells what could not be kept."""

    #: something is different now
    made = Signal()

    def __init__(self, session: Session, top: TopBar, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._top, self._notices, self._window = session, top, notices, window
        top.profile_chosen.connect(lambda name: self._keep("profile", name))
        top.theme_chosen.connect(self.choose_theme)
        top.open_folder_asked.connect(self.open_folder)
        top.move_folder_asked.connect(self.ask_for_folder)

    def choose_theme(self, choice: str) -> None:
        """Wear light or dark colours, or those of the system."""
        self._keep("theme", choice)
        theme.follow(QApplication.instance(), self._session.config.options.theme)  # type: ignore[arg-type]

    def choose_language(self, choice: str) -> None:
        """Keep a language; what is made already stays as it is, so it is spoken from the next start."""
        self._keep("language", choice)
        self._notices.tell(tr("Understudy speaks that language when it is opened next."), good=True)

    def open_folder(self) -> None:
        """Show the data folder outside."""
        root = self._session.home.root
        with suppress(OSError):  # a folder that cannot be made cannot be shown either
            root.mkdir(parents=True, exist_ok=True)
        open_outside(root)

    def ask_for_folder(self) -> None:
        """Let the person choose where data is kept."""
        start, title = str(self._session.home.root), tr("Folder for recordings, models and runs")
        if not (chosen := QFileDialog.getExistingDirectory(self._window, title, start)):
            return
        try:
            self._session.move_to(Path(chosen))
        except UserError as error:
            self._notices.tell(str(error))
        self._top.refresh()
        self.made.emit()

    def _keep(self, name: str, value: str) -> None:
        try:
            self._session.config.set_option(name, value)
        except UserError as error:
            self._notices.tell(str(error))
        self._top.refresh()
        self.made.emit()

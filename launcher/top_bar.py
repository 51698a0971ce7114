"""The bar on top: name, pages, profile, data folder, theme."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton

from core.assets import available_profiles
from launcher.session import Session
from launcher.text import tr
from launcher.widgets import CalmComboBox, ElidedLabel, IconLabel, icon_button, label


class TopBar(QFrame):
    """Choices that concern everything."""

    profile_chosen = Signal(str)
    theme_chosen = Signal(str)
    open_folder_asked = Signal()
    move_folder_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setObjectName("topBar")
        self.profile = CalmComboBox()
        self.profile.setAccessibleName(tr("Profile"))
        self.profile.setToolTip(tr("Which game: jobs use this profile unless their own settings name another"))
        self.profile.setMinimumContentsLength(10)
        self._folder = ElidedLabel(name="muted", mode=Qt.TextElideMode.ElideMiddle)
        open_folder = icon_button("folder", tr("Open the data folder"))
        move = icon_button("gear", tr("Keep data in another folder…"))
        self.theme = icon_button("theme", tr("Light or dark"))
        self.theme.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.theme)
        for choice, text in (("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark"))):
            menu.addAction(text).triggered.connect(lambda _=False, name=choice: self.theme_chosen.emit(name))
        self.theme.setMenu(menu)

        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(IconLabel("understudy", "accent", 26))
        row.addWidget(label("Understudy", "appName"))
        row.addSpacing(20)
        row.addWidget(label(tr("Profile"), "muted"))
        row.addWidget(self.profile)
        row.addSpacing(16)
        row.addWidget(label(tr("Data"), "muted"))
        row.addWidget(self._folder, 1)
        row.addWidget(open_folder)
        row.addWidget(move)
        row.addWidget(self.theme)

        self.profile.activated.connect(lambda index: self.profile_chosen.emit(self.profile.itemText(index)))
        open_folder.clicked.connect(self.open_folder_asked)
        move.clicked.connect(self.move_folder_asked)
        self.refresh()

    def refresh(self) -> None:
        """Show the present choices."""
        chosen = self._session.config.options.profile
        names = list(dict.fromkeys([*available_profiles(self._session.home), chosen]))
        with QSignalBlocker(self.profile):
            if [self.profile.itemText(index) for index in range(self.profile.count())] != names:
                self.profile.clear()
                self.profile.addItems(names)
            self.profile.setCurrentText(chosen)
        self._folder.setText(str(self._session.home.root))

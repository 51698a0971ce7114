"""Light and dark after the system: colours from assets/themes, one style sheet for both."""

from __future__ import annotations

import json
from pathlib import Path
from string import Template
from typing import Literal

import msgspec
from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from core.assets import ASSETS

Choice = Literal["system", "light", "dark"]
THEMES = ASSETS / "themes"
ICONS = ASSETS / "icons"


class Colors(msgspec.Struct, frozen=True):
    """One theme's colours, as #rrggbb."""

    window: str
    surface: str
    raised: str
    border: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_text: str
    accent_soft: str
    good: str
    warn: str
    bad: str
    #: lines of a chart, in order
    curves: list[str]
    #: by mode, in every timeline and bar
    modes: dict[str, str]
    #: where nobody has said what the player was after
    unlabelled: str
    #: what the policy would do, beside what the person did
    bot: str


def load_colors(name: str) -> Colors:
    """The colours of a theme in assets/themes."""
    return msgspec.json.decode((THEMES / f"{name}.json").read_bytes(), type=Colors)


class Theme(QObject):
    """The application's look. `changed` fires when its colours do."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.colors = load_colors("light")
        self.dark = False
        self._choice: Choice = "system"
        # Style sheets take pictures from files only, so the tinted ones are written to a folder of our own.
        self._pictures = QTemporaryDir()

    def follow(self, application: QApplication, choice: Choice) -> None:
        """Dress the application: as the system is, or as chosen; later changes of the system are followed."""
        hints = application.styleHints()
        if self._choice == "system":
            hints.colorSchemeChanged.connect(self._system_changed, Qt.ConnectionType.UniqueConnection)
        self._choice = choice
        application.setStyle("Fusion")
        self._dress(application)

    def _system_changed(self) -> None:
        application = QApplication.instance()
        if self._choice == "system" and isinstance(application, QApplication):
            self._dress(application)

    def _dress(self, application: QApplication) -> None:
        system_dark = application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        self.dark = self._choice == "dark" or (self._choice == "system" and system_dark)
        self.colors = load_colors("dark" if self.dark else "light")
        application.setPalette(_palette(self.colors))
        application.setStyleSheet(self._style_sheet(application))
        self.changed.emit()

    def _style_sheet(self, application: QApplication) -> str:
        pictures = Path(self._pictures.path())
        for name, color in (("down", self.colors.muted), ("tick", self.colors.accent_text)):
            (pictures / f"{name}-{color[1:]}.svg").write_bytes(tinted(name, color))
        base = max(13, QFontInfo(application.font()).pixelSize())
        sizes = {f"font{step:+}".replace("+", "p").replace("-", "m"): str(base + step) for step in range(-2, 10)}
        colors = json.loads(msgspec.json.encode(self.colors))
        return Template((THEMES / "style.qss").read_text("utf-8")).substitute(
            colors,
            **sizes,
            down=(pictures / f"down-{self.colors.muted[1:]}.svg").as_posix(),
            tick=(pictures / f"tick-{self.colors.accent_text[1:]}.svg").as_posix(),
        )


def tinted(name: str, color: str) -> bytes:
    """An icon of assets/icons as SVG in one colour."""
    return (ICONS / f"{name}.svg").read_bytes().replace(b"currentColor", color.encode("ascii"))


def _palette(colors: Colors) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colors.window,
        QPalette.ColorRole.WindowText: colors.text,
        QPalette.ColorRole.Base: colors.surface,
        QPalette.ColorRole.AlternateBase: colors.window,
        QPalette.ColorRole.Text: colors.text,
        QPalette.ColorRole.PlaceholderText: colors.muted,
        QPalette.ColorRole.Button: colors.raised,
        QPalette.ColorRole.ButtonText: colors.text,
        QPalette.ColorRole.Highlight: colors.accent,
        QPalette.ColorRole.HighlightedText: colors.accent_text,
        QPalette.ColorRole.ToolTipBase: colors.raised,
        QPalette.ColorRole.ToolTipText: colors.text,
        QPalette.ColorRole.Link: colors.accent,
    }
    for role, color in roles.items():
        palette.setColor(role, QColor(color))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colors.disabled))
    return palette


#: the one look of this process
theme = Theme()

"""The language of the window: the user's choice, or the system's where there is a translation for it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from core.assets import ASSETS

#: by code, as its speakers call it; English stands in the source
LANGUAGES = {"en": "English", "de": "Deutsch"}
TRANSLATIONS = ASSETS / "translations"


def language_of(choice: str) -> str:
    """The language a choice comes to: itself, or for "system" that of the system, English where it is not known."""
    wanted = QLocale.system().name().partition("_")[0] if choice == "system" else choice
    return wanted if wanted in LANGUAGES else "en"


def install(application: QCoreApplication, choice: str) -> None:
    """Let everything that is made from now on speak the language of this choice."""
    language = language_of(choice)
    if language == "en":
        return
    for folder, name in (
        (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{language}"),  # Qt's own buttons
        (str(TRANSLATIONS), f"understudy_{language}"),
    ):
        translator = QTranslator(application)
        if translator.load(name, folder):
            application.installTranslator(translator)

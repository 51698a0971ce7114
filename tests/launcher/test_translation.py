"""Every text in the window goes through `tr`, and German is there."""

from __future__ import annotations

import importlib
import re
import string
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
from launcher_parts import delete_now
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTableView,
    QTableWidget,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.home import Home
from core.jobs import JOBS
from core.runs import RunFolder, RunState, RunWriter
from launcher.field_editors import ChoiceEditor, SuggestingEditor
from launcher.palette import Palette
from launcher.session import Session
from launcher.table_dialog import TableDialog
from launcher.theme import theme
from launcher.translation import LANGUAGES, TRANSLATIONS, install, language_of
from launcher.widgets import ElidedLabel
from launcher.window import Window
from launcher.window_actions import fill_help_menu, show_palette, show_shortcuts

SCRIPTS = Path(__file__).parents[2] / "scripts"
#: names, units, keys and what jobs are told by: the same in every language
SAME_EVERYWHERE = re.compile(
    r"Understudy|Deutsch|English|\bunderstudy [^\n]*|\barena\b|\b[kMGT]?B\b|\b(?:GPU|NVIDIA)\b|\bs\b"
    r"|\b(?:Ctrl|Shift|Alt|Esc|F)\+?[\w+]*|/[\w./-]+|\(\w\)|\bb?float\d+\b|\b[xyzA-Z]\b"
)


class Pseudo(QTranslator):
    """Puts brackets around every text."""

    def translate(self, context: str, source: str, *more: object) -> str:
        return f"⟦{source}⟧" if context == "" and source else ""

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[None]:
    translator = Pseudo()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def untranslated(text: str) -> str:
    """What is left of a text without the translated parts of it."""
    text = text.replace("&", "")
    while "⟦" in text:
        shorter = re.sub(r"⟦[^⟦⟧]*⟧", "", text)
        if shorter == text:
            break
        text = shorter
    text = SAME_EVERYWHERE.sub("", text)
    return (
        text.strip(string.whitespace + string.punctuation + string.digits + "·•…–⟦⟧")
        if re.search(r"[^\W\d_]", text)
        else ""
    )


def texts_of(widget: QWidget) -> Iterator[str]:
    """All that a widget shows or says."""
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, QLabel | QAbstractButton | ElidedLabel):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(index) for index in range(widget.count()))
    if isinstance(widget, QTabWidget):
        yield from (widget.tabText(index) for index in range(widget.count()))
    if isinstance(widget, QTableView):
        model = widget.model()
        yield from (str(model.headerData(n, Qt.Orientation.Horizontal) or "") for n in range(model.columnCount()))
    if isinstance(widget, QMenu):
        yield widget.title()
    for action in widget.actions():
        yield from (action.text(), action.toolTip())


def leftovers(root: QWidget) -> dict[str, str]:
    """Texts below a widget that did not go through `tr`, by the widget."""
    found = {}
    for widget in (root, *root.findChildren(QWidget)):
        if widget.objectName().startswith("qt_") or type(widget).__name__.startswith(("QFileDialog", "QColor")):
            continue
        for text in texts_of(widget):
            if left := untranslated(text):
                found[f"{type(widget).__name__} {widget.objectName()}: {text}"] = left
    return found


@pytest.fixture
def lived_in(home: Home) -> Home:
    """A home with a run that has ended."""
    run = RunWriter(RunFolder.create(home, "train_executor"), "train_executor", {"lr": 1e-3})
    run.finish(RunState.FINISHED, "", 0, {"pos_err/clicks_at_objects/validation": 0.05})
    return home


@pytest.fixture
def pseudo_window(qtbot: QtBot, pseudo: None, qapp: QApplication, lived_in: Home) -> Iterator[Window]:
    theme.follow(qapp, "light")
    made = Window(Session(lived_in))
    made.show()
    qtbot.waitUntil(lambda: made._timer.isActive())
    yield made
    made.close()
    made.deleteLater()
    delete_now()


@pytest.mark.parametrize("page", ["dashboard", "recordings", "runs", "evaluate", "log", "job"])
def test_no_text_of_a_page_escapes_translation(qtbot: QtBot, pseudo_window: Window, page: str) -> None:
    pseudo_window.pages.show_named(page, "train_executor")
    qtbot.wait(50)
    assert leftovers(pseudo_window.pages.currentWidget()) == {}


def test_no_text_around_the_pages_escapes_translation(pseudo_window: Window) -> None:
    pseudo_window.notices.tell("⟦Something.⟧", details="x")
    fill_help_menu(pseudo_window)
    for part in (pseudo_window.top, pseudo_window.column, pseudo_window.tabs, pseudo_window.statusBar()):
        assert leftovers(part) == {}
    assert leftovers(pseudo_window.notices) == {}


def test_no_text_of_the_palette_and_the_shortcuts_escapes_translation(pseudo_window: Window) -> None:
    assert [untranslated(action.title) for action in pseudo_window.actions_by_name if untranslated(action.title)] == []
    show_palette(pseudo_window)
    (palette,) = pseudo_window.findChildren(Palette)
    assert leftovers(palette) == {}
    palette.close()
    show_shortcuts(pseudo_window)
    (dialog,) = pseudo_window.findChildren(TableDialog)
    table: QTableWidget = dialog.table
    cells = [table.item(row, column).text() for row in range(table.rowCount()) for column in (1, 2)]
    assert [cell for cell in cells if untranslated(cell)] == []
    dialog.close()


@pytest.mark.parametrize("job", [name for name, job in JOBS.items() if job.card])
def test_no_text_of_a_form_escapes_translation(pseudo_window: Window, job: str) -> None:
    pseudo_window.show_settings(job)
    dialog = pseudo_window._dialogs[job]
    boxes = [*dialog.findChildren(ChoiceEditor), *dialog.findChildren(SuggestingEditor)]
    values = {text for editor in boxes for text in texts_of(editor.box)}  # as they are given on the command line
    found = {where: left for where, left in leftovers(dialog).items() if left not in values}
    dialog.reject()
    assert found == {}


def test_the_systems_language_is_spoken_where_it_is_known_and_english_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for system, spoken in (("de_AT", "de"), ("fr_FR", "en"), ("C", "en")):
        monkeypatch.setattr(QLocale, "system", staticmethod(lambda name=system: QLocale(name)))
        assert language_of("system") == spoken
    assert language_of("en") == "en" and language_of("de") == "de"


def messages(language: str) -> dict[str, str]:
    """Source and translation of everything in a language's file."""
    path = TRANSLATIONS / f"understudy_{language}.ts"
    found = (
        (item.findtext("source"), item.findtext("translation")) for item in ElementTree.parse(path).iter("message")
    )
    return {source or "": translated or "" for source, translated in found}


OTHERS = [language for language in LANGUAGES if language != "en"]


@pytest.fixture
def translations(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script that collects and compiles."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return importlib.import_module("translations")


@pytest.mark.parametrize("language", OTHERS)
def test_nearly_every_text_is_translated(translations: ModuleType, language: str) -> None:
    # A text that was added a moment ago is shown in English, which is no harm; many of them are.
    missing, texts = translations.missing(language), translations.texts()
    assert len(missing) <= 0.05 * len(texts), missing


@pytest.mark.parametrize("language", OTHERS)
def test_translations_leave_the_places_for_values_as_they_are(language: str) -> None:
    places = re.compile(r"\{[^}]*\}")
    for source, translated in messages(language).items():
        if translated:
            assert sorted(places.findall(translated)) == sorted(places.findall(source)), source


@pytest.mark.parametrize("language", OTHERS)
def test_what_the_program_reads_is_what_was_compiled_last(
    translations: ModuleType, language: str, tmp_path: Path
) -> None:
    translations.compile_to(language, tmp_path / "made.qm")
    assert (tmp_path / "made.qm").read_bytes() == (TRANSLATIONS / f"understudy_{language}.qm").read_bytes()


def test_the_window_speaks_german(qtbot: QtBot, qapp: QApplication, home: Home) -> None:
    install(qapp, "de")
    translators = qapp.findChildren(QTranslator)
    try:
        made = Window(Session(home))
        made.show()
        qtbot.waitUntil(lambda: made._timer.isActive())
        assert made.tabs.tab("dashboard").text() == "Übersicht"
        assert made.column.cards["record"].accessibleName() == "Karte Reine Aufnahme"
        assert made.column.cards["train_executor"].state.text().startswith("Noch keine Aufnahmen")
        made.resize(1024, 600)
        qtbot.wait(1)
        viewport = made.column.viewport()
        for card in made.column.cards.values():
            assert card.gear.mapTo(viewport, card.gear.rect().topRight()).x() < viewport.width(), card.job.title
        made.close()
        made.deleteLater()
        delete_now()
    finally:
        for translator in translators:
            qapp.removeTranslator(translator)
            translator.deleteLater()
    assert QCoreApplication.translate("", "Dashboard") == "Dashboard"


def test_the_language_chosen_is_kept_and_told(window: Window) -> None:
    fill_help_menu(window)
    (menu,) = [entry for action in window.top.help_menu.actions() if isinstance(entry := action.menu(), QMenu)]
    assert [action.text() for action in menu.actions()] == ["As the system", "English", "Deutsch"]
    menu.actions()[2].trigger()
    assert window.session.config.options.language == "de"
    assert window.notices.sentences() == ["Understudy speaks that language when it is opened next."]
    fill_help_menu(window)
    (menu,) = [entry for action in window.top.help_menu.actions() if isinstance(entry := action.menu(), QMenu)]
    assert [action.isChecked() for action in menu.actions()] == [False, False, True]

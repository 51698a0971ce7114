"""Every text in the window goes through `tr`, and German is there."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QAction
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
from launcher.palette import Palette
from launcher.session import Session
from launcher.table_dialog import TableDialog
from launcher.theme import theme
from launcher.translation import language_of
from launcher.widgets import ElidedLabel
from launcher.window import Window
from launcher.window_actions import fill_help_menu, show_palette, show_shortcuts

SCRIPTS = Path(__file__).parents[2] / "scripts"
#: names, units, keys and what jobs are told by: the same in every language
SAME_EVERYWHERE = re.compile(
    r"Understudy|Deutsch|English|\bunderstudy [^\n]*|\barena\b|\b[kMGT]?B\b|\b(?:GPU|NVIDIA)\b|\bs\b"
    r"|\b(?:Ctrl|Shift|Alt|Esc|F)\+?[\w+]*|/[\w./-]+|\(\w\)|\b[xyzA-Z]\b"
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
        from PySide6.QtCore import Qt

        yield from (str(model.headerData(n, Qt.Orientation.Horizontal) or "") for n in range(model.columnCount()))
    if isinstance(widget, QMenu):
        yield widget.title()
    yield from (
        text for action in widget.actions() if isinstance(action, QAction) for text in (action.text(), action.toolTip())
    )


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
    from launcher_parts import delete_now

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
    from launcher.field_editors import ChoiceEditor, SuggestingEditor

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
    from PySide6.QtCore import QLocale

    for system, spoken in (("de_AT", "de"), ("fr_FR", "en"), ("C", "en")):
        monkeypatch.setattr(QLocale, "system", staticmethod(lambda name=system: QLocale(name)))
        assert language_of("system") == spoken
    assert language_of("en") == "en" and language_of("de") == "de"

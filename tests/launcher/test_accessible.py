"""Everything can be reached by the keyboard, and says what it is to those who cannot see it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.jobs import JOBS
from core.runs import RunFolder, RunState, RunWriter
from launcher.palette import Palette
from launcher.table_dialog import TableDialog
from launcher.text_dialog import TextDialog
from launcher.widgets import Clickable
from launcher.window import Window
from launcher.window_actions import show_messages, show_palette, show_shortcuts

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    Clickable,
)


def controls(root: QWidget) -> list[QWidget]:
    """Everything to be worked with, without the parts that Qt makes such things of."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and not isinstance(widget, QScrollBar | QHeaderView)
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parent(), QComboBox | QLineEdit | QTabBar | QAbstractItemView | QAbstractSpinBox)
        and not (widget.parent() and widget.parent().inherits("QComboBoxPrivateContainer"))
    ]


def nameless(root: QWidget) -> list[str]:
    """Controls that say nothing of themselves."""
    texts = [(widget, widget.text() if isinstance(widget, QAbstractButton) else "") for widget in controls(root)]
    return [f"{widget} {widget.parent()}" for widget, text in texts if not (widget.accessibleName() or text)]


def unexplained(root: QWidget) -> list[str]:
    """Buttons that are only an icon and have no tooltip."""
    return [
        f"{widget.accessibleName()} {widget.parent()}"
        for widget in controls(root)
        if isinstance(widget, QToolButton) and not widget.text() and not widget.toolTip()
    ]


def beyond_the_keyboard(root: QWidget) -> list[str]:
    """Controls that cannot have the focus, though something can be done with them."""
    return [
        f"{widget.accessibleName() or widget} {widget.parent()}"
        for widget in controls(root)
        if isinstance(widget, QAbstractButton | QComboBox | QLineEdit | QAbstractSlider | Clickable)
        and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def complaints(root: QWidget) -> dict[str, list[str]]:
    found = {check.__name__: check(root) for check in (nameless, unexplained, beyond_the_keyboard)}
    return {name: widgets for name, widgets in found.items() if widgets}


@pytest.fixture
def full(qtbot: QtBot, window: Window) -> Window:
    """The window with runs in it."""
    for job in ("train_executor", "stats"):
        run = RunWriter(RunFolder.create(window.session.home, job), job, {})
        run.metrics(1, **{"loss/train": 1.0, "loss/validation": 2.0})
        run.metrics(2, **{"loss/train": 0.5, "loss/validation": 1.0})
        run.finish(RunState.FINISHED, "", 0, {"minutes": 1.0})
    window.poll()
    return window


@pytest.mark.parametrize("page", ["dashboard", "recordings", "runs", "evaluate", "log", "job"])
def test_every_control_of_a_page_has_a_name_a_tooltip_and_the_keyboard(qtbot: QtBot, full: Window, page: str) -> None:
    full.pages.show_named(page, "train_executor")
    qtbot.wait(50)
    assert complaints(full) == {}


@pytest.mark.parametrize("job", [name for name, job in JOBS.items() if job.card])
def test_every_control_of_a_form_has_a_name_a_tooltip_and_the_keyboard(full: Window, job: str) -> None:
    full.show_settings(job)
    found = complaints(full._dialogs[job])
    full._dialogs[job].reject()
    assert found == {}


def test_every_control_of_the_other_windows_has_a_name_a_tooltip_and_the_keyboard(full: Window) -> None:
    full.notices.tell("Something.", details="more")
    full.notices._show_details("Something.", "more")
    show_shortcuts(full)
    show_messages(full)
    dialogs: list[QDialog] = [*full.findChildren(TextDialog), *full.findChildren(TableDialog)]
    assert len(dialogs) == 3
    found = [complaints(dialog) for dialog in dialogs]
    for dialog in dialogs:
        dialog.close()
    show_palette(full)
    (palette,) = full.findChildren(Palette)
    found.append({name: list_ for name, list_ in complaints(palette).items()})
    palette.close()
    assert found == [{}] * 4


def test_the_tab_key_goes_through_every_control_of_the_dashboard_and_comes_back(qtbot: QtBot, full: Window) -> None:
    full.activateWindow()
    qtbot.waitUntil(full.isActiveWindow)
    first = full.column.cards["record"]
    first.setFocus()
    walked = []
    for _ in range(200):
        qtbot.keyClick(full.focusWidget() or full, Qt.Key.Key_Tab)
        walked.append(full.focusWidget())
        if walked[-1] is first:
            break
    assert walked[-1] is first
    wanted = {
        widget
        for widget in controls(full)
        if isinstance(widget, QAbstractButton | QComboBox | Clickable) and widget.isEnabled() and widget.isVisible()
    }
    # Of tabs that exclude each other only the chosen one is on the way; arrows go to the others.
    others = {full.tabs.tab(name) for name in ("recordings", "runs", "evaluate", "log")}
    assert {str(widget) for widget in wanted - set(walked) - others} == set()

"""Colours as they really are on the screen: every text and icon against what is behind it, in both themes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from core.home import Home
from core.runs import RunFolder, RunState, RunWriter
from launcher.session import Session
from launcher.theme import theme
from launcher.widgets import ElidedLabel, IconLabel
from launcher.window import Window

#: WCAG 2.1 AA
TEXT, GRAPHICS = 4.5, 3.0
#: painted this much larger, so that the strokes of letters are wide enough to have their full colour
SCALE = 3


def luminance(colors: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Relative luminance (N,) of (N,) colours 0xAARRGGBB, by WCAG 2.1."""
    channels = np.stack([(colors >> shift) & 0xFF for shift in (16, 8, 0)], axis=-1) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    weighted: NDArray[np.float64] = linear @ np.array([0.2126, 0.7152, 0.0722])
    return weighted


def painted(top: QWidget) -> NDArray[np.uint32]:
    """A window as (height, width) colours, `SCALE` times as large."""
    image = QImage(top.size() * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    top.render(image)
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width()).copy()


def contrast_of(pixels: NDArray[np.uint32]) -> float:
    """The largest contrast of any colour with the one there is most of."""
    colors, counts = np.unique(pixels, return_counts=True)
    light = luminance(colors)
    ground = light[counts.argmax()]
    # A stray pixel of an edge is no colour of a text.
    seen = light[counts >= 3]
    ratios = (np.maximum(seen, ground) + 0.05) / (np.minimum(seen, ground) + 0.05)
    return float(ratios.max())


def cut_away(widget: QWidget) -> bool:
    """Whether less than half of its height is to be seen: at the edge of what scrolls, no line of a text is whole."""
    return 2 * widget.visibleRegion().boundingRect().height() < widget.height()


def shown(top: QWidget) -> Iterator[tuple[QWidget, float]]:
    """Every enabled text and icon to be seen, and the contrast it must have."""
    for widget in top.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled() or cut_away(widget):
            continue
        if isinstance(widget, QLabel | ElidedLabel) and widget.text():
            yield widget, TEXT
        elif isinstance(widget, IconLabel):
            yield widget, GRAPHICS
        elif isinstance(widget, QAbstractButton):
            yield widget, TEXT if widget.text() else GRAPHICS
        elif (isinstance(widget, QLineEdit) and (widget.text() or widget.placeholderText())) or isinstance(
            widget, QComboBox | QTabBar
        ):
            yield widget, TEXT


def too_faint(top: QWidget) -> dict[str, float]:
    """What cannot be told well enough from its ground."""
    found, picture = {}, painted(top)
    for widget, least in shown(top):
        # Without its border: a border in the accent's colour would hide a faint text.
        area = widget.visibleRegion().boundingRect().adjusted(3, 3, -3, -3)
        if area.isEmpty() or (isinstance(widget, QAbstractButton) and widget.isCheckable() and widget.isChecked()):
            area = widget.visibleRegion().boundingRect()
        name = getattr(widget, "text", str)() or widget.accessibleName()
        place = widget.mapTo(top, area.topLeft()) * SCALE
        pixels = picture[place.y() :, place.x() :][: area.height() * SCALE, : area.width() * SCALE]
        if (ratio := contrast_of(pixels)) < least:
            found[f"{type(widget).__name__} {widget.objectName()} {name!r}"] = round(ratio, 2)
    return found


@pytest.fixture
def dressed(qtbot: QtBot, qapp: QApplication, home: Home, request: pytest.FixtureRequest) -> Iterator[Window]:
    """The window in a theme, with runs of every kind in it and news to tell."""
    from launcher_parts import delete_now

    theme.follow(qapp, request.param)
    for number, state in enumerate((RunState.FINISHED, RunState.STOPPED, RunState.FAILED)):
        for job in ("train_executor", "evaluate", "record"):
            run = RunWriter(RunFolder.create(home, job, f"2026010{number + 1}-000000-{job}"), job, {"lr": 1e-3})
            run.finish(state, "The moon is in the wrong house.", 1, {"minutes": 3.0})
    made = Window(Session(home))
    made.resize(1280, 1400)
    made.show()
    qtbot.waitUntil(lambda: made._timer.isActive())
    made.notices.tell("Something is wrong.", details="more of it")
    made.notices.tell("Something is well.", good=True)
    yield made
    made.close()
    made.deleteLater()
    delete_now()
    theme.follow(qapp, "light")


@pytest.mark.parametrize("dressed", ["light", "dark"], indirect=True)
def test_all_there_is_to_read_can_be_read(qtbot: QtBot, dressed: Window) -> None:
    faint = {}
    for page in ("dashboard", "recordings", "runs", "evaluate", "log", "job"):
        dressed.pages.show_named(page, "train_executor")
        qtbot.wait(30)
        faint |= too_faint(dressed if page == "dashboard" else dressed.pages)
    assert faint == {}


@pytest.mark.parametrize("dressed", ["light", "dark"], indirect=True)
def test_all_of_a_form_can_be_read_also_what_is_wrong_and_what_is_changed(qtbot: QtBot, dressed: Window) -> None:
    dressed.show_settings("train_executor")
    form = dressed._dialogs["train_executor"]
    form.rows["epochs"].editor.edited.emit("many")
    form.rows["batch_size"].editor.edited.emit("64")
    qtbot.wait(30)
    found = too_faint(form)
    form.reject()
    assert found == {}

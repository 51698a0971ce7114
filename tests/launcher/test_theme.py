from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from core.jobs import JOBS
from launcher.icons import icon
from launcher.theme import ICONS, Colors, load_colors, theme

#: WCAG 2.1 AA
TEXT, GRAPHICS = 4.5, 3.0


@pytest.fixture
def restored(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    theme.follow(qapp, "light")


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two colours."""

    def luminance(name: str) -> float:
        channels = (QColor(name).redF(), QColor(name).greenF(), QColor(name).blueF())
        linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("tone", ["text", "muted", "accent", "good", "warn", "bad"])
@pytest.mark.parametrize("ground", ["window", "surface", "raised"])
def test_text_can_be_read_on_every_ground(name: str, tone: str, ground: str) -> None:
    colors = load_colors(name)
    assert contrast(getattr(colors, tone), getattr(colors, ground)) >= TEXT


@pytest.mark.parametrize("name", ["light", "dark"])
def test_buttons_steps_curves_and_modes_can_be_told_from_their_ground(name: str) -> None:
    colors = load_colors(name)
    for ground in (colors.accent, colors.accent_hover):
        assert contrast(colors.accent_text, ground) >= TEXT
    assert contrast(colors.muted, colors.accent_soft) >= TEXT
    for curve in (*colors.curves, *colors.modes.values(), colors.bot):
        assert contrast(curve, colors.surface) >= GRAPHICS


def test_every_job_has_an_icon_and_every_icon_can_be_drawn(qapp: QApplication) -> None:
    names = {path.stem for path in ICONS.glob("*.svg")}
    assert {name for name, job in JOBS.items() if job.card} <= names
    for name in names:
        assert QSvgRenderer(str(ICONS / f"{name}.svg")).isValid(), name


def test_icons_take_the_colour_of_the_theme_that_is_on(restored: QApplication) -> None:
    def colors_of(picture: object) -> set[str]:
        image = picture.toImage()  # type: ignore[attr-defined]
        pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        return {pixel.name() for pixel in pixels if pixel.alpha() == 255}

    made = icon("stop", "accent")
    for choice in ("light", "dark"):
        theme.follow(restored, choice)  # type: ignore[arg-type]
        assert colors_of(made.pixmap(32, 32)) == {load_colors(choice).accent}


def test_a_chosen_theme_dresses_the_application(restored: QApplication) -> None:
    for choice in ("dark", "light"):
        theme.follow(restored, choice)  # type: ignore[arg-type]
        colors: Colors = load_colors(choice)
        assert theme.colors == colors and theme.dark is (choice == "dark")
        assert restored.palette().window().color().name() == colors.window
        assert colors.accent in restored.styleSheet() and "$" not in restored.styleSheet()

"""A colour for every mode, the same wherever modes are shown."""

from __future__ import annotations

from PySide6.QtGui import QColor

from launcher.text import later, tr
from launcher.theme import Colors, load_colors, theme

#: how the modes are written; those of a profile of one's own are written as they are called
_WORDS = {
    "FIGHT": later("Fight"),
    "LOOT": later("Loot"),
    "FLEE": later("Flee"),
    "EXPLORE": later("Explore"),
    "CAUTIOUS": later("Cautious"),
}


def mode_color(mode: str, colors: Colors | None = None) -> QColor:
    """The colour of a mode; of no mode where it is empty or unknown. `colors` instead of the present theme's."""
    chosen = colors or theme.colors
    return QColor(chosen.modes.get(mode, chosen.unlabelled))


def mode_words(mode: str) -> str:
    """A mode as it is written."""
    return tr(_WORDS.get(mode, mode.capitalize())) if mode else tr("not labelled")


#: what is painted over a game's picture is seen on dark in every theme
ON_PICTURE = load_colors("dark")

"""Words of an evaluation's file in the user's language."""

from __future__ import annotations

import re

from launcher.mode_colors import mode_words
from launcher.text import later, tr

#: titles by what is chosen
CHOICES = {"mode": later("Modes"), "target": later("Targets"), "click": later("Clicks"), "hotkey": later("Hotkeys")}
_OF_PRESSES = later("Of each kind the player pressed (rows), % by what the models pressed within 250 ms (columns)")
#: what the confusion below each says
CONFUSION_OF = {
    "mode": later("Of each mode the player was in (rows), % by what the Strategist said (columns)"),
    "target": later("Of each kind the player went for (rows), % by what the Tactician said (columns)"),
    "click": _OF_PRESSES,
    "hotkey": _OF_PRESSES,
}
#: what is counted in play, and what two sets of models are compared by
_FIGURES = {
    "score": later("Score"),
    "kills": later("Kills"),
    "loot": later("Loot"),
    "deaths": later("Deaths"),
    "damage": later("Damage"),
    "decisions": later("Decisions"),
    "distance in style": later("Distance in style"),
    "mode accuracy": later("Mode accuracy"),
    "surprise at the mode": later("Surprise at the mode"),
    "target accuracy": later("Target accuracy"),
    "target accuracy where there is one": later("Target accuracy where there is one"),
    "surprise at the target": later("Surprise at the target"),
    "position error, clicks at objects": later("Position error, clicks at objects"),
    "position error, all clicks": later("Position error, all clicks"),
    "clicks within 250 ms, F1": later("Clicks within 250 ms, F1"),
    "hotkeys within 250 ms, F1": later("Hotkeys within 250 ms, F1"),
}
#: what is chosen from, where it is no name of the game's own
_CLASSES = {
    "none": later("none"),
    "left": later("left"),
    "right": later("right"),
    "double": later("double"),
    "left click": later("left click"),
    "right click": later("right click"),
    "double click": later("double click"),
    "Space": later("Space"),
    "Ctrl": later("Ctrl"),
}
#: what the models said of a moment: how it is written in the file, and how it is told
_SAID = (
    (re.compile(r"(.+), (\d+%) sure"), later("{0}, {1} sure")),
    (
        re.compile(r"(.+) (\d+%) likely now, (\d+%) of the window away"),
        later("{0} {1} likely now, {2} of the window away"),
    ),
    (re.compile(r"(.+) (\d+%) likely now, (.+) (\d+%)"), later("{0} {1} likely now, {2} {3}")),
)
_VERDICTS = {
    "better": later("better"),
    "worse": later("worse"),
    "more": later("more"),
    "less": later("less"),
    "no difference shown": later("no difference shown"),
    "too little to tell": later("too little to tell"),
}


def choice_words(what: str) -> str:
    """What is chosen; a kind that is not known as it stands."""
    return tr(CHOICES.get(what, what))


def class_words(what: str, name: str) -> str:
    """One of what is chosen from; a name of the game's own as it stands."""
    return mode_words(name) if what == "mode" else tr(_CLASSES.get(name, name))


def moment_words(what: str, said: str) -> str:
    """What the player did, or what the models said, at one of the worst moments."""
    for pattern, words in _SAID:
        if found := pattern.fullmatch(said):
            return tr(words).format(*(class_words(what, part) for part in found.groups()))
    return class_words(what, said)


def figure_words(what: str) -> str:
    """A figure's name; one that is not known, as a game's own outcome, as it stands."""
    return tr(_FIGURES[what]) if what in _FIGURES else what.capitalize()


def verdict_words(verdict: str) -> str:
    """What a comparison comes to."""
    return tr(_VERDICTS.get(verdict, verdict))

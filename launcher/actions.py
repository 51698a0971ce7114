"""What can be done in the window, by name: for the palette, the list of shortcuts and the shortcuts themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Action:
    """One thing to do."""

    title: str
    run: Callable[[], object]
    #: shortcuts as Qt writes them: "Ctrl+K"
    keys: tuple[str, ...] = ()
    #: whether it can be done now
    possible: Callable[[], bool] = lambda: True


def matching(actions: Iterable[Action], wanted: str) -> list[Action]:
    """The actions whose title has every word of `wanted` in it, or whose words begin with its letters; the best first.

    What can be done comes before what cannot, among equals the order is kept.
    """
    ranked = []
    for action in actions:
        if (rank := _rank(action, wanted)) is not None:
            ranked.append((rank, not action.possible(), action))
    return [action for _, _, action in sorted(ranked, key=lambda entry: entry[:2])]


def _rank(action: Action, wanted: str) -> int | None:
    title, words = action.title.casefold(), wanted.casefold().split()
    if title.startswith(" ".join(words)):
        return 0
    starts = title.replace(":", " ").split()
    if all(any(start.startswith(word) for start in starts) for word in words):
        return 1
    if all(word in title for word in words):
        return 2
    initials = "".join(start[0] for start in starts)
    return 3 if "".join(words) in initials else None

"""The one figure of a result that a card tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from launcher.text import later, tr

#: by job: where the figure stands in the result, and how it is said
_FIGURES: dict[str, tuple[tuple[str, ...], str]] = {
    "record": (("minutes",), later("{0:.1f} min recorded")),
    "train_strategist": (("accuracy/mode/validation",), later("{0:.0%} of modes right")),
    "train_tactician": (("accuracy/target/validation",), later("{0:.0%} of targets right")),
    "train_executor": (("pos_err/clicks_at_objects/validation",), later("clicks {0:.1%} of the window off")),
    "train_detector": (("val/map50",), later("mAP50 {0:.2f}")),
    "bot": (("minutes",), later("{0:.1f} min played")),
    "arena": (("totals", "score"), later("score {0:.0f}")),
    "stats": (("minutes",), later("{0:.0f} min recorded in all")),
    "evaluate": (("share_of_pilot",), later("{0:.0%} of the pilot's score")),
    "demo": (("score_per_minute",), later("{0:.0f} points a minute")),
}


def result_words(job: str, result: Mapping[str, Any]) -> str:
    """What came of a run in a few words; empty where its result says nothing of the kind."""
    path, words = _FIGURES.get(job, ((), ""))
    value: Any = result
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return tr(words).format(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""

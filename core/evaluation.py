"""What Evaluate Models finds in all, writes and shows. Needs no torch: the launcher reads it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from core.offline_figures import Offline
from core.play_figures import ClosedLoop
from core.result_file import read_result, write_result

#: names of the files in the run folder
FILE_NAME, REPORT_NAME = "evaluation.json", "report.html"
FORMAT = "understudy-evaluation"
VERSION = 1

#: below this a difference is called one
SIGNIFICANT = 0.05


def percent(value: float | None) -> str:
    """A share as "12.3 %"."""
    # What is rounded to zero has no sign.
    return "–" if value is None else f"{round(100 * value, 1) + 0.0:.1f} %"


class Paired(msgspec.Struct, kw_only=True):
    """One figure of both, on the very same moments or seeds."""

    what: str
    #: percent, nats, "a minute", "a game", or "of 1" for a distance
    unit: str
    #: None where it is a matter of style
    more_is_better: bool | None
    #: these models, the others
    mine: float | None
    theirs: float | None
    #: mine minus theirs, with its 95 % interval
    difference: float | None
    low: float | None
    high: float | None
    #: chance of a difference at least this large if it did not matter which models are which
    p: float | None
    #: how many pairs there were: stretches of play, or episodes
    pairs: int
    #: what it comes to: better, worse, more, less, no difference shown, too little to tell
    verdict: str

    def words(self, value: float | None) -> str:
        """One of its numbers in its unit."""
        if value is None or self.unit == "percent":
            return percent(value)
        return f"{value:.0f}" if abs(self.mine or 0) >= 100 else f"{value:.2f}"

    @property
    def p_words(self) -> str:
        """Its p, "–" where there is none."""
        return "–" if self.p is None else "< 0.001" if self.p < 0.001 else f"{self.p:.3f}"


class Comparison(msgspec.Struct, kw_only=True):
    """These models against others."""

    models: str
    against: str
    #: which of the three are not the same
    different: list[str]
    offline: list[Paired] = msgspec.field(default_factory=list)
    in_play: list[Paired] = msgspec.field(default_factory=list)
    #: what it comes to, in sentences
    said: list[str] = msgspec.field(default_factory=list)


class Evaluation(msgspec.Struct, kw_only=True):
    """All of it."""

    format: str = FORMAT
    version: int = VERSION
    models: str = ""
    offline: Offline | None = None
    closed_loop: ClosedLoop | None = None
    comparison: Comparison | None = None

    def result(self) -> dict[str, object]:
        """The figures that stand as the run's result."""
        found: dict[str, object] = {}
        if self.offline:
            found["mode_accuracy"] = self.offline.strategist.mode_accuracy
            found["target_accuracy"] = self.offline.tactician.target_accuracy
            found["position_error_at_objects"] = self.offline.executor.position_error_at_objects
            found["click_f1"] = self.offline.executor.click_events.f1
            found["hotkey_f1"] = self.offline.executor.hotkey_events.f1
        if self.closed_loop:
            by = "game" if self.closed_loop.whole else "minute"
            found[f"score_per_{by}"] = self.closed_loop.outcomes("bot")["score"].mean
            found["share_of_pilot"] = self.closed_loop.share_of_pilot
            found["style_distance"] = (self.closed_loop.style_distance or {}).get("mean")
        if self.comparison:
            found["comparison"] = self.comparison.said
        return {name: round(value, 4) if isinstance(value, float) else value for name, value in found.items()}


def write_evaluation(path: Path, evaluation: Evaluation) -> None:
    """Write it whole or not at all; what was not looked at is left out."""
    write_result(path, evaluation)


def read_evaluation(path: Path) -> Evaluation:
    """Read what `write_evaluation` wrote.

    Raises:
        UserError: the file is damaged, something else, or of a newer version.
    """
    return read_result(path, Evaluation(), "an evaluation", "Evaluate Models")

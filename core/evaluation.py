"""What Evaluate Models finds, writes and shows. Needs no torch: the launcher reads it.

Shares are 0..1, position errors shares of the window's diagonal. A figure that cannot be told is None.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

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


class Bin(msgspec.Struct, frozen=True):
    """Moments at which the model was about as sure: how sure it said it was, how often it was right, and how many."""

    said: float
    was: float
    samples: int


class Calibration(msgspec.Struct, kw_only=True):
    """Whether "70 % sure" is right seven times in ten."""

    bins: list[Bin]
    #: expected calibration error (Naeini, Cooper and Hauskrecht 2015): the mean distance of said from was
    ece: float
    #: proper scores: mean negative log likelihood in nats, and Brier's mean squared distance; less is better
    log_loss: float
    brier: float
    #: the log loss of always giving each class its share among the player's choices
    log_loss_of_shares: float


class Chosen(msgspec.Struct, kw_only=True):
    """One kind of choice, against the player's. Confusion rows are the player's choice, columns the model's."""

    names: list[str]
    confusion: list[list[int]]
    #: share of the player's choices of each class that was found, and of the model's that was right
    recall: dict[str, float]
    precision: dict[str, float]
    calibration: Calibration | None = None


class Strategist(msgspec.Struct, kw_only=True):
    """Modes, one decision a second, each knowing the one before it."""

    mode_accuracy: float
    #: accuracy of always saying the commonest
    commonest: float
    mode: Chosen
    samples: int


class Tactician(msgspec.Struct, kw_only=True):
    """Targets, given the player's mode. `target` is by kind of object, `found` the share of very objects found."""

    target_accuracy: float
    target_accuracy_if_any: float | None
    commonest: float
    target: Chosen
    found: dict[str, float]
    samples: int


class EventScores(msgspec.Struct, kw_only=True):
    """Events within 250 ms of the player's, kind by kind."""

    precision: float | None
    recall: float | None
    f1: float | None


class Executor(msgspec.Struct, kw_only=True):
    """Actions, 20 decisions a second, given the player's mode and target.

    The accuracies and recalls are of single decisions by the likeliest class, which is nearly always to press nothing;
    `click` and `hotkey` compare what was pressed in time, "none" being a press that has no partner within 250 ms.
    """

    position_error_at_objects: float | None
    position_error_all_clicks: float | None
    click_accuracy: float
    hotkey_accuracy: float
    click_recall: dict[str, float]
    hotkey_recall: dict[str, float]
    click_events: EventScores
    hotkey_events: EventScores
    click: Chosen
    hotkey: Chosen
    samples: int


class SeenThing(msgspec.Struct, frozen=True):
    """An object in a worst moment: class, role, centre and size in 0..1 of the window."""

    name: str
    role: str
    x: float
    y: float
    w: float
    h: float
    #: whether the player, and whether the model, is after it
    target: bool = False
    model_target: bool = False


class WorstMoment(msgspec.Struct, kw_only=True):
    """A moment at which model and player differ most."""

    #: mode, target, click or hotkey
    what: str
    #: name of the recording, and seconds in it
    recording: str
    t: float
    player: str
    model: str
    #: -log of the chance the model gave to what the player did, in nats
    surprise: float
    things: list[SeenThing] = msgspec.field(default_factory=list)
    #: the cursor of each, where it is about a click
    player_xy: tuple[float, float] | None = None
    model_xy: tuple[float, float] | None = None
    #: JPEG of the video's frame in base64, empty where there is no video
    picture: str = ""


class Offline(msgspec.Struct, kw_only=True):
    """On recordings that no model was trained on."""

    recordings: list[str]
    frames: int
    strategist: Strategist
    tactician: Tactician
    executor: Executor
    worst: list[WorstMoment] = msgspec.field(default_factory=list)


class Estimate(msgspec.Struct, kw_only=True):
    """A mean with its 95 % interval."""

    mean: float
    low: float
    high: float


Shares = dict[str, dict[str, float]]


class PlayerFigures(msgspec.Struct, kw_only=True):
    """How one player did: outcomes, and the shares of modes, targets and hotkeys."""

    episodes: int
    per_minute: dict[str, Estimate]
    #: the same in all of an episode, with how many decisions it took
    per_episode: dict[str, Estimate]
    by_seed: dict[str, dict[str, float]]
    shares: Shares


class ClosedLoop(msgspec.Struct, kw_only=True):
    """In play, everybody on the same seeds."""

    pilot: str | None
    #: first, and one past the last
    seeds: tuple[int, int]
    #: None for a game that has an end of its own
    episode_minutes: float | None
    #: the outcomes that the game counts
    counted: list[str]
    players: dict[str, PlayerFigures]
    #: to `pilot`: of modes, targets, hotkeys, and their mean; 0 alike, 1 nothing in common
    style_distance: dict[str, float | None] | None = None
    #: the same to every pilot that played
    style_distances: dict[str, dict[str, float | None]] = msgspec.field(default_factory=dict)
    #: mean distance of `pilot` in its even episodes from itself in its odd ones: what is no difference at all
    own_distance: float | None = None
    share_of_pilot: float | None = None
    #: 95 % interval of that share, episodes resampled in pairs
    share_interval: tuple[float, float] | None = None
    #: decisions of the three models in all, and how many a second of waiting
    decisions: int = 0
    decisions_per_s: float = 0.0

    @property
    def whole(self) -> bool:
        """Whether outcomes are told by the game: one that has an end is not better for being longer."""
        return self.episode_minutes is None

    @property
    def names(self) -> list[str]:
        """The outcomes to be told of each player."""
        return [*self.counted, "decisions"] if self.whole else self.counted

    @property
    def how(self) -> str:
        """What episodes were played."""
        return "whole games" if self.episode_minutes is None else f"episodes of {self.episode_minutes:g} min"

    def outcomes(self, player: str) -> dict[str, Estimate]:
        """A player's outcomes, by the game or by the minute."""
        return self.players[player].per_episode if self.whole else self.players[player].per_minute

    def words(self, name: str, value: float) -> str:
        """A number of an outcome."""
        return f"{value:.{0 if name == 'decisions' or (not self.whole and name in ('score', 'damage')) else 2}f}"


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

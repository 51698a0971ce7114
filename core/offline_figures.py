"""What Evaluate Models finds on recordings that no model was trained on.

Shares are 0..1, position errors shares of the window's diagonal. A figure that cannot be told is None.
"""

from __future__ import annotations

import msgspec


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
    #: F1 of presses thrown as in play, without a game that answers them; the mean of several throws
    f1_as_played: float | None = None


class Executor(msgspec.Struct, kw_only=True):
    """Actions, 20 decisions a second, given the player's mode and target.

    The accuracies and recalls are of single decisions by the likeliest class, which is nearly always to press nothing.
    Events are those that the chances tell of, see `core.event_scores.likely_events`; `click` and `hotkey` compare them
    with the player's, "none" being a press that has no partner within 250 ms.
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

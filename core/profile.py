"""A profile: one game's description. `arena` is built in; others are JSON files in the user's profiles folder."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from core.assets import ASSETS, available_profiles
from core.errors import ExitCode, UserError
from core.files import atomic_write_bytes
from core.home import Home
from core.words import HOTKEY_ID, MODES, Mode

#: how the name of a game begins that is an environment of Gymnasium
GYMNASIUM = "gymnasium:"
#: the profile of the arena
BUILT_IN_GAME = "arena"

Fraction = Annotated[float, Field(ge=0.0, le=1.0)]
#: left, top, width, height as fractions of the game window
Rect = tuple[Fraction, Fraction, Fraction, Fraction]
Channel = Annotated[int, Field(ge=0, le=255)]
#: red, green, blue
Color = tuple[Channel, Channel, Channel]


class Role(StrEnum):
    """What an object is to the player. Labels in hindsight and the baselines go by it."""

    ENEMY = "enemy"
    LOOT = "loot"
    SAFE = "safe"
    GATE = "gate"
    OBSTACLE = "obstacle"


class Meaning(StrEnum):
    """What a HUD element tells the player. Labels in hindsight read it; no element needs one."""

    #: bars
    HEALTH = "health"
    SHIELD = "shield"
    ENERGY = "energy"
    #: health of the locked enemy, 0 without one
    TARGET_HEALTH = "target_health"
    #: full while the player's weapon fires
    FIRING = "firing"
    #: full while the player is where it heals and nothing can hurt it
    SAFE = "safe"
    #: markers: the player on the minimap, whose rectangle is the marker's; the locked enemy; where the player goes to
    PLACE = "place"
    LOCK = "lock"
    DESTINATION = "destination"


class KeyMeaning(StrEnum):
    """What a hotkey is pressed for. Labels in hindsight read it."""

    ATTACK = "attack"
    #: hits all that is near
    BLAST = "blast"
    HEAL = "heal"
    SHIELD = "shield"
    BOOST = "boost"
    #: chooses how to attack
    CHOOSE = "choose"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class ObjectClass(_Strict):
    """One class the detector knows; its place in the profile's list is the detector's class id."""

    name: str
    role: Role
    #: of an enemy beside the game's others: 1 harmless unless attacked, 2 dangerous, 3 the worst
    danger: int = Field(1, ge=1, le=3)


class HudBar(_Strict):
    """A bar that fills in one direction; its state number is the filled share, 0..1."""

    kind: Literal["bar"] = "bar"
    name: str
    rect: Rect
    color: Color
    tolerance: Channel = 60
    direction: Literal["right", "up"] = "right"
    meaning: Meaning | None = None

    @property
    def state_names(self) -> tuple[str, ...]:
        return (self.name,)


class HudMarker(_Strict):
    """A mark of one colour; its two state numbers are its centre as fractions of `rect`, both 0 when it is absent."""

    kind: Literal["marker"] = "marker"
    name: str
    rect: Rect
    color: Color
    tolerance: Channel = 40
    #: fewer matching pixels than this (at 1280x720) count as absent
    min_pixels: int = 6
    meaning: Meaning | None = None

    @property
    def state_names(self) -> tuple[str, ...]:
        return (f"{self.name}_x", f"{self.name}_y")


class HudNumber(_Strict):
    """A number that the game itself tells; nothing of it is read from a picture."""

    kind: Literal["number"] = "number"
    name: str
    meaning: None = None

    @property
    def state_names(self) -> tuple[str, ...]:
        return (self.name,)


class Environment(_Strict):
    """How a game is played in lock-step, without a window. See `core.games.game`."""

    #: `arena`, or `gymnasium:NAME`
    name: str
    #: which of its own actions each hotkey stands for; without any the cursor's place is the action
    keys: dict[str, int] = Field(default_factory=dict)
    #: whether it waits for a key before every step, as in a game of turns; else the key pressed last stays down
    turns: bool = False


_OF_MARKERS = frozenset({Meaning.PLACE, Meaning.LOCK, Meaning.DESTINATION})

HudElement = Annotated[HudBar | HudMarker | HudNumber, Field(discriminator="kind")]


class Profile(_Strict):
    """One game's description."""

    name: str
    #: a window whose title contains this, case aside, is the game
    window_title: str = Field(min_length=1)
    #: how it is played without its window, where it can be
    environment: Environment | None = None
    #: detector weights: a full path, or one under assets/
    detector: str | None = None
    #: side in pixels of the square the detector works in
    detector_size: int = Field(416, ge=32)
    classes: tuple[ObjectClass, ...] = Field(min_length=1)
    hud: tuple[HudElement, ...] = ()
    #: hotkeys in use, of `core.words.HOTKEYS`; nothing else is recorded or pressed
    hotkeys: tuple[str, ...]
    #: what hotkeys are pressed for, where that is known
    key_meanings: dict[str, KeyMeaning] = Field(default_factory=dict)
    modes: tuple[Mode, ...] = Field(MODES, min_length=1)

    @field_validator("hotkeys")
    @classmethod
    def _known_hotkeys(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if name not in HOTKEY_ID or name == "none":
                known = ", ".join(list(HOTKEY_ID)[1:])
                raise ValueError(f"hotkey {name!r} is not one of {known}")
        return value

    @model_validator(mode="after")
    def _unique_names(self) -> Profile:
        for what, names in (("class", self.class_names), ("state", self.state_names)):
            if len(set(names)) != len(names):
                raise ValueError(f"every {what} needs a name of its own, got {', '.join(names)}")
        return self

    @model_validator(mode="after")
    def _fitting_meanings(self) -> Profile:
        told = [element.meaning for element in self.hud if element.meaning is not None]
        if twice := next((meaning for meaning in told if told.count(meaning) > 1), None):
            raise ValueError(f"two HUD elements mean {twice.value!r}: only one can")
        for element in self.hud:
            if element.meaning is not None and (element.meaning in _OF_MARKERS) != isinstance(element, HudMarker):
                raise ValueError(f"{element.name!r} is a {element.kind} and cannot mean {element.meaning.value!r}")
        for name in self.key_meanings:
            if name not in self.hotkeys:
                raise ValueError(f"key_meanings speaks of {name!r}, which is not among the hotkeys")
        return self

    @cached_property
    def class_names(self) -> tuple[str, ...]:
        return tuple(item.name for item in self.classes)

    @cached_property
    def state_names(self) -> tuple[str, ...]:
        return tuple(name for element in self.hud for name in element.state_names)

    @cached_property
    def roles(self) -> dict[str, Role]:
        """Role by class name."""
        return {item.name: item.role for item in self.classes}

    @cached_property
    def meanings(self) -> dict[Meaning, HudBar | HudMarker]:
        """The HUD elements whose meaning is known."""
        found: dict[Meaning, HudBar | HudMarker] = {}
        for element in self.hud:
            if not isinstance(element, HudNumber) and element.meaning is not None:
                found[element.meaning] = element
        return found

    @cached_property
    def hotkey_ids(self) -> frozenset[int]:
        """Ids of the hotkeys in use."""
        return frozenset(HOTKEY_ID[name] for name in self.hotkeys)

    @property
    def detector_path(self) -> Path | None:
        """Absolute path of the detector's weights, or None where the profile names none."""
        if self.detector is None:
            return None
        path = Path(self.detector).expanduser()
        return path if path.is_absolute() else ASSETS / path


def file_name(environment: str) -> str:
    """The name of the profile of an environment: `gymnasium:ALE/Pong-v5` has colons and slashes, a file has none."""
    return re.sub(r"[^\w.-]+", "-", environment)


def load_profile(name: str, home: Home | None = None) -> Profile:
    """Load a profile by name, or from a path ending in .json.

    That of `gymnasium:NAME` is made from the environment's spaces the first time, and kept among the user's.

    Raises:
        UserError: there is no such profile, its file breaks a rule of `Profile`, or is not named after it.
    """
    home = home or Home.find()
    environment = name
    if name.startswith(GYMNASIUM):
        name = file_name(name)
    found = available_profiles(home)
    path = Path(name).expanduser() if name.endswith(".json") else found.get(name)
    if path is None and environment.startswith(GYMNASIUM):
        return _made_profile(environment, home)
    if path is None or not path.is_file():
        known = ", ".join(found) or "none"
        raise UserError(f"There is no profile {name!r}; the known ones are: {known}.", ExitCode.BAD_INPUT)
    try:
        profile = Profile.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        words = [".".join(map(str, first["loc"])), first["msg"].removeprefix("Value error, ")]
        reason = ": ".join(filter(None, words))
        raise UserError(f"Profile {path} cannot be used: {reason}.", ExitCode.BAD_INPUT) from error
    # Recordings and models say which game they are of by its name, and the name alone leads back to the file.
    if not name.endswith(".json") and path.stem != profile.name:
        raise UserError(
            f"Profile {path} calls itself {profile.name!r}: name the file {profile.name}.json, or the profile "
            f"{path.stem!r}.",
            ExitCode.BAD_INPUT,
        )
    # A copy of ours that a user made before it named its environment, or wrote by hand.
    return of_arena(profile) if profile.name == BUILT_IN_GAME else profile


def of_arena(profile: Profile) -> Profile:
    """The profile as one that is played in the arena, where it names no environment."""
    if profile.environment is not None:
        return profile
    return profile.model_copy(update={"environment": Environment(name=BUILT_IN_GAME)})


def _made_profile(environment: str, home: Home) -> Profile:
    """A new profile of an environment of Gymnasium, written to the user's folder."""
    # Only where it is asked for: whoever plays no environment need not have Gymnasium.
    from core.games.environment import make_profile

    profile = make_profile(environment.removeprefix(GYMNASIUM))
    text = profile.model_dump_json(indent=2, exclude_none=True)
    atomic_write_bytes(home.profiles / f"{profile.name}.json", text.encode())
    return profile

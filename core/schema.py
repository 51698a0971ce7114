"""What the numbers that models see stand for: stored in every checkpoint, and compared before a model is used."""

from __future__ import annotations

from typing import Self

import msgspec

from core.errors import ExitCode, UserError
from core.profile import HudBar, HudMarker, HudNumber, Profile
from core.words import MODES

#: seconds before now at which the state is looked at again, so that a change can be seen
STATE_LAGS: tuple[float, ...] = (0.25, 1.0, 3.0)
#: width over height of a game window; distances are the same in all directions only when this is heeded
ASPECT = 16 / 9


class FeatureSchema(msgspec.Struct, frozen=True):
    """The names behind the numbers, as a profile gives them."""

    profile: str
    classes: tuple[str, ...]
    state_names: tuple[str, ...]
    hotkeys: tuple[str, ...]
    modes: tuple[str, ...]
    #: state indices (x, y) of the HUD marks that live in window coordinates, such as a lock ring
    markers: tuple[tuple[int, int], ...]
    #: state indices of the bars and of bare numbers: only their changes are looked at, because a mark that moved is
    #: often the player's own last click
    bars: tuple[int, ...]
    #: maps on which the player is marked: state indices (x, y) of the mark, and the map's width over its height
    maps: tuple[tuple[int, int, float], ...] = ()

    @classmethod
    def of(cls, profile: Profile) -> Self:
        """The schema a profile asks for."""
        names = profile.state_names
        markers = tuple(
            (names.index(f"{element.name}_x"), names.index(f"{element.name}_y"))
            for element in profile.hud
            if isinstance(element, HudMarker) and element.rect == (0.0, 0.0, 1.0, 1.0)
        )
        maps = tuple(
            (names.index(f"{element.name}_x"), names.index(f"{element.name}_y"), _shape(element.rect))
            for element in profile.hud
            if isinstance(element, HudMarker) and element.meaning == "place"
        )
        bars = tuple(names.index(element.name) for element in profile.hud if isinstance(element, HudBar | HudNumber))
        return cls(
            profile.name,
            profile.class_names,
            names,
            profile.hotkeys,
            tuple(mode.value for mode in MODES),
            markers,
            bars,
            maps,
        )

    def require(self, profile: Profile, what: str) -> None:
        """Raise a UserError unless `what` (a model's name or path) was made for this profile."""
        wanted = FeatureSchema.of(profile)
        if self.profile != wanted.profile:
            raise UserError(
                f"{what} was made for profile {self.profile!r}, not {wanted.profile!r}: train one for this profile.",
                ExitCode.BAD_INPUT,
            )
        for field in self.__struct_fields__:
            mine, theirs = getattr(self, field), getattr(wanted, field)
            if mine != theirs:
                raise UserError(
                    f"{what} was made before profile {self.profile!r} changed: its {field.replace('_', ' ')} are "
                    f"{_shown(mine)}, those of the profile {_shown(theirs)}; train it again.",
                    ExitCode.BAD_INPUT,
                )

    @property
    def object_width(self) -> int:
        """Features of one object beside its class."""
        return 10 + 4 * len(self.markers)

    @property
    def context_width(self) -> int:
        """Features of the state."""
        return len(self.state_names) + 5 * len(self.markers)

    @property
    def change_width(self) -> int:
        """Features of the state's recent changes."""
        return len(self.bars) * len(STATE_LAGS)

    @property
    def summary_width(self) -> int:
        """Features of one moment in the Strategist's history."""
        return len(self.state_names) + 5 * len(self.classes)


def _shape(rect: tuple[float, float, float, float]) -> float:
    """Width over height of a part of the window."""
    _, _, width, height = rect
    return round(width * ASPECT / height, 4)


def _shown(values: tuple[object, ...]) -> str:
    return "(" + ", ".join(map(str, values)) + ")"

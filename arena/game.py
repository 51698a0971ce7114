"""The arena as a game to be recorded and scored without a window."""

from __future__ import annotations

from arena.pilots import BASELINES, PILOTS, load_pilot
from arena.scene import TICK, VIEW_HEIGHT, VIEW_WIDTH
from arena.seat import Seat
from core.observation import Player
from core.profile import BUILT_IN_GAME, Profile, load_profile
from core.recording import OUTCOMES


class ArenaGame:
    """See `core.games.game.Game`."""

    tick = TICK
    size = (VIEW_WIDTH, VIEW_HEIGHT)
    source = "arena"
    smooth = True
    own_window = True
    outcomes: tuple[str, ...] = OUTCOMES
    has_end = False
    players: tuple[str, ...] = tuple(PILOTS)
    baselines: tuple[str, ...] = tuple(reversed(BASELINES))

    def __init__(self, profile: Profile | None = None) -> None:
        self.profile = profile or load_profile(BUILT_IN_GAME)
        self.key_words = {key: meaning.value for key, meaning in self.profile.key_meanings.items()}

    def seat(self, seed: int) -> Seat:
        return Seat(seed)

    def player(self, name: str) -> Player:
        return load_pilot(name)

"""What a pilot makes of an observation: pixels around the ship, things followed from look to look, short memory."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

from arena import layout
from arena.rules import WORLD_HEIGHT, WORLD_WIDTH
from arena.scene import VIEW_HEIGHT, VIEW_WIDTH
from core.observation import Observation
from core.profile import Role, load_profile

#: two looks at one thing are no farther apart than this, in pixels
_SAME = 70.0
#: a marker this near to a thing's centre belongs to it
_MARKS = 40.0
#: how long a loss of hull or shield is felt, in seconds
_HURT_FOR = 2.0


@dataclass(slots=True)
class Seen:
    """One visible thing. Lengths are view pixels; `track` names it from look to look, `index` in the observation."""

    cls: str
    role: Role
    index: int
    track: int
    x: float
    y: float
    #: side of the box
    size: float
    #: from the ship to its centre
    distance: float

    def distance_to(self, other: Seen) -> float:
        return math.hypot(self.x - other.x, self.y - other.y)


@dataclass(slots=True)
class Sight:
    """One look at the game."""

    t: float
    state: dict[str, float]
    seen: list[Seen]
    #: the locked enemy where it is in view
    locked: Seen | None
    #: the destination's marker in view pixels
    destination: tuple[float, float] | None
    #: hull or shield were lost within the last two seconds
    hurt: bool

    @property
    def hp(self) -> float:
        return self.state["hp"]

    @property
    def shield(self) -> float:
        return self.state["shield"]

    @property
    def energy(self) -> float:
        return self.state["energy"]

    @property
    def safe(self) -> bool:
        return self.state["safe"] > 0.5

    @property
    def has_lock(self) -> bool:
        return self.state["target_hp"] > 0.0

    @property
    def firing(self) -> bool:
        return self.state["firing"] > 0.5

    @property
    def sector(self) -> int:
        """1 to 3."""
        return round(self.state["sector"] * 3)

    @property
    def place(self) -> tuple[float, float]:
        """The ship in the sector, in world pixels, as the minimap shows it."""
        return self.state["map_x"] * WORLD_WIDTH, self.state["map_y"] * WORLD_HEIGHT

    def of(self, *classes: str) -> list[Seen]:
        """The visible things of these classes, nearest first."""
        return [item for item in self.seen if item.cls in classes]

    def with_role(self, role: Role) -> list[Seen]:
        """The visible things of this role, nearest first."""
        return [item for item in self.seen if item.role is role]

    def is_flying_to(self, x: float, y: float, tolerance: float) -> bool:
        """Whether the destination's marker stands where it would for the point (x, y), in the view or out of it."""
        if self.destination is None:
            return False
        inset = layout.MARKER_INSET
        shown_x = min(max(x, inset), VIEW_WIDTH - inset)
        shown_y = min(max(y, inset), VIEW_HEIGHT - inset)
        return math.hypot(shown_x - self.destination[0], shown_y - self.destination[1]) < tolerance


class Eyes:
    """Turns observations into looks; remembers what was where, and what hurt."""

    def __init__(self) -> None:
        self._roles = load_profile("arena").roles
        self.reset()

    def reset(self) -> None:
        self._last: list[Seen] = []
        self._next_track = 1
        #: (time, hull + shield)
        self._health: deque[tuple[float, float]] = deque()

    def look(self, observation: Observation) -> Sight:
        """Make sense of one observation. Things of classes outside the arena's profile are overlooked."""
        state = observation.state
        seen: list[Seen] = []
        old = list(self._last)
        for index, item in enumerate(observation.objects):
            role = self._roles.get(item.cls)
            if role is None:
                continue
            x, y = item.x * VIEW_WIDTH, item.y * VIEW_HEIGHT
            size = max(item.w * VIEW_WIDTH, item.h * VIEW_HEIGHT)
            distance = math.hypot(x - layout.CENTRE_X, y - layout.CENTRE_Y)
            seen.append(Seen(item.cls, role, index, self._track(item.cls, x, y, old), x, y, size, distance))
        seen.sort(key=lambda item: item.distance)
        self._last = seen
        marker = (state["lock_x"] * VIEW_WIDTH, state["lock_y"] * VIEW_HEIGHT)
        destination = (state["dest_x"] * VIEW_WIDTH, state["dest_y"] * VIEW_HEIGHT)
        return Sight(
            observation.t,
            state,
            seen,
            _marked(seen, *marker) if state["target_hp"] > 0.0 else None,
            destination if destination != (0.0, 0.0) else None,
            self._is_hurt(observation.t, state["hp"] + state["shield"]),
        )

    def _track(self, cls: str, x: float, y: float, old: list[Seen]) -> int:
        """The track of the nearest thing of this class in the last look, or a new one."""
        best: tuple[float, int] | None = None
        for place, item in enumerate(old):
            if item.cls == cls:
                off = math.hypot(item.x - x, item.y - y)
                if off < _SAME and (best is None or off < best[0]):
                    best = (off, place)
        if best is not None:
            return old.pop(best[1]).track
        self._next_track += 1
        return self._next_track

    def _is_hurt(self, t: float, health: float) -> bool:
        self._health.append((t, health))
        while self._health[0][0] < t - _HURT_FOR:
            self._health.popleft()
        return max(past for _, past in self._health) > health + 0.03


def _marked(seen: list[Seen], x: float, y: float) -> Seen | None:
    enemies = [item for item in seen if item.role is Role.ENEMY]
    best = min(enemies, key=lambda item: math.hypot(item.x - x, item.y - y), default=None)
    return best if best is not None and math.hypot(best.x - x, best.y - y) < _MARKS else None

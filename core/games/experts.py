"""Scripted players of some environments, and one that does anything. They see what every player sees.

Like a person they press a key only to change what is going on, and they say what they are after.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from random import Random

from core.observation import Observation, SeenObject
from core.profile import Profile
from core.words import HOTKEY_ID, HOTKEYS, Action, Mode

#: by how an environment's name begins
EXPERTS: dict[str, str] = {
    "CartPole-": "core.games.experts:CartPole",
    "MountainCar-": "core.games.experts:MountainCar",
    "Pendulum-": "core.games.experts:Pendulum",
    "MiniGrid-Empty-": "core.games.minigrid_expert:GridExpert",
    "MiniGrid-DoorKey-": "core.games.minigrid_expert:GridExpert",
    "ALE/Pong-": "core.games.experts:Pong",
    "ALE/Breakout-": "core.games.experts:Breakout",
    "ALE/Freeway-": "core.games.experts:Freeway",
}
#: where the hand rests
_REST = 0.5


def down(action: int) -> str:
    """The state number that says whether the key of an environment's action is down, whichever key that is."""
    return f"down_{action}"


class RandomPlayer:
    """Takes any action at every tick: what Gymnasium's own `action_space.sample` does."""

    mode = Mode.EXPLORE
    target = None

    def __init__(self, profile: Profile) -> None:
        self._keys = [HOTKEY_ID[name] for name in profile.hotkeys]
        self.reset(0)

    def reset(self, seed: int) -> None:
        self._random = Random(seed)

    def act(self, observation: Observation) -> Action:
        if self._keys:
            return Action(_REST, _REST, hotkey=self._random.choice(self._keys))
        return Action(self._random.random(), self._random.random())


class Keyed:
    """Presses keys: which one stands for which of the environment's actions is the profile's to say."""

    #: the hotkey's number by the action's; an action without a key is left
    keys: Mapping[int, int] = {key - 1: key for key in range(1, len(HOTKEYS))}


class KeyPlayer(Keyed):
    """Wants one of the environment's actions at every tick, and presses its key unless it is down."""

    mode: str = Mode.EXPLORE
    target: int | None = None

    def reset(self, seed: int) -> None:
        """They remember nothing."""

    def act(self, observation: Observation) -> Action:
        wanted = self.wish(observation)
        return Action(_REST, _REST, hotkey=0 if observation.state.get(down(wanted)) else self.keys.get(wanted, 0))

    def wish(self, observation: Observation) -> int:
        """The number of the environment's action."""
        raise NotImplementedError


class CartPole(KeyPlayer):
    """A linear controller: pushes to the side the pole is going to fall to, and a little back to the middle."""

    def wish(self, observation: Observation) -> int:
        x, speed, angle, falling = (observation.state[f"obs_{index}"] for index in range(4))
        return int(0.1 * x + 0.3 * speed + 3 * angle + falling > 0)


class MountainCar(KeyPlayer):
    """Pushes the way it is already moving, so that each swing is higher."""

    def wish(self, observation: Observation) -> int:
        return 2 if observation.state["obs_1"] >= 0 else 0


class Pendulum:
    """Swings the pendulum up by its energy and then holds it (Astrom & Furuta 2000); the cursor is the torque."""

    mode: str = Mode.EXPLORE
    target: int | None = None

    def reset(self, seed: int) -> None:
        """It remembers nothing."""

    def act(self, observation: Observation) -> Action:
        cosine, sine, speed = (observation.state[f"obs_{index}"] for index in range(3))
        angle = math.atan2(sine, cosine)
        # Of a rod of mass and length 1 in a gravity of 10, 0 at rest upright.
        energy = speed**2 / 6 - 5 * (1 - cosine)
        torque = -10 * angle - 2 * speed if abs(angle) < 0.5 else math.copysign(2.0, -energy * (speed or 1.0))
        return Action(min(max((torque + 2) / 4, 0.0), 1.0), _REST)


class _BallPlayer(KeyPlayer):
    """Keeps the paddle where the ball is; looks out for it before the rest."""

    #: actions that do nothing, and that move the paddle towards greater and smaller coordinates
    nothing, more, less = 0, 2, 3
    #: how far from the ball the paddle may be, in window fractions
    near = 0.02

    def wish(self, observation: Observation) -> int:
        ball, paddle = _first(observation, "ball"), _first(observation, "paddle")
        self.target = None if ball is None else observation.objects.index(ball)
        if ball is None or paddle is None:
            self.mode = Mode.EXPLORE
            return self.without_ball(observation)
        self.mode = Mode.LOOT
        away = self.away(ball, paddle)
        return self.nothing if abs(away) < self.near else self.more if away > 0 else self.less

    def without_ball(self, observation: Observation) -> int:
        return self.nothing

    def away(self, ball: SeenObject, paddle: SeenObject) -> float:
        raise NotImplementedError


class Pong(_BallPlayer):
    """Waits where the ball is going to arrive, walls heeded, and in the middle while it flies away."""

    more, less = 3, 2
    #: where the walls are
    top, bottom = 36 / 210, 192 / 210

    def __init__(self) -> None:
        self.reset(0)

    def reset(self, seed: int) -> None:
        self._before: tuple[SeenObject, SeenObject] | None = None

    def without_ball(self, observation: Observation) -> int:
        self._before = None
        return self.nothing

    def away(self, ball: SeenObject, paddle: SeenObject) -> float:
        before, self._before = self._before, (ball, paddle)
        if before is None:
            return ball.y - paddle.y
        across, down = ball.x - before[0].x, ball.y - before[0].y
        # The paddle does not stop at once.
        at = paddle.y + (paddle.y - before[1].y)
        if across <= 0:
            return (self.top + self.bottom) / 2 - at
        height = self.bottom - self.top
        folded = (ball.y + down * (paddle.x - ball.x) / across - self.top) % (2 * height)
        return self.top + min(folded, 2 * height - folded) - at


class Breakout(_BallPlayer):
    """Follows the ball, and fires the next one when it is lost."""

    def without_ball(self, observation: Observation) -> int:
        return 1

    def away(self, ball: SeenObject, paddle: SeenObject) -> float:
        return ball.x - paddle.x


class Freeway(KeyPlayer):
    """Walks up the road, and waits for a car that would hit it in the next lane."""

    def wish(self, observation: Observation) -> int:
        self.mode, self.target = Mode.EXPLORE, None
        chicken = _first(observation, "chicken")
        if chicken is None:
            return 1
        for index, item in enumerate(observation.objects):
            if item.cls == "car" and self.dangerous(item, chicken):
                self.mode, self.target = Mode.CAUTIOUS, index
                return 0
        return 1

    def dangerous(self, car: SeenObject, chicken: SeenObject) -> bool:
        ahead = chicken.y - car.y
        return 0.03 < ahead < 0.09 and abs(car.x - chicken.x) < 0.06


def _first(observation: Observation, name: str) -> SeenObject | None:
    return next((item for item in observation.objects if item.cls == name), None)

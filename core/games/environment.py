"""Environments of Gymnasium as games: keyboard or mouse in, numbers and objects out, one step a tick.

An environment has no keyboard. Each of its actions is a hotkey of ours, and a press means what it would in a person's
hand: in a game that runs on by itself the key stays down until another one is pressed, and which one is down is seen;
a game of turns waits for a key and takes one step for it. An environment whose action is one or two numbers within
bounds is played with the mouse: the cursor's place in the window is the action.
"""

from __future__ import annotations

import os
from contextlib import closing
from typing import Any

import numpy as np

from core.errors import ExitCode, UserError
from core.games.experts import EXPERTS, Keyed, RandomPlayer, down
from core.games.players import import_player
from core.games.sight import Sight, sight_of
from core.observation import Observation, Player
from core.profile import GYMNASIUM, Environment, HudNumber, Profile, file_name
from core.words import HOTKEY_ID, HOTKEYS, Action

#: seconds a step stands for: as many decisions a second as everywhere else
TICK = 0.05
#: seconds a turn stands for: a person's pace, at which mode and target are as fresh as they are to be
TURN = 0.25
#: where environments of turns come from
_OF_TURNS = ("minigrid.", "gymnasium.envs.toy_text")
#: games that their makers gave no end are cut after this many steps
_MOST_STEPS = 36_000


def make(name: str) -> Any:
    """The environment called `name`, with pictures on demand.

    Raises:
        UserError: it is not known, or its package is not installed.
    """
    try:
        import gymnasium
        from gymnasium.error import Error
    except ModuleNotFoundError as error:
        raise _not_installed(GYMNASIUM + name, "gymnasium") from error
    # Pictures are asked for, windows and sounds never: without these SDL looks for a screen and complains.
    for variable in ("SDL_VIDEODRIVER", "SDL_AUDIODRIVER"):
        os.environ.setdefault(variable, "dummy")
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    options: dict[str, Any] = {"render_mode": "rgb_array"}
    try:
        if name.startswith("ALE/"):
            import ale_py

            ale_py.ALEInterface.setLoggerMode(ale_py.LoggerMode.Error)
            gymnasium.register_envs(ale_py)
            options["obs_type"] = "ram"
        elif name.startswith(("MiniGrid-", "BabyAI-")):
            import minigrid

            gymnasium.register_envs(minigrid)
        environment = gymnasium.make(name, **options)
    except ModuleNotFoundError as error:
        raise _not_installed(GYMNASIUM + name, error.name or str(error)) from error
    except (Error, TypeError) as error:
        raise UserError(f"Gymnasium cannot make {name!r}: {error}", ExitCode.BAD_INPUT) from error
    if environment.spec.max_episode_steps is None and not hasattr(environment.unwrapped, "max_steps"):
        return gymnasium.wrappers.TimeLimit(environment, _MOST_STEPS)
    return environment


def _not_installed(name: str, package: str) -> UserError:
    return UserError(
        f"{name} needs {package}, which is not installed: pip install 'understudy[gym]'.", ExitCode.BAD_INPUT
    )


def action_names(environment: Any) -> list[str]:
    """What its actions are called, where it says so; else their numbers."""
    inner = environment.unwrapped
    if hasattr(inner, "get_action_meanings"):
        return [str(name) for name in inner.get_action_meanings()]
    if hasattr(inner, "actions") and hasattr(inner.actions, "__members__"):
        return list(inner.actions.__members__)
    return [str(number) for number in range(int(environment.action_space.n))]


def _keys(environment: Any, name: str) -> dict[str, int]:
    """Its actions by the hotkeys that stand for them, in order; none where it is played with the mouse."""
    from gymnasium import spaces

    space = environment.action_space
    if isinstance(space, spaces.Discrete) and space.start == 0:
        if space.n > len(HOTKEYS) - 1:
            raise UserError(
                f"{name} has {space.n} actions, and there are {len(HOTKEYS) - 1} hotkeys.", ExitCode.BAD_INPUT
            )
        return {HOTKEYS[1 + action]: action for action in range(int(space.n))}
    if isinstance(space, spaces.Box) and space.shape in ((1,), (2,)) and space.is_bounded():
        return {}
    raise UserError(
        f"{name} is played by {space}: neither keys nor a mouse do that. What works is a choice of up to "
        f"{len(HOTKEYS) - 1} actions, or one or two numbers within bounds.",
        ExitCode.BAD_INPUT,
    )


def make_profile(name: str) -> Profile:
    """The profile of the environment called `name`, made from its spaces.

    Raises:
        UserError: there is none, or it cannot be seen or played in our words.
    """
    with closing(make(name)) as environment:
        return _profile_of(environment, name)


def _profile_of(environment: Any, name: str) -> Profile:
    sight, keys = sight_of(environment, name), _keys(environment, name)
    turns = str(environment.spec.entry_point).startswith(_OF_TURNS)
    names = (*sight.names, *(() if turns else map(down, keys.values())))
    return Profile(
        name=file_name(GYMNASIUM + name),
        window_title=name,
        environment=Environment(name=GYMNASIUM + name, keys=keys, turns=turns),
        classes=sight.classes,
        hud=tuple(HudNumber(name=number) for number in names),
        hotkeys=tuple(keys),
    )


def _check_keys(profile: Profile, made: Profile) -> None:
    """See that the keys, which the user may change, are keys of the profile and stand for actions that there are.

    Raises:
        UserError: they do not.
    """
    assert profile.environment is not None and made.environment is not None
    actions = set(made.environment.keys.values())
    for key, action in profile.environment.keys.items():
        if key not in profile.hotkeys:
            raise UserError(
                f"Profile {profile.name!r} gives the key {key!r} an action: add it to the hotkeys.", ExitCode.BAD_INPUT
            )
        if action not in actions:
            raise UserError(
                f"Profile {profile.name!r} gives the key {key!r} the action {action}, and there are {len(actions)}, "
                "counted from 0.",
                ExitCode.BAD_INPUT,
            )
    if actions and not profile.environment.keys:
        raise UserError(
            f"Profile {profile.name!r} gives no key an action: {made.window_title} is played with keys.",
            ExitCode.BAD_INPUT,
        )


def _tick(environment: Environment) -> float:
    return TURN if environment.turns else TICK


class GymnasiumSeat:
    """See `core.games.game.Seat`."""

    def __init__(self, profile: Profile, seed: int) -> None:
        assert profile.environment is not None
        self._keys = {HOTKEY_ID[key]: action for key, action in profile.environment.keys.items()}
        self._turns = profile.environment.turns
        self.tick = _tick(profile.environment)
        name = profile.environment.name.removeprefix(GYMNASIUM)
        self._environment = make(name)
        self._sight: Sight = sight_of(self._environment, name)
        # Of every action, also of one that the profile has no key for.
        actions = range(int(self._environment.action_space.n)) if self._keys and not self._turns else ()
        self._down = {down(action): action for action in actions}
        self.reset(seed)

    def reset(self, seed: int) -> None:
        """Begin a new game, and count anew."""
        self._steps, self.over = 0, False
        self.totals: dict[str, float] = {"score": 0.0}
        self._begin(seed)

    @property
    def time(self) -> float:
        """Seconds since `reset`."""
        return self._steps * self.tick

    def close(self) -> None:
        """Let go of the environment."""
        self._environment.close()

    @property
    def picture(self) -> np.ndarray:
        """(height, width, 3) uint8, RGB: what a person would see."""
        return np.asarray(self._environment.render())

    def observe(self, ahead: float = 0.0) -> Observation:
        """What the last step showed. Nothing happens between two ticks."""
        state, objects = self._sight.look(self._seen)
        state |= {name: float(action == self._action) for name, action in self._down.items()}
        return Observation(self.time + ahead, state, objects)

    def step(self, action: Action) -> dict[str, float]:
        """Act and advance by one tick. Returns the reward as `score`, if it is not zero."""
        self.over = False
        self._steps += 1
        if self._keys:
            pressed = self._keys.get(action.hotkey)
            if self._turns and pressed is None:
                return {}
            if pressed is not None:
                self._action = pressed
            answer: Any = self._action
        else:
            answer = self._from_cursor(action)
        self._seen, reward, ended, cut_off, _ = self._environment.step(answer)
        self.totals["score"] += float(reward)
        self.over = bool(ended or cut_off)
        if self.over:
            self._begin(None)
        return {"score": float(reward)} if reward else {}

    def _begin(self, seed: int | None) -> None:
        """The next game; without a seed the environment's randomness goes on."""
        self._seen, _ = self._environment.reset(seed=seed)
        self._action = 0

    def _from_cursor(self, action: Action) -> np.ndarray:
        space = self._environment.action_space
        share = np.array([action.x, action.y][: space.shape[0]])
        return (space.low + share * (space.high - space.low)).astype(space.dtype)


class GymnasiumGame:
    """See `core.games.game.Game`."""

    source = "gymnasium"
    smooth = False
    own_window = False
    outcomes: tuple[str, ...] = ("score",)
    has_end = True
    baselines: tuple[str, ...] = ("random",)

    def __init__(self, profile: Profile) -> None:
        assert profile.environment is not None
        self.profile, self.name = profile, profile.environment.name.removeprefix(GYMNASIUM)
        self.tick = _tick(profile.environment)
        with closing(make(self.name)) as environment:
            wanted = _profile_of(environment, self.name)
            environment.reset(seed=0)
            height, width = np.asarray(environment.render()).shape[:2]
            called = action_names(environment) if wanted.hotkeys else []
        if (profile.class_names, profile.state_names) != (wanted.class_names, wanted.state_names):
            raise UserError(
                f"Profile {profile.name!r} was made for another version of {self.name}: delete its file in the folder "
                "of profiles, record anew and train again.",
                ExitCode.BAD_INPUT,
            )
        _check_keys(profile, wanted)
        self._expert = next((where for begins, where in EXPERTS.items() if self.name.startswith(begins)), None)
        self.players: tuple[str, ...] = ("expert",) if self._expert else ()
        self.size = (width, height)
        self.key_words = {key: called[action] for key, action in profile.environment.keys.items()}

    def seat(self, seed: int) -> GymnasiumSeat:
        return GymnasiumSeat(self.profile, seed)

    def player(self, name: str) -> Player:
        if name == "random":
            return RandomPlayer(self.profile)
        known = (*self.players, *self.baselines)
        player = import_player(name, self._expert or "" if name == "expert" else name, known)
        if isinstance(player, Keyed) and self.profile.environment is not None:
            player.keys = {action: HOTKEY_ID[key] for key, action in self.profile.environment.keys.items()}
        return player

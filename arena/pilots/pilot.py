"""What the built-in pilots share: eyes, a hand, and a stated intent. A style is what they decide."""

from __future__ import annotations

from abc import ABC, abstractmethod
from random import Random
from typing import NamedTuple

from arena.pilots.hand import Aim, Hand
from arena.pilots.sight import Eyes, Seen, Sight
from core.observation import Observation
from core.words import Action, Mode


class Plan(NamedTuple):
    """What a pilot is after now: its mode, the thing it goes by, what it wants to click and to press."""

    mode: Mode
    target: Seen | None = None
    aim: Aim | None = None
    key: str | None = None


class Pilot(ABC):
    """A scripted player with a person's limits. It sees only observations."""

    def __init__(self) -> None:
        self.mode: str = Mode.EXPLORE
        #: index into the last observation's objects
        self.target: int | None = None
        self._eyes = Eyes()
        self._hand = Hand()

    def reset(self, seed: int) -> None:
        self.mode, self.target = Mode.EXPLORE, None
        self._eyes.reset()
        self._hand.reset(Random(seed))
        self.forget()

    def act(self, observation: Observation) -> Action:
        plan = self.decide(self._eyes.look(observation))
        self.mode = plan.mode
        self.target = None if plan.target is None else plan.target.index
        return self._hand.act(observation.t, plan.aim, plan.key)

    @abstractmethod
    def forget(self) -> None:
        """Drop what the style remembers."""

    @abstractmethod
    def decide(self, sight: Sight) -> Plan:
        """What to do about what is seen."""

"""Plays of pilots who say what they are after: the judge of `core/labels/` is fitted to them.

Shapes as in `core/labels/`: T steps, F columns of evidence, K candidates with G columns.
"""

from __future__ import annotations

import importlib
import multiprocessing
import time
from dataclasses import dataclass
from random import Random
from typing import Any, NamedTuple

import msgspec
import numpy as np

from arena.pilots import PILOTS, load_pilot
from arena.pilots.pilot import Pilot, Plan
from arena.pilots.sight import Sight
from core.features import Floats, Ints
from core.labels.candidates import candidate_evidence
from core.labels.evidence import frame_evidence
from core.labels.steps import Bools, Clicks, Steps
from core.observation import Observation, Player, SeenObject
from core.played import Played, to_arrays
from core.profile import Profile, Role, load_profile
from core.recording import Frame, Label, Recording
from core.schema import FeatureSchema
from core.words import Action, Mode
from recorder.episode import play_episode
from scripts.strangers import Stranger, Style

#: stands for a player with a style of its own, drawn from the play's seed
STRANGER = "stranger"
#: players with styles of their own that the judge is fitted to
STRANGERS = 30
#: thresholds of each style that are varied
_VARIED = {
    "aggressor": ("FLEES_AT", "_BOLD", "_CLOSE", "_WARY"),
    "careful": ("RETREATS_AT", "_STANDS_OFF", "_TOO_NEAR", "_AVOIDS"),
    "collector": ("FLEES_AT", "_BOLD_UNTIL", "_TIMID_UNTIL", "_WATCHES", "_GUARDED", "_IN_THE_WAY", "_RUNS_ON"),
}
#: a detector's faults: share of objects missed, and pixels at 1280x720 by which it is off
MISSES, JITTER = 0.03, 1.0
#: share of what a profile may say that a profile which says less leaves out
_UNSAID = 0.35
#: seconds for which players in turns play, and for which they do nothing in between
_PLAYS, _IDLE = (15.0, 45.0), (3.0, 15.0)
#: an idler rests until hull and shield are this full, and watches what is armed within so many pixels
_WELL, _WATCHES = 0.95, 350.0


class Play(NamedTuple):
    """An episode to play: by one pilot, with its own thresholds or others, by a stranger, or by several in turns."""

    pilots: tuple[str, ...]
    seed: int
    varied: bool = False
    seconds: float = 180.0


@dataclass
class Sample:
    """The evidence in one play and what is true."""

    play: Play
    #: (T, F)
    evidence: Floats
    #: (K,) step of each candidate
    step: Ints
    #: (K, G)
    candidates: Floats
    #: (T,)
    mode: Ints
    #: (K,) True for the candidate that is the target
    hit: Bools


class Idler(Pilot):
    """A person who does nothing for a while, as no pilot would."""

    def forget(self) -> None:
        pass

    def decide(self, sight: Sight) -> Plan:
        if sight.safe and min(sight.hp, sight.shield) < _WELL:
            return Plan(Mode.FLEE, next(iter(sight.of("station")), None))
        if armed := [enemy for enemy in sight.of("raider", "hulk") if enemy.distance < _WATCHES and not sight.safe]:
            return Plan(Mode.CAUTIOUS, armed[0])
        # What was begun goes on without a hand: the weapon fires, the ship flies.
        if sight.locked is not None:
            return Plan(Mode.FIGHT, sight.locked)
        loot = next((item for item in sight.with_role(Role.LOOT) if sight.is_flying_to(item.x, item.y, 40.0)), None)
        return Plan(Mode.EXPLORE) if loot is None else Plan(Mode.LOOT, loot)


class InTurns:
    """A player that is one pilot for a while, then idle, and then another pilot."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._pilots: list[Any] = [player for name in names for player in (Idler(), load_pilot(name))]
        self.reset(0)

    def reset(self, seed: int) -> None:
        self._random = Random(seed)
        self._until = 0.0
        self.mode, self.target = "EXPLORE", None

    def act(self, observation: Observation) -> Action:
        if observation.t >= self._until:
            self._pilots.append(self._pilots.pop(0))
            span = _IDLE if isinstance(self._pilots[0], Idler) else _PLAYS
            self._until = observation.t + self._random.uniform(*span)
            self._pilots[0].reset(self._random.getrandbits(32))
        pilot = self._pilots[0]
        action: Action = pilot.act(observation)
        self.mode, self.target = pilot.mode, pilot.target
        return action


def plays_to_fit() -> list[Play]:
    """What the judge is fitted to."""
    names = list(PILOTS)
    pairs = [(a, b) for index, a in enumerate(names) for b in names[index + 1 :]]
    return [
        *(Play((name,), 1000 + seed) for name in names for seed in range(8)),
        *(Play((name,), 2000 + seed, varied=True) for name in names for seed in range(6)),
        *(Play(pair, 4000 + seed) for pair in pairs for seed in range(12 // len(pairs))),
        *(Play((STRANGER,), 5000 + seed, seconds=120.0) for seed in range(STRANGERS)),
    ]


def play(what: Play) -> Recording:
    """Play one episode."""
    random, profile = Random(what.seed), load_profile("arena")
    kept: list[tuple[Any, str, float]] = []
    for name in what.pilots if what.varied else ():
        module = importlib.import_module(f"arena.pilots.{name}")
        for threshold in _VARIED[name]:
            kept.append((module, threshold, value := getattr(module, threshold)))
            setattr(module, threshold, value * random.uniform(0.7, 1.3 if value > 1 or value < 0.5 else 1.15))
    try:
        name = "+".join(what.pilots)
        return play_episode(_player(what), profile, what.seed, name=name, fps=30.0, seconds=what.seconds)
    finally:
        for module, threshold, value in kept:
            setattr(module, threshold, value)


def _player(what: Play) -> Player:
    if what.pilots == (STRANGER,):
        return Stranger(Style.drawn(what.seed))
    return load_pilot(what.pilots[0]) if len(what.pilots) == 1 else InTurns(what.pilots)


def worn(recording: Recording, seed: int) -> Recording:
    """The recording as a detector tells it that misses some objects and is a little off."""
    random = Random(seed)

    def seen(item: SeenObject) -> SeenObject:
        x, y, w, h = (random.gauss(0.0, JITTER) / pixels for pixels in (1280, 720, 1280, 720))
        return SeenObject(item.cls, item.x + x, item.y + y, item.w + w, item.h + h, item.conf)

    frames: list[Frame] = []
    for frame in recording.frames:
        kept = [index for index in range(len(frame.objects)) if random.random() >= MISSES]
        label = frame.label
        if label is not None:
            target = kept.index(label.target) if label.target in kept else None
            label = Label(label.mode, target, label.source)
        objects = [seen(frame.objects[index]) for index in kept]
        frames.append(msgspec.structs.replace(frame, objects=objects, label=label))
    return msgspec.structs.replace(recording, frames=frames)


def saying_less(profile: Profile, seed: int) -> Profile:
    """The profile with some of its meanings left out, as another game's may be."""
    random = Random(seed)

    def unsaid() -> bool:
        return random.random() < _UNSAID

    hud = [item.model_copy(update={"meaning": None}) if unsaid() else item for item in profile.hud]
    keys = {} if unsaid() else profile.key_meanings
    # model_copy keeps what the profile has worked out already, so it is made anew.
    fields = {name: getattr(profile, name) for name in Profile.model_fields}
    return Profile.model_construct(**{**fields, "hud": tuple(hud), "key_meanings": keys})


def sample_of(what: Play, played: Played, profile: Profile) -> Sample:
    """The evidence in a play and what its player said."""
    steps = Steps.of(played, profile)
    clicks = Clicks.of(played, profile, steps)
    step, slot, candidates = candidate_evidence(profile, steps, clicks)
    track = played.moments.track[np.arange(len(played)), np.maximum(played.target, 0)]
    target = np.where(played.target >= 0, track, -1)[steps.frame]
    evidence = frame_evidence(played, profile, steps, clicks)
    hit = (steps.track[step, slot] == target[step]) & (target[step] >= 0)
    return Sample(what, evidence, step, candidates, played.mode[steps.frame], hit)


def samples(plays: list[Play]) -> list[Sample]:
    """Every play three times: as it is, through a detector's eyes, and by a profile that says less."""
    found: list[Sample] = []
    began = time.monotonic()
    with multiprocessing.get_context("spawn").Pool() as pool:
        for number, three in enumerate(pool.imap(_three_samples, plays), 1):
            found += three
            if number % 10 == 0:
                print(f"  {number} of {len(plays)} plays, {time.monotonic() - began:.0f} s", flush=True)
    return found


def _three_samples(what: Play) -> list[Sample]:
    profile = load_profile("arena")
    schema = FeatureSchema.of(profile)
    recording = play(what)
    clean = to_arrays("clean", recording, schema)
    dim = to_arrays("worn", worn(recording, what.seed), schema)
    less = saying_less(profile, what.seed)
    return [
        sample_of(what, clean, profile),
        sample_of(what, dim, profile),
        sample_of(what, clean if what.seed % 2 else dim, less),
    ]

"""Plays to learn from: hand-made moments, and recordings of a pilot in lock-step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import torch
from hypothesis import strategies as st
from torch.nn import functional as F

from arena.pilots import load_pilot
from arena.seat import Seat
from core.checkpoint import MODEL_NAMES, Checkpoint, build_model
from core.models.inputs import Objects
from core.models.layers import TransformerConfig
from core.observation import Observation, SeenObject
from core.profile import Profile, load_profile
from core.recording import Frame, InputEvent, Label, Recording, WindowInfo
from core.schema import FeatureSchema
from core.words import Action
from recorder.episode import play_episode

ARENA = load_profile("arena")
SCHEMA = FeatureSchema.of(ARENA)
#: flags that make training quick, and the same on every machine
SMALL_FLAGS = ("--d-model=16", "--layers=1", "--heads=2", "--batch-size=64", "--device=cpu", "--threads=1")
SMALL = TransformerConfig(d_model=16, layers=1, heads=2, dropout=0.0)


def arena_with(**change: Any) -> Profile:
    """The arena's profile with some fields changed; keys that it has no more mean nothing."""
    content = {**ARENA.model_dump(), **change}
    meanings = content["key_meanings"].items()
    content["key_meanings"] = {key: meaning for key, meaning in meanings if key in content["hotkeys"]}
    return Profile.model_validate(content)


def thing(cls: str, x: float, y: float, size: float = 0.05, conf: float = 1.0) -> SeenObject:
    """One object, as wide as it is high."""
    return SeenObject(cls, x, y, size, size, conf)


def frame(
    t: float, *objects: SeenObject, action: Action | None = None, label: Label | None = None, **state: float
) -> Frame:
    """One moment."""
    return Frame(t, {"hp": 1.0, **state}, list(objects), action or Action(0.5, 0.5), label)


def click(t: float, x: float, y: float, name: str = "left") -> InputEvent:
    """A mouse button going down."""
    return InputEvent(t, "click", name, x, y)


def key(t: float, name: str) -> InputEvent:
    """A hotkey going down."""
    return InputEvent(t, "key", name, 0.5, 0.5)


def recording_of(
    frames: Sequence[Frame], events: Iterable[InputEvent] = (), *, profile: str = "arena", player: str = "person"
) -> Recording:
    """Frames and events as a recording."""
    return Recording(
        profile=profile,
        source="window",
        player=player,
        created="2026-11-20T15:30:00.000+00:00",
        fps=30,
        window=WindowInfo("Outer Belt", 1280, 720),
        classes=list(ARENA.class_names),
        state_names=list(ARENA.state_names),
        hotkeys=list(ARENA.hotkeys),
        duration=frames[-1].t if frames else 0.0,
        events=list(events),
        frames=list(frames),
    )


def pilot_plays(seed: int, seconds: float = 10.0, pilot: str = "aggressor") -> Recording:
    """A pilot's episode, recorded in lock-step."""
    return play_episode(load_pilot(pilot), ARENA, seed, name=pilot, fps=30.0, seconds=seconds)


def seen_by_pilot(seed: int, ticks: int, pilot: str = "aggressor") -> list[Observation]:
    """What a pilot saw, tick by tick."""
    seat, player = Seat(seed), load_pilot(pilot)
    player.reset(seed)
    seen = []
    for _ in range(ticks):
        seen.append(seat.observe())
        seat.step(player.act(seen[-1]))
    return seen


def untrained_models(seed: int = 0, history: int = 5, scale: float = 4.0) -> dict[str, Checkpoint]:
    """The three models before they learn, small ones.

    As they are born (`scale` 1) they all answer nearly alike, whatever they see.
    """
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    found = {}
    for name in MODEL_NAMES:
        seconds = history if name == "strategist" else 0
        model = build_model(name, SCHEMA, SMALL, seconds).eval()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.mul_(scale)
        found[name] = Checkpoint(name, model, SCHEMA, SMALL, seconds)
    return found


def with_empty_slots(objects: Objects, more: int) -> Objects:
    """With empty slots added; what stands in them is nobody's business."""
    return Objects(
        F.pad(objects.cls, (0, more), value=3),
        F.pad(objects.features, (0, 0, 0, more), value=7.0),
        F.pad(objects.box, (0, 0, 0, more), value=0.5),
        F.pad(objects.mask, (0, more), value=False),
    )


fractions = st.floats(0, 1, width=32)
seen_objects = st.builds(
    SeenObject, st.sampled_from([*ARENA.class_names, "unknown"]), fractions, fractions, fractions, fractions, fractions
)


@st.composite
def observation_streams(draw: st.DrawFn, most: int = 6) -> list[Observation]:
    """Observations whose times do not run backwards."""
    t, stream = 0.0, []
    for _ in range(draw(st.integers(1, most))):
        t += draw(st.sampled_from([0.0, 1 / 30, 0.05, 0.4, 3.0]))
        state = draw(st.dictionaries(st.sampled_from(ARENA.state_names), fractions, max_size=4))
        stream.append(Observation(t, state, draw(st.lists(seen_objects, max_size=40))))
    return stream

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from helpers.plays import ARENA, SCHEMA, arena_with, recording_of, seen_by_pilot, thing, untrained_models
from torch import Tensor, nn

from core.checkpoint import MODEL_NAMES, Checkpoint, save_checkpoint
from core.errors import ExitCode, UserError
from core.models.inputs import Objects
from core.models.tactician import LAST_NONE, LAST_UNKNOWN
from core.observation import Observation
from core.played import to_arrays
from core.policy import Policy, PolicyBatch, load_policy, stated_target
from core.recording import Frame
from core.settings.training import StrategistSettings, TacticianSettings
from core.words import HOTKEYS, MODES, Action, Click
from trainers.corpus import Corpus
from trainers.train_strategist import StrategistTask
from trainers.train_tactician import TacticianTask

HISTORY = 5


@pytest.fixture(scope="module")
def models() -> dict[str, Checkpoint]:
    return untrained_models(history=HISTORY)


@pytest.fixture(scope="module")
def streams() -> list[list[Observation]]:
    return [seen_by_pilot(seed, 160, pilot) for seed, pilot in ((1, "aggressor"), (2, "collector"), (3, "careful"))]


class Overheard:
    """What a model was asked and what it answered, call by call."""

    def __init__(self, model: nn.Module) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.answered: list[Tensor] = []
        self._hook = model.register_forward_hook(self._hear)

    def _hear(self, model: nn.Module, asked: tuple[Any, ...], answered: Tensor) -> None:
        self.asked.append(asked)
        self.answered.append(answered)

    def __enter__(self) -> Overheard:
        return self

    def __exit__(self, *reason: object) -> None:
        self._hook.remove()


def play(policy: Policy, stream: list[Observation], seed: int = 0) -> list[Action]:
    policy.reset(seed)
    return [policy.act(seen) for seen in stream]


def close(a: Action, b: Action) -> bool:
    return a[2:] == b[2:] and math.hypot(a.x - b.x, a.y - b.y) < 1e-3


def test_several_seats_at_once_play_as_each_would_alone(
    models: dict[str, Checkpoint], streams: list[list[Observation]]
) -> None:
    batch = PolicyBatch(models, len(streams))
    batch.reset([7, 8, 9])
    together = [batch.act(seen) for seen in zip(*streams, strict=True)]
    for seat, stream in enumerate(streams):
        alone = play(Policy(models), stream, seed=7 + seat)
        assert all(close(actions[seat], action) for actions, action in zip(together, alone, strict=True)), seat


def test_the_same_seed_plays_the_same_and_another_does_not(
    models: dict[str, Checkpoint], streams: list[list[Observation]]
) -> None:
    policy = Policy(models)
    first = play(policy, streams[0], seed=3)
    assert play(policy, streams[0], seed=3) == first
    assert play(policy, streams[0], seed=4) != first


def test_every_action_is_one_the_game_knows(models: dict[str, Checkpoint], streams: list[list[Observation]]) -> None:
    actions = [action for stream in streams for seed in range(3) for action in play(Policy(models), stream, seed)]
    for action in actions:
        assert 0 <= action.x <= 1 and 0 <= action.y <= 1
        assert action.click in list(Click)
        assert action.hotkey == 0 or HOTKEYS[action.hotkey] in ARENA.hotkeys
    assert {action.click for action in actions} == set(Click)
    assert {HOTKEYS[action.hotkey] for action in actions if action.hotkey} == set(ARENA.hotkeys)


@pytest.mark.parametrize(("rate", "jitter"), [(20, 0.0), (20, 0.004), (15, 0.0), (60, 0.0)])
def test_mode_once_a_second_target_five_times_and_action_every_time(
    models: dict[str, Checkpoint], rate: int, jitter: float
) -> None:
    random = np.random.default_rng(0)
    times = (
        np.arange(10 * rate) / rate + random.uniform(0, jitter, 10 * rate) if jitter else np.arange(10 * rate) / rate
    )
    with Overheard(models["strategist"].model) as modes, Overheard(models["tactician"].model) as targets:
        actions = play(Policy(models), [Observation(float(t), {}, [thing("drone", 0.6, 0.5)]) for t in times])
    assert len(actions) == 10 * rate
    # A decision waits for the next observation, so uneven rates come out a little slower, never faster.
    assert 9 <= len(modes.asked) <= 10
    assert 37 <= len(targets.asked) <= 50
    if rate == 20 and not jitter:
        assert (len(modes.asked), len(targets.asked)) == (10, 50)


def test_between_decisions_mode_and_target_stay_with_the_player(
    models: dict[str, Checkpoint], streams: list[list[Observation]]
) -> None:
    policy = Policy(models)
    policy.reset(0)
    told = []
    for seen in streams[0]:
        policy.act(seen)
        told.append((policy.mode, policy.target))
        assert policy.mode in MODES
        assert policy.target is None or policy.target < len(seen.objects)
    modes = [mode for mode, _ in told]
    assert all(modes[i] == modes[i - 1] for i in range(len(modes)) if i % 20)


class GoesForDrones(nn.Module):
    """A Tactician whose choice is known."""

    def forward(self, objects: Objects, context: Tensor, mode: Tensor, last: Tensor) -> Tensor:
        drones = (objects.cls == ARENA.class_names.index("drone")) & objects.mask
        return torch.cat([drones.float(), torch.full((len(mode), 1), 0.5)], dim=1)


def test_a_target_is_followed_as_it_moves_and_dropped_when_it_is_gone(models: dict[str, Checkpoint]) -> None:
    """The target is an object, not a slot: slots change places whenever another object comes nearer."""
    policy = Policy({**models, "tactician": replace(models["tactician"], model=GoesForDrones())})
    policy.reset(0)
    ore, other = thing("ore", 0.6, 0.4), thing("drone", 0.2, 0.2)
    targets = []
    for n in range(12):
        near = thing("drone", 0.75 - 0.02 * n, 0.5)
        objects = [[near, ore], [ore, near]][n % 2] if n < 10 else [ore, other]
        policy.act(Observation(0.05 * n, {}, objects))
        targets.append(None if policy.target is None else objects[policy.target])
    # It passes the ore on its way to the centre. When it is gone, the next target waits for the next decision.
    assert [item.x for item in targets[:10] if item] == pytest.approx([0.75 - 0.02 * n for n in range(10)])
    assert targets[10:] == [None, None]
    policy.act(Observation(0.6, {}, [ore, other]))
    assert policy.target == 1


def test_play_shows_the_models_what_training_showed_them(
    models: dict[str, Checkpoint], streams: list[list[Observation]]
) -> None:
    stream = streams[0]
    with Overheard(models["strategist"].model) as strategist, Overheard(models["tactician"].model) as tactician:
        play(Policy(models), stream)
    frames = [Frame(seen.t, seen.state, seen.objects, Action(0.5, 0.5)) for seen in stream]
    played = to_arrays("a", recording_of(frames), SCHEMA)
    played.mode[:] = 0
    corpus = Corpus(SCHEMA, [played])
    strategy = StrategistTask(corpus, StrategistSettings(history_seconds=HISTORY, stride=1.0))
    trained_on = strategy.batch(np.arange(len(strategy)))
    assert len(strategist.asked) == len(strategy) == 8
    for number, asked in enumerate(strategist.asked):
        present = asked[1]
        # The last mode is the policy's own, and in training often another one.
        for mine, theirs in zip(asked[:4], trained_on[:4], strict=True):
            theirs = theirs[number : number + 1]
            if mine.ndim == 3:
                mine, theirs = mine[present], theirs[present]
            assert torch.allclose(mine, theirs, atol=1e-5)
        same_objects(asked[5], Objects(*(item[number : number + 1] for item in trained_on.objects)))
    tactics = TacticianTask(corpus, TacticianSettings(stride=0.2))
    assert len(tactician.asked) == len(tactics) == 40
    for number, (objects, context, _, _) in enumerate(tactician.asked):
        batch = tactics.batch(np.array([number]))
        assert torch.allclose(context, batch.context, atol=1e-5)
        same_objects(objects, batch.objects)


def same_objects(mine: Objects, theirs: Objects) -> None:
    """In training there are slots for as many as there ever are."""
    slots = mine.mask.shape[1]
    assert not theirs.mask[:, slots:].any()
    for one, other in zip(mine, theirs, strict=True):
        assert torch.allclose(one.float(), other[:, :slots].float(), atol=1e-5)


def test_the_strategist_sees_its_history_and_no_more(models: dict[str, Checkpoint]) -> None:
    long_ago, lately, same = (seen_by_pilot(seed, 200) for seed in (1, 2, 3))

    def answers(first: list[Observation], then: list[Observation]) -> list[Tensor]:
        """What is said without a hint of the last mode, which may have come from long ago."""
        shifted = [Observation(10.0 + seen.t, seen.state, seen.objects) for seen in then]
        with Overheard(models["strategist"].model) as strategist:
            play(Policy(models), [*first, *shifted])
        none = torch.tensor([len(SCHEMA.modes)])
        with torch.inference_mode():
            return [models["strategist"].model(*asked[:4], none, asked[5]) for asked in strategist.asked]

    one, other = answers(long_ago, same), answers(lately, same)
    assert len(one) == len(other) == 20
    assert torch.allclose(torch.cat(one[-4:]), torch.cat(other[-4:]), atol=1e-5)
    assert not torch.allclose(torch.cat(one[10:12]), torch.cat(other[10:12]), atol=1e-3)


def test_the_strategist_is_told_the_mode_it_chose_last(
    models: dict[str, Checkpoint], streams: list[list[Observation]]
) -> None:
    with Overheard(models["strategist"].model) as strategist:
        play(Policy(models), streams[0])
    told = [int(asked[4]) for asked in strategist.asked]
    said = [int(answer.argmax()) for answer in strategist.answered]
    assert told == [len(SCHEMA.modes), *said[:-1]]


def test_the_tactician_is_told_the_slot_in_which_its_last_target_is_now(models: dict[str, Checkpoint]) -> None:
    """The drone comes nearer than the ore, and with that into the first slot; later it is gone."""
    stream = [
        Observation(
            n / 20,
            {},
            [thing("ore", 0.6, 0.5), *([thing("drone", 0.75 - 0.01 * n, 0.5)] if n < 22 else [])],
        )
        for n in range(32)
    ]
    stubborn = {**models, "tactician": replace(models["tactician"], model=GoesForDrones())}
    with Overheard(stubborn["tactician"].model) as tactician:
        play(Policy(stubborn), stream)
    assert [int(asked[3]) for asked in tactician.asked] == [LAST_UNKNOWN, 1, 1, 1, 0, 0, LAST_NONE, LAST_NONE]


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_none_does_not_reach_the_hand(models: dict[str, Checkpoint], bad: float) -> None:
    objects = [thing("drone", 0.6, 0.5), thing("ore", bad, bad, bad, bad)]
    for action in play(Policy(models), [Observation(n / 20, {"hp": bad, "lock_x": bad}, objects) for n in range(60)]):
        assert math.isfinite(action.x) and math.isfinite(action.y)
        assert 0 <= action.x <= 1 and 0 <= action.y <= 1


def test_an_empty_view_and_a_crowded_one_are_played_too(models: dict[str, Checkpoint]) -> None:
    crowd = [thing("ore", (n % 10) / 10, (n // 10) / 10) for n in range(70)]
    strangers = [thing("dragon", 0.5, 0.5)]
    stream = [Observation(n / 20, {}, ([], crowd, strangers)[n % 3]) for n in range(90)]
    policy = Policy(models)
    policy.reset(0)
    for seen in stream:
        policy.act(seen)
        assert policy.target is None or seen.objects is crowd


def test_every_seat_states_its_own_target(models: dict[str, Checkpoint], streams: list[list[Observation]]) -> None:
    batch = PolicyBatch({**models, "tactician": replace(models["tactician"], model=GoesForDrones())}, 2)
    empty = [Observation(seen.t, {}, []) for seen in streams[0]]
    named = 0
    for seen in zip(streams[0], empty, strict=True):
        batch.act(seen)
        assert stated_target(batch, 1) is None
        if (target := stated_target(batch, 0)) is not None:
            assert target < len(seen[0].objects)
            named += 1
    assert named > 0


def test_a_new_episode_forgets_the_last_one(models: dict[str, Checkpoint], streams: list[list[Observation]]) -> None:
    used, fresh = Policy(models), Policy(models)
    play(used, streams[1])
    assert play(used, streams[0], seed=5) == play(fresh, streams[0], seed=5)


def test_three_models_in_a_folder_make_a_policy(
    models: dict[str, Checkpoint], streams: list[list[Observation]], tmp_path: Path
) -> None:
    for name in MODEL_NAMES:
        with pytest.raises(UserError, match=f"There is no {name} at .*run `understudy train {name}` first") as caught:
            load_policy(tmp_path, ARENA)
        assert caught.value.code == ExitCode.NO_DATA
        save_checkpoint(tmp_path / name / "best_model.pt", models[name])
    policy = load_policy(tmp_path, ARENA, seed=5)
    assert [policy.act(seen) for seen in streams[0]] == play(Policy(models), streams[0], seed=5)
    with pytest.raises(UserError, match="for profile 'arena', not 'chess'"):
        load_policy(tmp_path, arena_with(name="chess"))
    with pytest.raises(UserError, match="no device 'quantum'"):
        load_policy(tmp_path, ARENA, device="quantum")


def test_a_policy_that_is_loaded_has_been_asked_before_and_remembers_nothing_of_it(
    models: dict[str, Checkpoint], streams: list[list[Observation]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Recording the Executor takes a third of a second, which the game would go on without the player."""
    for name in MODEL_NAMES:
        save_checkpoint(tmp_path / name / "best_model.pt", models[name])
    fresh = Policy(models)
    fresh.reset(3)
    wanted = [fresh.act(seen) for seen in streams[0]]
    loaded = load_policy(tmp_path, ARENA, seed=3)
    monkeypatch.setattr(torch.jit, "trace", None)
    assert [loaded.act(Observation(it.t, {}, seen)) for it in streams[0][:9] for seen in (it.objects, [])]
    loaded.reset(3)
    assert [loaded.act(seen) for seen in streams[0]] == wanted

"""The three models in the player's seat: Strategist at 1 Hz, Tactician at 5 Hz, Executor at 20 Hz."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.checkpoint import MODEL_NAMES, Checkpoint, load_checkpoint
from core.device import choose_device
from core.features import Ints, Moments, change_features, wound_features
from core.history import History
from core.models.executor import Executor
from core.models.inputs import Objects, scene_tensors
from core.models.tactician import LAST_NONE, LAST_UNKNOWN
from core.models.traced import TracedExecutor
from core.observation import Observation, SeenObject
from core.profile import Profile
from core.timing import Trigger
from core.words import Action, Click

#: seconds between two decisions
STRATEGIST_PERIOD, TACTICIAN_PERIOD = 1.0, 0.2
#: sharpens the choice of where to click; 1 would be as scattered as the demonstrations look to the model
CURSOR_TEMPERATURE = 0.7


class PolicyBatch:
    """E seats played at once, each with its own past, randomness and rhythm; one forward pass serves them all.

    Args:
        models: the three checkpoints by name.
        seats: E.
    """

    def __init__(self, models: dict[str, Checkpoint], seats: int, device: torch.device | None = None) -> None:
        self.device = device or torch.device("cpu")
        self.schema = models["executor"].schema
        self._strategist = models["strategist"].model.to(self.device).eval()
        self._tactician = models["tactician"].model.to(self.device).eval()
        executor = models["executor"].model.to(self.device).eval()
        assert isinstance(executor, Executor)
        self._executor = TracedExecutor(executor)
        self._seconds = models["strategist"].history
        self.histories = [History(self.schema, float(self._seconds)) for _ in range(seats)]
        self._mouse, self._keys = (Trigger(seats, rest=rest) for rest in executor.rest.tolist())
        self.reset(range(seats))

    def reset(self, seeds: Sequence[int]) -> None:
        """Forget the past; seat i's randomness follows `seeds[i]`."""
        n = len(self.histories)
        for history in self.histories:
            history.reset()
        self._random = [np.random.default_rng(seed) for seed in seeds]
        self._mouse.reset(self._random)
        self._keys.reset(self._random)
        self._mode_at, self._target_at = np.full(n, -np.inf), np.full(n, -np.inf)
        #: (E,) index into MODES
        self.modes: Ints = np.zeros(n, np.int64)
        #: (E,) slot of the target, -1 for none
        self.slots: Ints = np.full(n, -1, np.int64)
        self._tracks = np.full(n, -1, np.int64)
        #: how many decisions each of the models has made, all seats together
        self.decisions: Counter[str] = Counter()

    @torch.inference_mode()
    def act(self, observations: Sequence[Observation]) -> list[Action]:
        """One observation a seat in, one action a seat out."""
        now = Moments.stack([history.add(seen) for history, seen in zip(self.histories, observations, strict=True)])
        slots = max(1, int(now.count.max()))
        objects, context = scene_tensors(self.schema, now, slots)
        objects, context = Objects(*(item.to(self.device) for item in objects)), context.to(self.device)
        self._choose_modes(now, objects, context)
        self._choose_targets(now, objects, context)
        self.slots = slots_of(now, self._tracks)
        lagged = np.stack([history.lagged_state() for history in self.histories])
        wounds = self._tensor(wound_features(self.schema, now.state, lagged))
        self.decisions["executor"] += len(now)
        modes, targets = self._tensor(self.modes), self._tensor(self.slots)
        click_logits, hotkey_logits = self._executor.presses(objects, context, modes, targets, wounds)
        clicks = self._mouse.pull(click_logits.cpu().numpy())
        hotkeys = self._keys.pull(hotkey_logits.cpu().numpy())
        density = self._executor.cursor(self._tensor(clicks))
        log_weight, mean, std = (part.cpu().numpy() for part in density)
        clicked = clicks != Click.NONE
        component = np.where(clicked, self._sample(log_weight / CURSOR_TEMPERATURE), log_weight.argmax(axis=1))
        noise = np.array([random.normal(size=2) for random in self._random]) * clicked[:, None]
        seats = np.arange(len(clicks))
        xy = (mean[seats, component] + CURSOR_TEMPERATURE * std[seats, component] * noise).clip(0, 1)
        return [
            Action(x, y, click, hotkey)
            for (x, y), click, hotkey in zip(xy.tolist(), clicks.tolist(), hotkeys.tolist(), strict=True)
        ]

    def _choose_modes(self, now: Moments, objects: Objects, context: Tensor) -> None:
        due = np.flatnonzero(now.t - self._mode_at >= STRATEGIST_PERIOD - 1e-3)
        if not len(due):
            return
        self.decisions["strategist"] += len(due)
        pasts = [self.histories[i].summaries(self._seconds) for i in due]
        summaries = self._tensor(np.stack([tokens for tokens, _ in pasts]))
        present = self._tensor(np.stack([exists for _, exists in pasts]))
        lagged = np.stack([self.histories[i].lagged_state() for i in due])
        changes = self._tensor(change_features(self.schema, now.state[due], lagged))
        last = np.where(np.isfinite(self._mode_at[due]), self.modes[due], len(self.schema.modes))
        rows = torch.from_numpy(due)
        some = Objects(*(item[rows] for item in objects))
        logits = self._strategist(summaries, present, context[rows], changes, self._tensor(last), some)
        self.modes[due] = logits.argmax(-1).cpu().numpy()
        self._mode_at[due] = now.t[due]

    def _choose_targets(self, now: Moments, objects: Objects, context: Tensor) -> None:
        due = np.flatnonzero(now.t - self._target_at >= TACTICIAN_PERIOD - 1e-3)
        if not len(due):
            return
        rows = torch.from_numpy(due)
        some = Objects(*(item[rows] for item in objects))
        last = np.where(np.isfinite(self._target_at), slots_of(now, self._tracks), LAST_UNKNOWN)[due]
        logits = self._tactician(some, context[rows], self._tensor(self.modes[due]), self._tensor(last))
        best = logits.argmax(-1).cpu().numpy()
        none = objects.mask.shape[1]
        self.decisions["tactician"] += len(due)
        self._tracks[due] = np.where(best == none, -1, now.track[due, np.minimum(best, none - 1)])
        self._target_at[due] = now.t[due]

    def _sample(self, logits: NDArray[np.floating]) -> Ints:
        """(E,) one class a seat, by the seat's own randomness.

        One draw each, whatever the number of classes: the empty slots that other seats cause must not change a seat's
        play.
        """
        share = np.exp(logits.astype(np.float64) - logits.max(axis=1, keepdims=True))
        summed = share.cumsum(axis=1)
        draws = np.array([random.random() for random in self._random])[:, None] * summed[:, -1:]
        return np.minimum((summed <= draws).sum(axis=1), summed.shape[1] - 1)

    def _tensor(self, values: NDArray) -> Tensor:
        return torch.from_numpy(values).to(self.device)


class Policy:
    """One seat: a `Player` like any pilot."""

    def __init__(self, models: dict[str, Checkpoint], device: torch.device | None = None) -> None:
        self._batch = PolicyBatch(models, 1, device)

    def reset(self, seed: int) -> None:
        """Forget the last episode."""
        self._batch.reset([seed])

    def warm_up(self) -> None:
        """Answer what stands for all: what is done once, such as recording the Executor, must not stop it in play."""
        things = [SeenObject(name, 0.6, 0.5, 0.05, 0.05) for name in self._batch.schema.classes[:1]]
        for t, objects in enumerate(([], things)):
            self.act(Observation(float(t), {}, objects))
        self.reset(0)

    def act(self, observation: Observation) -> Action:
        """Answer one observation."""
        return self._batch.act([observation])[0]

    @property
    def mode(self) -> str:
        """What it is after now."""
        return self._batch.schema.modes[self._batch.modes[0]]

    @property
    def target(self) -> int | None:
        """Index of its target among the last observation's objects."""
        return stated_target(self._batch, 0)


def stated_target(batch: PolicyBatch, seat: int) -> int | None:
    """Index of a seat's target among its last observation's objects."""
    slot = batch.slots[seat]
    return None if slot < 0 else batch.histories[seat].order[slot]


def slots_of(now: Moments, tracks: Ints) -> Ints:
    """(E,) slot each track is in now, -1 where it is out of view."""
    hit = (now.track == tracks[:, None]) & (tracks >= 0)[:, None]
    return np.where(hit.any(axis=1), hit.argmax(axis=1), LAST_NONE)


def load_models(folder: Path, profile: Profile) -> dict[str, Checkpoint]:
    """The three best models under `folder`, checked against the profile.

    Raises:
        UserError: one is missing, damaged or made for another profile.
    """
    return {name: load_checkpoint(folder / name / "best_model.pt", name, profile) for name in MODEL_NAMES}


def load_policy(folder: Path, profile: Profile, *, seed: int = 0, device: str = "cpu", threads: int = 1) -> Policy:
    """A policy ready to play: the three best models under `folder`, on `device`, with `threads` (0 for all)."""
    if threads:
        torch.set_num_threads(threads)
    policy = Policy(load_models(folder, profile), choose_device(device))
    policy.warm_up()
    policy.reset(seed)
    return policy

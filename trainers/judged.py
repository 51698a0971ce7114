"""What the three models answer at moments kept out of training, beside what the player chose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from core.checkpoint import Checkpoint
from core.event_scores import likely_events
from core.features import Floats, Ints
from core.models.executor import Executor
from core.models.tactician import LAST_UNKNOWN
from core.played import Played
from core.policy import STRATEGIST_PERIOD, TACTICIAN_PERIOD, slots_of
from core.settings.training import ExecutorSettings, StrategistSettings, TacticianSettings
from core.timing import DECISION, Trigger
from core.words import Click
from trainers.corpus import Corpus
from trainers.task import to_device
from trainers.train_executor import IN_DIAGONALS, ExecutorTask
from trainers.train_strategist import StrategistTask
from trainers.train_tactician import TacticianTask

_BATCH = 512
#: how often presses are thrown: one throw is six points of F1 from another
_THROWS = 5


@dataclass(frozen=True)
class Choices:
    """N decisions between C classes."""

    #: (N,) moment of the corpus each was made at
    at: Ints
    #: (N, C) the chance given to each class
    p: Floats
    #: (N,) the class the player chose
    truth: Ints

    @property
    def best(self) -> Ints:
        """(N,) the likeliest class."""
        return self.p.argmax(axis=1)

    @property
    def right(self) -> NDArray[np.bool_]:
        """(N,) whether it is the player's."""
        return self.best == self.truth


@dataclass(frozen=True)
class Presses:
    """N decisions of the Executor. `click` and `hotkey` are chances; `found` are the presses that they tell of, and
    `thrown` what comes of them in play, where when a press comes is left to chance.

    Shapes are (N,), cursors (N, 2) in 0..1 of the window.
    """

    click: Choices
    hotkey: Choices
    #: by "click" and "hotkey"
    found: dict[str, Ints]
    thrown: dict[str, list[Ints]]
    #: the player's cursor, and the model's had it clicked the same
    xy: Floats
    cursor: Floats
    #: how far apart, in diagonals of the window
    error: Floats
    #: -log of the density given to the player's cursor
    cursor_surprise: Floats
    on_object: NDArray[np.bool_]
    #: seconds on the corpus's clock at which what is decided is done
    when: NDArray[np.float64]

    @property
    def clicked(self) -> NDArray[np.bool_]:
        """Whether the player clicked."""
        return self.click.truth != Click.NONE


@dataclass(frozen=True)
class Judged:
    """Everything the three said."""

    corpus: Corpus
    mode: Choices
    #: classes are object slots, the last one is none
    target: Choices
    presses: Presses


@torch.inference_mode()
def judge(models: dict[str, Checkpoint], recordings: list[Played], device: torch.device, seed: int = 0) -> Judged:
    """Ask the models about `recordings` (labels filled in); what is thrown for the presses follows `seed`."""
    corpus = Corpus(models["executor"].schema, recordings)
    return Judged(
        corpus,
        _modes(models["strategist"], corpus, device),
        _targets(models["tactician"], corpus, device),
        _presses(models["executor"], corpus, device, seed),
    )


def _modes(checkpoint: Checkpoint, corpus: Corpus, device: torch.device) -> Choices:
    """Each choice knows the one before it in its recording, as in play."""
    settings = StrategistSettings(history_seconds=checkpoint.history)
    task = StrategistTask(corpus, settings, corpus.every(STRATEGIST_PERIOD))
    modes = len(checkpoint.schema.modes)
    p = np.zeros((len(task), modes), np.float32)
    for turn, rows in _turns(task):
        last = p[rows - 1].argmax(axis=1) if turn else np.full(len(rows), modes, np.int64)
        batch = to_device(task.batch(rows)._replace(last=torch.from_numpy(last)), device)
        p[rows] = _chances(checkpoint.model(*batch[:-1]))
    return Choices(task.index, p, corpus.mode[task.index])


def _targets(checkpoint: Checkpoint, corpus: Corpus, device: torch.device) -> Choices:
    """Each choice knows the one before it in its recording, as in play."""
    task = TacticianTask(corpus, TacticianSettings(mode_age=0), corpus.every(TACTICIAN_PERIOD))
    none = corpus.slots
    p = np.zeros((len(task), none + 1), np.float32)
    tracks = np.full(len(task), -1, np.int64)
    for turn, rows in _turns(task):
        moments = corpus.take(task.index[rows], none)
        last = slots_of(moments, tracks[rows - 1]) if turn else np.full(len(rows), LAST_UNKNOWN)
        batch = to_device(task.batch(rows)._replace(last=torch.from_numpy(last)), device)
        p[rows] = _chances(checkpoint.model(*batch[:-1]))
        best = p[rows].argmax(axis=1)
        tracks[rows] = np.where(best == none, -1, moments.track[np.arange(len(rows)), np.minimum(best, none - 1)])
    truth = corpus.target[task.index]
    return Choices(task.index, p, np.where(truth < 0, none, truth))


def _turns(task: StrategistTask | TacticianTask) -> Iterator[tuple[int, Ints]]:
    """Which samples are the first of their recordings, which the second, and so on."""
    recording = task.corpus.recording[task.index]
    starts = np.flatnonzero(np.diff(recording, prepend=-1))
    turns = np.arange(len(recording)) - np.repeat(starts, np.diff([*starts, len(recording)]))
    order = np.argsort(turns, kind="stable")
    yield from enumerate(np.split(order, np.flatnonzero(np.diff(turns[order])) + 1))


def _presses(checkpoint: Checkpoint, corpus: Corpus, device: torch.device, seed: int) -> Presses:
    delay = checkpoint.settings.get("action_delay", 0.0)
    # One decision every 50 ms, as in play, so that sampled events come at the rate they would.
    settings = ExecutorSettings(action_delay=delay, thinning=1, click_repeats=1, mode_age=0, target_age=0)
    task = ExecutorTask(corpus, settings, corpus.every(DECISION))
    model = checkpoint.model
    assert isinstance(model, Executor)
    said: dict[str, list[Floats]] = {name: [] for name in ("click", "hotkey", "cursor", "surprise")}
    for batch in _batches(task, device):
        given = batch.given(model)
        click_logits, hotkey_logits = model.presses(given, batch.wounds)
        density = model.cursor(given, batch.click)
        said["click"].append(click_logits.float().cpu().numpy())
        said["hotkey"].append(hotkey_logits.float().cpu().numpy())
        said["cursor"].append(density.mode().cpu().numpy())
        said["surprise"].append(-density.log_prob(batch.xy).float().cpu().numpy())
    found = {name: np.concatenate(values) for name, values in said.items()}
    at, actions = task.index, task.actions
    when, random = corpus.clock[at] + delay, np.random.default_rng(seed)
    click = Choices(at, _shares(found["click"]), actions.click[at])
    hotkey = Choices(at, _shares(found["hotkey"]), actions.hotkey[at])
    away = (found["cursor"] - actions.xy[at]) * np.array(IN_DIAGONALS)
    return Presses(
        click=click,
        hotkey=hotkey,
        found={"click": likely_events(when, click.p), "hotkey": likely_events(when, hotkey.p)},
        thrown={
            name: [_thrown(found[name], corpus.recording[at], random, rest) for _ in range(_THROWS)]
            for name, rest in zip(("click", "hotkey"), model.rest.tolist(), strict=True)
        },
        xy=actions.xy[at],
        cursor=found["cursor"],
        error=np.hypot(away[:, 0], away[:, 1]),
        cursor_surprise=found["surprise"],
        on_object=actions.on_object[at],
        when=when,
    )


def _thrown(logits: Floats, recording: Ints, random: np.random.Generator, rest: int) -> Ints:
    """(N,) what would be pressed at each of N decisions of one recording after another, timed as in play."""
    trigger = Trigger(1, rest=rest)
    pressed = np.zeros(len(logits), np.int64)
    for row in range(len(logits)):
        if row == 0 or recording[row] != recording[row - 1]:
            trigger.reset([random])
        pressed[row] = trigger.pull(logits[row : row + 1])[0]
    return pressed


def _batches(task: Any, device: torch.device) -> Iterator[Any]:
    for start in range(0, len(task), _BATCH):
        yield to_device(task.batch(np.arange(start, min(start + _BATCH, len(task)))), device)


def _chances(logits: torch.Tensor) -> Floats:
    return logits.float().softmax(-1).cpu().numpy()


def _shares(logits: Floats) -> Floats:
    return _chances(torch.from_numpy(logits))

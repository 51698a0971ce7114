"""Offline figures: how often the models choose as the player did, on recordings kept out of training."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from core.checkpoint import Checkpoint
from core.event_scores import event_scores
from core.features import Floats, Ints
from core.models.executor import Executor
from core.models.tactician import LAST_UNKNOWN
from core.played import Played
from core.policy import STRATEGIST_PERIOD, TACTICIAN_PERIOD, slots_of
from core.settings.training import ExecutorSettings, StrategistSettings, TacticianSettings
from core.timing import Trigger
from core.words import HOTKEYS, Click
from trainers.corpus import GAP, Corpus
from trainers.task import to_device
from trainers.train_executor import DECISION, IN_DIAGONALS, ExecutorTask
from trainers.train_strategist import StrategistTask
from trainers.train_tactician import TacticianTask

_BATCH = 512


@torch.inference_mode()
def offline_figures(
    models: dict[str, Checkpoint], recordings: list[Played], device: torch.device, seed: int = 0
) -> dict[str, Any]:
    """Figures of the three models on `recordings` (labels filled in).

    Accuracies and recalls are shares (0..1); position errors are shares of the window's diagonal; confusion rows are
    the player's mode, columns the model's, both in the order of "modes".
    """
    corpus = Corpus(models["executor"].schema, recordings)
    return {
        "recordings": [item.name for item in recordings],
        "frames": len(corpus),
        "strategist": _strategist(models["strategist"], corpus, device),
        "tactician": _tactician(models["tactician"], corpus, device),
        "executor": _executor(models["executor"], corpus, device, seed),
    }


def _strategist(checkpoint: Checkpoint, corpus: Corpus, device: torch.device) -> dict[str, Any]:
    settings = StrategistSettings(history_seconds=checkpoint.history)
    task = StrategistTask(corpus, settings, corpus.every(STRATEGIST_PERIOD))
    predicted = _modes_in_turn(checkpoint, task, device)
    truth = corpus.mode[task.index]
    modes = checkpoint.schema.modes
    confusion = np.zeros((len(modes), len(modes)), int)
    np.add.at(confusion, (truth, predicted), 1)
    return {
        "mode_accuracy": float((predicted == truth).mean()),
        "modes": list(modes),
        "recall": _recall(predicted, truth, modes),
        "confusion": confusion.tolist(),
        "samples": len(task),
    }


def _modes_in_turn(checkpoint: Checkpoint, task: StrategistTask, device: torch.device) -> Ints:
    """(n,) the mode chosen for each sample, each choice knowing the one before it in its recording, as in play."""
    predicted = np.full(len(task), len(checkpoint.schema.modes), np.int64)
    for turn, rows in _turns(task):
        last = predicted[rows - 1] if turn else predicted[rows]
        batch = to_device(task.batch(rows)._replace(last=torch.from_numpy(last)), device)
        predicted[rows] = checkpoint.model(*batch[:-1]).argmax(-1).cpu().numpy()
    return predicted


def _targets_in_turn(checkpoint: Checkpoint, task: TacticianTask, device: torch.device) -> Ints:
    """(n,) the slot chosen for each sample (`corpus.slots` for none), each choice knowing the one before it."""
    corpus = task.corpus
    predicted = np.full(len(task), corpus.slots, np.int64)
    tracks = np.full(len(task), -1, np.int64)
    for turn, rows in _turns(task):
        moments = corpus.take(task.index[rows], corpus.slots)
        last = slots_of(moments, tracks[rows - 1]) if turn else np.full(len(rows), LAST_UNKNOWN)
        batch = to_device(task.batch(rows)._replace(last=torch.from_numpy(last)), device)
        best = checkpoint.model(*batch[:-1]).argmax(-1).cpu().numpy()
        predicted[rows] = best
        at = np.arange(len(rows)), np.minimum(best, corpus.slots - 1)
        tracks[rows] = np.where(best == corpus.slots, -1, moments.track[at])
    return predicted


def _turns(task: Any) -> Iterator[tuple[int, Ints]]:
    """Which samples are the first of their recordings, which the second, and so on."""
    recording = task.corpus.recording[task.index]
    starts = np.flatnonzero(np.diff(recording, prepend=-1))
    turns = np.arange(len(recording)) - np.repeat(starts, np.diff([*starts, len(recording)]))
    order = np.argsort(turns, kind="stable")
    yield from enumerate(np.split(order, np.flatnonzero(np.diff(turns[order])) + 1))


def _tactician(checkpoint: Checkpoint, corpus: Corpus, device: torch.device) -> dict[str, Any]:
    task = TacticianTask(corpus, TacticianSettings(mode_age=0), corpus.every(TACTICIAN_PERIOD))
    predicted = _targets_in_turn(checkpoint, task, device)
    truth = corpus.target[task.index]
    truth = np.where(truth < 0, corpus.slots, truth)
    some = truth != corpus.slots
    return {
        "target_accuracy": float((predicted == truth).mean()),
        "target_accuracy_if_any": float((predicted == truth)[some].mean()) if some.any() else None,
        "samples": len(task),
    }


def _executor(checkpoint: Checkpoint, corpus: Corpus, device: torch.device, seed: int) -> dict[str, Any]:
    delay = checkpoint.settings.get("action_delay", 0.0)
    # One decision every 50 ms, as in play, so that sampled events come at the rate they would.
    settings = ExecutorSettings(action_delay=delay, thinning=1, mode_age=0, target_age=0)
    task = ExecutorTask(corpus, settings, corpus.every(DECISION))
    model = checkpoint.model
    assert isinstance(model, Executor)
    random = np.random.default_rng(seed)
    said: dict[str, list[Floats]] = {"click": [], "hotkey": []}
    errors: list[Floats] = []
    for batch in _batches(task, device):
        encoded = model.encode(batch.objects, batch.context, batch.mode, batch.target, batch.wounds)
        click_logits, hotkey_logits = model.click_logits(encoded), model.hotkey_logits(encoded)
        away = (model.cursor(encoded, batch.click).mode() - batch.xy).cpu().numpy() * np.array(IN_DIAGONALS)
        errors.append(np.hypot(away[:, 0], away[:, 1]))
        said["click"].append(click_logits.float().cpu().numpy())
        said["hotkey"].append(hotkey_logits.float().cpu().numpy())
    logits = {name: np.concatenate(values) for name, values in said.items()}
    best = {name: values.argmax(1) for name, values in logits.items()}
    actions, at = task.actions, task.index
    error, click, hotkey = np.concatenate(errors), actions.click[at], actions.hotkey[at]
    clicked, on_object = click != Click.NONE, actions.on_object[at]
    when = corpus.clock[at] + delay
    events = {
        name: event_scores(when, _pressed(values, corpus.recording[at], random), _event_times(corpus, name))
        for name, values in logits.items()
    }
    click_names = [item.name.lower() for item in Click]
    return {
        "position_error_at_objects": _mean(error[clicked & on_object]),
        "position_error_all_clicks": _mean(error[clicked]),
        "click_accuracy": float((best["click"] == click).mean()),
        "hotkey_accuracy": float((best["hotkey"] == hotkey).mean()),
        "click_recall": _recall(best["click"], click, click_names),
        "click_events": events["click"],
        "hotkey_events": events["hotkey"],
        "hotkeys": {HOTKEYS[i]: int((hotkey == i).sum()) for i in np.unique(hotkey) if i},
        "samples": len(at),
    }


def _pressed(logits: Floats, recording: Ints, random: np.random.Generator) -> Ints:
    """(n,) what would be pressed at each of n decisions of one recording after another, timed as in play."""
    trigger = Trigger(1)
    pressed = np.zeros(len(logits), np.int64)
    for row in range(len(logits)):
        if row == 0 or recording[row] != recording[row - 1]:
            trigger.reset([random])
        pressed[row] = trigger.pull(logits[row : row + 1])[0]
    return pressed


def _event_times(corpus: Corpus, what: str) -> dict[int, NDArray[np.float64]]:
    kinds = np.concatenate([getattr(item.events, what) for item in corpus.recordings])
    times = np.concatenate([item.events.t + number * GAP for number, item in enumerate(corpus.recordings)])
    return {int(kind): np.sort(times[kinds == kind]) for kind in np.unique(kinds) if kind}


def _batches(task: Any, device: torch.device) -> Any:
    for start in range(0, len(task), _BATCH):
        yield to_device(task.batch(np.arange(start, min(start + _BATCH, len(task)))), device)


def _recall(predicted: Ints, truth: Ints, names: Any) -> dict[str, float]:
    """Share found of each class that occurs."""
    return {str(names[k]): float((predicted[truth == k] == k).mean()) for k in np.unique(truth)}


def _mean(values: Floats) -> float | None:
    return float(values.mean()) if len(values) else None

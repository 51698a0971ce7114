"""`understudy train executor`: the cursor, the clicks and the hotkeys, given mode and target."""

from __future__ import annotations

import sys
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.features import ASPECT, Floats, Ints
from core.job import run_job
from core.labels import slot_under
from core.models.executor import Executor
from core.models.layers import Objects
from core.runs import RunWriter
from core.settings.training import ExecutorSettings
from core.words import Click
from trainers.corpus import GAP, Corpus
from trainers.fit import train_model
from trainers.task import Tally, masked_mean, tally

#: the Executor decides for this long, in seconds (20 Hz)
DECISION = 0.05
#: the window's width and height in diagonals
IN_DIAGONALS = (ASPECT / np.hypot(ASPECT, 1), 1 / np.hypot(ASPECT, 1))


class ExecutorBatch(NamedTuple):
    """See `Executor`."""

    objects: Objects
    context: Tensor
    mode: Tensor
    target: Tensor
    click: Tensor
    hotkey: Tensor
    xy: Tensor
    #: (B,) bool, the click was on an object
    on_object: Tensor


class Actions(NamedTuple):
    """What was done in the `DECISION` seconds that begin `delay` after each of N moments."""

    click: Ints
    hotkey: Ints
    #: (N, 2) the cursor; for a click on an object, as if that object were where it is at the moment itself
    xy: Floats
    on_object: np.ndarray


def actions_of(corpus: Corpus, delay: float) -> Actions:
    """The action each moment led to. People react late: what is done now answers what was seen `delay` ago."""
    n = len(corpus)
    later = np.searchsorted(corpus.clock, corpus.clock + delay + 1e-6, side="right") - 1
    cursor = np.concatenate([item.cursor for item in corpus.recordings])
    actions = Actions(np.zeros(n, np.int64), np.zeros(n, np.int64), cursor[later].copy(), np.zeros(n, bool))
    for number, item in enumerate(corpus.recordings):
        clock = item.events.t + number * GAP
        starts = np.searchsorted(corpus.clock, clock - delay - DECISION, side="right")
        ends = np.searchsorted(corpus.clock, clock - delay, side="right")
        at = np.searchsorted(corpus.clock, clock + 1e-6, side="right") - 1
        for k in range(len(item.events)):
            for i in range(starts[k], ends[k]):
                if corpus.recording[i] != number:
                    continue
                if item.events.hotkey[k]:
                    actions.hotkey[i] = actions.hotkey[i] or item.events.hotkey[k]
                elif actions.click[i] == Click.NONE:
                    actions.click[i] = item.events.click[k]
                    actions.xy[i], actions.on_object[i] = _carried_back(corpus, int(at[k]), i, item.events.xy[k])
    np.clip(actions.xy, 0, 1, out=actions.xy)
    return actions


def _carried_back(corpus: Corpus, at: int, i: int, xy: Floats) -> tuple[Floats, bool]:
    """A click at moment `at`, moved along with the object under it to where that was at moment `i`."""
    moments = corpus.take(np.array([at, i]))
    slot = slot_under(moments, 0, xy)
    if slot < 0:
        return xy, False
    then = np.flatnonzero(moments.track[1] == moments.track[0, slot])
    if not len(then):
        return xy, False
    return xy + moments.box[1, then[0], :2] - moments.box[0, slot, :2], True


class ExecutorTask:
    """Every moment is a sample: what is in view, mode and target, and the action it led to."""

    def __init__(self, corpus: Corpus, settings: ExecutorSettings, index: Ints | None = None) -> None:
        self.corpus = corpus
        self.idle_weight = settings.idle_weight
        self.actions = actions_of(corpus, settings.action_delay)
        self.index = corpus.every(settings.sample_every) if index is None else index

    def __len__(self) -> int:
        return len(self.index)

    def batch(self, index: Ints) -> ExecutorBatch:
        at = self.index[index]
        objects, context = self.corpus.scene(at)
        values = (self.corpus.mode, self.corpus.target, *self.actions)
        return ExecutorBatch(objects, context, *(torch.from_numpy(value[at]) for value in values))

    def loss(self, model: nn.Module, batch: ExecutorBatch) -> tuple[Tensor, dict[str, Tally]]:
        """Click and hotkey are trained without label smoothing: they are sampled in play, and at 20 decisions a second
        even half a percent of smoothed probability is a stray click every ten seconds."""
        assert isinstance(model, Executor)
        encoded = model.encode(batch.objects, batch.context, batch.mode, batch.target)
        click_logits, hotkey_logits = model.click_logits(encoded), model.hotkey_logits(encoded)
        click_loss = F.cross_entropy(click_logits, batch.click)
        hotkey_loss = F.cross_entropy(hotkey_logits, batch.hotkey)
        density = model.cursor(encoded, batch.click)
        nll = -density.log_prob(batch.xy)
        clicked = batch.click != Click.NONE
        cursor_loss = masked_mean(nll, clicked) + self.idle_weight * masked_mean(nll, ~clicked)
        with torch.no_grad():
            away = (density.mode() - batch.xy) * torch.tensor(
                IN_DIAGONALS, dtype=batch.xy.dtype, device=batch.xy.device
            )
            error = away.square().sum(-1).sqrt()
        figures = {
            "loss/click": Tally(click_loss.detach() * len(clicked), torch.tensor(float(len(clicked)))),
            "loss/hotkey": Tally(hotkey_loss.detach() * len(clicked), torch.tensor(float(len(clicked)))),
            "loss/cursor": tally(nll, clicked),
            "pos_err/clicks": tally(error, clicked),
            "pos_err/clicks_at_objects": tally(error, clicked & batch.on_object),
            "accuracy/click": tally(click_logits.argmax(-1) == batch.click),
            "accuracy/hotkey": tally(hotkey_logits.argmax(-1) == batch.hotkey),
        }
        return 4 * click_loss + 4 * hotkey_loss + 0.25 * cursor_loss, figures


def work(settings: ExecutorSettings, run: RunWriter) -> dict[str, object]:
    """Train it."""
    return train_model(settings, run, ExecutorTask)


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_job("train_executor", work, argv)


if __name__ == "__main__":
    sys.exit(main())

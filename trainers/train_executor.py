"""`understudy train executor`: the cursor, the clicks and the hotkeys, given mode and target."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import ClassVar, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.features import Floats, Ints, wound_features
from core.job import run_job
from core.labels import slot_under
from core.models.executor import Executor, Given
from core.models.inputs import Objects
from core.runs import RunWriter
from core.schema import ASPECT
from core.settings.training import ExecutorSettings
from core.timing import DECISION
from core.words import Click
from trainers.chance import chances
from trainers.corpus import GAP, Corpus
from trainers.fit import train_model
from trainers.staleness import stale_mode, stale_target
from trainers.task import Tally, masked_mean, tally, weighted_mean

#: of this many idle moments in a batch one is asked where the hand rests
RESTING = 4
#: weights of the losses; the cursor's gradients are that much larger than the others'
CLICK_WEIGHT, HOTKEY_WEIGHT, CURSOR_WEIGHT = 4.0, 8.0, 0.03
#: weight of the cursor's error, in diagonals of the window, where epochs are judged: its density is soon surer of
#: itself than it should be, while what it is sure of is still getting better
ERROR_WEIGHT = 3.0
#: the window's width and height in diagonals
IN_DIAGONALS = (ASPECT / np.hypot(ASPECT, 1), 1 / np.hypot(ASPECT, 1))


class ExecutorBatch(NamedTuple):
    """See `Executor`."""

    objects: Objects
    context: Tensor
    mode: Tensor
    target: Tensor
    wounds: Tensor
    click: Tensor
    hotkey: Tensor
    xy: Tensor
    #: (B,) bool, the click was on an object
    on_object: Tensor
    #: (B,) how many moments the sample stands for where presses are learnt
    weight: Tensor

    def given(self, model: Executor) -> Given:
        """What the action followed from."""
        return model.given(self.objects, self.context, self.mode, self.target)


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
        # A hair later: a frame taken at the very moment of an event must not miss it by a rounding.
        clock = item.events.t + number * GAP + 1e-6
        starts = np.searchsorted(corpus.clock, clock - delay - DECISION, side="right")
        ends = np.searchsorted(corpus.clock, clock - delay, side="right")
        at = np.searchsorted(corpus.clock, clock, side="right") - 1
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
    """Samples are what is in view, mode and target, and the action it led to.

    Every moment that led to an action is a sample, and each that led to a click is `settings.click_repeats` of them, of
    which the hand learns each and the presses one: where to click has nothing else to be learnt from. Of the others,
    `settings.thinning` in a row are one, which stands for all of them: another of them, drawn anew, each time it is
    asked for.
    """

    judged_by: ClassVar[Mapping[str, float]] = {
        "loss/click": CLICK_WEIGHT,
        "loss/hotkey": HOTKEY_WEIGHT,
        "pos_err/clicks": ERROR_WEIGHT,
    }

    def __init__(self, corpus: Corpus, settings: ExecutorSettings, index: Ints | None = None) -> None:
        self.corpus = corpus
        self.idle_weight = settings.idle_weight
        self._mode_age, self._target_age = settings.mode_age, settings.target_age
        self.actions = actions_of(corpus, settings.action_delay)
        index = corpus.every(settings.sample_every) if index is None else index
        busy = (self.actions.click[index] != Click.NONE) | (self.actions.hotkey[index] != 0)
        acted, idle = np.flatnonzero(busy), np.flatnonzero(~busy)
        runs = np.arange(0, len(idle), settings.thinning)
        clicked = self.actions.click[index[acted]] != Click.NONE
        again = [acted[clicked]] * (settings.click_repeats - 1)
        fresh = np.concatenate([np.ones(len(acted)), *map(np.zeros_like, again), np.ones(len(runs))])
        acted = np.concatenate([acted, *again])
        order = np.argsort(np.concatenate([acted, idle[runs]]), kind="stable")
        self.index = index
        #: (n,) moments, those without an action first, and (samples,) the place there where each sample begins and for
        #: how many moments it stands
        self._moments = index[np.concatenate([idle, acted])]
        self._begin = np.concatenate([len(idle) + np.arange(len(acted)), runs])[order]
        self.many = np.concatenate([np.ones_like(acted), np.minimum(len(idle) - runs, settings.thinning)])[order]
        #: (samples,) how many moments each stands for where presses are learnt: a click looked at again for none
        self._weight = (self.many * fresh[order]).astype(np.float32)

    def __len__(self) -> int:
        return len(self.many)

    def batch(self, index: Ints) -> ExecutorBatch:
        skipped, mode_age, target_age = chances(index, 3)
        many = self.many[index]
        at = self._moments[self._begin[index] + (skipped * many).astype(np.int64)]
        objects, context = self.corpus.scene(at, self.corpus.most_objects(at))
        mode = stale_mode(self.corpus, at, self._mode_age, mode_age)
        target = stale_target(self.corpus, at, self._target_age, target_age)
        wounds = wound_features(self.corpus.schema, *self.corpus.lagged(at))
        done = (value[at] for value in self.actions)
        values = (mode, target, wounds, *done, self._weight[index])
        return ExecutorBatch(objects, context, *(torch.from_numpy(value) for value in values))

    def loss(self, model: nn.Module, batch: ExecutorBatch) -> tuple[Tensor, dict[str, Tally]]:
        """Click and hotkey are trained without label smoothing: they are sampled in play, and at 20 decisions a second
        even half a percent of smoothed probability is a stray click every ten seconds."""
        assert isinstance(model, Executor)
        given = batch.given(model)
        click_loss, hotkey_loss, figures = self._presses(model, batch, given)
        clicked = batch.click != Click.NONE
        # The hand's trunk runs where there was a click, and in one idle moment of `RESTING`.
        resting = (~clicked).nonzero().squeeze(1)[::RESTING]
        rows = torch.cat([clicked.nonzero().squeeze(1), resting])
        density = model.cursor(given.at(rows), batch.click[rows])
        xy, clicked, on_object = batch.xy[rows], clicked[rows], batch.on_object[rows]
        nll = -density.log_prob(xy)
        cursor_loss = masked_mean(nll, clicked) + self.idle_weight * masked_mean(nll, ~clicked)
        with torch.no_grad():
            away = (density.mode() - xy) * torch.tensor(IN_DIAGONALS, dtype=xy.dtype, device=xy.device)
            error = away.square().sum(-1).sqrt()
        figures |= {
            "loss/cursor": tally(nll, clicked),
            "pos_err/clicks": tally(error, clicked),
            "pos_err/clicks_at_objects": tally(error, clicked & on_object),
        }
        return CLICK_WEIGHT * click_loss + HOTKEY_WEIGHT * hotkey_loss + CURSOR_WEIGHT * cursor_loss, figures

    def _presses(self, model: Executor, batch: ExecutorBatch, given: Given) -> tuple[Tensor, Tensor, dict[str, Tally]]:
        """Losses of clicks and hotkeys, and their figures: the pressing trunk runs where there is a weight."""
        learnt = batch.weight > 0
        if not learnt.any():  # nothing but clicks that are looked at again
            learnt[0] = True
        rows = learnt.nonzero().squeeze(1)
        clicks, hotkeys = model.presses(given.at(rows), batch.wounds[rows])
        click, hotkey, weight = batch.click[rows], batch.hotkey[rows], batch.weight[rows]
        click_losses = F.cross_entropy(clicks, click, reduction="none")
        hotkey_losses = F.cross_entropy(hotkeys, hotkey, reduction="none")
        figures = {
            "loss/click": tally(click_losses, weight),
            "loss/hotkey": tally(hotkey_losses, weight),
            "accuracy/click": tally(clicks.argmax(-1) == click, weight),
            "accuracy/hotkey": tally(hotkeys.argmax(-1) == hotkey, weight),
        }
        return weighted_mean(click_losses, weight), weighted_mean(hotkey_losses, weight), figures


def work(settings: ExecutorSettings, run: RunWriter) -> dict[str, object]:
    """Train it."""
    return train_model(settings, run, ExecutorTask)


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_job("train_executor", work, argv)


if __name__ == "__main__":
    sys.exit(main())

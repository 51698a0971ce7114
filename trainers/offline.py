"""Offline figures: how often the models choose as the player did, on recordings kept out of training."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.event_scores import event_pairs, event_scores
from core.features import Floats, Ints
from core.offline_figures import Calibration, Chosen, EventScores, Executor, Offline, Strategist, Tactician
from core.words import PRESSES
from trainers.calibration import calibration_of_choice, calibration_of_event
from trainers.corpus import GAP, Corpus
from trainers.judged import Choices, Judged, Presses

NONE = "none"


def offline_figures(answers: Judged) -> Offline:
    """The figures of what was answered, without the worst moments."""
    corpus = answers.corpus
    return Offline(
        recordings=[item.name for item in corpus.recordings],
        frames=len(corpus),
        strategist=_strategist(answers.mode, corpus.schema.modes),
        tactician=_tactician(answers.target, corpus),
        executor=_executor(answers.presses, corpus),
    )


def _strategist(mode: Choices, names: Sequence[str]) -> Strategist:
    return Strategist(
        mode_accuracy=float(mode.right.mean()),
        commonest=_commonest(mode.truth),
        mode=chosen(mode.truth, mode.best, names, calibration=calibration_of_choice(mode.p, mode.truth)),
        samples=len(mode.at),
    )


def _tactician(target: Choices, corpus: Corpus) -> Tactician:
    some = target.truth != corpus.slots
    kinds, names = kinds_of(corpus, target.at), [*corpus.schema.classes, NONE]
    rows = np.arange(len(target.at))
    truth, best = kinds[rows, target.truth], kinds[rows, target.best]
    calibration = calibration_of_choice(target.p, target.truth)
    return Tactician(
        target_accuracy=float(target.right.mean()),
        target_accuracy_if_any=float(target.right[some].mean()) if some.any() else None,
        commonest=_commonest(target.truth),
        target=chosen(truth, best, names, only_seen=True, calibration=calibration),
        found={names[kind]: float(target.right[truth == kind].mean()) for kind in np.unique(truth)},
        samples=len(rows),
    )


def kinds_of(corpus: Corpus, at: Ints) -> Ints:
    """(N, S + 1) class of the object in each slot at the moments `at`; the last one is none."""
    kinds = corpus.take(at, corpus.slots).cls
    return np.concatenate([kinds, np.full((len(at), 1), len(corpus.schema.classes), kinds.dtype)], axis=1)


def _executor(presses: Presses, corpus: Corpus) -> Executor:
    clicked = presses.clicked
    choices = {"click": presses.click, "hotkey": presses.hotkey}
    scores = {name: _event_scores(presses, corpus, name) for name in choices}
    by_kind = {name: _events_by_kind(presses, corpus, name) for name in choices}
    recalls = {name: _recall(item.best, item.truth, PRESSES[name]) for name, item in choices.items()}
    return Executor(
        position_error_at_objects=_mean(presses.error[clicked & presses.on_object]),
        position_error_all_clicks=_mean(presses.error[clicked]),
        click_accuracy=float(presses.click.right.mean()),
        hotkey_accuracy=float(presses.hotkey.right.mean()),
        click_recall=recalls["click"],
        hotkey_recall=recalls["hotkey"],
        click_events=scores["click"],
        hotkey_events=scores["hotkey"],
        click=by_kind["click"],
        hotkey=by_kind["hotkey"],
        samples=len(presses.when),
    )


def _event_scores(presses: Presses, corpus: Corpus, what: str) -> EventScores:
    truth = event_times(corpus, what)
    played = [event_scores(presses.when, thrown, truth)["f1"] for thrown in presses.thrown[what]]
    told = [f1 for f1 in played if f1 is not None]
    found = event_scores(presses.when, presses.found[what], truth)
    return EventScores(**found, f1_as_played=float(np.mean(told)) if told else None)


def event_times(corpus: Corpus, what: str) -> dict[int, NDArray[np.float64]]:
    """The player's clicks or hotkeys on the corpus's clock, by kind, ascending."""
    kinds = np.concatenate([getattr(item.events, what) for item in corpus.recordings])
    times = np.concatenate([item.events.t + number * GAP for number, item in enumerate(corpus.recordings)])
    return {int(kind): np.sort(times[kinds == kind]) for kind in np.unique(kinds) if kind}


def matched_kinds(presses: Presses, corpus: Corpus, what: str) -> tuple[Ints, Ints]:
    """(K,) kinds of the player's presses and of the model's, in pairs; 0 on a side where one has no partner.

    Presses of one kind are paired first, as the scores are; what is left may be the right moment and the wrong kind.
    """
    pressed, times = presses.found[what], event_times(corpus, what)
    mine = {kind: np.sort(presses.when[pressed == kind]) for kind in np.unique(pressed[pressed != 0]).tolist()}
    pairs: list[tuple[int, int]] = []
    for kind in mine.keys() & times.keys():
        found = event_pairs(mine[kind], times[kind])
        pairs += [(kind, kind)] * len(found)
        mine[kind] = np.delete(mine[kind], found[:, 0])
        times[kind] = np.delete(times[kind], found[:, 1])
    (said_t, said), (true_t, true) = _in_time(mine), _in_time(times)
    found = event_pairs(said_t, true_t)
    pairs += zip(true[found[:, 1]].tolist(), said[found[:, 0]].tolist(), strict=True)
    pairs += [(kind, 0) for kind in np.delete(true, found[:, 1]).tolist()]
    pairs += [(0, kind) for kind in np.delete(said, found[:, 0]).tolist()]
    both = np.array(sorted(pairs), np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _in_time(by_kind: dict[int, NDArray[np.float64]]) -> tuple[NDArray[np.float64], Ints]:
    times = np.concatenate([np.empty(0), *by_kind.values()])
    kinds = np.repeat(np.array(list(by_kind), np.int64), [len(item) for item in by_kind.values()])
    order = np.argsort(times, kind="stable")
    return times[order], kinds[order]


def _events_by_kind(presses: Presses, corpus: Corpus, what: str) -> Chosen:
    choice: Choices = getattr(presses, what)
    truth, said = matched_kinds(presses, corpus, what)
    calibration = calibration_of_event(choice.p, choice.truth)
    made = chosen(truth, said, PRESSES[what], only_seen=True, calibration=calibration)
    # That nothing was pressed while nothing was is no event.
    for scores in (made.recall, made.precision):
        scores.pop(NONE, None)
    return made


def chosen(
    truth: Ints, said: Ints, names: Sequence[str], *, only_seen: bool = False, calibration: Calibration
) -> Chosen:
    """Confusion, recall and precision of N choices between `names`; `only_seen` leaves out what neither ever chose."""
    counts = np.zeros((len(names), len(names)), np.int64)
    np.add.at(counts, (truth, said), 1)
    kept = [k for k in range(len(names)) if not only_seen or counts[k].any() or counts[:, k].any()]
    return Chosen(
        names=[names[k] for k in kept],
        confusion=counts[np.ix_(kept, kept)].tolist(),
        recall=_recall(said, truth, names),
        precision=_recall(truth, said, names),
        calibration=calibration,
    )


def _recall(said: Ints, truth: Ints, names: Sequence[str]) -> dict[str, float]:
    """Share found of each class that occurs."""
    return {str(names[k]): float((said[truth == k] == k).mean()) for k in np.unique(truth).tolist()}


def _commonest(truth: Ints) -> float:
    return float(np.bincount(truth).max() / len(truth))


def _mean(values: Floats) -> float | None:
    return float(values.mean()) if len(values) else None

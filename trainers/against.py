"""Two sets of models against each other: on the same moments, and on the same seeds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.checkpoint import MODEL_NAMES, Checkpoint, load_checkpoint, name_of_checkpoint
from core.errors import ExitCode, UserError
from core.evaluation import Paired
from core.event_scores import event_pairs
from core.features import Ints
from core.games.game import Game
from core.home import Home
from core.profile import Profile
from trainers.calibration import surprise
from trainers.closed_loop import Episode
from trainers.compare import outcome, same_seeds, whole_style
from trainers.corpus import Corpus
from trainers.judged import Choices, Judged
from trainers.offline import event_times
from trainers.paired import Table, paired, ratio

#: seconds of a recording that are exchanged together: neighbouring moments say the same, and are no new evidence
STRETCH = 20.0
_FILE = "best_model.pt"
#: units of the figures
PERCENT, NATS, A_MINUTE, A_GAME, DISTANCE = "percent", "nats", "a minute", "a game", "of 1"
#: whether more of an outcome is better; of the others it is a matter of style
_BETTER = {"score": True, "deaths": False}


def load_rivals(path: Path, models: dict[str, Checkpoint], profile: Profile) -> dict[str, Checkpoint]:
    """The models to compare with: a folder of them, a home, or one checkpoint that takes its place among `models`.

    Raises:
        UserError: there are none at `path`, or they cannot be used.
    """
    if path.is_file():
        name = name_of_checkpoint(path)
        return {**models, name: load_checkpoint(path, name, profile)}
    for folder in (path, Home(path, path).models):
        files = {name: folder / name / _FILE for name in MODEL_NAMES if (folder / name / _FILE).is_file()}
        if files:
            return {**models, **{name: load_checkpoint(file, name, profile) for name, file in files.items()}}
    raise UserError(
        f"There are no models at {path}: give a checkpoint file, or a folder with one or more of "
        f"{', '.join(f'{name}/{_FILE}' for name in MODEL_NAMES)}.",
        ExitCode.NO_DATA,
    )


def different(mine: dict[str, Checkpoint], theirs: dict[str, Checkpoint]) -> list[str]:
    """Which of the three are not the same model."""
    return [name for name in MODEL_NAMES if not _same(mine[name], theirs[name])]


def _same(a: Checkpoint, b: Checkpoint) -> bool:
    one, other = a.model.state_dict(), b.model.state_dict()
    return one.keys() == other.keys() and all(
        value.shape == other[key].shape and bool((value == other[key]).all()) for key, value in one.items()
    )


def compare_offline(mine: Judged, theirs: Judged, models: Sequence[str]) -> list[Paired]:
    """The figures of `models` on the same moments, exchanged by stretches of `STRETCH` seconds."""
    unit = _stretches(mine.corpus)
    one, other = (_Sums(answers, unit).tables() for answers in (mine, theirs))
    found = []
    for name, table in one.items():
        if _model_of(name) not in models:
            continue
        worse = "error" in name or "surprise" in name
        figure = _f1 if table.shape[1] == 3 else ratio
        measure = NATS if "surprise" in name else PERCENT
        found.append(paired(name, table, other[name], figure, unit=measure, more_is_better=not worse))
    return found


def _model_of(figure: str) -> str:
    """Which model a figure is of."""
    return "strategist" if "mode" in figure else "tactician" if "target" in figure else "executor"


def _stretches(corpus: Corpus) -> Ints:
    """(N,) which stretch of which recording each moment is in, counted from 0."""
    stretch = ((corpus.t - corpus.t[corpus.first]) // STRETCH).astype(np.int64)
    return np.unique(np.stack([corpus.recording, stretch]), axis=1, return_inverse=True)[1].reshape(-1)


class _Sums:
    """What figures are made of, summed up over each of U stretches: shares as (U, 2) and events as (U, 3)."""

    def __init__(self, answers: Judged, unit: Ints) -> None:
        self._answers, self._unit = answers, unit
        self._count = int(unit.max()) + 1

    def tables(self) -> dict[str, Table]:
        """By the name of the figure."""
        answers, presses = self._answers, self._answers.presses
        mode, target, clicked = answers.mode, answers.target, presses.clicked
        some, at = target.truth != answers.corpus.slots, presses.click.at
        at_objects = clicked & presses.on_object
        return {
            "mode accuracy": self._mean(mode.at, mode.right),
            "surprise at the mode": self._mean(mode.at, surprise(mode.p, mode.truth)),
            "target accuracy": self._mean(target.at, target.right),
            "target accuracy where there is one": self._mean(target.at[some], target.right[some]),
            "surprise at the target": self._mean(target.at, surprise(target.p, target.truth)),
            "position error, clicks at objects": self._mean(at[at_objects], presses.error[at_objects]),
            "position error, all clicks": self._mean(at[clicked], presses.error[clicked]),
            "clicks within 250 ms, F1": self._events("click", presses.click),
            "hotkeys within 250 ms, F1": self._events("hotkey", presses.hotkey),
        }

    def _sum(self, at: Ints, values: NDArray | None = None) -> NDArray[np.float64]:
        return np.bincount(self._unit[at], values, self._count).astype(np.float64)

    def _mean(self, at: Ints, values: NDArray) -> Table:
        return np.stack([self._sum(at, values.astype(np.float64)), self._sum(at)], axis=1)

    def _events(self, what: str, choice: Choices) -> Table:
        """Hits, presses of the model and presses of the player."""
        corpus, presses = self._answers.corpus, self._answers.presses
        pressed = presses.found[what]
        hits, wanted = np.zeros(self._count), np.zeros(self._count)
        for kind, times in event_times(corpus, what).items():
            at = np.searchsorted(corpus.clock, times + 1e-6, side="right") - 1
            wanted += self._sum(at)
            hits += self._sum(at[event_pairs(np.sort(presses.when[pressed == kind]), times)[:, 1]])
        return np.stack([hits, self._sum(choice.at[pressed != 0]), wanted], axis=1)


def _f1(sums: Table) -> NDArray[np.float64]:
    return ratio(np.stack([2 * sums[..., 0], sums[..., 1] + sums[..., 2]], axis=-1))


def compare_in_play(
    mine: Sequence[Episode], theirs: Sequence[Episode], own: Sequence[Episode] | None, game: Game
) -> list[Paired]:
    """Outcomes of the game, and the distance in style from `own`, the pilot they learnt from, on the same seeds."""
    pairs = same_seeds(mine, theirs)
    found = []
    for name in game.outcomes if pairs else ():
        one, other = (np.array([[outcome(item[side], name, game.has_end), 1.0] for item in pairs]) for side in (0, 1))
        unit = A_GAME if game.has_end else A_MINUTE
        found.append(paired(name, one, other, unit=unit, more_is_better=_BETTER.get(name)))
    if own and pairs:
        style = _StyleDistance([episode for pair in pairs for episode in pair], own)
        one, other = (np.stack([style.counts(item[side]) for item in pairs]) for side in (0, 1))
        found.append(paired("distance in style", one, other, style, unit=DISTANCE, more_is_better=False))
    return found


class _StyleDistance:
    """`compare.style_distance` from one player, of many sums of counts at once: its mean over what the player shows."""

    def __init__(self, episodes: Sequence[Episode], own: Sequence[Episode]) -> None:
        self._whole = {name: counts for name, counts in whole_style(own).parts().items() if counts.total()}
        everybody = whole_style([*episodes, *own]).parts()
        self._names = {part: sorted(everybody[part]) for part in self._whole}

    def counts(self, episode: Episode) -> NDArray[np.float64]:
        """(K,) how often each thing came up in an episode."""
        parts = episode.style.parts()
        return np.array([parts[part][name] for part, names in self._names.items() for name in names], float)

    def __call__(self, sums: Table) -> NDArray[np.float64]:
        distances, first = [], 0
        for part, names in self._names.items():
            counts = sums[..., first : first + len(names)]
            first += len(names)
            with np.errstate(invalid="ignore"):
                shares = counts / counts.sum(axis=-1, keepdims=True)
            own = np.array([self._whole[part][name] for name in names]) / self._whole[part].total()
            distances.append(0.5 * np.abs(shares - own).sum(axis=-1))
        known = np.isfinite(distances)
        with np.errstate(invalid="ignore"):
            return np.where(known, distances, 0).sum(axis=0) / known.sum(axis=0)


def sentence(item: Paired) -> str:
    """A comparison in words."""
    if item.mine is None or item.theirs is None:
        return f"{item.what}: nothing to compare."
    around = "" if item.low is None else f", 95 % interval {item.words(item.low)} to {item.words(item.high)}"
    chance = "" if item.p is None else f", p {item.p_words if item.p < 0.001 else f'= {item.p_words}'}"
    pairs = f"{item.pairs} {'episodes' if item.unit in (A_MINUTE, A_GAME, DISTANCE) else f'stretches of {STRETCH:g} s'}"
    return (
        f"{item.what}: {item.verdict}. {item.words(item.mine)} against {item.words(item.theirs)} "
        f"(difference {item.words(item.difference)}{around}{chance}; {pairs})."
    )

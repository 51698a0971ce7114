"""How far labels in hindsight agree with what pilots say of themselves: `python benchmarks/bench_labels.py [seconds]`.

Prints, for the built-in pilots on seeds that nothing was fitted to and for pilots of other styles, the agreement in
mode (and recall and precision of each) and in target, as it is and through a detector's eyes; how the confidence
holds; and frames labelled a second. `--leave-one-out` also fits the judge without each of the pilots in turn, and says
how it does on that one: some minutes each.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from helpers.odd_pilots import Kiter, Pacifist, Turncoat

from arena.pilots import PILOTS, load_pilot
from core.labels import label_in_hindsight
from core.labels.network import Weights
from core.observation import Player
from core.played import NO_TARGET, Played, to_arrays
from core.profile import load_profile
from core.schema import FeatureSchema
from core.words import MODES
from recorder.episode import play_episode
from scripts.labelled_plays import plays_to_fit, samples, worn
from scripts.strangers import Stranger, Style

PROFILE = load_profile("arena")
SCHEMA = FeatureSchema.of(PROFILE)
#: seeds that no judge was fitted to
SEEDS = range(3000, 3004)
#: pilots written apart from all that a judge is fitted to
ODD = (Pacifist, Kiter, Turncoat)
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)


class Told(NamedTuple):
    """All frames of some plays: what was said (first) and what was told in hindsight."""

    mode: np.ndarray
    told_mode: np.ndarray
    target: np.ndarray
    told_target: np.ndarray
    confidence: np.ndarray


class Plays(NamedTuple):
    """One player's plays, as they are and through a detector's eyes."""

    clean: list[Played]
    worn: list[Played]


def plays_of(make: Callable[[int], Player], seconds: float) -> Plays:
    """Play every seed; `make` gives the player of a seed."""
    found = Plays([], [])
    for seed in SEEDS:
        recording = play_episode(make(seed), PROFILE, seed, name="bench", fps=30.0, seconds=seconds)
        found.clean.append(to_arrays(str(seed), recording, SCHEMA))
        found.worn.append(to_arrays(str(seed), worn(recording, seed), SCHEMA))
    return found


def told_of(plays: list[Played], weights: Weights | None = None) -> Told:
    """Label plays in hindsight."""
    rows = []
    for played in plays:
        mode, target, confidence = label_in_hindsight(played, PROFILE, weights=weights)
        rows.append((played.mode, mode, played.target, target, confidence))
    return Told(*(np.concatenate(column) for column in zip(*rows, strict=True)))


def show(name: str, told: Told, *, modes: bool = True) -> None:
    """Print one player's agreement."""
    same = told.mode == told.told_mode
    hit, has = told.target == told.told_target, told.target != NO_TARGET
    print(
        f"{name:<28} mode {same.mean():6.1%}   target {hit.mean():6.1%}   "
        f"where it has one {hit[has].mean() if has.any() else np.nan:6.1%}   of {len(same):,} frames"
    )
    for index, mode in enumerate(MODES if modes else ()):
        said, heard = told.mode == index, told.told_mode == index
        recall = same[said].mean() if said.any() else np.nan
        precision = same[heard].mean() if heard.any() else np.nan
        print(f"    {mode:<10} share {said.mean():6.1%}   recall {recall:6.1%}   precision {precision:6.1%}")


def reliability(name: str, parts: list[Told]) -> None:
    """Print how often a mode is right by how sure the labels are."""
    sure = np.concatenate([part.confidence for part in parts])
    same = np.concatenate([part.mode == part.told_mode for part in parts])
    print(f"confidence, {name}: mean {sure.mean():.1%}, right {same.mean():.1%}")
    for low, high in pairwise(BINS):
        inside = (sure >= low) & ((sure < high) | (high == 1.0))
        if inside.any():
            print(
                f"    {low:4.2f}..{high:4.2f}   {inside.mean():6.1%} of the frames   "
                f"mean {sure[inside].mean():6.1%}   right {same[inside].mean():6.1%}"
            )


def speed(played: Played) -> None:
    """Print how fast labelling is."""
    label_in_hindsight(played, PROFILE)
    began = time.perf_counter()
    label_in_hindsight(played, PROFILE)
    rate = len(played) / (time.perf_counter() - began)
    print(f"{rate:,.0f} frames/s: 30 minutes at 30 frames a second in {54_000 / rate:.1f} s")


def leave_one_out(known: dict[str, Plays]) -> None:
    """Fit without each pilot, and print how that does on the pilot left out."""
    from scripts.fit_labels import BATCHES_LEFT_OUT, fit_several

    judges = fit_several(samples(plays_to_fit()), [(name, BATCHES_LEFT_OUT) for name in known])
    for (name, plays), judge in zip(known.items(), judges, strict=True):
        weights = {key: values.astype(np.float32) for key, values in judge.items()}
        show(f"{name}, judge of the others", told_of(plays.clean, weights))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("seconds", nargs="?", type=float, default=120.0, help="length of each of the four episodes")
    parser.add_argument("--leave-one-out", action="store_true")
    settings = parser.parse_args()
    known = {name: plays_of(lambda _, name=name: load_pilot(name), settings.seconds) for name in PILOTS}
    drawn = {"strangers": plays_of(lambda seed: Stranger(Style.drawn(seed)), settings.seconds)}
    odd = {kind.__name__: plays_of(lambda _, kind=kind: kind(), settings.seconds) for kind in ODD}
    players = known | drawn | odd
    told = {name: told_of(plays.clean) for name, plays in players.items()}
    for name, plays in players.items():
        show(name, told[name])
        show("  through a detector", told_of(plays.worn), modes=False)
    reliability("the three pilots", [told[name] for name in known])
    reliability("pilots of other styles", [told[name] for name in odd])
    speed(known["aggressor"].clean[0])
    if settings.leave_one_out:
        leave_one_out(known)


if __name__ == "__main__":
    main()

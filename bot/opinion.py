"""`understudy recordings opinion`: what the trained models would have done at every moment of a recording."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.checkpoint import Checkpoint
from core.coached import open_coached
from core.columns import summary_of
from core.edits import labelled, read_edits
from core.event_scores import event_scores
from core.job import log, run_job
from core.labels import fill_labels
from core.library import find
from core.observation import Observation, SeenObject
from core.opinion import Opinion, opinion_path, read_opinion, sources_of, write_opinion
from core.played import NO_TARGET, Played
from core.policy import PolicyBatch, load_models
from core.profile import load_profile
from core.runs import RunWriter
from core.scenes import Scenes
from core.schema import FeatureSchema
from core.settings.recordings import OpinionSettings

#: seconds between two decisions, as in play
PERIOD = 0.05


def give_opinions(settings: OpinionSettings, run: RunWriter) -> dict[str, Any]:
    """Ask the models about each recording, keep what they say, and tell how far it agrees with the player."""
    import torch

    from core.device import choose_device

    if settings.threads:
        torch.set_num_threads(settings.threads)
    paths = find(settings.recordings, settings.names)
    result: dict[str, Any] = {}
    models: dict[str, dict[str, Checkpoint]] = {}
    for number, path in enumerate(paths):
        profile = load_profile(summary_of(path, home=settings.folders).profile, settings.folders)
        sources = sources_of(path, settings.models, profile)
        known = read_opinion(path)
        if known is None or known.sources != sources:
            if profile.name not in models:
                models[profile.name] = load_models(settings.models, profile)
            played = fill_labels(labelled(open_coached(path, profile), read_edits(path).labels), profile)

            def go_on(done: float, number: int = number, name: str = path.stem) -> bool:
                run.progress((number + done) / len(paths), f"the models look at {name}")
                return not run.stop_requested

            policy = PolicyBatch(models[profile.name], 1, choose_device(settings.device))
            policy.reset([settings.seed])
            known = opinion_on(played, policy, _delay(models[profile.name]), sources, go_on)
            if known is None:
                break
            write_opinion(path, known)
        result[path.stem] = known.agreement
        log.info("%s: %s", path.stem, agreement_words(known.agreement))
        log.info("written to %s", opinion_path(path))
    return result


def opinion_on(
    played: Played,
    policy: PolicyBatch,
    delay: float,
    sources: dict[str, str],
    go_on: Callable[[float], bool] = lambda done: True,
) -> Opinion | None:
    """What a policy of one seat would have done at each frame; its past is the player's, not its own.

    Args:
        played: with labels, to compare with.
        delay: seconds from what the models see to the action they learnt for it.
        go_on: is told the done share and answers whether to; where it does not, there is no opinion.
    """
    n, t = len(played), played.scenes.t
    decided = _decisions(t)
    mode, target = np.zeros(n, np.int8), np.full(n, NO_TARGET, np.int16)
    xy = np.zeros((n, 2), np.float32)
    click, hotkey = np.zeros(n, np.int8), np.zeros(n, np.int8)
    rows = [*np.flatnonzero(decided).tolist(), n]
    for count, (i, j) in enumerate(pairwise(rows)):
        if count % 100 == 0 and not go_on(i / n):
            return None
        action = policy.act([_observation(played, policy.schema, i)])[0]
        mode[i:j], xy[i:j] = policy.modes[0], action[:2]
        click[i:j], hotkey[i:j] = action.click, action.hotkey
        target[i:j] = _followed(played.scenes, i, j, int(policy.slots[0]))
    opinion = Opinion(t, mode, target, _centres(played.scenes, target), xy, click, hotkey, decided, sources, {})
    opinion.agreement.update(_agreement(played, opinion, delay))
    return opinion


def _decisions(t: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(N,) the frames at which a decision falls due."""
    # Times are rounded when they are written, so a frame may stand a hair before its due time.
    ticks = np.floor(t / PERIOD + 0.02)
    return np.append(True, ticks[1:] != ticks[:-1])


def _observation(played: Played, schema: FeatureSchema, i: int) -> Observation:
    """What the player saw at frame `i`; its objects are in the order of their slots."""
    scenes = played.scenes
    inside = slice(int(scenes.start[i]), int(scenes.start[i + 1]))
    boxes = zip(scenes.cls[inside].tolist(), scenes.box[inside].tolist(), strict=True)
    state = dict(zip(schema.state_names, scenes.state[i].tolist(), strict=True))
    return Observation(float(scenes.t[i]), state, [SeenObject(schema.classes[cls], *box) for cls, box in boxes])


def _followed(scenes: Scenes, i: int, j: int, slot: int) -> list[int]:
    """Slots, at frames `i` to `j`, of what is in `slot` at frame `i`."""
    if slot < 0:
        return [NO_TARGET] * (j - i)
    track = scenes.track[scenes.start[i] + slot]
    found = []
    for k in range(i, j):
        at = np.flatnonzero(scenes.track[scenes.start[k] : scenes.start[k + 1]] == track)
        found.append(int(at[0]) if len(at) else NO_TARGET)
    return found


def _centres(scenes: Scenes, target: NDArray[np.int16]) -> NDArray[np.float32]:
    """(N, 2) where each frame's target is, NaN without one."""
    rows = np.flatnonzero(target >= 0)
    centres = np.full((len(target), 2), np.nan, np.float32)
    centres[rows] = scenes.box[scenes.start[rows] + target[rows], :2]
    return centres


def _agreement(played: Played, opinion: Opinion, delay: float) -> dict[str, float | None]:
    """Shares (0..1): frames of the same mode; of the same target, and of those at which the player had one; and the F1
    of clicks and hotkeys within `core.event_scores.TOLERANCE`."""
    rows = np.flatnonzero(opinion.decided)
    theirs, ours = played.target[rows], opinion.target[rows]
    some = theirs >= 0
    found: dict[str, float | None] = {
        "mode": float((opinion.mode[rows] == played.mode[rows]).mean()),
        "target": float((ours == theirs).mean()),
        "target_if_any": float((ours == theirs)[some].mean()) if some.any() else None,
    }
    for name, kinds, said in (
        ("clicks", played.events.click, opinion.click),
        ("hotkeys", played.events.hotkey, opinion.hotkey),
    ):
        truth = {int(kind): np.sort(played.events.t[kinds == kind]) for kind in np.unique(kinds) if kind}
        found[name] = event_scores(opinion.t[rows] + delay, said[rows].astype(np.int64), truth)["f1"]
    return found


def _delay(models: dict[str, Checkpoint]) -> float:
    return float(models["executor"].settings.get("action_delay", 0.0))


def agreement_words(agreement: dict[str, float | None]) -> str:
    """The figures in one line."""
    names = {
        "mode": "mode", "target": "target", "target_if_any": "target where there is one",
        "clicks": "clicks F1", "hotkeys": "hotkeys F1",
    }  # fmt: skip
    said = ((words, agreement.get(name)) for name, words in names.items())
    shown = (f"{words} {'-' if value is None else f'{value:.1%}'}" for words, value in said)
    return "agrees with the player in " + ", ".join(shown)


def main(argv: list[str] | None = None) -> int:
    """Command line."""
    return run_job("recordings_opinion", give_opinions, argv)


if __name__ == "__main__":
    sys.exit(main())

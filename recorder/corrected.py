"""Records what a pilot would do where the models have brought it: the models play, the pilot only looks and answers.

DAgger (Ross, Gordon and Bagnell 2011): a clone errs, comes to where its player never was, and errs more. What its
player would do there is what it has to learn, and a scripted player can be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.games.game import open_game
from core.policy import PolicyBatch
from core.profile import Profile
from core.recording import Recording, utc_now
from recorder.lockstep import EpisodeRecorder, frame_rate


def play_corrected(
    batch: PolicyBatch,
    pilot: str,
    profile: Profile,
    seeds: Sequence[int],
    *,
    fps: float,
    seconds: float,
    go_on: Callable[[float], bool] = lambda played: True,
) -> list[Recording]:
    """Let `batch` play `seconds` on every seed, a seat each, while a pilot at each seat says what it would do.

    The recordings hold what was seen, and the pilot's cursor, clicks, hotkeys, modes and targets: read as the pilot's
    own play, they show it in the middle of the models' mistakes. Outcomes are those of the models' play.

    `go_on` is told every few seconds of play how many are done in each seat, and ends them early by answering False.
    """
    created, game = utc_now(), open_game(profile)
    recorders = []
    for seed in seeds:
        player = game.player(pilot)
        player.reset(seed)
        recorders.append(EpisodeRecorder(game.seat(seed), player, frame_rate(game, fps)))
    batch.reset(seeds)
    for tick in range(max(1, round(seconds / game.tick))):
        if tick % 100 == 0 and not go_on(tick * game.tick):
            break
        seen = [recorder.look() for recorder in recorders]
        for recorder, looked, action in zip(recorders, seen, batch.act(seen), strict=True):
            recorder.write_down(looked)
            recorder.carry_out(action)
    return [
        recorder.finish(profile, game, seed, pilot, created) for recorder, seed in zip(recorders, seeds, strict=True)
    ]

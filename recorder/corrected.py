"""Records what a pilot would do where the models have brought it: the models play, the pilot only looks and answers.

DAgger (Ross, Gordon and Bagnell 2011): a clone errs, comes to where its player never was, and errs more. What its
player would do there is what it has to learn, and a scripted player can be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing

from core.games.game import Game
from core.policy import PolicyBatch
from core.recording import Recording
from recorder.episode import LOOK_UP_EVERY, EpisodeRecorder, InMemory, head_of


def play_corrected(
    batch: PolicyBatch,
    pilot: str,
    game: Game,
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
    with ExitStack() as held:
        seats = [held.enter_context(closing(game.seat(seed))) for seed in seeds]
        heads = [head_of(game, f"pilot:{pilot}", seed, fps) for seed in seeds]
        sinks = [InMemory() for _ in seeds]
        recorders = []
        for seed, seat, head, sink in zip(seeds, seats, heads, sinks, strict=True):
            player = game.player(pilot)
            player.reset(seed)
            recorders.append(EpisodeRecorder(seat, player, head.fps, sink))
        batch.reset(seeds)
        for tick in range(max(1, round(seconds / game.tick))):
            if tick % LOOK_UP_EVERY == 0 and not go_on(tick * game.tick):
                break
            seen = [seat.observe() for seat in seats]
            for recorder, looked, action in zip(recorders, seen, batch.act(seen), strict=True):
                recorder.write_down(looked)
                recorder.carry_out(action)
        for recorder in recorders:
            recorder.finish()
        return [sink.recording(head, seat.time) for sink, head, seat in zip(sinks, heads, seats, strict=True)]

"""Episodes played on several processor cores at once: a process each, which plays a part of the seeds."""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import torch

from core.checkpoint import MODEL_NAMES, Checkpoint, load_checkpoint, save_checkpoint
from core.errors import ExitCode, UserError
from core.games.game import Game, open_game
from core.policy import PolicyBatch
from trainers.closed_loop import Episode, Progress, play_pilot, play_policy

_CPU = torch.device("cpu")
#: ticks of play that are worth a process more: it takes a second or two to start
WORTH = 10_000


def processes_for(ticks: int, threads: int, device: torch.device) -> int:
    """How many processes to play so many ticks in, given the threads one may use (0 for all)."""
    # A GPU serves all seats at once, and two processes would only wait for each other.
    if device.type != "cpu":
        return 1
    # Windows does not tell which cores it lets a process use.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(threads or cores, ticks // WORTH))


class Tables:
    """Where players sit down to play; with one process all of it happens here."""

    def __init__(self, processes: int, device: torch.device, game: Game) -> None:
        self._processes, self._device, self._game = processes, device, game
        self._workers: list[tuple[Any, Connection]] = []
        self._folder = tempfile.TemporaryDirectory(prefix="understudy-")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process, line in self._workers:
            line.close()
            # With its line gone it ends by itself, unless a pilot does not let it.
            process.join(2)
            if process.is_alive():
                process.kill()
                process.join()
        self._folder.cleanup()

    def play_models(
        self, models: dict[str, Checkpoint], seeds: Sequence[int], minutes: float, progress: Progress
    ) -> list[Episode]:
        """Let models play an episode a seed."""
        folder = Path(tempfile.mkdtemp(dir=self._folder.name))
        for name, checkpoint in models.items():
            # What was judged is what plays, also where a training writes newer ones meanwhile.
            save_checkpoint(folder / f"{name}.pt", checkpoint)
        return self._play(folder, seeds, minutes, progress)

    def play_pilot(self, name: str, seeds: Sequence[int], minutes: float, progress: Progress) -> list[Episode]:
        """Let a pilot play an episode a seed.

        Raises:
            UserError: there is no such pilot, or it does not play by the rules.
        """
        self._game.player(name)
        return self._play(name, seeds, minutes, progress)

    def _play(self, player: str | Path, seeds: Sequence[int], minutes: float, progress: Progress) -> list[Episode]:
        count = min(self._processes, len(seeds))
        if count < 2:
            return _episodes(self._game, player, seeds, minutes, self._device, progress)
        self._start(count)
        edges = [len(seeds) * number // count for number in range(count + 1)]
        lines = [line for _, line in self._workers[:count]]
        for line, first, end in zip(lines, edges[:-1], edges[1:], strict=True):
            line.send((self._game.profile, player, list(seeds[first:end]), minutes))
        return self._collect(lines, progress)

    def _start(self, count: int) -> None:
        context = multiprocessing.get_context("spawn")
        while len(self._workers) < count:
            line, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            self._workers.append((process, line))

    def _collect(self, lines: list[Connection], progress: Progress) -> list[Episode]:
        done = dict.fromkeys(lines, 0.0)
        found: dict[Connection, list[Episode]] = {}
        stopping = False
        while len(found) < len(lines):
            for line in wait([line for line in lines if line not in found], timeout=0.2):
                assert isinstance(line, Connection)
                told = _next(line)
                if isinstance(told, float):
                    done[line] = told
                else:
                    found[line] = told
            if progress(sum(done.values()) / len(lines)) and not stopping:
                stopping = True
                for line in lines:
                    with suppress(OSError):
                        line.send("stop")
        return [episode for line in lines for episode in found[line]]


def _next(line: Connection) -> float | list[Episode]:
    try:
        told = line.recv()
    except (EOFError, OSError) as error:
        raise UserError(
            "A process that played episodes ended early: use --threads 1 to play in one.", ExitCode.FAILED
        ) from error
    if isinstance(told, tuple):
        raise UserError(*told)
    answer: float | list[Episode] = told
    return answer


def _work(line: Connection) -> None:
    """What a process does: play what it is asked to, until its line goes dead."""
    # Whoever asked it decides when to stop, and says so through the line.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    torch.set_num_threads(1)
    with suppress(EOFError, OSError):
        while True:
            asked = line.recv()
            if asked == "stop":
                continue
            try:
                profile, player, seeds, minutes = asked
                game = open_game(profile)
                answer: Any = _episodes(game, player, seeds, minutes, _CPU, lambda done: _told(line, done))
            except UserError as error:
                answer = (str(error), error.code)
            line.send(answer)


def _told(line: Connection, done: float) -> bool:
    line.send(float(done))
    return line.poll() and line.recv() == "stop"


def _episodes(
    game: Game,
    player: str | Path,
    seeds: Sequence[int],
    minutes: float,
    device: torch.device,
    progress: Progress,
) -> list[Episode]:
    if isinstance(player, str):
        return play_pilot(game.player(player), seeds, minutes, progress, game)
    models: dict[str, Checkpoint] = {name: load_checkpoint(player / f"{name}.pt", name) for name in MODEL_NAMES}
    return play_policy(PolicyBatch(models, len(seeds), device), seeds, minutes, progress, game)


def ticks_of(game: Game, episodes: int, minutes: float) -> int:
    """Ticks of so many episodes; how long a game with an end takes is not known, and taken to be as much."""
    return episodes * max(1, round(minutes * 60 / game.tick))

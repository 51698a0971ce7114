"""Several jobs, each a process of its own, as one: some side by side, some one after the other."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence

from core.children import Child
from core.errors import UserError
from core.home import Home
from core.runs import RunWriter
from core.settings.base import JobSettings
from core.settings.training import ExecutorSettings, StrategistSettings, TacticianSettings

log = logging.getLogger("understudy")

#: seconds between two lines of progress
TELL_EVERY = 10.0


#: jobs with their settings, one after the other
Chain = list[tuple[str, JobSettings]]


def trainings(strategist: StrategistSettings, tactician: TacticianSettings, executor: ExecutorSettings) -> list[Chain]:
    """All three, the longest beside the other two: two processes of one thread each learn faster than one of two, the
    models are small."""
    return [[("train_executor", executor)], [("train_strategist", strategist), ("train_tactician", tactician)]]


class Stages:
    """Runs chains of jobs side by side and tells how far they are.

    Args:
        home: where the jobs' runs go, and `jobs.log` with what they print.
        what: what they are part of, to begin a sentence with.
    """

    def __init__(self, run: RunWriter, home: Home, what: str) -> None:
        self.run, self.home, self.what = run, home, what
        self._told = 0.0

    def do(self, name: str, begin: float, end: float, chains: Sequence[Chain]) -> bool:
        """Do every chain's jobs one after the other, the chains at once; progress goes from `begin` to `end`.

        False where somebody stopped it before the end.
        """
        log.info("Stage: %s", name)
        waiting = [list(chain) for chain in chains]
        total = sum(len(chain) for chain in chains)
        running: dict[int, Child] = {}
        done = 0
        with (self.home.root / "jobs.log").open("ab") as output:
            try:
                while any(waiting) or running:
                    for number, chain in enumerate(waiting):
                        if chain and number not in running:
                            job, settings = chain.pop(0)
                            running[number] = Child(job, settings, self.home, output)
                    for number, child in list(running.items()):
                        if not child.running():
                            self._check(child)
                            del running[number]
                            done += 1
                    if self.run.stop_requested:
                        return False
                    self._tell(name, begin, end, done, total, list(running.values()))
                    time.sleep(0.1)
            finally:
                for child in running.values():
                    child.stop()
        return True

    def _tell(self, name: str, begin: float, end: float, done: int, total: int, running: list[Child]) -> None:
        statuses = [status for child in running if (status := child.status())]
        partly = sum(status.progress or 0.0 for status in statuses)
        share = begin + (end - begin) * min(1.0, (done + partly) / total)
        words = "; ".join(
            f"{status.job} {status.progress or 0:.0%}" + (f" ({status.message})" if status.message else "")
            for status in statuses
        )
        self.run.progress(share, f"{name}: {words}" if words else name)
        if statuses and time.monotonic() - self._told >= TELL_EVERY:
            self._told = time.monotonic()
            log.info("[%3.0f %%] %s", 100 * share, words)

    def _check(self, child: Child) -> None:
        if (code := child.wait()) != 0:
            status = child.status()
            why = status.message if status and status.message else f"exit code {code}"
            raise UserError(f"{self.what} ended because {child.job} failed: {why} (see {self.home.root / 'jobs.log'}).")

"""Jobs that wait for each other: which one is next, and what becomes of it when the one before it does not finish."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.errors import UserError
from launcher.job import OutcomeKind
from launcher.queue_file import Entry
from launcher.run_list import Run
from launcher.text import tr


@dataclass
class Place:
    """A job that waits."""

    job: str
    #: the run it waits for, or the job that waits just before it
    ahead: Run | str
    #: whether it is started however that ends, not only when it has finished
    any_end: bool = False


class JobQueue:
    """The jobs that wait. It starts nothing by itself before `advance` is called."""

    def __init__(self, start: Callable[[str], Run], title: Callable[[str], str]) -> None:
        """`start` starts a job now or raises UserError; `title` is what a job is called."""
        self._start, self._title = start, title
        self._places: list[Place] = []
        self._news: list[str] = []

    @property
    def waiting(self) -> list[str]:
        """The jobs that wait, in order."""
        return [place.job for place in self._places]

    def begin(self, jobs: Sequence[str]) -> Run:
        """Start the first of `jobs` now, and each of the others when the one before it has finished.

        Raises:
            UserError: one of them waits already, or the first cannot be started.
        """
        for job in jobs:
            if job in self.waiting:
                raise UserError(tr("{0} is waiting for its turn already.").format(self._title(job)))
        run = self._start(jobs[0])
        self._places += [Place(job, run if index == 0 else jobs[index]) for index, job in enumerate(jobs[1:])]
        return run

    def put(self, job: str, run: Run) -> None:
        """Start `job` when `run` has ended, whatever that comes to.

        Raises:
            UserError: it waits already.
        """
        if job in self.waiting:
            raise UserError(tr("{0} is waiting for its turn already.").format(self._title(job)))
        self._places.append(Place(job, run, any_end=True))

    def entries(self) -> list[Entry]:
        """Who waits for what, as it is kept in a file."""
        return [
            Entry(job=place.job, run=place.ahead.id, any_end=place.any_end)
            if isinstance(place.ahead, Run)
            else Entry(job=place.job, behind=place.ahead, any_end=place.any_end)
            for place in self._places
        ]

    def restore(self, entries: Sequence[Entry], find: Callable[[str], Run | None]) -> None:
        """Let those of an earlier time wait on; `find` gives a run by its id. Whose run is gone is told."""
        for entry in entries:
            ahead = entry.behind if entry.behind in self.waiting else find(entry.run)
            if ahead is None:
                sentence = tr("{0} waited for a run that is gone, so it was not started.")
                self._news.append(sentence.format(self._title(entry.job)))
            elif entry.job not in self.waiting:
                self._places.append(Place(entry.job, ahead, entry.any_end))

    def ahead_of(self, job: str) -> str:
        """The job that `job` waits for, empty where it does not wait."""
        for place in self._places:
            if place.job == job:
                return place.ahead.job if isinstance(place.ahead, Run) else place.ahead
        return ""

    def remove(self, job: str) -> bool:
        """Let a job wait no longer; those behind it move up. Whether it waited."""
        for place in self._places:
            if place.job == job:
                self._places.remove(place)
                self._move_up(job, place.ahead)
                return True
        return False

    def started(self, job: str, run: Run) -> None:
        """Tell that a job runs now, whether or not it was its turn: those behind it wait for this run."""
        self._places = [place for place in self._places if place.job != job]
        self._move_up(job, run)

    def clear(self) -> None:
        """Let none wait any longer."""
        self._places.clear()

    def advance(self) -> list[Run]:
        """Start what need not wait any longer; the runs begun. Rows that end here are told by `take_news`."""
        begun = []
        for place in list(self._places):
            ahead = place.ahead
            if isinstance(ahead, str) or ahead.outcome is None or place not in self._places:
                continue
            if ahead.outcome.kind is not OutcomeKind.FINISHED and not place.any_end:
                self._break_off(place, ahead, ahead.outcome.words)
                continue
            try:
                run = self._start(place.job)
            except UserError as error:
                self._break_off(place, None, str(error))
                continue
            self.started(place.job, run)
            begun.append(run)
        return begun

    def tell(self, sentence: str) -> None:
        """Have a sentence told by `take_news`."""
        self._news.append(sentence)

    def take_news(self) -> list[str]:
        """Sentences about what became of those that waited, each told once."""
        news, self._news = self._news, []
        return news

    def _move_up(self, job: str, ahead: Run | str) -> None:
        for place in self._places:
            if place.ahead == job:
                place.ahead = ahead

    def _break_off(self, place: Place, ahead: Run | None, reason: str) -> None:
        left_out, behind = [], {place.job}
        for other in list(self._places):
            if other is place or (isinstance(other.ahead, str) and other.ahead in behind):
                behind.add(other.job)
                left_out.append(self._title(other.job))
                self._places.remove(other)
        why = tr("{0}: {1}").format(self._title(ahead.job), reason) if ahead else reason
        self._news.append(tr("{0} So this was not started: {1}.").format(why.rstrip(".") + ".", ", ".join(left_out)))

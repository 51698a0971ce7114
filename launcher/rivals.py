"""Jobs that get into each other's way when they run at the same time, and how to say so."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from launcher.job_words import job_title
from launcher.text import tr


class Need(StrEnum):
    """What two jobs cannot have at the same time without harm."""

    #: the mouse, the keys and the picture of the game
    SCREEN = "screen"
    #: all the graphics card, or all the processor where there is none
    POWER = "power"


_NEEDS = {
    "record": {Need.SCREEN},
    "shadow": {Need.SCREEN, Need.POWER},
    "train_strategist": {Need.POWER},
    "train_tactician": {Need.POWER},
    "train_executor": {Need.POWER},
    "train_detector": {Need.POWER},
    "finetune": {Need.POWER},
    "bot": {Need.SCREEN, Need.POWER},
    "evaluate": {Need.POWER},
    "demo": {Need.POWER},
}


def rivalry(job: str, running: Iterable[str], *, headless: bool = False) -> str:
    """What would suffer if `job` ran beside the `running` jobs, in one sentence; empty where nothing would.

    `headless`: it plays without a screen, so it wants neither mouse nor picture.
    """
    needs = _NEEDS.get(job, set()) - ({Need.SCREEN} if headless else set())
    others = list(dict.fromkeys(other for other in running if other != job))
    for need, words in (
        (Need.SCREEN, tr("{0} and {1} both want the mouse and the game's window: what one does, the other sees.")),
        (Need.POWER, tr("{0} and {1} share the graphics card or the processor: both are slower until one has ended.")),
    ):
        if found := [job_title(other) for other in others if need in needs & _NEEDS.get(other, set())]:
            return words.format(job_title(job), ", ".join(found))
    if "record" in others and Need.POWER in needs:
        return tr("{0} takes power while a recording is made: frames of the recording may be late.").format(
            job_title(job)
        )
    return ""

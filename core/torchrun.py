"""Which of several processes this is, where `torchrun` started them."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A process among those that do one job together."""

    #: its number among all of them, and among those on its machine, whose graphics card of that number it takes
    rank: int = 0
    local_rank: int = 0
    #: how many they are
    count: int = 1

    @property
    def leads(self) -> bool:
        """Whether it is the only one of its job, or the first: it has the run folder and speaks."""
        return self.rank == 0


def place() -> Place:
    """This process's place; alone unless `torchrun` started it.

    Other programs call things `RANK` and `WORLD_SIZE` too, and what they left in the environment must not make a job
    silent: `TORCHELASTIC_RUN_ID` is what PyTorch itself knows torchrun's processes by (`is_torchelastic_launched`).
    """
    if "TORCHELASTIC_RUN_ID" in os.environ:
        with suppress(KeyError, ValueError):
            found = Place(*(int(os.environ[name]) for name in ("RANK", "LOCAL_RANK", "WORLD_SIZE")))
            if 0 <= found.rank < found.count:
                return found
    return Place()

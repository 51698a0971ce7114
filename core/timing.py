"""When something is pressed: from probabilities a decision to presses, timed as evenly as people time theirs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.features import Ints

#: how much has to add up before something is pressed, on average. 1 would be as late as the demonstrations; being
#: quicker makes up for what a policy does worse than its player
PATIENCE = 0.6
#: how evenly: 1 would be rolling dice at every decision, whose waits are often far too long or too short
EVENNESS = 16.0
#: seconds between two decisions
DECISION = 0.05
#: a chance so small that it is none, and no further from it in logarithms
_NEVER = 1e-12
#: most decisions after a press in which nothing adds up
MOST_REST = 4


class Trigger:
    """One for the mouse and one for the keys of each of E seats.

    What a model says at a decision is how likely something is pressed right now. Those chances add up, and when they
    come to a limit it is pressed: as often as by rolling dice at every decision, but after waits that vary as little as
    a person's (a gamma renewal process in rescaled time).

    Args:
        patience: mean of the limit.
        evenness: shape of the limit's gamma distribution.
        rest: decisions after a press in which nothing adds up: a hand is on its way back, and its own press is not seen
            yet.
    """

    def __init__(self, seats: int, patience: float | None = None, evenness: float | None = None, rest: int = 0) -> None:
        self._patience = PATIENCE if patience is None else patience
        self._evenness = EVENNESS if evenness is None else evenness
        self._charge = np.zeros(seats)
        self._limit = np.zeros(seats)
        self._rest, self._resting = rest, np.zeros(seats, np.int64)

    def reset(self, random: Sequence[np.random.Generator]) -> None:
        """Begin anew, with each seat's own randomness."""
        self._random = random
        self._charge[:], self._resting[:] = 0, 0
        self._limit[:] = [self._draw(generator) for generator in random]

    def pull(self, logits: NDArray[np.floating]) -> Ints:
        """(E,) what each seat presses, given (E, C) logits of which the first is nothing."""
        # exp(logits), each seat's largest being 1
        weight = np.exp(logits.astype(np.float64) - logits.max(axis=1, keepdims=True))
        # Minus the logarithm of the chance that nothing is pressed.
        added = np.log(weight.sum(axis=1) / np.maximum(weight[:, 0], _NEVER))
        if self._rest:
            added *= self._resting == 0
            self._resting = np.maximum(self._resting - 1, 0)
        self._charge += added
        pressed = np.zeros(len(weight), np.int64)
        for seat in np.flatnonzero(self._charge >= self._limit).tolist():
            summed = weight[seat, 1:].cumsum()
            drawn = int((summed <= self._random[seat].random() * summed[-1]).sum())
            pressed[seat] = min(1 + drawn, len(summed))
            self._charge[seat], self._resting[seat] = 0.0, self._rest
            self._limit[seat] = self._draw(self._random[seat])
        return pressed

    def _draw(self, random: np.random.Generator) -> float:
        return self._patience * random.gamma(self._evenness) / self._evenness


def rest_of(gaps: NDArray[np.float64]) -> int:
    """Decisions to rest after a press, from the seconds (N,) between two presses of the player's: no longer than nearly
    always, and none where there are none."""
    if not len(gaps):
        return 0
    return int(np.clip(round(float(np.percentile(gaps, 5)) / DECISION) - 1, 0, MOST_REST))

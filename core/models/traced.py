"""The Executor as it is played: the same answers in a third of the time.

A decision is four hundred operations on a few numbers each, and calling them from Python one by one takes longer than
they do. Recorded once, TorchScript goes through them without Python. torch deprecates it, and `torch.compile`, which is
to take its place, needs a C++ compiler, which players do not have; where nothing can be recorded, the model itself is
called.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable

import torch
from torch import Tensor, nn

from core.models.cursor import CursorDensity
from core.models.executor import Executor, Given
from core.models.inputs import Objects
from core.models.measures import Measures, Nearness

log = logging.getLogger("understudy")

Graph = Callable[..., tuple[Tensor, ...]]


class TracedExecutor:
    """An Executor of which is asked what is pressed, and then where the cursor is.

    Args:
        executor: ready to play; what it learns from then on is heeded.
    """

    def __init__(self, executor: Executor) -> None:
        self._presses, self._cursor = Recorded(_Presses(executor)), Recorded(_Cursor(executor))
        self._known: tuple[Tensor, ...] = ()
        self._full = True

    def presses(
        self, objects: Objects, context: Tensor, mode: Tensor, target: Tensor, wounds: Tensor
    ) -> tuple[Tensor, Tensor]:
        """As `Executor.presses`, of moments as `Executor.given` takes them."""
        # The two ways through a trunk: with empty slots, and without.
        self._full = bool(objects.mask.all())
        given = (*objects, context, mode, target)
        click, hotkey, *measured = self._presses(self._full, *given, wounds)
        self._known = (*given, *measured)
        return click, hotkey

    def cursor(self, click: Tensor) -> CursorDensity:
        """As `Executor.cursor`, of the moments whose presses were asked for last."""
        return CursorDensity(*self._cursor(self._full, *self._known, click))


class Recorded:
    """A module that takes and gives tensors, recorded when it first goes a way.

    Args:
        module: its forward does the same for all inputs of the same `way`.
    """

    def __init__(self, module: nn.Module) -> None:
        self._module = module.eval()
        self._graphs: dict[bool, Graph] = {}

    def __call__(self, way: bool, *inputs: Tensor) -> tuple[Tensor, ...]:
        if way not in self._graphs:
            self._graphs[way] = _record(self._module, inputs)
        return self._graphs[way](*inputs)


def _record(module: nn.Module, inputs: tuple[Tensor, ...]) -> Graph:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            graph: Graph = torch.jit.trace(module, inputs, check_trace=False)
            # What it was recorded with may not be what it is asked next; the second time it makes itself faster.
            for _ in range(2):
                graph(*inputs)
    except (AttributeError, RuntimeError) as error:
        log.info("%s is not recorded: %s", type(module).__name__, error)
        return module
    return graph


class _Presses(nn.Module):
    """Objects, context, mode, target and wounds in; click, hotkey and the measures out, one tensor after the other."""

    def __init__(self, executor: Executor) -> None:
        super().__init__()
        self.executor = executor

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        *objects, context, mode, target, wounds = inputs
        given = self.executor.given(Objects(*objects), context, mode, target)
        return *self.executor.presses(given, wounds), *given.measures.near, given.measures.state


class _Cursor(nn.Module):
    """Objects, context, mode, target, measures and click in; the density out."""

    def __init__(self, executor: Executor) -> None:
        super().__init__()
        self.executor = executor

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        *objects, context, mode, target, each, centre, state, click = inputs
        measures = Measures(Nearness(each, centre), state)
        return tuple(self.executor.cursor(Given(Objects(*objects), context, measures, mode, target), click))

"""The report of an evaluation, or of the demo: one HTML file with tables and plots, and nothing outside it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import jinja2

from core.evaluation import Evaluation, percent
from core.files import atomic_write_bytes
from core.home import Home
from core.offline_figures import Chosen
from trainers.plots import plots

_TEMPLATES = Path(__file__).resolve().parent / "templates"


class Demo(NamedTuple):
    """What the demo did before it evaluated: who was recorded, for how many minutes, and how many it took in all."""

    pilot: str
    minutes: float
    took: float


def write_report(path: Path, evaluation: Evaluation, home: Home, demo: Demo | None = None) -> Path:
    """Write the report.

    Args:
        home: where the training runs are.
        demo: what to say of the demo it is of.

    Raises:
        OSError: it cannot be written.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    environment.filters.update(percent=percent, shares=_shares)
    page = environment.get_template("report.html").render(
        demo=demo, evaluation=evaluation, offline=evaluation.offline, play=evaluation.closed_loop,
        comparison=evaluation.comparison, plots=plots(evaluation, home),
    )  # fmt: skip
    atomic_write_bytes(path, page.encode())
    return path


def _shares(chosen: Chosen) -> list[tuple[str, list[tuple[int, float]]]]:
    """Rows of a confusion matrix: the name, and of each column the count and its share of the row."""
    return [
        (name, [(count, count / max(1, sum(row))) for count in row])
        for name, row in zip(chosen.names, chosen.confusion, strict=True)
    ]

"""The report's plots as inline SVG. Their colours are names of the page's own, so that they are readable on both of
its grounds."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from core.evaluation import Evaluation
from core.home import Home
from core.offline_figures import Calibration
from core.play_figures import ClosedLoop
from core.runs import RunFolder, all_runs
from core.words import MODES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: colours Matplotlib draws with, and what the page calls them
_INK, _ACCENT, _PALE, _LINE = "#1d2733", "#2f6fde", "#9db4d8", "#dfe5ec"
_NAMES = {_INK: "var(--ink)", _ACCENT: "var(--accent)", _PALE: "var(--pale)", _LINE: "var(--line)"}
_CURVES = ("#2f6fde", "#d9622b", "#2a9d6f", "#8a5bd1", "#b8912a")
#: order and names of the training figures worth a plot
_TRAINING = (
    ("judged", "what epochs are judged by"),
    ("loss", "loss"),
    ("accuracy/mode", "mode accuracy"),
    ("accuracy/target", "target accuracy"),
    ("pos_err/clicks_at_objects", "position error at objects"),
)


def plots(evaluation: Evaluation, home: Home) -> dict[str, str]:
    """Inline SVG by name: score, modes, reliability, training; those that can be drawn."""
    import matplotlib

    style: dict[Any, Any] = {
        "font.size": 9, "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": _INK,
        "text.color": _INK, "axes.labelcolor": _INK, "xtick.color": _INK, "ytick.color": _INK, "svg.fonttype": "none",
        "font.family": "sans-serif",
    }  # fmt: skip
    with matplotlib.rc_context(style):
        found = {}
        if evaluation.closed_loop:
            found["score"] = _score(evaluation.closed_loop)
            found["modes"] = _modes(evaluation.closed_loop)
        if offline := evaluation.offline:
            told = {
                "mode": offline.strategist.mode.calibration, "target": offline.tactician.target.calibration,
                "click": offline.executor.click.calibration, "hotkey": offline.executor.hotkey.calibration,
            }  # fmt: skip
            found["reliability"] = _reliability({name: item for name, item in told.items() if item})
        found["training"] = _training(home)
        numbers = itertools.count()
        return {name: _own_names(svg, f"plot{next(numbers)}") for name, svg in found.items() if svg}


def _figure(width: float, height: float) -> Figure:
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def _score(play: ClosedLoop) -> str:
    figure = _figure(6.4, 0.6 + 0.3 * len(play.players))
    axes = figure.subplots()
    names = list(play.players)
    for row, name in enumerate(names):
        score = play.outcomes(name)["score"]
        axes.barh(row, score.mean, color=_ACCENT if name == "bot" else _PALE, height=0.6)
        axes.plot([score.low, score.high], [row, row], color=_INK, linewidth=1.5)
    axes.set_yticks(range(len(names)), _plain(names))
    axes.invert_yaxis()
    axes.set_xlabel(f"score {'a game' if play.whole else 'per minute'} (95 % interval)")
    return _svg(figure)


def _modes(play: ClosedLoop) -> str:
    names = [name for name, row in play.players.items() if row.shares.get("modes")]
    figure = _figure(6.4, 0.9 + 0.3 * len(names))
    axes = figure.subplots()
    for row, name in enumerate(names):
        left = 0.0
        for mode, color in zip(MODES, _CURVES, strict=True):
            share = play.players[name].shares["modes"].get(mode, 0.0)
            axes.barh(row, share, left=left, color=color, height=0.6, label=mode.capitalize() if row == 0 else None)
            left += share
    axes.set_yticks(range(len(names)), _plain(names))
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.set_xlabel("share of the time in each mode")
    figure.legend(loc="outside upper center", ncols=5, frameon=False)
    return _svg(figure)


def _reliability(told: dict[str, Calibration]) -> str:
    """How often right, by how sure: on the diagonal where the model is as often right as it says."""
    figure = _figure(8.4, 2.5)
    for column, (name, calibration) in enumerate(told.items()):
        axes = figure.add_subplot(1, max(1, len(told)), column + 1)
        said = [item.said for item in calibration.bins]
        was = [item.was for item in calibration.bins]
        event = name in ("click", "hotkey")
        top = 1.0 if not event else min(1.0, 1.1 * max([*said, *was, 0.05]))
        axes.plot([0, top], [0, top], color=_PALE, linewidth=1)
        most = max((item.samples for item in calibration.bins), default=1)
        sizes = [8 + 40 * item.samples / most for item in calibration.bins]
        axes.plot(said, was, color=_ACCENT, linewidth=1)
        axes.scatter(said, was, s=sizes, color=_ACCENT)
        axes.set_xlim(0, top)
        axes.set_ylim(0, top)
        axes.set_title(f"{name} pressed now" if event else name, fontsize=9, loc="left")
        axes.set_xlabel("chance it gave")
        if column == 0:
            axes.set_ylabel("share it was so")
    return _svg(figure)


def _training(home: Home) -> str:
    runs = {name: run for name in ("strategist", "tactician", "executor") if (run := _latest(home, f"train_{name}"))}
    if not runs:
        return ""
    figure = _figure(6.4, 2.3 * len(runs))
    for row, (name, run) in enumerate(runs.items()):
        rows, _ = run.metrics()
        shown = [(key, label) for key, label in _TRAINING if any(f"{key}/validation" in line for line in rows)]
        # What the kept epoch was chosen by, and the last of the others.
        for column, (key, label) in enumerate(dict.fromkeys([*shown[:1], *shown[-1:]])):
            axes = figure.add_subplot(len(runs), 2, 2 * row + column + 1)
            _curve(axes, rows, key)
            axes.set_title(f"{name.capitalize()}: {label}", fontsize=9, loc="left")
    return _svg(figure)


def _curve(axes: Axes, rows: list[dict[str, float]], key: str) -> None:
    for part, color in (("train", _PALE), ("validation", _ACCENT)):
        points = [(line["step"], line[f"{key}/{part}"]) for line in rows if f"{key}/{part}" in line]
        if points:
            axes.plot(*zip(*points, strict=True), color=color, label=part, marker=".")
    axes.set_xlabel("epoch")
    axes.locator_params("x", integer=True)
    axes.legend(frameon=False, fontsize=8)


def _latest(home: Home, job: str) -> RunFolder | None:
    return next((run for run in all_runs(home) if (status := run.status()) and status.job == job), None)


def _plain(names: Sequence[str]) -> list[str]:
    """Names in which nothing is taken for a formula."""
    return [name.replace("$", r"\$") for name in names]


def _svg(figure: Any) -> str:
    buffer = io.StringIO()
    metadata = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    figure.savefig(buffer, format="svg", transparent=True, metadata=metadata)
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    for color, name in _NAMES.items():
        text = text.replace(color, name)
    return text


def _own_names(svg: str, prefix: str) -> str:
    """The drawing with names that no other drawing of the page has."""
    svg = re.sub(r'\bid="', f'id="{prefix}-', svg)
    return re.sub(r'((?:xlink:href|href)="#|url\(#)', rf"\g<1>{prefix}-", svg)

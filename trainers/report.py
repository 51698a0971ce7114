"""The demo's and the evaluation's report: one HTML file with tables and plots, and nothing outside it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import jinja2

from core.files import atomic_write_bytes
from core.home import Home
from core.runs import RunFolder, all_runs
from core.words import MODES
from trainers.closed_loop import OUTCOMES

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_INK, _ACCENT, _PALE = "#1d2733", "#2f6fde", "#9db4d8"
_CURVES = ("#2f6fde", "#d9622b", "#2a9d6f", "#8a5bd1", "#b8912a")
#: order and names of the training figures worth a plot
_TRAINING = (("loss", "loss"), ("accuracy/mode", "mode accuracy"), ("accuracy/target", "target accuracy"),
             ("pos_err/clicks_at_objects", "position error at objects"))  # fmt: skip


def write_report(path: Path, figures: dict[str, Any], home: Home, pilot: str, minutes: float, took: float) -> Path:
    """Write the report of a demo.

    Args:
        figures: what `understudy evaluate --json` writes.
        home: where the training runs are.
        minutes: how much play was recorded.
        took: minutes the whole loop took.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    page = environment.get_template("report.html").render(
        pilot=pilot, minutes=minutes, took=took, offline=figures["offline"], play=figures["closed_loop"],
        outcomes=OUTCOMES, plots=_plots(figures, home),
    )  # fmt: skip
    atomic_write_bytes(path, page.encode())
    return path


def _plots(figures: dict[str, Any], home: Home) -> dict[str, str]:
    """Inline SVG by name."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams.update(
        {"font.size": 9, "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": _INK,
         "text.color": _INK, "axes.labelcolor": _INK, "svg.fonttype": "none", "font.family": "sans-serif"}
    )  # fmt: skip
    return {
        "score": _score(figures["closed_loop"]),
        "modes": _modes(figures["closed_loop"]),
        "confusion": _confusion(figures["offline"]["strategist"]),
        "training": _training(home),
    }


def _score(play: dict[str, Any]) -> str:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 2.4), layout="constrained")
    axes = figure.subplots()
    names = list(play["players"])
    for row, name in enumerate(names):
        score = play["players"][name]["per_minute"]["score"]
        axes.barh(row, score["mean"], color=_ACCENT if name == "bot" else _PALE, height=0.6)
        axes.plot([score["low"], score["high"]], [row, row], color=_INK, linewidth=1.5)
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set_xlabel("score per minute (95 % interval)")
    return _svg(figure)


def _modes(play: dict[str, Any]) -> str:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 1.9), layout="constrained")
    axes = figure.subplots()
    names = [name for name in ("bot", play["pilot"]) if play["players"].get(name, {}).get("shares", {}).get("modes")]
    for row, name in enumerate(names):
        left = 0.0
        for mode, color in zip(MODES, _CURVES, strict=True):
            share = play["players"][name]["shares"]["modes"].get(mode, 0.0)
            axes.barh(row, share, left=left, color=color, height=0.6, label=mode.capitalize() if row == 0 else None)
            left += share
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.set_xlabel("share of the time in each mode")
    figure.legend(loc="outside upper center", ncols=5, frameon=False)
    return _svg(figure)


def _confusion(strategist: dict[str, Any]) -> str:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(4.0, 3.4), layout="constrained")
    axes = figure.subplots()
    rows = strategist["confusion"]
    shares = [[cell / max(1, sum(row)) for cell in row] for row in rows]
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for i, row in enumerate(shares):
        for j, share in enumerate(row):
            if rows[i][j]:
                axes.text(j, i, f"{share:.2f}", ha="center", va="center", color="white" if share > 0.5 else _INK)
    names = [mode.capitalize() for mode in strategist["modes"]]
    axes.set_xticks(range(len(names)), names, rotation=30)
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("the Strategist said")
    axes.set_ylabel("the player was in")
    return _svg(figure)


def _training(home: Home) -> str:
    from matplotlib.figure import Figure

    runs = {name: run for name in ("strategist", "tactician", "executor") if (run := _latest(home, f"train_{name}"))}
    figure = Figure(figsize=(6.4, 2.3 * max(1, len(runs))), layout="constrained")
    for row, (name, run) in enumerate(runs.items()):
        rows, _ = run.metrics()
        shown = [(key, label) for key, label in _TRAINING if any(f"{key}/validation" in line for line in rows)]
        for column, (key, label) in enumerate(shown[:2]):
            axes = figure.add_subplot(len(runs), 2, 2 * row + column + 1)
            for part, color in (("train", _PALE), ("validation", _ACCENT)):
                points = [(line["step"], line[f"{key}/{part}"]) for line in rows if f"{key}/{part}" in line]
                if points:
                    axes.plot(*zip(*points, strict=True), color=color, label=part, marker=".")
            axes.set_title(f"{name.capitalize()}: {label}", fontsize=9, loc="left")
            axes.set_xlabel("epoch")
            axes.locator_params("x", integer=True)
            axes.legend(frameon=False, fontsize=8)
    return _svg(figure)


def _latest(home: Home, job: str) -> RunFolder | None:
    return next((run for run in all_runs(home) if (status := run.status()) and status.job == job), None)


def _svg(figure: Any) -> str:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
    text = buffer.getvalue()
    return text[text.index("<svg") :]

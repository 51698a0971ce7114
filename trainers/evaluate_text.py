"""What an evaluation found, as tables for the terminal and the log."""

from __future__ import annotations

import io

from rich.console import Console
from rich.table import Table

from core.evaluation import Comparison, percent
from core.offline_figures import Calibration, Chosen, Offline
from core.play_figures import ClosedLoop


def offline_text(figures: Offline) -> str:
    """The offline figures."""
    table = Table(title=f"Offline, {figures.frames} frames kept out of training", title_justify="left")
    table.add_column("figure")
    for name in ("value", "found", "right when said", "error of its sureness"):
        table.add_column(name, justify="right")
    strategist, tactician, executor = figures.strategist, figures.tactician, figures.executor
    table.add_row("mode accuracy", percent(strategist.mode_accuracy), "", "", _ece(strategist.mode.calibration))
    _add_classes(table, strategist.mode)
    table.add_row("target accuracy", percent(tactician.target_accuracy), "", "", _ece(tactician.target.calibration))
    table.add_row("  where there is one", percent(tactician.target_accuracy_if_any))
    _add_classes(table, tactician.target)
    table.add_row("position error, clicks at objects", percent(executor.position_error_at_objects))
    table.add_row("position error, all clicks", percent(executor.position_error_all_clicks))
    for name, accuracy, events, chosen in (
        ("click", executor.click_accuracy, executor.click_events, executor.click),
        ("hotkey", executor.hotkey_accuracy, executor.hotkey_events, executor.hotkey),
    ):
        table.add_row(f"{name} accuracy per decision", percent(accuracy))
        table.add_row(
            f"{name} events within 250 ms, F1", percent(events.f1), percent(events.recall), percent(events.precision),
            _ece(chosen.calibration),
        )  # fmt: skip
        table.add_row("  thrown as in play", percent(events.f1_as_played))
        _add_classes(table, chosen)
    return _rendered(table)


def _add_classes(table: Table, chosen: Chosen) -> None:
    for name in chosen.names:
        if name in chosen.recall or name in chosen.precision:
            table.add_row(
                f"  {name}", "", percent(chosen.recall.get(name)), percent(chosen.precision.get(name))
            )  # fmt: skip


def closed_loop_text(figures: ClosedLoop) -> str:
    """The closed-loop figures."""
    first, last = figures.seeds
    title = f"In play, {last - first} {figures.how}, {'a game' if figures.whole else 'per minute'} (95 % interval)"
    table = Table(title=title, title_justify="left")
    table.add_column("player")
    for name in figures.names:
        table.add_column(name, justify="right")
    for player in figures.players:
        cells = []
        for name in figures.names:
            value = figures.outcomes(player)[name]
            numbers = [figures.words(name, number) for number in (value.mean, value.low, value.high)]
            cells.append("{} ({}..{})".format(*numbers))
        table.add_row(player, *cells)
    text = _rendered(table)
    for pilot, distance in figures.style_distances.items():
        parts = ", ".join(f"{name} {value:.2f}" for name, value in distance.items() if value is not None)
        text += f"\nStyle distance from {pilot} (0 alike, 1 nothing in common): {parts}"
    if figures.own_distance is not None:
        text += f"\n{figures.pilot} from itself, every other episode: mean {figures.own_distance:.2f}"
    if figures.share_of_pilot is not None:
        around = ""
        if figures.share_interval is not None:
            low, high = figures.share_interval
            around = f" (95 % interval {percent(low)} to {percent(high)})"
        text += f"\nScore: {percent(figures.share_of_pilot)} of {figures.pilot}'s own{around}"
    if figures.decisions:
        text += f"\n{figures.decisions} decisions of the models, {figures.decisions_per_s:.0f} a second"
    return text


def comparison_text(comparison: Comparison) -> str:
    """Two sets of models, in sentences."""
    return "\n".join(["", f"Against {comparison.against}:", *(f"  {sentence}" for sentence in comparison.said)])


def _ece(calibration: Calibration | None) -> str:
    return percent(calibration.ece) if calibration else ""


def _rendered(table: Table) -> str:
    console = Console(file=io.StringIO(), width=120)
    console.print(table)
    assert isinstance(console.file, io.StringIO)
    return "\n" + console.file.getvalue().rstrip()

"""What can be done with a run's charts."""

from __future__ import annotations

import json
import math
from array import array
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.runs import RunFolder
from launcher.chart_choices import ChartChoices
from launcher.chart_panel import ChartPanel
from launcher.curve_maths import as_csv, best_point, mean_of_last, value_at
from launcher.curves import Curve
from launcher.run_list import Run
from launcher.worker import Worker


def curve(*values: float) -> Curve:
    return Curve(array("d", range(1, len(values) + 1)), array("d", values))


def write(folder: RunFolder, *losses: float) -> None:
    folder.path.mkdir(parents=True, exist_ok=True)
    with folder.metrics_file.open("w") as file:
        for step, loss in enumerate(losses, 1):
            file.write(json.dumps({"step": step, "loss/train": loss / 2, "loss/validation": loss}) + "\n")


@pytest.fixture
def panel(qtbot: QtBot, tmp_path: Path) -> ChartPanel:
    other = RunFolder(tmp_path / "20260101-000000-train_executor")
    write(other, 9.0, 8.0, 7.0, 6.0)
    worker = Worker("tests")
    made = ChartPanel(
        "train_executor", ChartChoices(), worker, lambda: [("the one before", Run(other, "train_executor"))]
    )
    qtbot.addWidget(made, before_close_func=lambda _: worker.stop())
    made.resize(800, 500)
    made.show()
    folder = RunFolder(tmp_path / "20260102-000000-train_executor")
    write(folder, 4.0, 3.0, 1.0, 2.0)
    made.charts.watch(folder, ended=True)
    qtbot.waitUntil(lambda: "loss" in made.charts.plots() and made.charts.drawn and bool(made.best.text()))
    return made


@hypothesis_settings(deadline=None)
@given(st.lists(st.floats(-1e6, 1e6) | st.just(math.nan), max_size=60), st.integers(2, 70))
def test_a_smoothed_curve_is_the_mean_of_what_came_last(values: list[float], count: int) -> None:
    calm = mean_of_last(np.array(values, dtype=np.float64), count)
    for index in range(len(values)):
        reach = [value for value in values[max(0, index + 1 - count) : index + 1] if not math.isnan(value)]
        expected = sum(reach) / len(reach) if reach else math.nan
        assert calm[index] == pytest.approx(expected, nan_ok=True, abs=1e-4)


def test_values_far_from_zero_are_smoothed_without_losing_their_digits() -> None:
    values = 1e9 + np.arange(1000) % 2
    assert np.allclose(mean_of_last(values, 100)[200:], 1e9 + 0.5, atol=1e-6, rtol=0)


def test_the_value_at_a_step_is_that_of_the_nearest_point() -> None:
    steps, values = np.array([1.0, 2.0, 10.0]), np.array([0.1, 0.2, 0.3])
    assert [value_at(steps, values, step) for step in (-5, 1.4, 1.6, 7, 99)] == [0.1, 0.1, 0.2, 0.3, 0.3]
    assert math.isnan(value_at(np.empty(0), np.empty(0), 1.0))


def test_the_best_point_is_where_validation_was_best() -> None:
    assert best_point({"loss": {"train": curve(1, 2, 3)}}) is None
    assert best_point({"loss": {"validation": curve(3, math.nan, 1, 2)}}) == ("loss", "validation", 3.0, 1.0, 1)
    assert best_point({"val": {"map50_95": curve(0.1, 0.7, 0.5)}}) == ("val", "map50_95", 2.0, 0.7, 1)
    assert best_point({"loss": {"validation": curve(math.nan, math.nan)}}) is None
    # What a trainer says that it judges epochs by stands before the loss.
    both = {"loss": {"validation": curve(1, 2, 3)}, "judged": {"validation": curve(5, 4, 6)}}
    assert best_point(both) == ("judged", "validation", 2.0, 4.0, 1)


def test_a_table_has_a_column_for_each_curve_and_gaps_where_there_is_no_point() -> None:
    late = Curve(array("d", [2.0]), array("d", [0.25]))
    assert as_csv({"train": curve(3, 1.5), "validation": late}) == b"step,train,validation\n1,3,\n2,1.5,0.25\n"


def test_choices_are_remembered_and_rubbish_in_their_file_is_not(tmp_path: Path) -> None:
    file = tmp_path / "launcher.ini"
    choices = ChartChoices(file)
    choices.smoothing, choices.log = 20, True
    choices.toggle("loss", "train")
    choices.toggle("lr", "lr")
    choices.toggle("lr", "lr")
    del choices
    again = ChartChoices(file)
    assert (again.smoothing, again.log) == (20, True)
    assert again.hidden("loss", "train") and not again.hidden("lr", "lr")
    (tmp_path / "other.ini").write_text("[charts]\nsmoothing=lots\nlog=perhaps\nhidden=@Invalid()\n")
    odd = ChartChoices(tmp_path / "other.ini")
    assert (odd.smoothing, odd.log) == (1, False)


def test_the_cross_hair_tells_every_charts_values_under_the_mouse(qtbot: QtBot, panel: ChartPanel) -> None:
    plot = panel.charts.plots()["loss"]
    assert "validation&nbsp;2" in plot._legend.text()
    view = plot._item.getViewBox()
    plot.grab()  # only then it is known where things are
    scene = view.mapViewToScene(QPointF(2.1, 2.0))
    spot = plot._area.mapFromScene(scene)
    move = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        QPointF(spot),
        plot._area.viewport().mapToGlobal(QPointF(spot)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(plot._area.viewport(), move)
    assert plot._place.text() == "at 2"
    assert "validation&nbsp;3" in plot._legend.text() and "train&nbsp;1.5" in plot._legend.text()
    plot.point_at(math.nan)
    assert plot._place.text() == "" and "validation&nbsp;2" in plot._legend.text()


def test_a_chart_is_zoomed_moved_and_read_by_keys(qtbot: QtBot, panel: ChartPanel) -> None:
    plot = panel.charts.plots()["loss"]
    panel.activateWindow()
    plot.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(plot.hasFocus)
    view = plot._item.getViewBox()
    whole = view.viewRect()
    for key in (".", ",", ","):
        qtbot.keyClick(plot, key)
    assert plot._place.text() == "at 2" and "train&nbsp;1.5" in plot._legend.text()
    qtbot.keyClick(plot, "+")
    closer = view.viewRect()
    assert closer.width() == pytest.approx(whole.width() / 1.25)
    # Around the cross-hair: what is on it stays where it is.
    assert (2 - closer.left()) / closer.width() == pytest.approx((2 - whole.left()) / whole.width())
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    qtbot.keyClick(plot, Qt.Key.Key_Up)
    moved = view.viewRect()
    assert moved.left() == pytest.approx(closer.left() + closer.width() / 10)
    assert moved.center().y() > closer.center().y()
    qtbot.keyClick(plot, "-")
    assert view.viewRect().width() == pytest.approx(whole.width())
    qtbot.keyClick(plot, "0")
    view.updateAutoRange()
    assert view.viewRect().left() == pytest.approx(whole.left())
    qtbot.keyClick(plot, Qt.Key.Key_Tab)
    assert not plot.hasFocus() and plot._place.text() == ""


def test_curves_are_hidden_from_the_menu_as_well(panel: ChartPanel) -> None:
    plot = panel.charts.plots()["loss"]
    menu = plot._menu()
    entry = next(action for action in menu.actions() if action.text() == "train")
    assert entry.isChecked()
    entry.trigger()
    assert panel._choices.hidden("loss", "train") and not plot._curves["train"].drawn.isVisible()


def test_a_table_of_a_chart_has_the_runs_laid_over_as_well(qtbot: QtBot, panel: ChartPanel, tmp_path: Path) -> None:
    name, other = panel._find_others()[0]
    panel.charts.lay_over(name, other.folder)
    qtbot.waitUntil(lambda: panel.charts.drawn and len(panel.charts.curves_of("loss")) == 4)
    with qtbot.waitSignal(panel.told):
        panel.save("loss", "csv", tmp_path / "loss.csv")
    lines = (tmp_path / "loss.csv").read_text().splitlines()
    assert lines[0] == "step,train,validation,train (the one before),validation (the one before)"
    assert lines[1] == "1,2,4,4.5,9"


def test_the_best_step_is_marked_and_said(panel: ChartPanel) -> None:
    assert panel.best.text() == "Best at 3: validation loss 1, none better in the 1 after it"
    best = panel.charts.plots()["loss"]._best
    assert best.isVisible() and best.value() == 3


def test_another_run_is_laid_over_and_taken_off_again(qtbot: QtBot, panel: ChartPanel) -> None:
    menu = panel.over.menu()
    menu.aboutToShow.emit()
    (action,) = menu.actions()
    assert action.text() == "the one before"
    action.trigger()
    plot = panel.charts.plots()["loss"]
    qtbot.waitUntil(lambda: "validation&nbsp;2&nbsp;(6)" in plot._legend.text())
    qtbot.waitUntil(lambda: panel.best.text().endswith("In brackets: the one before"))
    menu.aboutToShow.emit()
    (action,) = menu.actions()
    assert action.isChecked()
    drawn = len(plot._item.items)
    action.trigger()
    assert "(6)" not in plot._legend.text() and len(plot._item.items) == drawn - 4
    assert "In brackets" not in panel.best.text()


def test_curves_are_smoothed_put_on_a_log_scale_and_hidden(qtbot: QtBot, panel: ChartPanel) -> None:
    plot = panel.charts.plots()["loss"]
    line = plot._curves["validation"]
    panel.smoothing.setCurrentIndex(1)
    panel.smoothing.activated.emit(1)
    qtbot.waitUntil(lambda: panel.charts.drawn)
    assert line.drawn.yData[-1] == pytest.approx(2.5) and line.behind.yData[-1] == 2.0
    panel.log.click()
    qtbot.waitUntil(lambda: panel.charts.drawn)
    assert plot._item.getAxis("left").logMode
    assert line.drawn.getData()[1][-1] == pytest.approx(math.log10(2.5))
    plot._legend.linkActivated.emit("validation")
    assert not line.drawn.isVisible() and plot._curves["train"].drawn.isVisible()


def test_a_curve_at_and_below_zero_is_lived_with_on_a_log_scale(qtbot: QtBot, panel: ChartPanel) -> None:
    plot = panel.charts.plots()["loss"]
    panel.log.click()
    plot.show_curves({"train": curve(1.0, 0.0, -1.0, math.nan, 2.0)})
    assert not plot.grab().isNull()


def test_long_curves_are_smoothed_one_after_the_other_and_painted_once_all_are(
    qtbot: QtBot, panel: ChartPanel, tmp_path: Path
) -> None:
    folder = RunFolder(tmp_path / "20260103-000000-train_executor")
    folder.path.mkdir()
    row = ", ".join(f'"loss/{name}": %d' for name in "abcd")
    with folder.metrics_file.open("w") as file:
        file.writelines(f'{{"step": {step}, {row % (4 * (step % 7,))[:4]}}}\n' for step in range(20_000))
    panel.charts.watch(folder, ended=True)
    qtbot.waitUntil(lambda: "loss" in panel.charts.plots() and panel.charts.drawn and bool(panel.best.text() == ""))
    plot = panel.charts.plots()["loss"]
    qtbot.waitUntil(lambda: plot.points("d") == 20_000)
    panel.smoothing.activated.emit(2)
    turns = 0
    while not panel.charts.drawn:
        smoothed = [len(line.behind.xData) > 0 for line in plot._curves.values() if line.behind.xData is not None]
        assert plot._area.updatesEnabled() is (not any(smoothed))
        panel.charts.advance()
        turns += 1
    assert plot._area.updatesEnabled() and turns > 0
    expected = np.convolve(np.arange(20_000) % 7, np.ones(20) / 20, "valid")
    for line in plot._curves.values():
        assert np.allclose(line.drawn.yData[19:], expected)


@pytest.mark.parametrize("kind", ["png", "svg", "csv"])
def test_a_chart_is_saved(qtbot: QtBot, panel: ChartPanel, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"chart.{kind}"
    with qtbot.waitSignal(panel.told) as told:
        panel.save("loss", kind, path)
    assert told.args == [f"{path} has been written.", True]
    if kind == "csv":
        assert path.read_text().startswith("step,train,validation\n1,2,4\n")
    elif kind == "png":
        picture = QImage(str(path))
        assert picture.size() == panel.charts.plots()["loss"].size() * 2
    else:
        groups = [group for group in ElementTree.parse(path).getroot().iter("{http://www.w3.org/2000/svg}g")]
        lines = [group for group in groups if any("vector-effect" in shape.attrib for shape in group)]
        # Not all programs keep the pen of a stretched line as it is, so that none may be stretched.
        assert lines and {group.get("transform") for group in lines if group.get("stroke") != "none"} == {None}


def test_a_chart_that_cannot_be_written_is_told(qtbot: QtBot, panel: ChartPanel, tmp_path: Path) -> None:
    (file := tmp_path / "a file").touch()
    with qtbot.waitSignal(panel.told) as told:
        panel.save("loss", "csv", file / "chart.csv")
    assert told.args and told.args[1] is False and str(file) in told.args[0]

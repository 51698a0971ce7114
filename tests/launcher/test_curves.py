from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.runs import RunFolder
from launcher import curves
from launcher.charts import Charts
from launcher.curves import Curves, chart_and_curve


def append(folder: RunFolder, *rows: object) -> None:
    with folder.metrics_file.open("a") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


@pytest.mark.parametrize(
    ("name", "chart", "curve"),
    [
        ("loss/train", "loss", "train"),
        ("loss/click/validation", "loss/click", "validation"),
        ("lr", "lr", "lr"),
        ("/odd", "/odd", "/odd"),
        ("odd/", "odd/", "odd/"),
    ],
)
def test_names_that_share_what_stands_before_the_slash_share_a_chart(name: str, chart: str, curve: str) -> None:
    assert chart_and_curve(name) == (chart, curve)


def test_curves_grow_by_what_is_new_in_the_file(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    found = Curves(folder)
    assert not found.read()
    append(folder, {"t": 1.0, "step": 1, "loss/train": 3.0}, {"t": 2.0, "step": 2, "loss/train": 2.0, "lr": 0.1})
    assert found.read() and not found.read()
    append(folder, {"t": 3.0, "step": 3, "loss/train": 1.0, "loss/validation": 1.5})
    assert found.read()
    assert list(found.charts) == ["loss", "lr"]
    assert found.charts["loss"]["train"].steps.tolist() == [1, 2, 3]
    assert found.charts["loss"]["train"].values.tolist() == [3.0, 2.0, 1.0]
    assert found.charts["loss"]["validation"].steps.tolist() == [3]


def test_lines_that_are_no_metrics_are_passed_over(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.metrics_file.write_text("rubbish\n[]\n{}\n")
    append(folder, {"loss": 1}, {"step": "x", "loss": 1}, {"step": 1, "loss": None, "note": "hi", "ok": True, "lr": 2})
    with folder.metrics_file.open("a") as file:
        file.write('{"step": 2, "lr": ')
    found = Curves(folder)
    found.read()
    assert {chart: list(lines) for chart, lines in found.charts.items()} == {"lr": ["lr"]}


def test_a_long_file_is_read_in_pieces_and_completely(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curves, "CHUNK", 100)
    folder = RunFolder(tmp_path)
    append(folder, *({"step": step, "fps": step / 2} for step in range(200)))
    found = Curves(folder)
    pieces = 0
    while found.read():
        pieces += 1
    assert pieces > 10
    assert found.charts["fps"]["fps"].steps.tolist() == list(range(200))


def test_charts_are_drawn_as_the_run_goes_on(qtbot: QtBot, tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    charts = Charts()
    qtbot.addWidget(charts)
    charts.resize(700, 500)
    charts.show()
    charts.watch(folder)
    append(folder, {"step": 1, "loss/train": 2.0, "loss/validation": 3.0, "lr": 0.1})
    qtbot.waitUntil(lambda: set(charts.plots()) == {"loss", "lr"})
    append(folder, {"step": 2, "loss/train": 1.0, "grad": 7.0})
    qtbot.waitUntil(lambda: set(charts.plots()) == {"loss", "lr", "grad"})
    assert charts.plots()["loss"].points("train") == 2
    assert charts.plots()["loss"].points("validation") == 1
    other = RunFolder(tmp_path / "other")
    charts.watch(other)
    assert charts.empty


def test_a_million_points_are_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    from array import array

    from launcher.curves import Curve
    from launcher.plot import Plot

    plot = Plot("loss")
    qtbot.addWidget(plot)
    plot.show()
    count = 1_000_000
    plot.show_curves({"train": Curve(array("d", range(count)), array("d", (step % 97 for step in range(count))))})
    picture = plot.grab()
    assert plot.points("train") == count
    assert not picture.isNull()

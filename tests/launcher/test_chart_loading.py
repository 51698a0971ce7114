"""What draws charts is loaded in pieces: each in a process of its own, in which nothing has drawn yet."""

from __future__ import annotations

import subprocess
import sys


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


def test_it_is_loaded_in_many_pieces_and_whole_in_the_end() -> None:
    code = """
import sys
from launcher.chart_loading import load_for
pieces = 1
while not load_for(0):
    pieces += 1
import launcher.plot
import pyqtgraph
print(pieces > 50, launcher.plot.pg is pyqtgraph, pyqtgraph.PlotItem.__module__, "cuda.bindings" in sys.modules)
"""
    assert run(code).split() == ["True", "True", "pyqtgraph.graphicsItems.PlotItem.PlotItem", "False"]


def test_whoever_needs_it_sooner_has_the_rest_loaded_at_once() -> None:
    code = """
import sys
from launcher.chart_loading import load_for
while "PySide6.QtSvg" not in sys.modules:
    assert not load_for(0)
import launcher.plot
import pyqtgraph
print(launcher.plot.pg is pyqtgraph, pyqtgraph.PlotWidget.__name__, load_for(0))
"""
    assert run(code).split() == ["True", "PlotWidget", "True"]

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from core.errors import ExitCode
from core.home import Home
from trainers.evaluate import main
from trainers.report import write_report

XML_NAMES = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
_VOID = {"meta", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """What a browser would make of the page: its text, what it would load, and whether its tags are in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "iframe", "link", "img", "object", "embed")
        self.loads += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href", "action", "data")]
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


@pytest.fixture(scope="module")
def figures(trained: Home, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What evaluation writes."""
    path = tmp_path_factory.mktemp("figures") / "figures.json"
    words = ["--episodes=2", "--episode-minutes=0.1", "--device=cpu", "--threads=1", f"--json={path}"]
    home = Home(path.parent, path.parent)
    assert (
        main([f"--home={home.root}", f"--models-dir={trained.models}", f"--data-dir={trained.recordings}", *words])
        == ExitCode.OK
    )
    return json.loads(path.read_text())


def report(path: Path, figures: dict[str, Any], home: Home, pilot: str = "aggressor") -> str:
    return write_report(path / "report.html", figures, home, pilot, 10.0, 8.5).read_text()


def test_the_report_tells_the_figures_and_loads_nothing_from_anywhere(
    figures: dict[str, Any], trained: Home, tmp_path: Path
) -> None:
    text = report(tmp_path, figures, trained)
    page = Page(text)
    # What a plot refers to stands in the page itself; only names of XML's own look like addresses.
    assert all(target.startswith(("#", "data:")) for target in page.loads)
    assert {address for address in re.findall(r"https?://[^\s\"'<>]+", text)} <= XML_NAMES
    assert not re.search(r"url\((?!#)|@import", text)
    assert "10 minutes of “aggressor”" in page.text and "The whole loop took 8.5 minutes" in page.text
    for name, row in figures["closed_loop"]["players"].items():
        assert f"{name} {row['per_minute']['score']['mean']:.0f}" in page.text
    accuracy = figures["offline"]["strategist"]["mode_accuracy"]
    assert f"mode accuracy {100 * accuracy:.1f} %" in page.text
    assert f"modes {figures['closed_loop']['style_distance']['modes']:.2f}" in page.text


def test_its_plots_are_whole_drawings(figures: dict[str, Any], trained: Home, tmp_path: Path) -> None:
    drawings = re.findall(r"<svg.*?</svg>", report(tmp_path, figures, trained), re.S)
    assert len(drawings) == 4
    words = " ".join(" ".join(ET.fromstring(drawing).itertext()) for drawing in drawings)
    for told in (
        "score per minute",
        "share of the time in each mode",
        "the Strategist said",
        "Executor: loss",
        "epoch",
    ):
        assert told in words
    assert "nan" not in words.lower()


def test_a_name_cannot_bring_anything_into_the_page(figures: dict[str, Any], trained: Home, tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    play = dict(figures["closed_loop"])
    play["players"] = {evil if name == "aggressor" else name: row for name, row in play["players"].items()}
    text = report(tmp_path, {**figures, "closed_loop": {**play, "pilot": evil}}, trained, evil)
    assert "<script" not in text
    assert evil in Page(text).text


def test_what_could_not_be_measured_is_left_open(figures: dict[str, Any], home: Home, tmp_path: Path) -> None:
    """No training runs, no events, no distance: the page stays whole."""
    executor = {**figures["offline"]["executor"], "position_error_at_objects": None, "click_events": {"f1": None}}
    play = {name: value for name, value in figures["closed_loop"].items() if name != "style_distance"}
    page = Page(report(tmp_path, {"offline": {**figures["offline"], "executor": executor},
                                  "closed_loop": {**play, "share_of_pilot": None}}, home))  # fmt: skip
    assert "position error, clicks at objects –" in page.text


def test_it_replaces_an_older_report_whole(figures: dict[str, Any], trained: Home, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("old")
    assert report(tmp_path, figures, trained).startswith("<!doctype html>")
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest

from core.errors import ExitCode
from core.evaluation import Comparison, Evaluation, Paired, read_evaluation
from core.home import Home
from core.offline_figures import EventScores
from trainers.evaluate import main
from trainers.report import Demo, write_report

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
def figures(trained: Home, tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """What evaluation writes."""
    path = tmp_path_factory.mktemp("figures") / "figures.json"
    words = ["--episodes=2", "--episode-minutes=0.1", "--device=cpu", "--threads=1", f"--json={path}"]
    home = Home(path.parent, path.parent)
    assert (
        main([f"--home={home.root}", f"--models-dir={trained.models}", f"--data-dir={trained.recordings}", *words])
        == ExitCode.OK
    )
    return read_evaluation(path)


@pytest.fixture
def mine(figures: Evaluation) -> Evaluation:
    """A copy to change."""
    return msgspec.json.decode(msgspec.json.encode(figures), type=Evaluation)


DEMO = Demo("aggressor", 10.0, 8.5)


def report(path: Path, figures: Evaluation, home: Home, demo: Demo | None = DEMO) -> str:
    return write_report(path / "report.html", figures, home, demo).read_text()


def test_the_report_tells_the_figures_and_loads_nothing_from_anywhere(
    figures: Evaluation, trained: Home, tmp_path: Path
) -> None:
    text = report(tmp_path, figures, trained)
    page = Page(text)
    # What a plot refers to stands in the page itself; only names of XML's own look like addresses.
    assert all(target.startswith(("#", "data:")) for target in page.loads)
    assert {address for address in re.findall(r"https?://[^\s\"'<>]+", text)} <= XML_NAMES
    assert not re.search(r"url\((?!#)|@import", text)
    assert "10 minutes of “aggressor”" in page.text and "The whole loop took 8.5 minutes" in page.text
    play, offline = figures.closed_loop, figures.offline
    assert play and offline and play.style_distance
    for name, row in play.players.items():
        assert f"{name} {row.per_minute['score'].mean:.0f}" in page.text
    assert f"mode accuracy {100 * offline.strategist.mode_accuracy:.1f} %" in page.text
    assert f"aggressor, whom it learnt from {play.style_distance['modes']:.2f}" in page.text
    for moment in offline.worst:
        assert f"understudy --open {moment.recording}@{moment.t:.2f}" in page.text


def test_its_drawings_are_whole_and_have_names_of_their_own(figures: Evaluation, trained: Home, tmp_path: Path) -> None:
    text = report(tmp_path, figures, trained)
    drawings = [ET.fromstring(drawing) for drawing in re.findall(r"<svg.*?</svg>", text, re.S)]
    assert figures.offline and len(drawings) == 4 + len(figures.offline.worst)
    words = " ".join(" ".join(drawing.itertext()) for drawing in drawings)
    for told in (
        "score per minute",
        "share of the time in each mode",
        "chance it gave",
        "Executor: what epochs are judged by",
        "Executor: position error at objects",
        "epoch",
    ):
        assert told in words
    assert "nan" not in words.lower()
    names = [item.get("id") for drawing in drawings for item in drawing.iter() if item.get("id")]
    assert len(names) == len(set(names)) > 0
    assert {target[1:] for target in Page(text).loads if target.startswith("#")} <= set(names)


def test_it_can_be_read_on_a_dark_ground_too(figures: Evaluation, trained: Home, tmp_path: Path) -> None:
    """Every plot's ink is the page's own, which has one for each ground."""
    text = report(tmp_path, figures, trained)
    assert "prefers-color-scheme: dark" in text and text.count("--ink:") == 2
    for drawing in re.findall(r"<svg.*?</svg>", text, re.S):
        assert "#000000" not in drawing
    assert "#1d2733" not in "".join(re.findall(r"<svg.*?</svg>", text, re.S)) and "var(--ink)" in text


def test_an_evaluation_alone_is_a_report_too(mine: Evaluation, home: Home, tmp_path: Path) -> None:
    page = Page(report(tmp_path, mine, home, None))
    assert "How the models do" in page.text and "How they learnt" not in page.text
    mine.closed_loop = None
    assert "In play" not in Page(report(tmp_path, mine, home, None)).text
    mine.offline, mine.closed_loop = None, msgspec.json.decode(msgspec.json.encode(mine), type=Evaluation).closed_loop
    assert "kept out of training" not in Page(report(tmp_path, mine, home, None)).text


def test_a_comparison_says_in_words_what_it_comes_to(mine: Evaluation, home: Home, tmp_path: Path) -> None:
    paired = Paired(
        what="score", unit="a minute", more_is_better=True, mine=812.0, theirs=790.0, difference=22.0, low=-40.0,
        high=90.0, p=0.51, pairs=16, verdict="no difference shown",
    )  # fmt: skip
    mine.comparison = Comparison(models="a", against="b.pt", different=["executor"], in_play=[paired])
    page = Page(report(tmp_path, mine, home, None))
    assert "Against b.pt" in page.text and "Not the same: executor" in page.text
    assert "score 812 790 22 -40 to 90 0.510 16 no difference shown" in page.text


def test_a_moment_of_a_recording_with_a_video_shows_its_picture(mine: Evaluation, home: Home, tmp_path: Path) -> None:
    assert mine.offline
    mine.offline.worst[0].picture = "aGVsbG8="
    assert "data:image/jpeg;base64,aGVsbG8=" in Page(report(tmp_path, mine, home, None)).loads


def test_a_name_cannot_bring_anything_into_the_page(mine: Evaluation, trained: Home, tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    play = mine.closed_loop
    assert play and mine.offline
    play.players = {evil if name == "aggressor" else name: row for name, row in play.players.items()}
    play.pilot = evil
    mine.offline.worst[0].player = mine.offline.worst[0].recording = evil
    text = report(tmp_path, mine, trained, Demo(evil, 10.0, 8.5))
    assert "<script" not in text
    assert evil in Page(text).text


def test_what_could_not_be_measured_is_left_open(mine: Evaluation, home: Home, tmp_path: Path) -> None:
    """No training runs, no events, no distance: the page stays whole."""
    assert mine.offline and mine.closed_loop
    mine.offline.executor.position_error_at_objects = None
    mine.offline.executor.click_events = EventScores(precision=None, recall=None, f1=None)
    mine.closed_loop.style_distance = mine.closed_loop.share_of_pilot = mine.closed_loop.own_distance = None
    mine.closed_loop.style_distances = {}
    page = Page(report(tmp_path, mine, home))
    assert "position error, clicks at objects –" in page.text


def test_it_replaces_an_older_report_whole(figures: Evaluation, trained: Home, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("old")
    assert report(tmp_path, figures, trained).startswith("<!doctype html>")
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]

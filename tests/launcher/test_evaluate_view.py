from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from launcher_parts import delete_now
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.evaluation import FILE_NAME, Comparison, Evaluation, Paired, read_evaluation, write_evaluation
from core.home import Home
from core.jobs import JOBS
from core.runs import all_runs
from launcher.chart_choices import ChartChoices
from launcher.evaluate_view import EvaluateView
from launcher.evaluate_words import moment_words
from launcher.figure_table import Cell, FigureTable, widest_that_fits
from launcher.job_page import JobPage
from launcher.mode_colors import mode_words
from launcher.result_words import result_words
from launcher.session import Session
from launcher.worker import Worker


@pytest.fixture(scope="module")
def evaluated(trained: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run of Evaluate Models."""
    from trainers.evaluate import main

    root = tmp_path_factory.mktemp("evaluated")
    words = ["--episodes=2", "--episode-minutes=0.05", "--device=cpu", "--threads=1"]
    folders = [f"--models-dir={trained.models}", f"--data-dir={trained.recordings}"]
    assert main([f"--home={root}", *folders, *words]) == 0
    (run,) = all_runs(Home(root, root))
    return run.path


@pytest.fixture
def session(home: Home, evaluated: Path) -> Session:
    """Two evaluations in the home; the bot scored one more a minute in the older one."""
    for number in (1, 2):
        shutil.copytree(evaluated, home.runs / f"20260101-00000{number}-evaluate")
    path = home.runs / "20260101-000001-evaluate" / FILE_NAME
    older = read_evaluation(path)
    assert older.closed_loop
    older.closed_loop.players["bot"].per_minute["score"].mean += 1000
    write_evaluation(path, older)
    made = Session(home)
    made.poll()
    return made


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> Iterator[JobPage]:
    made = JobPage(JOBS["evaluate"], session, Worker("tests"), ChartChoices())
    made.resize(1200, 900)
    made.show()
    made.show_run()
    yield made
    made.close()
    made.deleteLater()
    delete_now()


def view_of(page: JobPage) -> EvaluateView:
    view = page.tabs.currentWidget()
    assert isinstance(view, EvaluateView)
    QApplication.processEvents()
    return view


def words(view: EvaluateView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def texts(table: FigureTable) -> list[list[str]]:
    return [
        [table.item(row, column).text() for column in range(table.columnCount())] for row in range(table.rowCount())
    ]  # type: ignore[union-attr]


def test_an_evaluation_is_shown_on_its_page_with_its_report(page: JobPage, evaluated: Path) -> None:
    found = read_evaluation(evaluated / FILE_NAME)
    view = view_of(page)
    assert found.offline and found.closed_loop
    assert f"{100 * found.offline.strategist.mode_accuracy:.1f} %" in words(view)
    assert f"{found.closed_loop.players['bot'].per_minute['score'].mean:.0f}" in words(view)
    assert [row[0] for row in texts(view.play)] == list(found.closed_loop.players)
    assert next(row[0] for row in texts(view.styles)) == "aggressor, whom it learnt from"
    mode = found.offline.strategist.mode
    assert [row[0] for row in texts(view.confusion["mode"])] == list(map(mode_words, mode.names))
    told = {mode_words(name) for name in mode.recall.keys() | mode.precision.keys()}
    assert {row[0] for row in texts(view.choices["mode"])} == told
    assert len(texts(view.calibration)) == 4
    # What was not compared is not spoken of.
    assert not view._against_panel.isVisible()
    assert page.open.isVisible()


def test_cards_find_their_figure_in_what_an_evaluation_came_to(evaluated: Path) -> None:
    found = read_evaluation(evaluated / FILE_NAME)
    assert found.closed_loop
    found.closed_loop.share_of_pilot = 0.796  # in three seconds the pilot scores nothing to share in
    result = found.result()
    assert result_words("evaluate", result) == "80% of the pilot's score"
    score = found.closed_loop.players["bot"].per_minute["score"].mean
    assert result_words("demo", result) == f"{score:.0f} points a minute"


def test_another_evaluation_is_laid_beside_it(page: JobPage) -> None:
    view = view_of(page)
    assert view.other.count() == 2 and "beside it:" not in words(view)
    view.other.setCurrentIndex(1)
    view.other.activated.emit(1)
    found = view._evaluation.closed_loop
    assert found
    old = found.players["bot"].per_minute["score"].mean + 1000
    QApplication.processEvents()
    assert f"beside it: {old:.0f}" in words(view)
    assert texts(view.play)[1][0] == "bot, beside it" and texts(view.play)[1][1].startswith(f"{old:.0f}")


def test_a_worst_moment_asks_for_the_player(qtbot: QtBot, page: JobPage) -> None:
    view = view_of(page)
    assert view._evaluation.offline
    moment = view._evaluation.offline.worst[1]
    with qtbot.waitSignal(page.moment_asked) as asked:
        view.worst.cellActivated.emit(1, 0)
    assert asked.args == [moment.recording, moment.t]


def test_what_it_comes_to_against_other_models_is_said_in_words(qtbot: QtBot, session: Session) -> None:
    run = session.runs.visible("evaluate")[0]
    found = read_evaluation(run.folder.path / FILE_NAME)
    paired = Paired(
        what="score", unit="a minute", more_is_better=True, mine=812.0, theirs=700.0, difference=112.0, low=60.0,
        high=160.0, p=0.0004, pairs=16, verdict="better",
    )  # fmt: skip
    found.comparison = Comparison(
        models="a", against="b.pt", different=["executor"], in_play=[paired],
        said=["In play, score: better."],
    )  # fmt: skip
    write_evaluation(run.folder.path / FILE_NAME, found)
    view = EvaluateView(session.runs)
    qtbot.addWidget(view)
    assert view.show_run(run)
    view.show()
    assert "b.pt, of which not the same: executor" in words(view)
    assert "Score in play: better (812 against 700)" in words(view)
    assert texts(view._against_table) == [["Score", "812", "700", "112", "60 to 160", "< 0.001", "16", "better"]]


@pytest.mark.parametrize("left", ["offline", "closed_loop"])
def test_half_an_evaluation_is_shown_as_far_as_it_goes(qtbot: QtBot, session: Session, left: str) -> None:
    run = session.runs.visible("evaluate")[0]
    found = read_evaluation(run.folder.path / FILE_NAME)
    half = Evaluation(**{left: getattr(found, left)})
    write_evaluation(run.folder.path / FILE_NAME, half)
    view = EvaluateView(session.runs)
    qtbot.addWidget(view)
    assert view.show_run(run)
    view.show()
    assert view._play_panel.isVisible() == (left == "closed_loop")
    assert view._calibration_panel.isVisible() == (left == "offline")


def test_a_run_without_figures_or_with_damaged_ones_shows_its_log(qtbot: QtBot, session: Session) -> None:
    run = session.runs.visible("evaluate")[0]
    view = EvaluateView(session.runs)
    qtbot.addWidget(view)
    (run.folder.path / FILE_NAME).write_text("{")
    assert not view.show_run(run)
    (run.folder.path / FILE_NAME).write_bytes(msgspec.json.encode({"format": "something else"}))
    assert not view.show_run(run)
    (run.folder.path / FILE_NAME).unlink()
    assert not view.show_run(run)


def test_a_share_tints_its_cell(qtbot: QtBot) -> None:
    table = FigureTable("a table")
    qtbot.addWidget(table)
    table.show_rows(["", "x", "y"], [["a", Cell("90", share=0.9), Cell("1", share=0.01)]])
    table.resize(400, 100)
    table.show()
    image = table.viewport().grab().toImage()

    def ground(column: int) -> tuple[int, ...]:
        place = table.visualItemRect(table.item(0, column))  # type: ignore[arg-type]
        return image.pixelColor(place.right() - 2, place.top() + 2).getRgb()

    assert ground(1) != ground(2) and ground(0) != ground(1)


@hypothesis_settings(deadline=None)
@given(st.lists(st.integers(1, 300), min_size=1, max_size=20), st.integers(0, 3000))
def test_the_widest_columns_are_cut_until_all_fit_and_no_further(wanted: list[int], room: int) -> None:
    most = widest_that_fits(wanted, room)
    cut = [min(width, most) for width in wanted]
    assert sum(cut) <= max(room, 0) or sum(wanted) <= room
    if sum(wanted) <= room:
        assert cut == wanted
    else:
        assert sum(min(width, most + 1) for width in wanted) > room


def test_in_a_narrow_page_only_wide_tables_are_scrolled_sideways(qtbot: QtBot, page: JobPage) -> None:
    view = page._view
    assert isinstance(view, EvaluateView)
    few = ("mode", "target", "click")
    for width in (560, 1500):
        page.resize(width, 600)
        # There may be too many hotkeys for the narrow one.
        bars = [view.horizontalScrollBar(), *(view.confusion[name].horizontalScrollBar() for name in few)]
        qtbot.waitUntil(
            lambda width=width, bars=bars: width - 100 < view.width() < width and not any(b.maximum() for b in bars)
        )
    assert view._choice_columns == 2


@pytest.mark.parametrize(
    ("what", "said", "words"),
    [
        ("mode", "LOOT, 35% sure", "Loot, 35% sure"),
        ("target", "crate, 86% sure", "crate, 86% sure"),
        (
            "click",
            "left click 4% likely now, 36% of the window away",
            "left click 4% likely now, 36% of the window away",
        ),
        ("hotkey", "R 1% likely now, Space 3%", "R 1% likely now, Space 3%"),
        ("mode", "EXPLORE", "Explore"),
        ("target", "none", "none"),
    ],
)
def test_a_moment_is_told_part_by_part(what: str, said: str, words: str) -> None:
    assert moment_words(what, said) == words

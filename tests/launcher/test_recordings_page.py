"""The page of recordings, with real recordings, a real thread and real processes behind it."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import wait_until
from helpers.films import filmed
from helpers.plays import pilot_plays
from launcher_parts import delete_now
from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QInputDialog, QLineEdit
from pytestqt.qtbot import QtBot

from core.columns import write_columns
from core.edits import read_edits
from core.home import Home
from core.recording import write_recording
from launcher.playback import Playback
from launcher.player_controls import PlayerControls
from launcher.player_overlays import OVERLAYS
from launcher.recordings_model import THUMBNAIL_ROLE
from launcher.recordings_page import RecordingsPage
from launcher.recordings_work import Command
from launcher.session import Session
from launcher.theme import theme
from launcher.timeline_paint import GUTTER
from launcher.window import Window


@pytest.fixture
def window(qapp: QApplication, home: Home) -> Iterator[Window]:
    theme.follow(qapp, "light")
    made = Window(Session(home))
    made.resize(1280, 800)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    delete_now()
    assert {thread.name for thread in threading.enumerate()}.isdisjoint({"recordings", "thumbnails", "pictures"})


def wait_for(answer: Callable[[], object], what: str) -> object:
    def ask() -> object:
        QApplication.processEvents()
        return answer()

    return wait_until(ask, what=what, seconds=40)


def shown(window: Window, count: int) -> RecordingsPage:
    """The page, once it lists so many recordings and all of them were read."""
    window.pages.show_recordings()
    page = window.pages.recordings
    assert page is not None
    wait_for(
        lambda: len(page.list.model.rows) == count and all(row.summary or row.problem for row in page.list.model.rows),
        "the list",
    )
    return page


def opened(window: Window, page: RecordingsPage, name: str) -> Path:
    """Open a recording and wait until it is there, told in hindsight where nobody has labelled it."""
    path = page.folder / f"{name}.json"
    row = page.list.model.row_at(path)
    assert row is not None
    page.open(row, and_focus=True)
    wait_for(lambda: page.player.reel is not None and not page._reader.telling, f"{name} in the player")
    window.activateWindow()
    page.player.canvas.setFocus()
    return path


@pytest.fixture
def film(home: Home) -> Path:
    path = filmed(home.recordings, "sequence_film", 120)
    write_columns(path)
    return path


def test_without_recordings_the_page_says_what_to_do(window: Window) -> None:
    page = shown(window, 0)
    wait_for(lambda: page.list._stack.currentIndex() == 1, "the invitation")
    words = " ".join(button.text() for button in page.list._stack.currentWidget().findChildren(QAbstractButton))
    assert "Start Pure Recording" in words and "Import" in words


def test_recordings_are_read_by_another_process_and_damaged_ones_told(window: Window, home: Home, plays: Path) -> None:
    shutil.copytree(plays, home.recordings)
    (home.recordings / "sequence_9.json").write_text('{"format": "understudy-recording", "ver')
    page = shown(window, 7)
    rows = {row.name: row for row in page.list.model.rows}
    assert "sequence_9.json" in rows["sequence_9"].problem
    assert all(rows[f"sequence_{k}"].summary for k in range(6))
    page.list.filter.setText("collector loot")
    wanted = page.list.order.rowCount()
    page.list.filter.setText("nothing like it")
    assert page.list.order.rowCount() == 0
    page.list.filter.clear()
    assert page.list.order.rowCount() == 7 and wanted <= 6


def test_what_others_do_in_the_folder_is_seen_while_the_page_is_open(
    window: Window, home: Home, film: Path, tmp_path: Path
) -> None:
    page = shown(window, 1)
    filmed(tmp_path, "sequence_other", 30)
    shutil.copy(tmp_path / "sequence_other.json", home.recordings)
    wait_for(lambda: len(page.list.model.rows) == 2, "what appeared")
    (home.recordings / "sequence_other.json").unlink()
    wait_for(lambda: len(page.list.model.rows) == 1, "what vanished")


def test_the_time_is_whole_however_narrow_the_player_is(qapp: QApplication) -> None:
    controls = PlayerControls()
    controls.show_state(Playback((0.0, 1800.0, 3600.0), 3600.0))
    controls.show()
    for width in (1200, 800, 640, 560, 500, 460, 420, 1200):
        controls.resize(width, 40)
        qapp.processEvents()
        time = controls._time
        assert time.width() >= time.sizeHint().width(), width
        assert controls.speed.geometry().right() <= controls.width(), width
    assert not controls._frame.isHidden() and not controls.buttons["zoom_in"].isHidden()
    controls.deleteLater()
    delete_now()


def test_a_damaged_recording_alone_is_told_too(window: Window, home: Home) -> None:
    home.recordings.mkdir(parents=True)
    (home.recordings / "sequence_9.json").write_text('{"format": "understudy-recording", "ver')
    page = shown(window, 1)
    page.open(page.list.model.rows[0])
    wait_for(lambda: "sequence_9.json" in page.player.canvas._message, "the reason")


def test_a_thumbnail_is_drawn_when_its_row_is_seen_and_kept(window: Window, film: Path) -> None:
    page = shown(window, 1)
    image = wait_for(lambda: page.list.model.index(0).data(THUMBNAIL_ROLE), "the thumbnail")
    assert not image.isNull()  # type: ignore[attr-defined]
    assert (film.parent / ".cache" / "sequence_film.thumbnail.png").is_file()


def test_the_list_is_ordered_as_chosen(window: Window, home: Home) -> None:
    for name, frames in (("sequence_a", 30), ("sequence_b", 90), ("sequence_c", 60)):
        write_columns(filmed(home.recordings, name, frames))
    page = shown(window, 3)

    def names() -> list[str]:
        return [page.list.order.index(at, 0).data() for at in range(3)]

    page.list.order.order_by("name")
    assert names() == ["sequence_a", "sequence_b", "sequence_c"]
    page.list.order.order_by("longest")
    assert names() == ["sequence_b", "sequence_c", "sequence_a"]


def test_the_player_plays_steps_and_shows_the_pictures_of_its_frames(qtbot: QtBot, window: Window, film: Path) -> None:
    page = shown(window, 1)
    opened(window, page, "sequence_film")
    player = page.player
    wait_for(lambda: player.canvas._picture is not None, "the first picture")
    qtbot.keyClick(player.canvas, Qt.Key.Key_Period)
    qtbot.keyClick(player.canvas, Qt.Key.Key_Period)
    qtbot.keyClick(player.canvas, Qt.Key.Key_Comma)
    assert player.playback.index == 1
    wait_for(lambda: player._shows == 1, "the second picture")
    qtbot.keyClick(player.canvas, Qt.Key.Key_End)
    wait_for(lambda: player._shows == 119, "the last picture")
    assert player.canvas._moment is not None and player.canvas._moment.index == 119
    qtbot.keyClick(player.canvas, Qt.Key.Key_Home)
    qtbot.keyClick(player.canvas, Qt.Key.Key_Right)
    assert player.playback.position == pytest.approx(1.0)
    for _ in range(5):
        qtbot.keyClick(player.canvas, Qt.Key.Key_BracketRight)
    assert player.controls.speed.currentText() == "8×"
    qtbot.keyClick(player.canvas, Qt.Key.Key_Space)
    assert player._timer.isActive()
    wait_for(lambda: not player.playback.playing, "the end")
    assert not player._timer.isActive()
    assert player.playback.position == player.playback.duration


def test_every_overlay_can_be_switched_off(window: Window, film: Path) -> None:
    page = shown(window, 1)
    opened(window, page, "sequence_film")
    wait_for(lambda: page.player.canvas._picture is not None, "the first picture")
    page.player.seek(0.2)
    wait_for(lambda: page.player._shows == 6, "the picture")
    full = page.player.canvas.grab().toImage()
    for name in OVERLAYS:
        page.player.controls.overlays[name].setChecked(False)
        assert not page.player.canvas.shown[name]
    assert page.player.canvas.grab().toImage() != full


def test_without_a_video_a_schematic_is_drawn_and_named_so(window: Window, home: Home, plays: Path) -> None:
    home.recordings.mkdir(parents=True)
    shutil.copy(plays / "sequence_0.json", home.recordings)
    page = shown(window, 1)
    opened(window, page, "sequence_0")
    assert "No video was kept" in page.player.canvas._schematic
    assert page.player.canvas._moment is not None


def test_a_video_that_went_missing_or_bad_leaves_a_schematic(window: Window, film: Path) -> None:
    film.with_suffix(".mkv").write_bytes(b"nonsense")
    page = shown(window, 1)
    opened(window, page, "sequence_film")
    wait_for(lambda: "cannot be read" in page.player.canvas._schematic, "the schematic")
    assert page.player.canvas._moment is not None


def test_a_stretch_is_selected_trimmed_and_brought_back_by_the_keyboard(
    qtbot: QtBot, window: Window, film: Path
) -> None:
    page = shown(window, 1)
    opened(window, page, "sequence_film")
    player = page.player
    assert not page.actions_.all["trim"].isEnabled()
    player.seek(1.0)
    qtbot.keyClick(player.canvas, Qt.Key.Key_I)
    player.seek(2.0)
    qtbot.keyClick(player.canvas, Qt.Key.Key_O)
    assert player.playback.selection == (1.0, 2.0)
    page.actions_.all["trim"].trigger()
    wait_for(lambda: read_edits(film).keep == ((1.0, 2.0),), "the trim")
    wait_for(lambda: len(player.playback.skipped) == 2, "the hatched parts")
    assert page.actions_.all["undo"].isEnabled() and not page.actions_.all["redo"].isEnabled()
    page.actions_.all["undo"].trigger()
    wait_for(lambda: not player.playback.skipped and page.actions_.all["redo"].isEnabled(), "the undo")
    page.actions_.all["redo"].trigger()
    wait_for(lambda: len(player.playback.skipped) == 2, "the redo")


def test_a_stretch_is_relabelled_and_seen_as_a_persons_word(window: Window, film: Path) -> None:
    page = shown(window, 1)
    opened(window, page, "sequence_film")
    page.player.playback.select(1.0, 2.0)
    page.player._selected()
    (flee,) = (action for action in page.actions_.modes.actions() if action.text() == "Flee")
    flee.trigger()
    wait_for(lambda: page.player.reel and "FLEE" in page.player.reel.shares(), "the label")
    words = page.player.timeline.words_at(GUTTER + page.player.timeline.scale.x(1.5), 30)
    assert "Flee" in words and "said by a person" in words


def test_the_timeline_scrubs_selects_zooms_and_tells_what_is_there(qtbot: QtBot, window: Window, film: Path) -> None:
    page = shown(window, 1)
    opened(window, page, "sequence_film")
    line = page.player.timeline

    def at(t: float) -> QPoint:
        return QPoint(round(GUTTER + line.scale.x(t)), 32)

    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=at(2.0))
    assert page.player.playback.position == pytest.approx(2.0, abs=0.02)
    qtbot.mousePress(line, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, at(0.5))
    qtbot.mouseMove(line, at(1.0))
    qtbot.mouseRelease(line, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, at(1.5))
    assert page.player.playback.selection is not None
    qtbot.mouseDClick(line, Qt.MouseButton.LeftButton, pos=at(3.0))
    assert page.player.playback.selection == (0.0, pytest.approx(page.player.playback.duration))
    assert "Fight" in line.words_at(at(1.0).x(), 32) and "recorded" in line.words_at(at(1.0).x(), 32)
    span = line.scale.span
    wheel = QWheelEvent(
        QPointF(at(1.0)), QPointF(line.mapToGlobal(at(1.0))), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(line, wheel)
    assert line.scale.span < span
    page.player.do("zoom_all")
    assert line.scale.span == span


def test_tags_are_given_and_found_by_the_filter(window: Window, film: Path) -> None:
    page = shown(window, 1)
    page.list.choose(film)
    page.actions_.all["tag"].trigger()
    dialog = page.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue("boss, sector-3")
    dialog.accept()
    wait_for(lambda: page.list.model.rows[0].edits.tags == ("boss", "sector-3"), "the tags")
    page.list.filter.setText("sector-3")
    assert page.list.order.rowCount() == 1


def test_a_recording_is_split_where_the_player_stands(window: Window, film: Path, bin_files: Path) -> None:
    page = shown(window, 1)
    opened(window, page, "sequence_film")
    page.player.seek(2.0)
    page.actions_.all["split"].trigger()
    wait_for(lambda: len(page.list.model.rows) == 2 and not page.busy, "the halves")
    assert any("sequence_film is in the bin" in said for said in window.notices.sentences())
    assert (bin_files / "sequence_film.json").is_file()


def test_deleting_moves_to_the_bin_says_so_and_shows_the_next(window: Window, home: Home, bin_files: Path) -> None:
    for name in ("sequence_a", "sequence_b"):
        write_columns(filmed(home.recordings, name, 30))
    page = shown(window, 2)
    page.list.order.order_by("name")
    opened(window, page, "sequence_a")
    page.actions_.all["delete"].trigger()
    wait_for(lambda: len(page.list.model.rows) == 1, "the deletion")
    wait_for(lambda: page.player.reel is not None and page.player.reel.name == "sequence_b", "the next one")
    assert (bin_files / "sequence_a.json").is_file() and (bin_files / "sequence_a.mkv").is_file()
    assert any("moved to the bin" in said for said in window.notices.sentences())
    page.actions_.all["delete"].trigger()
    wait_for(lambda: not page.list.model.rows, "the second deletion")
    wait_for(page.pane.isHidden, "the player to close")


def test_what_cannot_be_done_is_told(window: Window, film: Path) -> None:
    page = shown(window, 1)
    page.bring([film])
    wait_for(lambda: not page.busy, "the refusal")
    wait_for(window.notices.sentences, "the sentence")


def test_an_import_that_left_something_out_is_no_good_news_and_the_cards_know_of_it_at_once(
    window: Window, home: Home, tmp_path: Path
) -> None:
    page = shown(window, 0)
    assert "No recordings yet" in window.column.cards["stats"].state.text()
    write_recording(tmp_path / "sequence_good.json", pilot_plays(1, 2.0))
    (tmp_path / "sequence_bad.json").write_text("{}")
    window._timer.stop()  # what the window finds by itself now and then is not what is asked here
    page.bring([tmp_path / "sequence_bad.json", tmp_path / "sequence_good.json"])
    wait_for(lambda: not page.busy, "the import")
    (notice,) = [notice for notice in window.notices._all() if "1 of 2 were imported" in notice.accessibleName()]
    assert notice.property("good") is False
    assert "sequence_bad.json" in notice.accessibleName() and "warning:" not in notice.accessibleName()
    assert "No recordings yet" not in window.column.cards["stats"].state.text()
    write_recording(tmp_path / "sequence_better.json", pilot_plays(2, 2.0))
    page.bring([tmp_path / "sequence_better.json"])
    wait_for(lambda: not page.busy, "the second import")
    (notice,) = [notice for notice in window.notices._all() if "1 of 1 were imported" in notice.accessibleName()]
    assert notice.property("good") is True


def test_of_many_words_of_a_command_those_of_what_went_wrong_are_told(qapp: QApplication, home: Home) -> None:
    lines = [*(f"{number} is imported." for number in range(6)), "warning: 7 is broken.", "6 of 7 were imported."]
    parent = QObject()
    command = Command(("-c", f"print({chr(10).join(lines)!r})"), parent, home)
    ended: list[tuple[bool, str]] = []
    command.ended.connect(lambda done, said: ended.append((done, said)))
    wait_for(lambda: ended, "the command")
    assert command.warned
    assert ended == [(True, "7 is broken. 0 is imported. 1 is imported. 2 is imported. 3 is imported. And 3 more.")]


def test_a_recording_made_meanwhile_appears(window: Window, home: Home, film: Path) -> None:
    page = shown(window, 1)
    write_columns(filmed(home.recordings, "sequence_new", 30))
    page.refresh()
    wait_for(lambda: len(page.list.model.rows) == 2, "the new one")


def test_three_hundred_recordings_are_listed_with_the_selection_kept(window: Window, home: Home, film: Path) -> None:
    text = json.loads(film.read_text())
    text["video"] = None
    for number in range(299):
        (home.recordings / f"sequence_{number:03}.json").write_text(json.dumps(text))
    window.pages.show_recordings()
    page = window.pages.recordings
    assert page is not None
    wait_for(lambda: len(page.list.model.rows) == 300, "the list")
    page.list.choose(home.recordings / "sequence_150.json")
    (home.recordings / "sequence_100.json").unlink()
    page.refresh()
    wait_for(lambda: len(page.list.model.rows) == 299, "the list without the one that went")
    assert [row.name for row in page.list.rows()] == ["sequence_150"]


def test_every_control_of_the_page_has_a_name_and_a_tip(window: Window, film: Path) -> None:
    page = shown(window, 1)
    opened(window, page, "sequence_film")
    for kind in (QAbstractButton, QComboBox, QLineEdit):
        for control in page.findChildren(kind):
            inside = isinstance(control.parent(), QComboBox | QLineEdit) or control.objectName().startswith("qt_")
            if inside or not control.isVisibleTo(window):
                continue
            assert control.accessibleName() or control.text(), control
            if isinstance(control, QAbstractButton):
                assert control.toolTip(), control.accessibleName()


def test_the_cards_make_room_for_the_player_in_a_small_window(window: Window, film: Path) -> None:
    window.resize(1024, 600)
    page = shown(window, 1)
    assert window.column.isVisible()
    opened(window, page, "sequence_film")
    assert not window.column.isVisible()
    assert (window.width(), window.height()) == (1024, 600)
    page.close_player()
    assert window.column.isVisible()
    window.resize(900, 520)
    page.open(page.list.model.rows[0])
    assert (window.width(), window.height()) == (900, 520)


def test_the_models_are_asked_and_shown_beside_the_person(window: Window, film: Path, trained: Home) -> None:
    page = shown(window, 1)
    shutil.copytree(trained.models, page._session.home.models)
    opened(window, page, "sequence_film")
    height = page.player.timeline.sizeHint().height()
    page.player.controls.bot.setChecked(True)
    wait_for(page.pane.opinion.isVisible, "the invitation")
    page.pane.opinion._ask.click()
    assert page.pane.opinion.working
    wait_for(lambda: page.player.reel and page.player.reel.opinion is not None, "what the models say")
    wait_for(lambda: not page.pane.opinion.isVisible(), "the invitation to go")
    assert page.player.timeline.sizeHint().height() > height
    moment = page.player.canvas._moment
    assert moment is not None and moment.bot is not None
    page.player.controls.bot.setChecked(False)
    wait_for(lambda: page.player.timeline.sizeHint().height() == height, "the bot's row to go")
    film_again = json.loads(film.read_text())
    film_again["player"] = "somebody else"
    film.write_text(json.dumps(film_again))
    write_columns(film)
    page.player.controls.bot.setChecked(True)
    wait_for(page.pane.opinion.isVisible, "the word that the opinion is stale")
    assert "changed" in page.pane.opinion._text.text()


def test_without_models_it_says_why_the_bot_is_not_shown(window: Window, film: Path) -> None:
    page = shown(window, 1)
    opened(window, page, "sequence_film")
    page.player.controls.bot.setChecked(True)
    wait_for(page.pane.opinion.isVisible, "the invitation")
    page.pane.opinion._ask.click()
    wait_for(lambda: not page.pane.opinion.working, "the answer")
    assert "strategist" in page.pane.opinion._text.text().casefold()


def test_a_moment_is_shown_by_the_recordings_name_and_the_time(window: Window, home: Home, plays: Path) -> None:
    shutil.copytree(plays, home.recordings)
    window.pages.show_moment("sequence_3", 2.5)
    page = window.pages.recordings
    assert page is not None
    wait_for(lambda: page.player.reel is not None and page.player.reel.name == "sequence_3", "the recording")
    wait_for(lambda: page.player.playback.position == pytest.approx(2.5, abs=0.05), "the moment")
    # The same recording, and another one while a recording is shown.
    window.pages.show_moment("sequence_3", 4.0)
    wait_for(lambda: page.player.playback.position == pytest.approx(4.0, abs=0.05), "the second moment")
    window.pages.show_moment("sequence_1", 1.0)
    wait_for(lambda: page.player.reel is not None and page.player.reel.name == "sequence_1", "another recording")
    wait_for(lambda: page.player.playback.position == pytest.approx(1.0, abs=0.05), "its moment")


def test_a_moment_of_no_recording_is_told(window: Window, home: Home) -> None:
    home.recordings.mkdir(parents=True)
    window.pages.show_moment("sequence_nowhere", 1.0)
    page = window.pages.recordings
    assert page is not None
    told: list[str] = []
    page.told.connect(lambda sentence, good: told.append(sentence))
    wait_for(lambda: told, "the news")
    assert told == [f"There is no recording sequence_nowhere in {home.recordings}."]

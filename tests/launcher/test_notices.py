from __future__ import annotations

import pytest
from launcher_parts import add_child_job
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from launcher.notices import Notices
from launcher.text_dialog import TextDialog
from launcher.window import Window


def buttons(notices: Notices) -> dict[str, QAbstractButton]:
    return {made.accessibleName() or made.text(): made for made in notices._all()[-1].findChildren(QAbstractButton)}


def test_an_error_is_a_sentence_with_details_to_read_and_to_copy(window: Window) -> None:
    window.notices.tell("It went wrong.", details="line 1\nline 2")
    found = buttons(window.notices)
    assert set(found) == {"Details", "Copy the sentence", "Dismiss"}
    found["Copy the sentence"].click()
    assert QGuiApplication.clipboard().text() == "It went wrong."
    found["Details"].click()
    (dialog,) = window.findChildren(TextDialog)
    assert dialog.text.toPlainText() == "line 1\nline 2"
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == "It went wrong.\n\nline 1\nline 2"
    dialog.close()


def test_good_news_have_nothing_to_copy(window: Window) -> None:
    window.notices.tell("Done.", good=True)
    assert set(buttons(window.notices)) == {"Dismiss"}


def test_an_error_nobody_was_prepared_for_is_told_with_its_traceback(window: Window) -> None:
    try:
        raise KeyError("lost")
    except KeyError as error:
        window.tell_unexpected(error)
    assert window.notices.sentences() == ["Something unexpected went wrong: 'lost'"]
    buttons(window.notices)["Details"].click()
    (dialog,) = window.findChildren(TextDialog)
    assert "test_notices.py" in dialog.text.toPlainText() and "KeyError" in dialog.text.toPlainText()
    dialog.close()


@pytest.mark.parametrize(
    ("deed", "said", "details"),
    [("work", "Child: Finished in", ""), ("fail", "Child: Failed: The moon", "The moon is in the wrong house")],
)
def test_the_end_of_a_job_is_told_once_with_the_last_lines_of_one_that_failed(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch, deed: str, said: str, details: str
) -> None:
    add_child_job(monkeypatch, window.session, deed=deed, seconds=0.1)
    window.jobs.start("child")
    qtbot.waitUntil(lambda: bool(window.notices.sentences()), timeout=20_000)
    window.poll()
    (sentence,) = window.notices.sentences()
    assert sentence.startswith(said)
    assert ("Details" in buttons(window.notices)) is bool(details)
    if details:
        buttons(window.notices)["Details"].click()
        (dialog,) = window.findChildren(TextDialog)
        assert details in dialog.text.toPlainText()
        dialog.close()


def test_a_job_the_person_stopped_is_not_told(qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    add_child_job(monkeypatch, window.session, seconds=60)
    window.jobs.start("child")
    run = window.session.runs.visible("child")[0]
    qtbot.waitUntil(lambda: run.status is not None, timeout=20_000)
    window.poll()
    window.jobs.stop_run(run.id)
    qtbot.waitUntil(lambda: run.outcome is not None, timeout=20_000)
    window.poll()
    assert window.notices.sentences() == []

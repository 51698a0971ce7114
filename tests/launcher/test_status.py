from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from core.home import Home
from launcher.graphics_card import CardLoad, GraphicsCards
from launcher.session import Session
from launcher.status import StatusBar


def test_the_machine_is_told_and_nothing_of_a_graphics_card_where_there_is_none(
    qtbot: QtBot, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(GraphicsCards, "loads", lambda self: [])
    bar = StatusBar(Session(home))
    qtbot.addWidget(bar)
    bar.show()
    bar.refresh()
    words = [part.text() for part in (bar._processor, bar._memory, bar._disk, bar._running)]
    assert [text.split()[0] for text in words] == ["Processor", "Memory", "Disk", "No"]
    assert bar._card.isHidden()


def test_the_busiest_graphics_card_is_told_and_all_of_them_in_the_tooltip(qtbot: QtBot, home: Home) -> None:
    bar = StatusBar(Session(home))
    qtbot.addWidget(bar)
    bar.show()
    bar._show_cards([CardLoad("One", 0.25, 2 * 10**9, 80 * 10**9), CardLoad("Two", 1.0, 10**9, 80 * 10**9)])
    assert bar._card.isVisible() and bar._card.text() == "GPU 100%, 1.0 GB of 80 GB"
    assert bar._card.toolTip() == "Two: GPU 100%, 1.0 GB of 80 GB\nOne: GPU 25%, 2.0 GB of 80 GB"


def test_a_driver_that_is_not_there_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class NVMLError(Exception):
        pass

    def nvmlInit() -> None:
        asked.append(1)
        raise NVMLError

    monkeypatch.setitem(sys.modules, "pynvml", SimpleNamespace(NVMLError=NVMLError, nvmlInit=nvmlInit))
    cards = GraphicsCards()
    assert [cards.loads() for _ in range(3)] == [[], [], []]
    assert len(asked) == 1


def test_the_real_driver_answers_or_there_is_none() -> None:
    for load in GraphicsCards().loads():
        assert load.name and 0 <= load.busy <= 1 and 0 <= load.used <= load.total

"""One launcher for a home, and what the next one says when the last was killed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from core.home import Home
from core.runs import RunFolder
from launcher.application import _bad_end
from launcher.session import Session
from launcher.single import Place

ROOT = Path(__file__).parent.parent.parent


def test_a_second_launcher_has_the_first_show_itself_and_ends(qtbot: QtBot, home: Home) -> None:
    place = Place(home.config)
    assert place.first and not place.inherited
    shown: list[tuple[str, float] | None] = []
    parent = QObject()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    second = subprocess.Popen(
        [sys.executable, "-m", "core.cli", "--open", "sequence_a@2.5"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    # It finds the place taken before anybody listens: the first may have just begun as well.
    server = place.listen(shown.append, parent)
    assert server is not None
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
    said, errors = second.communicate()
    server.close()
    place.give_back()
    assert (second.returncode, errors, shown) == (0, "", [("sequence_a", 2.5)])
    assert said == "Understudy is open already; its window has been brought to the front.\n"


def test_a_place_given_back_is_the_next_ones_without_a_word(home: Home) -> None:
    place = Place(home.config)
    assert Place(home.config).taken
    place.give_back()
    following = Place(home.config)
    assert following.first and not following.inherited
    following.give_back()


def test_the_place_of_a_killed_launcher_is_inherited_and_told(qtbot: QtBot, home: Home) -> None:
    code = (
        "import os, sys, pathlib; from launcher.single import Place; p = Place(pathlib.Path(sys.argv[1])); os.abort()"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    assert subprocess.run([sys.executable, "-c", code, str(home.config)], env=environment).returncode < 0
    place = Place(home.config)
    assert place.first and place.inherited
    place.give_back()
    assert _bad_end(Session(home)) == "Understudy came to a sudden end last time. No job was left behind."
    RunFolder.create(home, "train_tactician")
    session = Session(home)
    session.poll()
    assert _bad_end(session).endswith("followed again: one that had just been started.")


def test_where_nothing_can_be_written_every_launcher_opens(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    place = Place(tmp_path / "file" / "config")
    assert not place.first and not place.taken and not place.inherited

from __future__ import annotations

import getpass
import json
import re
import socket
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from core.home import Home
from core.runs import RunFolder, RunState, RunWriter
from launcher.problem_report import RUNS, write_report
from launcher.process import OUTPUT_NAME
from launcher.scrubbing import Scrubber
from launcher.window import Window
from launcher.window_actions import write_report_to

KEY = "sk-proj-abcdefghijklmnop0123456789"
PLAIN = "correct horse battery"
VARIABLE = "ZmFrZS1zZWNyZXQtdmFsdWU"


def contents(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.fixture
def full(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home in which secrets and names stand wherever a program or a person may have left them."""
    monkeypatch.setenv("OPENAI_API_KEY", VARIABLE)
    monkeypatch.setattr(getpass, "getuser", lambda: "annalena")
    monkeypatch.setattr(Path, "home", lambda: Path("/home/annalena"))
    home.recordings.mkdir(parents=True)
    (home.recordings / "sequence_secret_game.json").write_text("{}")
    home.settings_file.write_text(
        json.dumps({"schema": 1, "jobs": {"bot": {"api_key": PLAIN, "folder": "/home/annalena/games"}}})
    )
    for number in range(RUNS + 2):
        run = RunWriter(RunFolder.create(home, "bot", f"20260101-00000{number}-bot"), "bot", {"home": str(home.root)})
        (run.folder.path / OUTPUT_NAME).write_text(
            f"run {number} in {home.recordings}\nAuthorization: Bearer {KEY}\n"
            f"--token={PLAIN.split()[0]}x and https://annalena:{VARIABLE}@example.org/v1\n"
            f"written to annalena@example.org on {socket.gethostname()}\nthe channel of Annalena\n"
        )
        run.finish(RunState.FAILED, f"The key {KEY} was refused.", 1)
    return home


def test_nothing_private_is_in_the_report(full: Home, tmp_path: Path) -> None:
    write_report(tmp_path / "report.zip", full, [f"the window told of {KEY} and {full.root}"])
    found = contents(tmp_path / "report.zip")
    for name, text in found.items():
        for private in (KEY, PLAIN, VARIABLE, "annalena", str(full.root), "secret_game", "<user>@"):
            assert private.casefold() not in (name + text).casefold(), (name, private)
        if len(socket.gethostname()) > 2:
            assert not re.search(rf"\b{re.escape(socket.gethostname())}\b", text), name


def test_the_report_has_versions_settings_and_the_logs_of_the_last_runs(full: Home, tmp_path: Path) -> None:
    write_report(tmp_path / "report.zip", full, ["One thing."])
    found = contents(tmp_path / "report.zip")
    assert "PySide6-Essentials 6." in found["versions.txt"] and "torch 2." in found["versions.txt"]
    assert found["told.txt"] == "One thing."
    assert json.loads(found["launcher_config.json"])["jobs"]["bot"]["api_key"] == "<hidden>"
    assert "recordings: 1 files" in found["folders.txt"]
    runs = sorted({name.split("/")[1] for name in found if name.startswith("runs/")})
    assert runs == [f"20260101-00000{number}-bot" for number in range(2, RUNS + 2)]
    newest = found[f"runs/{runs[-1]}/{OUTPUT_NAME}"]
    assert newest.startswith(f"run {RUNS + 1} in <data>/recordings_v2\n") and "the channel of <user>" in newest
    assert json.loads(found[f"runs/{runs[-1]}/status.json"])["state"] == "failed"


def test_an_empty_home_makes_a_report_too(home: Home, tmp_path: Path) -> None:
    write_report(tmp_path / "report.zip", home, [])
    assert set(contents(tmp_path / "report.zip")) == {"versions.txt", "told.txt", "folders.txt"}


@given(st.text(), st.text())
def test_a_value_of_the_environment_never_comes_through(before: str, after: str) -> None:
    scrubber = Scrubber.of_this_machine({}, {"SOME_TOKEN": "q8Xw-91.kk/+=z"})
    assert "q8Xw-91.kk/+=z" not in scrubber.scrub(f"{before} q8Xw-91.kk/+=z {after}")


def test_a_name_is_taken_out_as_a_word_only() -> None:
    scrubber = Scrubber((("ann", "<user>"),))
    assert scrubber.scrub("ann has a channel, Ann: yes") == "<user> has a channel, <user>: yes"


def test_a_windows_folder_is_taken_out_of_json_too() -> None:
    scrubber = Scrubber(((r"C:\Users\ann", "<home>"),))
    assert scrubber.scrub(json.dumps({"home": r"C:\Users\ann\x"})) == r'{"home": "<home>\\x"}'


def test_the_window_writes_the_report_and_tells_where_it_is(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    window.notices.tell("One thing.")
    write_report_to(window, tmp_path / "report.zip")
    qtbot.waitUntil(lambda: any("report.zip" in sentence for sentence in window.notices.sentences()))
    assert contents(tmp_path / "report.zip")["told.txt"].endswith(" One thing.")


def test_a_place_that_takes_no_report_is_named(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    write_report_to(window, tmp_path / "file" / "report.zip")
    qtbot.waitUntil(lambda: bool(window.notices.sentences()))
    assert str(tmp_path / "file") in window.notices.sentences()[0]

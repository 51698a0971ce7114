from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path
from typing import Any

import pytest
from make_fixtures import ARENA, CORRECTIONS, FOLDER

from core.errors import UserError
from core.formats.corrections import (
    Correction,
    Decision,
    correction_files,
    load_corrections,
    read_corrections,
    write_corrections,
)
from core.words import Action, Click

FILES = FOLDER / "corrections"


def test_corrections_come_back_as_they_were_written(tmp_path: Path) -> None:
    write_corrections(tmp_path / "v2_corrections_a.json", CORRECTIONS, profile="arena")
    assert read_corrections(tmp_path / "v2_corrections_a.json", ARENA) == CORRECTIONS
    assert read_corrections(FILES / "v2_corrections_v1.json", ARENA) == CORRECTIONS


def test_those_of_the_founding_documents_are_read() -> None:
    first, second = read_corrections(FILES / "v2_corrections_founding.json", ARENA)
    assert first == Correction(
        recording="sequence_v1", t=0.05, state={"hp": 0.75}, reason="Low hull: retreat.", confidence=0.95,
        bot=Decision("FIGHT", 0, Action(0.5, 0.25, Click.LEFT)),
        better=Decision("FLEE", None, Action(0.1, 0.9, Click.LEFT)),
    )  # fmt: skip
    assert second == Correction(frame=2, better=Decision("LOOT"), reason="An ore is near.")


def test_a_line_a_correction_is_read_and_a_damaged_line_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "corrections_a.jsonl"
    path.write_bytes((FILES / "corrections_founding.jsonl").read_bytes() + b'\n{"bot_action": "FIGHT"}\n{"cut": ')
    with caplog.at_level(logging.WARNING, "understudy"):
        found = read_corrections(path, ARENA)
    assert [(item.bot.mode, item.better.mode, item.confidence) for item in found] == [
        ("FIGHT", "FLEE", 0.95), ("FLEE", "FIGHT", 0.5),
    ]  # fmt: skip
    assert found[0].reason == "Low HP (23%), 3 enemies nearby - should retreat"
    assert "Left out of corrections_a.jsonl: lines that are not whole (1)." in caplog.text
    assert "Left out of corrections_a.jsonl: corrections without a better decision (1)." in caplog.text


def test_a_target_is_one_of_the_corrections_own_objects(tmp_path: Path) -> None:
    rows = [
        {"objects": [["drone", 0.5, 0.5, -1, 0.1], ["ore", 0.5, 0.5, 0.1, 0.1]], "better": {"target": target}}
        for target in (1, -1, "none")
    ]
    (tmp_path / "v2_corrections_a.json").write_text(json.dumps(rows))
    assert [item.better.target for item in read_corrections(tmp_path / "v2_corrections_a.json", ARENA)] == [
        0,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"version": 2}, "it is of version 2, newer than 1: update Understudy"),
        ({"profile": "chess"}, "was made for profile 'chess', not 'arena'"),
        ({"corrections": {}}, "is not a whole file of corrections"),
        ({"format": "other", "corrections": []}, "it holds no corrections"),
    ],
)
def test_what_holds_no_corrections_for_us_says_so(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    path = tmp_path / "v2_corrections_a.json"
    path.write_text(json.dumps({**json.loads((FILES / "v2_corrections_v1.json").read_text()), **change}))
    with pytest.raises(UserError, match=rf"v2_corrections_a\.json .*{words}"):
        read_corrections(path, ARENA)


def test_all_files_in_a_folder_are_read_and_damaged_ones_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.copytree(FILES, tmp_path, dirs_exist_ok=True)
    (tmp_path / "v2_corrections_cut.json").write_text("[")
    (tmp_path / "notes.json").write_text("[]")
    assert len(correction_files(tmp_path)) == 4
    with caplog.at_level(logging.WARNING, "understudy"):
        assert len(load_corrections(tmp_path, ARENA)) == 6
    assert "Skipped: " in caplog.text and "v2_corrections_cut.json cannot be read" in caplog.text
    assert load_corrections(tmp_path / "missing", ARENA) == []


def test_a_number_that_is_none_is_not_written(tmp_path: Path) -> None:
    for bad in (Correction(t=float("nan")), Correction(better=Decision(action=Action(float("inf"), 0.5)))):
        with pytest.raises(ValueError, match=r"^corrections\[0\]\.(t|better\.action\.x) is "):
            write_corrections(tmp_path / "v2_corrections_a.json", [bad], profile="arena")
    assert not list(tmp_path.iterdir())

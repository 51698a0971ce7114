from __future__ import annotations

from pathlib import Path

import pytest

from core.edits import Edits
from core.library import Row
from core.library.marks import VIDEO_MISSING
from launcher.recordings_filter import Wanted

WITH = Row(Path("sequence_with.json"), None, Edits(tags=("boss",)), "", ("no input",), Path("sequence_with.mkv"), 1)
WITHOUT = Row(Path("sequence_without.json"), None, Edits(note="a Dodge"), "", ("only FIGHT",), None, 1)
GONE = Row(Path("shadow_gone.json"), None, Edits(), "", (VIDEO_MISSING, "no input"), None, 1)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", [WITH, WITHOUT, GONE]),
        ("video", [WITH]),
        ("VIDEO boss", [WITH]),
        ("no video", [WITHOUT, GONE]),
        ("video missing", [GONE]),
        ("no input", [WITH, GONE]),
        ("no input no video", [GONE]),
        ("no video no input", [GONE]),
        ("no input video", [WITH]),
        ("sequence dodge fight", [WITHOUT]),
        ("with", [WITH, WITHOUT]),
        ("nothing like it", []),
        # while it is being typed
        ("no", [WITH, WITHOUT, GONE]),
        ("no vid", [WITHOUT, GONE]),
        ("video m", [GONE]),
        ("vid", [WITH, GONE]),
        ("boss vi", [WITH]),
        ("boss v x", []),
    ],
)
def test_the_filter_shows_what_has_all_that_was_typed(typed: str, shown: list[Row]) -> None:
    wanted = Wanted(typed)
    assert [row for row in (WITH, WITHOUT, GONE) if row in wanted] == shown

from __future__ import annotations

import msgspec

from core.words import HOTKEY_ID, HOTKEYS, MODES, Action, Click, Mode


def test_the_words_that_files_and_weights_count_on_keep_their_numbers() -> None:
    """Recordings and checkpoints hold these numbers: a word that moves makes old ones mean something else."""
    assert [mode.value for mode in MODES] == ["FIGHT", "LOOT", "FLEE", "EXPLORE", "CAUTIOUS"]
    assert [(click.name, int(click)) for click in Click] == [("NONE", 0), ("LEFT", 1), ("RIGHT", 2), ("DOUBLE", 3)]
    assert " ".join(HOTKEYS) == "none 1 2 3 4 5 6 7 8 9 Q E R Space Ctrl"


def test_a_hotkey_is_found_by_its_name() -> None:
    assert all(HOTKEYS[index] == name for name, index in HOTKEY_ID.items())
    assert len(HOTKEY_ID) == len(HOTKEYS)


def test_a_mode_reads_as_its_name() -> None:
    assert str(Mode.FIGHT) == "FIGHT" and Mode("LOOT") is Mode.LOOT


def test_an_action_is_four_numbers_in_a_file() -> None:
    action = Action(0.25, 0.75, Click.DOUBLE, HOTKEY_ID["Ctrl"])
    written = msgspec.json.encode(action)
    assert written == b"[0.25,0.75,3,14]"
    assert msgspec.json.decode(written, type=Action) == action


def test_an_action_without_more_only_moves_the_cursor() -> None:
    assert Action(0.1, 0.2) == (0.1, 0.2, Click.NONE, 0)

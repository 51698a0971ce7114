from __future__ import annotations

import pytest

from core.cli import find_job
from core.errors import ExitCode
from core.job import parse_settings


def said(words: str, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """What `understudy WORDS` answers to a command line it cannot take."""
    command, *flags = words.split(" --", 1)
    typed = [*(f"--{flags[0]}".split() if flags else ()), *more]
    found = find_job(command.split())
    assert found is not None
    with pytest.raises(SystemExit) as ended:
        parse_settings(found[0], [*found[1], *typed])
    assert ended.value.code == ExitCode.BAD_INPUT
    shown = capsys.readouterr()
    assert shown.out == "" and shown.err.startswith("error: ") and shown.err.count("\n") == 1
    assert "http" not in shown.err
    return shown.err.removeprefix("error: ").rstrip("\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("recordings trim x --from abc", "--from must be a number of at least 0, not 'abc'."),
        ("recordings trim x --start=-3", "--start must be a number of at least 0, not '-3'."),
        ("recordings trim x --to inf", "--to must be a number above 0, not 'inf'."),
        ("recordings recover --threads 1.5", "--threads must be a whole number of at least 0, not '1.5'."),
        ("record --fps 0", "--fps must be a number from 1 to 60, not '0'."),
        ("recordings relabel x --mode RUN", "--mode must be one of FIGHT, LOOT, FLEE, EXPLORE, CAUTIOUS, not 'RUN'."),
        ("recordings relabel x --by me", "--by must be one of person, coach, not 'me'."),
        ("recordings export --to rlds", "--to must be lerobot, not 'rlds'."),
        ("recordings trim x --from", "--from needs a value: a number of at least 0."),
        ("recordings trim x --from --cut", "--from needs a value: a number of at least 0."),
        ("recordings list --tagged", "--tagged needs a value."),
        ("recordings trim x --cut=maybe", "--cut takes no value: leave out =maybe."),
        ("recordings trim x --fro 3", "understudy recordings trim has no flag --fro. Did you mean --from?"),
        ("recordings trim x --name y", "understudy recordings trim has no flag --name. `understudy recordings trim"),
        ("recordings trim x y", "There is no place for 'y': understudy recordings trim takes NAME and flags."),
        ("recordings list x", "There is no place for 'x': understudy recordings list takes flags only."),
        ("train executor --fp16 yes", "understudy train executor has no flag --fp16. `understudy train executor"),
        ("train executor --d-model=16 --heads=3", "heads (3) must divide d_model (16)."),
    ],
)
def test_a_bad_word_is_told_with_its_flag_its_value_and_what_is_allowed(
    words: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(words, capsys).startswith(sentence)


def test_a_single_dash_begins_no_flag_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    assert said("recordings trim x", capsys, "-f", "3").startswith("understudy recordings trim has no flag -f.")


def test_the_first_thing_that_is_wrong_is_told_whatever_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    words = "recordings trim x --from 1 --no-cut --data_dir=/nowhere --to -2 --all"
    assert said(words, capsys) == "--to must be a number above 0, not '-2'."

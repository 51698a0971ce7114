from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.cli import find_job
from core.errors import ExitCode
from core.job import parse_settings
from core.jobs import JOBS


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
        ("train executor --preset huge", "--preset must be one of quick, small, large, not 'huge'."),
        ("train executor --lr 1 --preset=huge", "--preset must be one of quick, small, large, not 'huge'."),
        ("train executor --preset", "--preset needs a value: one of quick, small, large."),
        ("train executor --preset --lr 1", "--preset needs a value: one of quick, small, large."),
        ("recordings trim x --from None --to abc", "--to must be a number above 0, not 'abc'."),
        ("record --fps None", "--fps must be a number from 1 to 60, not 'None'."),
        ("record --seed 1.0", "--seed must be a whole number of at least 0, not '1.0'."),
        ("record --seed abc --seed 1.5", "--seed must be a whole number of at least 0, not '1.5'."),
        ("record --window-title -foo", "--window-title needs a value. Write --window-title=-foo if -foo is meant."),
        ("record ---fps 3", "understudy record has no flag ---fps. Did you mean --fps?"),
        ("recordings tag x a b --remove c", "There is no place for 'c': NAME and TAGS stand together, with no flag"),
        ("recordings show a --objects b", "There is no place for 'b': NAMES stand together, with no flag between"),
        ("recordings show a --from 1 b", "There is no place for 'b': NAMES stand together, with no flag between"),
        ("recordings trim --cut=maybe", "--cut takes no value: leave out =maybe."),
        ("record --start -- --fps", "There is no place for '--fps': understudy record takes flags only."),
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


@st.composite
def command_lines(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A job and words for it: its flags, or flags like them, with values that may or may not fit."""
    job = draw(st.sampled_from(["record", "train_executor", "recordings_trim", "recordings_tag", "recordings_show"]))
    settings_class = JOBS[job].settings_class()
    names = [*settings_class.model_fields, *settings_class.flag_aliases, "preset"]
    flags = st.builds(
        "".join, st.tuples(st.sampled_from(["--", "--", "--no-", "-", "---"]), st.sampled_from(names))
    ) | st.just("--")
    odd = ["None", "1", "1.0", "-1", "-foo", "", "inf", "nan", "a\nb", "=x", "FIGHT", "person", "window", "\u2028", "-"]
    values = st.sampled_from(odd) | st.text(max_size=3).filter(lambda word: word != "-h")
    words = flags | values | st.builds("=".join, st.tuples(flags, values))
    return job, draw(st.lists(words, max_size=5))


@settings(max_examples=150)
@given(command_lines())
def test_any_command_line_is_read_or_refused_in_one_line(line: tuple[str, list[str]]) -> None:
    job, words = line
    shown, errors = io.StringIO(), io.StringIO()
    with redirect_stdout(shown), redirect_stderr(errors):
        try:
            parse_settings(JOBS[job], words)
        except SystemExit as ended:
            assert ended.code == ExitCode.BAD_INPUT
            (sentence,) = errors.getvalue().splitlines()
            assert sentence.startswith("error: ") and sentence.endswith((".", "?"))
        else:
            assert errors.getvalue() == ""
    assert shown.getvalue() == ""

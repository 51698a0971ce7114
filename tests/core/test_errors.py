from __future__ import annotations

from core.errors import ExitCode, UserError


def test_an_error_is_its_sentence_and_a_failure_unless_it_says_more() -> None:
    assert str(UserError("The folder is empty: record first.")) == "The folder is empty: record first."
    assert UserError("x").code == ExitCode.FAILED
    assert UserError("x", ExitCode.NO_DATA).code == ExitCode.NO_DATA


def test_exit_codes_differ_and_a_shell_can_tell_them_apart() -> None:
    codes = [int(code) for code in ExitCode]
    assert len(set(codes)) == len(ExitCode.__members__)
    assert all(0 <= code < 256 for code in codes)
    assert ExitCode.OK == 0


def test_ctrl_c_ends_with_the_code_shells_expect() -> None:
    assert ExitCode.INTERRUPTED == 128 + 2

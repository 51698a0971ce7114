from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from helpers.plays import SMALL_FLAGS

from core.cli import main
from core.errors import ExitCode
from core.home import Home


def train(data: Path) -> None:
    flags = [f"--data-dir={data}", "--epochs=2", *SMALL_FLAGS]
    assert main(["train", "tactician", *flags]) == ExitCode.OK


def test_a_terminal_shows_a_bar_with_the_time_left_and_the_speed(
    home: Home, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outer, inner = os.openpty()
    os.set_blocking(outer, False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    said = b""
    with os.fdopen(inner, "w") as shown, monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", shown)
        train(data)
        shown.flush()
        with suppress(BlockingIOError):
            while True:
                said += os.read(outer, 65536)
    os.close(outer)
    text = said.decode()
    for word in ("epoch 2 of 2", "━", "%", "samples/s", "0:00:0"):
        assert word in text, word
    # What is logged stands above the bar, each line once and whole.
    assert text.count("Epoch 1: loss ") == text.count("Ended: all 2 epochs done") == 1


def test_a_file_gets_plain_lines(home: Home, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    train(data)
    said = capsys.readouterr().out
    assert "\x1b" not in said and "━" not in said and "Epoch 1: loss " in said

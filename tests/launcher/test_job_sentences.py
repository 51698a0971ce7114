"""What jobs say, known again by the launcher."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from core.runs import RunState, RunStatus
from launcher.job import outcome_of
from launcher.job_sentences import SENTENCES, in_own_words
from launcher.translation import TRANSLATIONS

ROOT = Path(__file__).parents[2]


def texts() -> Iterator[str]:
    """Every text in the code of jobs, with {} for what is filled in."""
    for package in ("core", "trainers", "recorder", "bot", "arena"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value
                elif isinstance(node, ast.JoinedStr):
                    yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


def test_every_sentence_that_is_known_is_still_said_by_some_job() -> None:
    known = {re.sub(r"\{\d\}", "{}", sentence) for sentence in SENTENCES}
    assert known - set(texts()) == set()


@hypothesis_settings(deadline=None)
@given(st.text(max_size=60))
def test_what_is_not_known_stays_as_it_is(said: str) -> None:
    assert in_own_words(said) == said


def test_in_english_every_sentence_stays_as_it_is() -> None:
    for sentence in SENTENCES:
        said = sentence.format("/a b/c", "x: y", "(z)", "w")
        assert in_own_words(said) == said


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    translator = QTranslator(qapp)
    assert translator.load("understudy_de", str(TRANSLATIONS))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def test_in_a_german_window_a_job_fails_and_works_in_german(german: None) -> None:
    status = RunStatus(job="stats", state=RunState.FAILED, pid=1, started=1.0, updated=2.0, ended=2.0)
    status.message = "There are no recordings in /home/a: record some play first."
    assert outcome_of(status).words == "Fehlgeschlagen: In /home/a sind keine Aufnahmen: zuerst ein Spiel aufnehmen."
    said = "error: There is no device cuda:3 here: use --device cpu or auto."
    assert "Das Gerät cuda:3 gibt es hier nicht" in outcome_of(None, 2, last_words=said).words
    assert in_own_words("epoch 3 of 60, 1500 samples/s") == "Epoche 3 von 60, 1500 Beispiele/s"


def test_a_sentence_within_a_sentence_is_german_as_well(german: None) -> None:
    inner = "The loss stopped being a number in epoch 4: choose a smaller --lr than 0.1."
    said = in_own_words(f"Train Executor ended because train_executor failed: {inner} (see /runs/x).")
    assert "in Epoche 4 keine Zahl mehr" in said and "/runs/x" in said


def test_every_sentence_of_a_job_has_a_german_one(german: None) -> None:
    said = [sentence.format("a", "b", "c", "d") for sentence in SENTENCES]
    assert [words for words in said if in_own_words(words) == words] == []

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from launcher_parts import delete_now
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from core.home import Home
from core.job import parse_settings
from core.jobs import JOBS
from launcher.fields import LEFT_OUT, FieldSpec, fields_of
from launcher.form_model import FormModel, known_pilots
from launcher.numbers import dump_json
from launcher.row_card import MODELS_ROW
from launcher.session import Session
from launcher.settings_dialog import SettingsDialog

#: jobs with a card, and so a form
CARDS = [name for name, job in JOBS.items() if job.card]


@pytest.fixture
def forms(qtbot: QtBot) -> Iterator[QtBot]:
    """Like qtbot, and the forms are gone afterwards."""
    yield qtbot
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    delete_now()


def another_value(spec: FieldSpec, default: Any) -> str | bool:
    """Something else than the default that is allowed."""
    if spec.kind == "bool":
        return not default
    if spec.kind == "choice":
        return next(choice for choice in spec.choices if choice != default)
    if spec.kind == "int":
        return {None: "3", 64: "65"}.get(default, str(default + 1))
    if spec.kind == "float":
        return "1.5e1" if spec.range.startswith("1 ") else "2.5e-1"
    known = {"pilot": "my_pilots.brave:Brave", "text": "cpu,;'\" x", "profile": "other"}
    return known.get(spec.kind, "/some where/else")


def open_form(job: str, session: Session) -> SettingsDialog:
    dialog = SettingsDialog(JOBS[job], session)
    dialog.show()
    return dialog


def type_into(forms: QtBot, dialog: SettingsDialog, name: str, value: str | bool) -> None:
    """As a person would, through the widget."""
    field = dialog.rows[name].editor.focusProxy()
    if isinstance(field, QCheckBox):
        assert field.isChecked() is not value
        field.click()
    elif isinstance(field, QComboBox) and not field.isEditable():
        field.setCurrentText(str(value))
    else:
        line = field.lineEdit() if isinstance(field, QComboBox) else field
        assert isinstance(line, QLineEdit)
        line.selectAll()
        forms.keyClicks(line, str(value)) if value else forms.keyClick(line, Qt.Key.Key_Delete)


@pytest.mark.parametrize("job", CARDS)
def test_every_field_of_every_job_can_be_changed_saved_and_found_again(forms: QtBot, home: Home, job: str) -> None:
    home.profiles.mkdir(parents=True)
    (home.profiles / "other.json").write_text("{}")
    session = Session(home)
    dialog = open_form(job, session)
    assert list(dialog.rows) == [spec.name for spec in fields_of(JOBS[job].settings_class())]
    assert set(dialog.rows) == set(JOBS[job].settings_class().model_fields) - set(LEFT_OUT)
    typed = {}
    for name, row in dialog.rows.items():
        typed[name] = another_value(row.spec, dialog.model.baseline[name])
        type_into(forms, dialog, name, typed[name])
    assert dialog.model.errors() == {}
    assert all(dialog.model.changed(name) for name in dialog.rows)
    assert dialog.save.isEnabled()
    dialog.save.click()

    again = FormModel(JOBS[job], Session(home))
    found = {name: again.values[name] if isinstance(typed[name], bool) else again.text(name) for name in typed}
    assert found == typed
    assert not Session(home).config.notices
    if typed:
        kept = json.loads(home.settings_file.read_bytes())["jobs"][job]
        assert set(kept) == set(typed)


@pytest.mark.parametrize("job", [name for name in CARDS if not JOBS[name].waits_for])
def test_the_command_line_shown_makes_the_same_settings(home: Home, job: str) -> None:
    session = Session(home)
    model = FormModel(JOBS[job], session)
    for name, spec in model.fields.items():
        if spec.kind != "profile":
            model.set(name, another_value(spec, model.baseline[name]))
    words = shlex.split(model.command_line())
    command = ["understudy", *JOBS[job].command]
    assert words[: len(command)] == command
    assert parse_settings(JOBS[job], words[len(command) :]) == session.at_home(model.settings())


def test_scientific_notation_stays_as_it_was_typed(forms: QtBot, home: Home) -> None:
    dialog = open_form("train_executor", Session(home))
    type_into(forms, dialog, "lr", "1e-4")
    dialog.save.click()
    assert '"lr": 1e-4' in home.settings_file.read_text()
    session = Session(home)
    assert session.settings("train_executor").model_dump()["lr"] == 1e-4
    again = open_form("train_executor", session)
    assert again.rows["lr"].editor.focusProxy().text() == "1e-4"  # type: ignore[union-attr]
    type_into(forms, again, "epochs", "3")
    again.save.click()
    assert '"lr": 1e-4' in home.settings_file.read_text()


@pytest.mark.parametrize("text", [".5", "5.", "+0.5", "0_0.5", " 0.5 ", "5E-1"])
def test_a_number_typed_in_an_unusual_way_still_makes_a_right_file(home: Home, text: str) -> None:
    model = FormModel(JOBS["bot"], Session(home))
    model.set("minutes", text)
    assert model.errors() == {}
    model.save()
    assert json.loads(home.settings_file.read_bytes())["jobs"]["bot"]["minutes"] == float(text)


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("epochs", "0", "must be a whole number, at least 1"),
        ("epochs", "many", "must be a whole number, at least 1"),
        ("epochs", "", "a value is needed"),
        ("lr", "nan", "must be a number, more than 0, at most 1"),
        ("lr", "1e999", "must be a number, more than 0, at most 1"),
        ("minutes", "-1", "must be a number, more than 0, or nothing"),
        ("profile", "chess", "there is no such profile; known are arena, or give a .json file"),
        ("profile", "/no/such/file.json", "there is no such profile; known are arena, or give a .json file"),
    ],
)
def test_a_wrong_value_is_explained_at_its_field_and_cannot_be_saved(
    forms: QtBot, home: Home, name: str, typed: str, said: str
) -> None:
    dialog = open_form("train_executor", Session(home))
    type_into(forms, dialog, name, typed)
    assert dialog.rows[name].caption.text().casefold() == f"{said}.".casefold()
    assert dialog.rows[name].caption.property("tone") == "bad"
    assert not dialog.save.isEnabled()
    assert not dialog.model.command_line()
    dialog.rows[name].reset.click()
    assert dialog.save.isEnabled()
    assert not home.settings_file.exists()


@pytest.mark.parametrize("pilot", [*known_pilots(), "auto", "a.b:C"])
def test_pilots_are_chosen_by_name_or_given_as_a_class(home: Home, pilot: str) -> None:
    model = FormModel(JOBS["evaluate"], Session(home))
    model.set("pilot", pilot)
    assert model.errors() == {}


@pytest.mark.parametrize("pilot", ["nobody", "a.b:", ":C", "a b:C", "a:C:D"])
def test_a_pilot_that_cannot_exist_is_told_at_once(home: Home, pilot: str) -> None:
    model = FormModel(JOBS["evaluate"], Session(home))
    model.set("pilot", pilot)
    assert "aggressor" in model.errors()["pilot"]


def test_nothing_is_kept_of_what_was_cancelled(forms: QtBot, home: Home) -> None:
    dialog = open_form("bot", Session(home))
    type_into(forms, dialog, "threads", "4")
    dialog.reject()
    assert not home.settings_file.exists()


def test_reset_all_goes_back_to_every_default(forms: QtBot, home: Home) -> None:
    session = Session(home)
    session.config.save("bot", session.config.baseline("bot") | {"threads": 4, "test_mode": True})
    dialog = open_form("bot", session)
    assert dialog.rows["threads"].editor.focusProxy().text() == "4"  # type: ignore[union-attr]
    dialog.reset_all.click()
    assert dialog.rows["threads"].editor.focusProxy().text() == "1"  # type: ignore[union-attr]
    assert not dialog.reset_all.isEnabled()
    dialog.save.click()
    assert json.loads(home.settings_file.read_bytes())["jobs"] == {}


def test_changed_values_are_marked(forms: QtBot, home: Home) -> None:
    dialog = open_form("bot", Session(home))
    row = dialog.rows["threads"]
    assert not row.reset.isVisible()
    type_into(forms, dialog, "threads", "4")
    assert row.reset.isVisible()
    assert "--threads 4" in dialog.command.text()


def test_the_search_leaves_only_what_was_asked_for(forms: QtBot, home: Home) -> None:
    dialog = open_form("train_executor", Session(home))
    dialog.search.setText("learning rate")
    assert dialog.rows["lr"].isVisible()
    assert not dialog.rows["epochs"].isVisible()
    dialog.search.clear()
    assert dialog.rows["epochs"].isVisible()


def test_a_file_of_a_newer_version_cannot_be_saved_over_from_the_form(forms: QtBot, home: Home) -> None:
    home.config.mkdir(parents=True)
    home.settings_file.write_text('{"schema": 99}')
    dialog = open_form("bot", Session(home))
    type_into(forms, dialog, "threads", "4")
    assert not dialog.save.isEnabled()
    assert home.settings_file.read_text() == '{"schema": 99}'


def test_the_command_can_be_copied(forms: QtBot, home: Home) -> None:
    dialog = open_form("stats", Session(home))
    dialog._copy.click()
    assert QGuiApplication.clipboard().text() == "understudy stats"


def test_every_setting_says_what_it_does(home: Home) -> None:
    for job in JOBS.values():
        for spec in fields_of(job.settings_class()):
            assert spec.help and not spec.help.endswith("]"), f"{job.name}.{spec.name}"
            assert spec.title[0].isupper()


def test_json_is_written_as_the_standard_writer_would(tmp_path: Path) -> None:
    value = {"a": [1, 2.5, None, True], "ü": {"b": {}, "c": "\ud800"}, "d": []}
    assert json.loads(dump_json(value)) == value


@pytest.mark.parametrize("job", MODELS_ROW)
def test_presets_fit_the_settings_and_leave_the_others_alone(home: Home, job: str) -> None:
    model = FormModel(JOBS[job], Session(home))
    model.set("seed", "7")
    assert model.preset() is None
    for preset in model.presets:
        model.apply(preset)
        assert model.errors() == {} and model.preset() is not None and model.preset().name == preset.name  # type: ignore[union-attr]
        assert model.text("seed") == "7"
    quick, small, _ = model.presets
    model.apply(quick)
    assert model.text("lr") in ("3e-4", "5e-4")
    model.apply(small)
    assert not model.changed("lr")
    model.set("epochs", "3")
    assert model.preset() is None


def test_a_preset_is_chosen_in_the_form_and_kept_when_saved(forms: QtBot, home: Home) -> None:
    dialog = open_form("train_tactician", Session(home))
    assert dialog.preset.currentIndex() == -1
    dialog.preset.activated.emit(0)
    assert dialog.preset.currentText() == "Quick try"
    assert "--epochs 15 --batch-size 64 --lr 0.0003" in dialog.command.text()
    dialog.save.click()
    assert json.loads(home.settings_file.read_bytes())["jobs"]["train_tactician"] == {
        "epochs": 15,
        "batch_size": 64,
        "lr": 3e-4,
    }


def test_jobs_without_presets_offer_none(forms: QtBot, home: Home) -> None:
    assert not open_form("bot", Session(home)).preset.isVisible()

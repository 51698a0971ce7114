from __future__ import annotations

import dataclasses
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import annotated_types
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from core.errors import ExitCode
from core.job import parse_settings
from core.jobs import JOBS
from core.settings.base import JobSettings
from core.settings.record import RecordSettings
from core.settings.training import ExecutorSettings, StrategistSettings, TacticianSettings

#: "None" is how a flag says that there is nothing, so a text of that name cannot be passed on
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20).filter(lambda word: word != "None")


def bounds(field: FieldInfo) -> dict[str, float]:
    """Its limits: ge, gt, le, lt."""
    found: dict[str, float] = {}
    for rule in field.metadata:
        if isinstance(rule, annotated_types.BaseMetadata) and dataclasses.is_dataclass(rule):
            found |= dataclasses.asdict(rule)  # type: ignore[arg-type]
    return found


def values(annotation: Any, limits: dict[str, float]) -> st.SearchStrategy[Any]:
    """Every value such a field may have."""
    if get_origin(annotation) in (Union, UnionType):
        return st.one_of(*(values(part, limits) for part in get_args(annotation)))
    if get_origin(annotation) is Literal:
        return st.sampled_from(get_args(annotation))
    if get_origin(annotation) is tuple:
        return st.lists(values(get_args(annotation)[0], {}), max_size=3).map(tuple)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return st.sampled_from(annotation)
    if annotation is NoneType:
        return st.none()
    if annotation is bool:
        return st.booleans()
    if annotation is Path:
        return texts.filter(lambda word: word.strip("/.")).map(Path)
    if annotation is str:
        return texts
    low, high = limits.get("ge", limits.get("gt")), limits.get("le", limits.get("lt"))
    open_low, open_high = "gt" in limits, "lt" in limits
    if annotation is int:
        return st.integers(None if low is None else int(low) + open_low, None if high is None else int(high))
    assert annotation is float, f"no values are known for {annotation}"
    return st.floats(low, high, allow_nan=False, allow_infinity=False, exclude_min=open_low, exclude_max=open_high)


@st.composite
def chosen(draw: st.DrawFn, job: str) -> JobSettings:
    """Some of a job's settings, set to anything allowed."""
    settings_class = JOBS[job].settings_class()
    fields = settings_class.model_fields
    names = draw(st.lists(st.sampled_from(sorted(fields)), unique=True))
    chosen = {name: draw(values(fields[name].annotation, bounds(fields[name]))) for name in names}
    try:
        return settings_class(**chosen)
    except ValidationError:  # each is allowed, but not together
        reject()


def flags_of(job: str) -> dict[str, FieldInfo]:
    return JOBS[job].settings_class().model_fields


@pytest.mark.parametrize("job", JOBS)
def test_settings_come_back_from_the_command_line_they_make(job: str) -> None:
    @settings(deadline=None, max_examples=20, derandomize=True)
    @given(chosen(job))
    def check(wanted: JobSettings) -> None:
        assert parse_settings(JOBS[job], wanted.to_arguments()) == wanted

    check()


@pytest.mark.parametrize("job", JOBS)
def test_settings_come_back_from_the_json_they_make(job: str) -> None:
    settings_class = JOBS[job].settings_class()

    @settings(deadline=None, max_examples=20, derandomize=True)
    @given(chosen(job))
    def check(wanted: JobSettings) -> None:
        assert settings_class.model_validate_json(wanted.model_dump_json()) == wanted
        assert settings_class(**wanted.changed()) == wanted

    check()


@pytest.mark.parametrize("job", JOBS)
def test_defaults_are_valid_and_need_no_words(job: str) -> None:
    default = JOBS[job].settings_class()()
    assert default.changed() == {} and default.to_arguments() == []
    assert parse_settings(JOBS[job], []) == default


@pytest.mark.parametrize("job", JOBS)
def test_every_setting_says_what_it_is_for_and_where_it_stands_on_the_form(job: str) -> None:
    for name, field in flags_of(job).items():
        assert field.description, name
        extra = field.json_schema_extra
        assert isinstance(extra, dict) and extra["group"], name
        unit = extra.get("unit")
        assert unit is None or f"[{unit}]" in field.description, name


@pytest.mark.parametrize("job", JOBS)
def test_the_help_names_every_flag(job: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_settings(JOBS[job], ["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    flags = set(flags_of(job)) - set(JOBS[job].settings_class().positional)
    assert [name for name in flags if f"--{name.replace('_', '-')}" not in shown] == []


@pytest.mark.parametrize("job", JOBS)
def test_a_short_name_stands_for_a_setting_and_hides_none(job: str) -> None:
    settings_class = JOBS[job].settings_class()
    fields = {name.replace("_", "-") for name in settings_class.model_fields}
    assert set(settings_class.flag_aliases.values()) <= fields
    assert not set(settings_class.flag_aliases) & fields


@pytest.mark.parametrize("job", JOBS)
def test_a_number_beyond_its_range_is_refused_with_its_flag(job: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name, field in flags_of(job).items():
        for rule, limit in bounds(field).items():
            beyond = {"ge": limit - 1, "gt": limit, "le": limit + 1, "lt": limit}[rule]
            with pytest.raises(SystemExit) as ended:
                parse_settings(JOBS[job], [f"--{name}={beyond:g}"])
            assert ended.value.code == ExitCode.BAD_INPUT
            shown = capsys.readouterr().err
            assert shown.startswith(f"error: --{name} must be ") and shown.count("\n") == 1


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "fast", ""])
def test_a_rate_that_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_settings(JOBS["train_executor"], [f"--lr={value}"])
    assert ended.value.code == ExitCode.BAD_INPUT
    if value in ("nan", "inf"):
        with pytest.raises(ValidationError):
            ExecutorSettings(lr=float(value))


def test_an_unknown_flag_is_refused_with_the_nearest_known_one(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_settings(JOBS["train_executor"], ["--epoch", "3"])
    assert ended.value.code == ExitCode.BAD_INPUT
    assert "--epochs" in capsys.readouterr().err


def test_dashes_and_underscores_are_alike_and_json_is_short_for_json_file() -> None:
    for words in (["--batch_size", "64"], ["--batch-size", "64"], ["--batch_size=64"], ["--batch-size=64"]):
        assert parse_settings(JOBS["train_executor"], words) == ExecutorSettings(batch_size=64)
    for job in ("evaluate", "stats"):
        for words in (["--json", "a b.json"], ["--json=a b.json"], ["--json-file", "a b.json"]):
            assert parse_settings(JOBS[job], words).json_file == Path("a b.json")  # type: ignore[attr-defined]


def test_only_what_differs_from_the_defaults_is_told() -> None:
    wanted = ExecutorSettings(lr=3e-4, epochs=ExecutorSettings().epochs, data_dir=Path("plays"))
    assert wanted.changed() == {"lr": 3e-4, "data_dir": "plays"}
    assert wanted.to_arguments() == ["--data-dir", "plays", "--lr", "0.0003"]


def test_a_title_that_looks_like_a_flag_is_still_a_title() -> None:
    for title in ("--start", "- Game -", "-5", "--"):
        wanted = RecordSettings(window_title=title)
        assert parse_settings(JOBS["record"], wanted.to_arguments()) == wanted


def test_a_folder_given_by_hand_wins_over_the_homes(tmp_path: Path) -> None:
    usual = ExecutorSettings(home=tmp_path)
    assert usual.recordings == tmp_path / "recordings_v2"
    assert usual.models == tmp_path / "models" / "v2" / "executor"
    other = ExecutorSettings(home=tmp_path, data_dir=Path("plays"), output_dir=Path("out"))
    assert (other.recordings, other.models) == (Path("plays"), Path("out"))


def test_by_default_every_recorded_frame_is_a_sample() -> None:
    assert all(settings().sample_every == 0 for settings in (StrategistSettings, TacticianSettings, ExecutorSettings))
    assert StrategistSettings(windows="quarter").sample_every == StrategistSettings().history_seconds / 4


def test_heads_that_do_not_divide_the_width_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_settings(JOBS["train_executor"], ["--d-model=16", "--heads=3"])
    assert ended.value.code == ExitCode.BAD_INPUT
    assert "heads (3) must divide d_model (16)" in capsys.readouterr().err

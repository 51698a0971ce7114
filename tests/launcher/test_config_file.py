from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core.errors import UserError
from core.home import Home
from core.jobs import JOBS
from launcher.config import Config, shipped_file
from launcher.session import Session, Standing

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = sorted({name for job in JOBS.values() for name in job.settings_class().model_fields})
NEARLY_RIGHT = st.fixed_dictionaries(
    {},
    optional={
        "schema": st.integers(-1, 1) | JSON,
        "launcher": st.dictionaries(
            st.sampled_from(["profile", "theme", "language", "data_folder", "x"]), JSON, max_size=3
        )
        | JSON,
        "jobs": st.dictionaries(
            st.sampled_from([*JOBS, "nope"]),
            st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=4) | JSON,
            max_size=4,
        )
        | JSON,
    },
)


def write(home: Home, value: Any) -> Path:
    home.config.mkdir(parents=True, exist_ok=True)
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    home.settings_file.write_bytes(data)
    return home.settings_file


def check_it_can_be_lived_with(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)
    for backup in path.parent.glob("*.bak*"):
        backup.unlink()
    path.write_bytes(data)
    config = Config(path)
    _ = config.options
    for job in JOBS:
        config.settings(job)
    kept = [found.read_bytes() for found in (path, path.with_name(path.name + ".bak")) if found.exists()]
    assert kept == [data], "the file was changed by being read"
    if not config.locked:
        config.save("stats", config.baseline("stats"))
        config.save("train_executor", config.baseline("train_executor") | {"epochs": 3})
        assert Config(path).settings("train_executor").model_dump()["epochs"] == 3


@given(data=st.binary(max_size=60))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
def test_no_bytes_in_the_file_stop_the_launcher(tmp_path: Path, data: bytes) -> None:
    check_it_can_be_lived_with(tmp_path / "launcher_config.json", data)


@given(value=JSON | NEARLY_RIGHT)
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
def test_no_json_in_the_file_stops_the_launcher(tmp_path: Path, value: Any) -> None:
    check_it_can_be_lived_with(tmp_path / "launcher_config.json", json.dumps(value).encode())


@pytest.mark.parametrize(
    "data",
    [
        b"[]",
        b"",
        b"\xff\xfe\x00garbage",
        b'{"schema": 1,',
        b"[" * 100_000,
        b'{"jobs": ' * 300 + b"1" + b"}" * 300,
        b"9" * 10_000,
    ],
    ids=["list", "empty", "binary", "cut off", "deep", "deep objects", "huge number"],
)
def test_a_damaged_file_is_set_aside_and_told(home: Home, data: bytes) -> None:
    path = write(home, data)
    config = Config(path)
    assert not path.exists()
    assert path.with_name("launcher_config.json.bak").read_bytes() == data
    assert len(config.notices) == 1
    assert "damaged" in config.notices[0] and "launcher_config.json.bak" in config.notices[0]


def test_an_older_backup_is_not_lost_to_a_newer_one(home: Home) -> None:
    Config(write(home, b"first"))
    Config(write(home, b"second"))
    names = sorted(path.name for path in home.config.iterdir())
    assert names == ["launcher_config.json.bak", "launcher_config.json.bak2"]
    assert (home.config / "launcher_config.json.bak").read_bytes() == b"first"


def test_a_file_of_a_newer_version_is_refused_and_never_rewritten(home: Home) -> None:
    path = write(home, {"schema": 2, "jobs": {"stats": {"glorious": True}}})
    before = path.read_bytes()
    config = Config(path)
    assert "newer" in config.notices[0] and "schema 2" in config.notices[0]
    with pytest.raises(UserError, match="newer"):
        config.save("train_executor", config.baseline("train_executor") | {"epochs": 3})
    with pytest.raises(UserError, match="newer"):
        config.set_option("theme", "dark")
    assert path.read_bytes() == before


def test_a_wrong_value_is_named_with_what_is_allowed_and_its_default_used(home: Home) -> None:
    path = write(home, {"jobs": {"train_executor": {"epochs": 0, "batch_size": 7}}, "launcher": {"theme": "pink"}})
    before = path.read_bytes()
    config = Config(path)
    settings = config.settings("train_executor").model_dump()
    assert settings["epochs"] == JOBS["train_executor"].settings_class()().model_dump()["epochs"]
    assert settings["batch_size"] == 7
    assert config.options.theme == "system"
    epochs, theme = sorted(config.notices)
    assert "jobs.train_executor.epochs = 0" in epochs and "greater than or equal to 1" in epochs
    assert 'launcher.theme = "pink"' in theme and "'light'" in theme
    assert path.read_bytes() == before


def test_an_unknown_setting_is_told_with_the_nearest_known_one_and_survives_saving(home: Home) -> None:
    path = write(home, {"future": [1], "jobs": {"train_executor": {"epoch": 5}, "dance": {"steps": 3}}})
    config = Config(path)
    assert any("train_executor.epoch " in notice and "perhaps epochs is meant" in notice for notice in config.notices)
    assert any("jobs.dance" in notice for notice in config.notices)
    config.save("train_executor", config.baseline("train_executor") | {"lr": 0.5})
    kept = json.loads(path.read_bytes())
    assert kept["future"] == [1]
    assert kept["jobs"] == {"train_executor": {"epoch": 5, "lr": 0.5}, "dance": {"steps": 3}}


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("data_folder", 5, "a folder"),
        ("data_folder", "", "a folder"),
        ("data_folder", "a\0b", "a folder"),
        ("profile", "\ud800", "a text"),
        ("theme", ["dark"], "'system', 'light' or 'dark'"),
    ],
)
def test_a_wrong_choice_of_the_launchers_own_is_named_with_what_is_allowed(
    home: Home, name: str, value: Any, allowed: str
) -> None:
    config = Config(write(home, {"launcher": {name: value}}))
    assert getattr(config.options, name) == getattr(Config(home.config / "none.json").options, name)
    (notice,) = config.notices
    assert f"launcher.{name} = " in notice and allowed in notice


def test_a_jobs_folder_that_no_disk_can_hold_does_not_stop_the_cards(home: Home) -> None:
    write(home, {"jobs": {job: {"home": "/a\0b"} for job in ("train_executor", "bot", "stats", "tensorboard")}})
    session = Session(home)
    session.poll()
    assert session.state("train_executor").standing is Standing.LACKING


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e999"])
def test_a_number_that_is_not_finite_is_a_wrong_value(home: Home, value: str) -> None:
    path = write(home, b'{"jobs": {"record": {"minutes": %s}}}' % value.encode())
    config = Config(path)
    assert config.settings("record").model_dump()["minutes"] is None
    assert "finite" in config.notices[0]


def test_a_lone_surrogate_in_the_file_is_lived_with(tmp_path: Path) -> None:
    check_it_can_be_lived_with(
        tmp_path / "launcher_config.json",
        rb'{"\ud800": 1, "launcher": {"profile": "\udfff", "\ud800": 2}, "jobs": {"\ud800": {}, "bot": {"\ud801": 1}}}',
    )


def test_only_what_differs_from_the_defaults_is_kept(home: Home) -> None:
    config = Config(home.settings_file)
    config.save("train_executor", config.baseline("train_executor") | {"epochs": 3})
    assert json.loads(home.settings_file.read_bytes())["jobs"] == {"train_executor": {"epochs": 3}}
    config.save("train_executor", config.baseline("train_executor"))
    assert json.loads(home.settings_file.read_bytes())["jobs"] == {}
    config.set_option("theme", "dark")
    config.set_option("theme", "system")
    assert json.loads(home.settings_file.read_bytes())["launcher"] == {}


def test_the_chosen_profile_is_every_jobs_default(home: Home) -> None:
    config = Config(home.settings_file)
    config.set_option("profile", "chess")
    assert config.settings("bot").model_dump()["profile"] == "chess"
    config.save("bot", config.baseline("bot") | {"profile": "arena"})
    assert config.settings("bot").model_dump()["profile"] == "arena"
    assert config.settings("train_executor").model_dump()["profile"] == "chess"


def test_a_change_made_by_hand_is_noticed_and_not_overwritten(home: Home) -> None:
    config = Config(home.settings_file)
    config.save("bot", config.baseline("bot") | {"threads": 2})
    assert not config.reload_if_changed()
    write(home, {"schema": 1, "jobs": {"bot": {"threads": 5}, "stats": {"json_file": "/tmp/x.json"}}})
    config.save("demo", config.baseline("demo") | {"quick": True})
    jobs = json.loads(home.settings_file.read_bytes())["jobs"]
    assert jobs == {"bot": {"threads": 5}, "stats": {"json_file": "/tmp/x.json"}, "demo": {"quick": True}}
    write(home, {"jobs": {"bot": {"threads": 6}}})
    assert config.reload_if_changed()
    assert config.settings("bot").model_dump()["threads"] == 6


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    config = Config(tmp_path / "folder" / "launcher_config.json")
    (tmp_path / "folder").write_text("now a file")
    with pytest.raises(UserError, match=r"launcher_config\.json cannot be written"):
        config.set_option("theme", "dark")


def test_a_read_only_file_is_left_alone_and_told(home: Home) -> None:
    home.settings_file.parent.mkdir(parents=True)
    home.settings_file.write_text('{"jobs": {"record": {"fps": 12.0}}}')
    home.settings_file.chmod(0o444)
    config = Config(home.settings_file)
    assert config.settings("record").model_dump()["fps"] == 12.0
    with pytest.raises(UserError, match="is read-only, so the change was not saved: allow writing to it"):
        config.set_option("theme", "dark")
    assert home.settings_file.read_text() == '{"jobs": {"record": {"fps": 12.0}}}'
    home.settings_file.chmod(0o644)
    config.set_option("theme", "dark")
    assert config.options.theme == "dark"


def test_the_shipped_file_is_right(home: Home) -> None:
    as_user = write(home, shipped_file().read_bytes())
    assert Config(as_user).notices == []
    assert set(json.loads(shipped_file().read_bytes())["launcher"]) == {"profile", "theme", "language", "data_folder"}

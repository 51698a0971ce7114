from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
import torch
from helpers.plays import SCHEMA, SMALL, SMALL_FLAGS, arena_with, untrained_models

from core.checkpoint import MODEL_NAMES, Checkpoint, ModelName, build_model, load_checkpoint, save_checkpoint
from core.cli import main
from core.errors import ExitCode, UserError
from core.home import Home
from core.models.layers import TransformerConfig
from core.runs import all_runs
from core.schema import FeatureSchema
from trainers.warm_start import freeze, parts_of, start_from


def fresh(name: ModelName, **change: Any) -> Checkpoint:
    torch.manual_seed(7)
    config, schema = change.get("config", SMALL), change.get("schema", SCHEMA)
    history = change.get("history", 5 if name == "strategist" else 0)
    return Checkpoint(name, build_model(name, schema, config, history), schema, config, history)


def old_model(tmp_path: Path, name: ModelName) -> Path:
    save_checkpoint(tmp_path / "old.pt", untrained_models()[name])
    return tmp_path / "old.pt"


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_everything_of_an_older_model_is_taken_over(tmp_path: Path, name: ModelName) -> None:
    new = fresh(name)
    start_from(old_model(tmp_path, name), new)
    wanted, found = untrained_models()[name].model.state_dict(), new.model.state_dict()
    assert all(torch.equal(found[key], wanted[key]) for key in wanted)


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_of_another_profile_only_the_attention_is(
    tmp_path: Path, name: ModelName, caplog: pytest.LogCaptureFixture
) -> None:
    changed = arena_with(name="other", hotkeys=["Q", "E"])
    new, before = fresh(name, schema=FeatureSchema.of(changed)), fresh(name, schema=FeatureSchema.of(changed))
    with caplog.at_level(logging.WARNING, "understudy"):
        start_from(old_model(tmp_path, name), new)
    old, first, found = (item.model.state_dict() for item in (untrained_models()[name], before, new))
    trunks = {key for key in found if "trunk" in key.split(".")}
    assert trunks and trunks != found.keys()
    for key in found:
        assert torch.equal(found[key], (old if key in trunks else first)[key]), key
    assert "'arena'" in caplog.text and "learnt anew" in caplog.text


def test_another_size_is_refused_with_what_to_ask_for(tmp_path: Path) -> None:
    path = old_model(tmp_path, "strategist")
    wide = TransformerConfig(d_model=32, layers=1, heads=2)
    with pytest.raises(UserError, match=r"train with --d-model 16 --history-seconds 5 to begin from it"):
        start_from(path, fresh("strategist", config=wide, history=9))


def test_another_kind_or_none_is_refused(tmp_path: Path) -> None:
    path = old_model(tmp_path, "executor")
    with pytest.raises(UserError, match="is the executor, not the tactician"):
        start_from(path, fresh("tactician"))
    with pytest.raises(UserError, match="There is no tactician at"):
        start_from(tmp_path / "none.pt", fresh("tactician"))


def test_a_frozen_part_does_not_learn_and_the_others_do(home: Home, trained: Home, data: Path) -> None:
    old = trained.models / "tactician" / "best_model.pt"
    flags = [f"--data-dir={data}", "--epochs=1", f"--init-from={old}", "--freeze=encoder, none_score", *SMALL_FLAGS]
    assert main(["train", "tactician", *flags]) == ExitCode.OK
    before = load_checkpoint(old, "tactician").model.state_dict()
    after = load_checkpoint(home.models / "tactician" / "last_model.pt", "tactician").model.state_dict()
    same = {key for key in before if torch.equal(before[key], after[key])}
    assert same == {key for key in before if key.split(".")[0] in ("encoder", "none_score")}


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_every_part_can_be_frozen_and_is_named_where_a_name_is_wrong(name: ModelName) -> None:
    parts = parts_of(fresh(name).model)
    for part in parts:
        model = fresh(name).model
        freeze(model, part)
        frozen = [key for key, value in model.named_parameters() if not value.requires_grad]
        assert frozen and all(key.split(".")[0] == part for key in frozen)
    with pytest.raises(UserError, match=rf"no part 'brain' to freeze: choose of {', '.join(parts)}\."):
        freeze(fresh(name).model, "brain")
    with pytest.raises(UserError, match="Nothing is left to learn"):
        freeze(fresh(name).model, ",".join(parts))


def test_a_part_of_a_part_can_be_frozen() -> None:
    model = fresh("executor").model
    freeze(model, "press.encoder.trunk")
    frozen = {key for key, value in model.named_parameters() if not value.requires_grad}
    assert frozen == {key for key, _ in model.named_parameters() if key.startswith("press.encoder.trunk.")}


def test_what_is_wrong_with_a_model_to_begin_from_ends_the_job_with_a_sentence(home: Home, data: Path) -> None:
    flags = [f"--data-dir={data}", f"--init-from={data}/none.pt", *SMALL_FLAGS]
    assert main(["train", "executor", *flags]) == ExitCode.NO_DATA
    status = next(iter(all_runs(home))).status()
    assert status is not None and "There is no executor at" in status.message

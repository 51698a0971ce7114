from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest
import torch
from helpers.plays import ARENA, SCHEMA, SMALL_FLAGS, frame, pilot_plays, recording_of, thing, untrained_models

from core.errors import ExitCode
from core.home import Home
from core.models.inputs import Objects
from core.played import NO_TARGET, to_arrays
from core.recording import Label, write_recording
from core.runs import all_runs
from core.settings.training import TacticianSettings
from trainers.corpus import Corpus
from trainers.train_tactician import TacticianTask, main


def test_a_sample_points_at_the_slot_of_the_target_or_past_the_last_one() -> None:
    played = to_arrays("a", pilot_plays(1, 20, "collector"), SCHEMA)
    corpus = Corpus(SCHEMA, [played])
    task = TacticianTask(corpus, TacticianSettings(stride=0.1))
    batch = task.batch(np.arange(len(task)))
    assert len(task) == 200
    for number, index in enumerate(task.index):
        target = played.target[index]
        assert batch.target[number] == (corpus.slots if target < 0 else target)
    some = batch.target < corpus.slots
    assert some.any() and not some.all()
    assert batch.objects.mask[some, batch.target[some]].all()


def test_its_loss_is_finite_and_its_gradient_too_whatever_is_in_view() -> None:
    crowd = [thing("ore", 0.1 * n, 0.5) for n in range(9)]
    frames = [frame(n / 30, *crowd[: n % 10], label=Label("LOOT", n % 10 - 1 if n % 10 else None)) for n in range(60)]
    task = TacticianTask(Corpus(SCHEMA, [to_arrays("a", recording_of(frames), SCHEMA)]), TacticianSettings())
    model = untrained_models()["tactician"].model.train()
    loss, figures = task.loss(model, task.batch(np.arange(len(task))))
    loss.backward()
    assert torch.isfinite(loss)
    assert all(torch.isfinite(p.grad).all() for p in model.parameters() if p.grad is not None)
    share = figures["accuracy/target_if_any"].samples / figures["accuracy/target"].samples
    assert 0.5 < share < 1


def test_it_learns_whom_the_player_goes_for(home: Home, tmp_path: Path) -> None:
    """Always the raider, be it near or far, and nobody where there is none."""
    random = Random(0)
    for number in range(6):
        frames = []
        for n in range(300):
            kinds = random.sample(["raider", "drone", "ore"], random.randrange(4))
            objects = [thing(kind, random.uniform(0.1, 0.9), random.uniform(0.1, 0.9)) for kind in kinds]
            target = next((i for i, kind in enumerate(kinds) if kind == "raider"), None)
            frames.append(frame(round(n / 30, 5), *objects, label=Label("FIGHT", target)))
        write_recording(tmp_path / f"sequence_{number}.json", recording_of(frames))
    words = [f"--data-dir={tmp_path}", "--epochs=12", "--lr=1e-2", "--stride=0.03"]
    assert main([*words, *SMALL_FLAGS]) == ExitCode.OK
    (run,) = all_runs(home)
    rows = run.metrics()[0]
    assert max(row["accuracy/target/validation"] for row in rows) > 0.95
    assert max(row["accuracy/target_if_any/validation"] for row in rows) > 0.95
    assert "raider" in ARENA.class_names


def test_rare_kinds_of_targets_count_for_more_when_asked_to() -> None:
    frames = [frame(n / 10, thing("ore", 0.4, 0.5), thing("drone", 0.6, 0.5), label=Label("LOOT")) for n in range(40)]
    played = to_arrays("a", recording_of(frames), SCHEMA)
    slot = {SCHEMA.classes[cls]: number for number, cls in enumerate(played.moments.cls[0, :2])}
    played.target[:] = slot["drone"]
    played.target[:4], played.target[4:8] = slot["ore"], NO_TARGET
    corpus = Corpus(SCHEMA, [played])
    task = TacticianTask(corpus, TacticianSettings(class_balance=1.0))
    weights = task.weights
    assert weights is not None
    ore, drone, none = SCHEMA.classes.index("ore"), SCHEMA.classes.index("drone"), len(SCHEMA.classes)
    assert weights[ore] == weights[none] == pytest.approx(8 * weights[drone].item())
    assert weights.count_nonzero() == 3

    class Says(torch.nn.Module):
        """Sure of one slot, whatever it sees."""

        def __init__(self, answer: int) -> None:
            super().__init__()
            self.answer = answer

        def forward(
            self, objects: Objects, context: torch.Tensor, mode: torch.Tensor, last: torch.Tensor
        ) -> torch.Tensor:
            return 5.0 * torch.eye(3)[torch.full((len(context),), self.answer)]

    plain = TacticianTask(corpus, TacticianSettings())
    batch = task.batch(np.arange(40))
    answers = [slot["drone"], slot["ore"], 2]
    even = [task.loss(Says(answer), batch)[0].item() for answer in answers]
    counted = [plain.loss(Says(answer), batch)[0].item() for answer in answers]
    # Who always says the likeliest kind is right a third of the time as the balanced loss has it, and not otherwise.
    assert even == pytest.approx([even[0]] * 3, rel=1e-4)
    assert counted[0] < 0.5 * counted[1]

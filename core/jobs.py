"""The registry of jobs: one row each, from which come the commands, the launcher's cards and their forms."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from core.settings.base import JobSettings


@dataclass(frozen=True)
class Job:
    """One job: what it is called, which module does it and which settings it takes."""

    #: as in run ids and settings
    name: str
    #: the words after `understudy`
    command: tuple[str, ...]
    #: the module whose `main(argv)` does it; also `python -m module`
    module: str
    #: `module:Class` of its settings
    settings: str
    #: on the card
    title: str
    #: one line of what it does
    summary: str
    #: why it cannot be started yet, empty when it can
    waits_for: str = ""

    def settings_class(self) -> type[JobSettings]:
        """The settings class, imported now."""
        module, _, name = self.settings.partition(":")
        return getattr(importlib.import_module(module), name)


_ALL = (
    Job(
        "record",
        ("record",),
        "recorder",
        "core.settings.record:RecordSettings",
        "Pure Recording",
        "Watch a person play, and keep everything that is needed to learn from it.",
    ),
    Job(
        "shadow",
        ("shadow",),
        "bot.shadow",
        "core.settings.base:JobSettings",
        "Shadow Training",
        "Keep learning while a person plays.",
        waits_for="Shadow Training is not built yet. Until then: Pure Recording, then Train Executor.",
    ),
    Job(
        "train_strategist",
        ("train", "strategist"),
        "trainers.train_strategist",
        "core.settings.training:StrategistSettings",
        "Train Strategist",
        "Learn what the player is after: the mode.",
    ),
    Job(
        "train_tactician",
        ("train", "tactician"),
        "trainers.train_tactician",
        "core.settings.training:TacticianSettings",
        "Train Tactician",
        "Learn which object the player goes for.",
    ),
    Job(
        "train_executor",
        ("train", "executor"),
        "trainers.train_executor",
        "core.settings.training:ExecutorSettings",
        "Train Executor",
        "Learn the cursor, the clicks and the hotkeys.",
    ),
    Job(
        "train_detector",
        ("train", "detector"),
        "trainers.train_detector",
        "core.settings.detector:TrainDetectorSettings",
        "Train Detector",
        "Learn to find the game's objects on screen.",
    ),
    Job(
        "finetune",
        ("finetune",),
        "trainers.finetune_with_vlm",
        "core.settings.base:JobSettings",
        "Fine-tune with VLM",
        "Learn from a vision-language coach's corrections.",
        waits_for="Fine-tuning waits for the coach, which is not built yet.",
    ),
    Job(
        "bot",
        ("bot",),
        "bot",
        "core.settings.bot:BotSettings",
        "Run Bot",
        "Let the trained models play. F12 stops them.",
    ),
    Job(
        "stats",
        ("stats",),
        "trainers.stats",
        "core.settings.look:StatsSettings",
        "Data Statistics",
        "What has been recorded, and what is missing.",
    ),
    Job(
        "evaluate",
        ("evaluate",),
        "trainers.evaluate",
        "core.settings.evaluate:EvaluateSettings",
        "Evaluate Models",
        "Judge the models on recordings kept aside and in play.",
    ),
    Job(
        "tensorboard",
        ("tensorboard",),
        "trainers.tensorboard",
        "core.settings.look:TensorBoardSettings",
        "View TensorBoard",
        "All runs' curves in the browser.",
    ),
    Job(
        "arena",
        ("arena",),
        "arena",
        "core.settings.arena:ArenaSettings",
        "Open Arena",
        "Play Outer Belt, the built-in game.",
    ),
    Job(
        "demo",
        ("demo",),
        "trainers.demo",
        "core.settings.demo:DemoSettings",
        "Demo",
        "The whole loop without a screen: record a pilot, train, evaluate, report.",
    ),
)

#: every job by name
JOBS: dict[str, Job] = {job.name: job for job in _ALL}
#: every job by the words after `understudy`
COMMANDS: dict[tuple[str, ...], Job] = {job.command: job for job in _ALL}

"""The registry of jobs: one row each, from which come the commands, the launcher's cards and their forms."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    #: whether it has a card in the launcher; most commands without one need to be told what to work on
    card: bool = True

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
        "Watch a person play, and keep all of it.",
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
        "Judge the models on kept recordings and in play.",
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
    Job(
        "dagger",
        ("dagger",),
        "trainers.dagger",
        "core.settings.dagger:DaggerSettings",
        "DAgger",
        "Let the models play the arena, and learn what their pilot would have done.",
        card=False,
    ),
    Job(
        "models_import",
        ("models", "import"),
        "trainers.import_models",
        "core.settings.models:ImportModelsSettings",
        "Import Models",
        "Use models that were trained elsewhere.",
        card=False,
    ),
    Job(
        "recordings_list",
        ("recordings", "list"),
        "recorder.recordings.listing",
        "core.settings.recordings:ListSettings",
        "List Recordings",
        "List every recording with its length, modes, tags and what is odd about it.",
        card=False,
    ),
    Job(
        "recordings_show",
        ("recordings", "show"),
        "recorder.recordings.show",
        "core.settings.recordings:ShowSettings",
        "Show Recording",
        "Tell all that is known of a recording.",
        card=False,
    ),
    Job(
        "recordings_trim",
        ("recordings", "trim"),
        "recorder.recordings.trim",
        "core.settings.recordings:TrimSettings",
        "Trim Recording",
        "Let only a stretch count, or leave one out; nothing is lost.",
        card=False,
    ),
    Job(
        "recordings_relabel",
        ("recordings", "relabel"),
        "recorder.recordings.relabel",
        "core.settings.recordings:RelabelSettings",
        "Relabel Recording",
        "Say what the player was after in a stretch.",
        card=False,
    ),
    Job(
        "recordings_tag",
        ("recordings", "tag"),
        "recorder.recordings.tag",
        "core.settings.recordings:TagSettings",
        "Tag Recording",
        "Add or remove tags, or write a note.",
        card=False,
    ),
    Job(
        "recordings_undo",
        ("recordings", "undo"),
        "recorder.recordings.undo",
        "core.settings.recordings:UndoSettings",
        "Undo Change",
        "Take back the last trim, label, tag or note, or bring it back.",
        card=False,
    ),
    Job(
        "recordings_split",
        ("recordings", "split"),
        "recorder.recordings.split",
        "core.settings.recordings:SplitSettings",
        "Split Recording",
        "Make two recordings of one.",
        card=False,
    ),
    Job(
        "recordings_merge",
        ("recordings", "merge"),
        "recorder.recordings.merge",
        "core.settings.recordings:MergeSettings",
        "Merge Recordings",
        "Make one recording of several.",
        card=False,
    ),
    Job(
        "recordings_delete",
        ("recordings", "delete"),
        "recorder.recordings.delete",
        "core.settings.recordings:DeleteSettings",
        "Delete Recordings",
        "Move recordings to the bin.",
        card=False,
    ),
    Job(
        "recordings_import",
        ("recordings", "import"),
        "recorder.recordings.importing",
        "core.settings.recordings:ImportSettings",
        "Import Recordings",
        "Copy recordings from elsewhere into the folder.",
        card=False,
    ),
    Job(
        "recordings_convert",
        ("recordings", "convert"),
        "recorder.recordings.convert",
        "core.settings.recordings:ConvertSettings",
        "Convert Recordings",
        "Write files of other formats as recordings.",
        card=False,
    ),
    Job(
        "recordings_export",
        ("recordings", "export"),
        "recorder.recordings.export",
        "core.settings.recordings:ExportSettings",
        "Export Recordings",
        "Write recordings for LeRobot.",
        card=False,
    ),
    Job(
        "recordings_recover",
        ("recordings", "recover"),
        "recorder.recordings.recover",
        "core.settings.recordings:RecoverSettings",
        "Recover Recordings",
        "Make recordings of what a crash left behind.",
        card=False,
    ),
    Job(
        "recordings_opinion",
        ("recordings", "opinion"),
        "bot.opinion",
        "core.settings.recordings:OpinionSettings",
        "Ask the Bot",
        "Ask the models what they would do in a recording.",
        card=False,
    ),
)

#: every job by name
JOBS: dict[str, Job] = {job.name: job for job in _ALL}
#: every job by the words after `understudy`
COMMANDS: dict[tuple[str, ...], Job] = {job.command: job for job in _ALL}

"""How many samples each trainer, with its settings as shipped, takes from recordings."""

from __future__ import annotations

from core.data_statistics import Counts
from core.played import Played
from core.schema import FeatureSchema
from core.settings.training import ExecutorSettings, StrategistSettings, TacticianSettings
from trainers.corpus import Corpus
from trainers.task import Task, samples_by_source
from trainers.train_executor import ExecutorTask
from trainers.train_strategist import StrategistTask
from trainers.train_tactician import TacticianTask


def sample_counts(schema: FeatureSchema, pieces: list[tuple[str, Played]]) -> dict[str, Counts]:
    """Samples by model and by source, of pieces of play (at least one) given with the source each comes from."""
    corpus = Corpus(schema, [piece for _, piece in pieces])
    tasks: dict[str, Task] = {
        "strategist": StrategistTask(corpus, StrategistSettings()),
        "tactician": TacticianTask(corpus, TacticianSettings()),
        "executor": ExecutorTask(corpus, ExecutorSettings()),
    }
    sources = [source for source, _ in pieces]
    return {model: samples_by_source(corpus, task.index, sources) for model, task in tasks.items()}

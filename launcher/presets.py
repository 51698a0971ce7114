"""Settings of the three trainers that go together, as the founding notes on training recommend them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from launcher.text import tr

_VALUES: dict[str, dict[str, dict[str, Any]]] = {
    "train_strategist": {
        "quick": {"epochs": 20, "batch_size": 32, "lr": "3e-4"},
        "small": {"epochs": 150, "batch_size": 16},
        "large": {"epochs": 80, "batch_size": 64},
    },
    "train_tactician": {
        "quick": {"epochs": 15, "batch_size": 64, "lr": "3e-4"},
        "small": {"epochs": 120, "batch_size": 32},
        "large": {"epochs": 60, "batch_size": 128},
    },
    "train_executor": {
        "quick": {"epochs": 10, "batch_size": 128, "lr": "5e-4"},
        "small": {"epochs": 100, "batch_size": 64},
        "large": {"epochs": 40, "batch_size": 256},
    },
}


@dataclass(frozen=True)
class Preset:
    """Some settings of a job; those of `touched` that have no value here go back to their defaults."""

    name: str
    title: str
    #: as a person would type them
    values: dict[str, str]
    touched: tuple[str, ...]


def presets_of(job: str) -> list[Preset]:
    """The presets of a job, [] where it has none."""
    titles = {
        "quick": tr("Quick try"),
        "small": tr("Small data set (below 100 recordings)"),
        "large": tr("Large data set (above 200 recordings)"),
    }
    found = _VALUES.get(job, {})
    touched = tuple(dict.fromkeys(field for values in found.values() for field in values))
    return [
        Preset(name, titles[name], {field: str(value) for field, value in values.items()}, touched)
        for name, values in found.items()
    ]
